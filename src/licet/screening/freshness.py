"""Are the lists fit to screen against? None, too old, of unknown date: each blocks and says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from licet.screening.watchlist import SOURCES, WatchList

__all__ = ["Problem", "freshness"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Why screening does not count. `code` is none, missing, stale, undated, empty or future."""

    code: str
    source: str
    what: str
    remedy: str


def freshness(
    lists: Iterable[WatchList], on: date, max_age_days: int, *, required: Iterable[str] = ()
) -> list[Problem]:
    """Return what blocks screening on a day: no list, a required list absent, or one stale, undated or empty.

    Of several editions of one list the newest counts. An age of exactly `max_age_days` still counts as fresh.
    """
    newest = _newest(lists)
    if not newest:
        remedy = "Import one: licet lists import un PATH."
        return [Problem("none", "", "No watchlist has been imported, so nobody has been screened", remedy)]
    problems = [_missing(source) for source in sorted(set(required) - newest.keys())]
    return problems + [p for source in sorted(newest) if (p := _fault(newest[source], on, max_age_days))]


def _newest(lists: Iterable[WatchList]) -> dict[str, WatchList]:
    newest: dict[str, WatchList] = {}
    for edition in lists:
        known = newest.get(edition.source)
        if known is None or (edition.list_date or date.min) > (known.list_date or date.min):
            newest[edition.source] = edition
    return newest


def _missing(source: str) -> Problem:
    title = SOURCES.get(source, source)
    return Problem(
        "missing", source, f"The {title} has not been imported", f"Import it: licet lists import {source} PATH."
    )


def _fault(edition: WatchList, on: date, max_age_days: int) -> Problem | None:
    title, source = SOURCES.get(edition.source, edition.source), edition.source
    again = f"Import the present edition: licet lists import {source} PATH."
    if not edition.entries:
        return Problem("empty", source, f"The {title} in use has no entries", again)
    if edition.list_date is None:
        dated = f"Import it again with its date: licet lists import {source} PATH --date YYYY-MM-DD."
        return Problem("undated", source, f"The {title} in use is of unknown date", dated)
    age = (on - edition.list_date).days
    if age < 0:
        return Problem(
            "future", source, f"The {edition.title} is dated after {on}", "Check the date of the list and of the day."
        )
    if age > max_age_days:
        what = f"The {edition.title} is {age} days old on {on}; at most {max_age_days} are allowed"
        return Problem("stale", source, what, again)
    return None
