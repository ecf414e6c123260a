"""Small lists for tests; the people on them are invented."""

from __future__ import annotations

from datetime import date

from licet.parties import Party
from licet.screening import NameIndex, Statement, WatchEntry, WatchList

DAY = date(2026, 11, 20)


def entry(uid: str, *names: str, schema: str = "person", source: str = "un", **said: str) -> WatchEntry:
    kinds = ["primary", *["alias"] * (len(names) - 1)]
    statements = [Statement("name", n, k, f"INDIVIDUAL {uid}") for n, k in zip(names, kinds, strict=True)]
    for about, value in said.items():
        kind, _, topic = about.rpartition("__")
        statements.append(Statement("identifier" if kind else topic, value, topic if kind else ""))
    return WatchEntry(source, uid, schema, tuple(statements))


def watchlist(*entries: WatchEntry, source: str = "un", day: date | None = DAY, sha: str = "aa") -> WatchList:
    return WatchList(source, day, None, sha, entries)


PEOPLE = (
    entry("1", "Dariyush Velkanov", "Дариюш Велканов", birth_date="1971-03-14", state="IRN"),
    entry("2", "Abd al-Karim Zuhayl Benteza", "Abu Zuhayl"),
    entry("3", "Vellum Aero Technologies OOO", schema="organisation"),
    entry("4", "OSPREY MERIDIAN", schema="vessel", number__imo="9074729"),
    entry("5", "Wouterus Haldringh"),
    entry("6", "Van der Bilt Corp", schema="organisation"),
)


def index(*entries: WatchEntry) -> NameIndex:
    return NameIndex.build([watchlist(*(entries or PEOPLE))])


def person(name: str, **more: object) -> Party:
    return Party("end_user", name, "individual", **more)
