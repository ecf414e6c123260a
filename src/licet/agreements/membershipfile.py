"""Read one list of members as it stands in ``packs/memberships``: docs/reference/agreements-format.md says how."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from licet.agreements.fields import days, mapping, records, text, words
from licet.agreements.memberships import Body, Reach, Row, Standing
from licet.common.confidence import Confidence
from licet.common.dates import Interval, parse_date
from licet.common.errors import BadInput, UnknownName, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from licet.common.states import StateTable

__all__ = ["read_body", "read_index"]


def read_body(document: object, *, states: StateTable, where: str) -> Body:
    """Return the body a parsed list describes; an unknown state, date or standing raises `BadInput`."""
    top = mapping(document, where)
    rows: dict[str, list[Row]] = {}
    for at, group in records(top, "groups", where):
        for row in _group_rows(group, at):
            _known(row.state, states, at)
            rows.setdefault(row.state, []).append(row)
    cites = mapping(top.get("cites", {}), where)
    return Body(
        name=text(top, "body", where),
        title=text(top, "title", where),
        kind=text(top, "kind", where),
        began=parse_date(text(top, "began", where), where=where),
        rows={state: tuple(stays) for state, stays in rows.items()},
        complete_for=tuple(_reach(r, at, states) for at, r in records(top, "complete_for", where)),
        agreement=text(top, "agreement", where, ""),
        entry_cite=text(cites, "entry", where, ""),
        exit_cite=text(cites, "exit", where, ""),
        note=text(top, "note", where, ""),
    )


def read_index(document: object, where: str) -> tuple[dict[str, str], str, tuple[str, ...]]:
    """Return the aliases of bodies, the body whose rows make up "all states", and the codes beside it."""
    top = mapping(document, where)
    aliases = {alias: str(name) for alias, name in mapping(top.get("aliases", {}), where).items()}
    return aliases, text(top, "members_of", where), words(top.get("also", []), where)


def _group_rows(group: dict[str, object], where: str) -> Iterator[Row]:
    standing = _standing(text(group, "status", where), where)
    shared = {
        "source": text(group, "source", where),
        "cite": text(group, "cite", where, ""),
        "note": text(group, "note", where, ""),
    }
    confidence = Confidence.parse(text(group, "confidence", where), where=where)
    as_of = parse_date(text(group, "as_of", where), where=where)
    sure_from, sure = _sure(group, where)
    listed = text(group, "states", where, "").split()
    stays = [(state, f"from {text(group, 'from', where)}") for state in listed]
    for state, written in mapping(group.get("rows", {}), where).items():
        stays += [(state, one) for one in ([written] if isinstance(written, str) else words(written, where))]
    for state, stay in stays:
        place = f"{where} {state}"
        found = days(stay, place)
        first = found.get("from") or found.get("by")
        if first is None:
            raise BadInput("LIC-304", f"'{stay}' has no first day", where=place, remedy="Write 'from' or 'by' a day.")
        yield Row(
            state=state,
            standing=standing,
            valid=_interval(first, found.get("until"), place),
            as_of=as_of,
            confidence=confidence,
            consent=found.get("consent"),
            not_before=found.get("not_before"),
            sure_from=sure_from,
            sure=sure,
            **shared,
        )


def _sure(group: dict[str, object], where: str) -> tuple[date | None, Confidence]:
    """From when on a list read later makes the stay surer than its first day is."""
    if "sure" not in group:
        return None, Confidence.BACKGROUND
    entry = mapping(group["sure"], where)
    grade = Confidence.parse(text(entry, "confidence", where), where=where)
    return parse_date(text(entry, "from", where), where=where), grade


def _reach(record: dict[str, object], where: str, states: StateTable) -> Reach:
    listed = text(record, "states", where)
    named = None if listed == "all" else frozenset(listed.split())
    for code in named or ():
        _known(code, states, where)
    last = parse_date(text(record, "to", where), where=where)
    return Reach(
        states=named,
        days=_interval(parse_date(text(record, "from", where), where=where), last + timedelta(days=1), where),
        as_of=parse_date(text(record, "as_of", where), where=where),
        confidence=Confidence.parse(text(record, "confidence", where), where=where),
        source=text(record, "source", where),
    )


def _interval(first: date, until: date | None, where: str) -> Interval:
    try:
        return Interval(first, until)
    except BadInput as fault:
        raise BadInput(fault.code, fault.what, where=where, remedy=fault.remedy) from None


def _standing(word: str, where: str) -> Standing:
    try:
        return Standing(word)
    except ValueError:
        raise UnknownName(
            "LIC-303",
            f"'{word}' is not a standing.{suggest(word, Standing)}",
            where=where,
            remedy=f"Use one of {', '.join(Standing)}.",
        ) from None


def _known(code: str, states: StateTable, where: str) -> None:
    if code not in states:
        states.find(code, where=where)
        raise UnknownName(
            "LIC-008", f"'{code}' is not an alpha-3 code", where=where, remedy="Write the three-letter code."
        )
