"""Read the invented watchlist from ``packs/watchlist``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from licet.common.dates import parse_date
from licet.common.errors import Unreadable
from licet.law.yamltext import read_yaml
from licet.screening import SCHEMAS, Statement, WatchEntry, WatchList

__all__ = ["watchlist"]

_ONE = ("birth_date", "birth_place", "programme", "listed_on", "title", "address", "remark")
_WHERE = "packs/watchlist/watchlist.yaml"


@cache
def watchlist() -> WatchList:
    """Return the invented list: its day, and entries that are nobody real."""
    text = files("licet.packs.watchlist").joinpath("watchlist.yaml").read_text(encoding="utf-8")
    data = read_yaml(text, where=_WHERE)
    assert isinstance(data, dict)
    rows = data["entries"]
    assert isinstance(rows, list)
    entries = tuple(_entry(row, number) for number, row in enumerate(rows, 1))
    day = parse_date(str(data["date"]), where=_WHERE)
    return WatchList("invented", day, None, hashlib.sha256(text.encode()).hexdigest(), entries)


def _entry(row: object, number: int) -> WatchEntry:
    place = f"entry {number}"
    if not isinstance(row, dict) or row.get("schema") not in SCHEMAS or not row.get("name") or not row.get("id"):
        remedy = "Give each entry an id, a schema and a name."
        raise Unreadable("LIC-712", "An entry is not complete", where=f"{_WHERE}, {place}", remedy=remedy)
    fields = {str(key): value for key, value in row.items()}
    return WatchEntry("invented", str(row["id"]), str(row["schema"]), tuple(_statements(fields, place)))


def _statements(row: dict[str, object], place: str) -> Iterator[Statement]:
    yield Statement("name", str(row["name"]), "primary", place)
    for key, kind in (("original", "original"), ("aliases", "alias"), ("weak", "weak"), ("former", "former")):
        for name in _several(row.get(key)):
            yield Statement("name", name, kind, place)
    for about in _ONE:
        for value in _several(row.get(about)):
            yield Statement(about, value, "", place)
    for state in _several(row.get("states")):
        yield Statement("state", state, "", place)
    numbers = row.get("identifiers") or {}
    assert isinstance(numbers, dict)
    for kind, value in numbers.items():
        yield Statement("identifier", str(value), str(kind), place)


def _several(value: object) -> list[str]:
    if value is None:
        return []
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]
