"""Read agreements and regimes as they stand in ``packs/agreements``: docs/reference/agreements-format.md says how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.agreements.agreement import (
    KINDS,
    Agreement,
    Doubt,
    Listed,
    Pledge,
    Provision,
    Regime,
    Relation,
)
from licet.agreements.events import Act, Event
from licet.agreements.fields import day, mapping, records, text, words
from licet.agreements.rulefile import read_entering, read_leaving
from licet.common.confidence import Confidence
from licet.common.dates import parse_date
from licet.common.errors import BadInput, UnknownName, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from licet.common.states import StateTable

__all__ = ["ACTORS", "read_agreements", "read_regimes"]

ACTORS = frozenset({"EUE"})
"""Parties that are no states: the European Union under its reserved code."""

Record = dict[str, object]


def read_agreements(document: object, *, states: StateTable, where: str) -> Iterator[Agreement]:
    """Yield the agreements of a parsed file; an unknown state, kind, act or day raises `BadInput`."""
    top = mapping(document, where)
    as_of = parse_date(text(top, "as_of", where), where=where)
    for key, found in mapping(top.get("agreements", {}), where).items():
        yield _agreement(key, mapping(found, f"{where} {key}"), as_of, states, f"{where} {key}")


def read_regimes(document: object, *, where: str) -> Iterator[Regime]:
    """Yield the verification regimes of a parsed file."""
    for key, found in mapping(mapping(document, where).get("regimes", {}), where).items():
        record, at = mapping(found, where), f"{where} {key}"
        yield Regime(
            key,
            text(record, "name", at),
            text(record, "agreement", at),
            text(record, "grades", at),
            mapping(record.get("terms", {}), at),
        )


def _agreement(key: str, record: Record, as_of: date, states: StateTable, where: str) -> Agreement:
    grades = dict.fromkeys(words(record.get("verified", []), where), Confidence.VERIFIED)
    events, outside = _events(record, grades, states, where)
    return Agreement(
        id=key,
        title=text(record, "title", where),
        short=text(record, "short", where),
        structure=text(record, "structure", where),
        form=text(record, "form", where),
        binding=text(record, "binding", where),
        kinds=tuple(_kind(kind, where) for kind in words(record.get("kinds", []), where)),
        sources=text(record, "sources", where),
        as_of=as_of,
        listed=_listed(text(record, "parties_listed", where, "none"), where),
        signed=day(record, "signed", where),
        in_force=_in_force(record, where),
        entry_open=text(record, "in_force", where) == "open",
        first_day_out=day(record, "first_day_out", where),
        end_reason=text(record, "end_reason", where, ""),
        grades=grades,
        events=events,
        outside=outside,
        enters=read_entering(record, where),
        leaves=read_leaving(record, where),
        depositaries=words(record.get("depositaries", []), where),
        registration=text(record, "registration", where, ""),
        text=text(record, "text", where, ""),
        members=text(record, "members", where, ""),
        provisions=tuple(
            Provision(text(p, "ref", at), text(p, "modality", at), text(p, "summary", at))
            for at, p in records(record, "provisions", where)
        ),
        relations=tuple(
            Relation(text(r, "type", at), text(r, "target", at), text(r, "why", at, ""))
            for at, r in records(record, "relations", where)
        ),
        pledges=tuple(_pledge(p, at) for at, p in records(record, "pledges", where)),
        doubts=tuple(_doubt(d, at) for at, d in records(record, "doubts", where)),
        verification=words(record.get("verification", []), where),
        themes=words(record.get("themes", []), where),
        party_notes={s: str(n) for s, n in mapping(record.get("party_notes", {}), where).items()},
        note=text(record, "note", where, ""),
    )


def _events(
    record: Record, grades: dict[str, Confidence], states: StateTable, where: str
) -> tuple[dict[str, tuple[Event, ...]], frozenset[str]]:
    found: dict[str, list[Event]] = {}
    outside: set[str] = set()
    for state, line in mapping(record.get("parties", {}), where).items():
        _known(state, states, where)
        if line == "outside":
            outside.add(state)
        else:
            found[state] = list(_acts(state, str(line), record, grades, f"{where} {state}"))
    for at, entry in records(record, "events", where):
        event = _event(entry, at)
        _known(event.state, states, at)
        found.setdefault(event.state, []).append(event)
    return {state: tuple(acts) for state, acts in found.items()}, frozenset(outside)


def _acts(state: str, line: str, record: Record, grades: dict[str, Confidence], where: str) -> Iterator[Event]:
    """The acts of a line such as ``sign 1949-04-04, enter 1949-08-24``; ``listed`` has none."""
    days: dict[str, date] = {}
    for part in line.split(",") if line != "listed" else []:
        word, _, day = part.strip().partition(" ")
        if word in days:
            raise BadInput("LIC-302", f"'{word}' stands twice", where=where, remedy="Write one of them under 'events'.")
        days[word] = parse_date(day.strip(), where=where)
    yield from _span(state, days, record, where)
    for word, on in days.items():
        act = Act.parse(word, where=where)
        yield Event(state, act, on, _grade(state, act, on, record, grades))


def _span(state: str, days: dict[str, date], record: Record, where: str) -> Iterator[Event]:
    """An entry known only to lie between two days, or by a day."""
    last = days.pop("enter_by", None)
    first = days.pop("enter_after", None) or _in_force(record, where)
    if last is not None:
        yield Event(state, Act.ENTER, min(first or last, last), until=last)


def _grade(state: str, act: Act, on: date, record: Record, grades: dict[str, Confidence]) -> Confidence:
    """A party's day is as sure as its own grade, or as the agreement's where the two days are one."""
    if state in grades and act is not Act.SIGN:
        return grades[state]
    fact = {Act.SIGN: "signed", Act.ENTER: "in_force"}.get(act, "")
    if fact in grades and record.get(fact) == on.isoformat():
        return grades[fact]
    return Confidence.BACKGROUND


def _event(record: Record, where: str) -> Event:
    contested = text(record, "contested_by", where, "")
    return Event(
        state=text(record, "state", where),
        act=Act.parse(text(record, "act", where), where=where),
        on=parse_date(text(record, "on", where), where=where),
        confidence=Confidence.parse(text(record, "confidence", where, "background"), where=where),
        hour=text(record, "hour", where, ""),
        contested_by=tuple(by.strip() for by in contested.split(",") if by.strip()),
        towards=text(record, "towards", where, ""),
        note=text(record, "note", where, ""),
    )


def _in_force(record: Record, where: str) -> date | None:
    written = text(record, "in_force", where)
    return None if written in ("open", "none") else parse_date(written, where=where)


def _pledge(record: Record, where: str) -> Pledge:
    givers, takers = words(record.get("from", []), where), words(record.get("to", []), where)
    return Pledge(givers, takers, _kind(text(record, "code", where), where), text(record, "scope", where, ""))


def _doubt(record: Record, where: str) -> Doubt:
    first, last = day(record, "from", where), day(record, "to", where)
    if first is None or last is None:
        raise BadInput("LIC-302", "a doubt needs both its days", where=where, remedy="Write 'from' and 'to'.")
    return Doubt(first, last, text(record, "note", where))


def _kind(code: str, where: str) -> str:
    if code in KINDS:
        return code
    raise UnknownName(
        "LIC-307",
        f"'{code[:30]}' is not a kind of agreement.{suggest(code, KINDS)}",
        where=where,
        remedy=f"Use one of {', '.join(KINDS)}.",
    )


def _listed(word: str, where: str) -> Listed:
    try:
        return Listed(word)
    except ValueError:
        raise BadInput(
            "LIC-302", f"'{word}' is not complete, partial or none", where=where, remedy="Say how far the list goes."
        ) from None


def _known(code: str, states: StateTable, where: str) -> None:
    if code not in states and code not in ACTORS:
        states.find(code, where=where)
        raise UnknownName("LIC-008", f"'{code}' is not an alpha-3 code", where=where, remedy="Write the three letters.")
