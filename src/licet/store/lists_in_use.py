"""The watchlists in use on a day, as a decision sees them: their editions, and what makes them unfit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from licet.screening import WatchEntry, WatchList
from licet.screening.freshness import freshness
from licet.store.lists import editions_in_use
from licet.store.models import ListEdition

__all__ = ["Lists", "lists_in_use"]


@dataclass(frozen=True, slots=True)
class Lists:
    """The watchlists in use on a day: what is wrong with them, and their editions as a screening keeps them."""

    problems: tuple[str, ...]
    editions: tuple[dict[str, str], ...]

    @property
    def hashes(self) -> frozenset[str]:
        """The editions by hash."""
        return frozenset(e["sha256"] for e in self.editions)


def lists_in_use(on: date) -> Lists:
    """Return the editions that count on a day, without reading their entries."""
    editions = editions_in_use(on)
    age, required = settings.LIST_MAX_AGE_DAYS, settings.REQUIRED_LISTS
    problems = freshness(map(_outline, editions), on, age, required=required)
    return Lists(tuple(f"{p.what}." for p in problems), tuple(map(_kept, editions)))


_SOMEBODY = WatchEntry("", "", "person", ())


def _outline(edition: ListEdition) -> WatchList:
    """Return the edition with one entry standing for all: freshness asks only whether there is any."""
    entries = (_SOMEBODY,) if edition.entry_count else ()
    return WatchList(edition.source, edition.list_date, edition.fetched_at, edition.sha256, entries)


def _kept(edition: ListEdition) -> dict[str, str]:
    return {
        "source": edition.source,
        "list_date": edition.list_date.isoformat() if edition.list_date else "",
        "fetched_at": edition.fetched_at.isoformat(),
        "sha256": edition.sha256,
    }
