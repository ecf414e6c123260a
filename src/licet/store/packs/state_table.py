"""Read the state table from ``packs/states``."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from licet.common.dates import Interval
from licet.common.states import Name, State, StateTable
from licet.law.yamltext import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["states"]

Record = dict[str, object]


@cache
def states() -> StateTable:
    """Return all states and territories of ISO 3166-1, the historic ones, and Kosovo."""
    names = _yaml("names.yaml")
    historic = _yaml("historic.yaml")
    return StateTable([*_present(names, _record(historic["began"])), *_historic(_record(historic["states"]))])


def _present(names: Record, began: Record) -> Iterator[State]:
    also, former = _record(names["also"]), _record(names["former"])
    for row in csv.DictReader(_text("iso3166.csv").splitlines()):
        code = row["alpha3"]
        aliases = [Name(str(name)) for name in _list(also.get(code))]
        aliases += [_former(_record(name)) for name in _list(former.get(code))]
        existed = Interval.parse(str(began.get(code, "")), None, where=f"historic.yaml {code}")
        yield State(code, row["name"], row["alpha2"], row["numeric"], existed, tuple(aliases))


def _historic(listed: Record) -> Iterator[State]:
    for code, found in listed.items():
        entry = _record(found)
        existed = _days(entry)
        yield State(
            iso3=code,
            name=str(entry["name"]),
            iso2=str(entry.get("alpha2", "")),
            numeric=str(entry.get("numeric", "")),
            existed=existed,
            aliases=tuple(Name(str(name), existed) for name in _list(entry.get("also"))),
            successors=tuple(str(one) for one in _list(entry.get("successors"))),
        )


def _former(entry: Record) -> Name:
    return Name(str(entry["name"]), _days(entry))


def _days(entry: Record) -> Interval:
    return Interval.parse(str(entry.get("from", "")), str(entry.get("until", "")), where="packs/states")


def _text(name: str) -> str:
    return files("licet.packs.states").joinpath(name).read_text(encoding="utf-8")


def _yaml(name: str) -> Record:
    return _record(read_yaml(_text(name), where=f"packs/states/{name}"))


def _record(value: object) -> Record:
    assert isinstance(value, dict)
    return value


def _list(value: object) -> list[object]:
    assert value is None or isinstance(value, list)
    return value or []
