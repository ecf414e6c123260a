"""Import editions of watchlists, and hand out the lists and the index in use.

An import is one transaction: the edition, its entries, the change of the edition in use and the entry in
the log are all there, or none is. Editions are never deleted.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction

from licet.common.dates import parse_date
from licet.common.errors import BadInput, UnknownName
from licet.exchange.lists_ofac import read_ofac
from licet.exchange.lists_un import read_un
from licet.exchange.reading import ReadProblem, ReadResult
from licet.screening import NameIndex, WatchEntry, WatchList
from licet.store import ledger
from licet.store.list_files import ofac_files, read_bytes, un_file
from licet.store.models import ListEdition, ListEntry
from licet.store.packs import states, watchlist

__all__ = [
    "Imported",
    "current_index",
    "current_lists",
    "editions_in_use",
    "import_list",
    "import_watchlist",
    "outlines",
    "state_of",
]

KEPT_PROBLEMS = 500
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `new` is False when this edition had been imported before."""

    edition: ListEdition
    new: bool
    problems: tuple[ReadProblem, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    source: str
    result: ReadResult
    files: tuple[tuple[str, str], ...]
    list_date: date | None
    problems: tuple[ReadProblem, ...]

    @property
    def sha256(self) -> str:
        """The hash of the one file, or over the hashes of all files."""
        hashes = [sha for _, sha in self.files]
        return hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def import_list(
    source: str,
    path: Path,
    *,
    at: datetime,
    add: Path | None = None,
    alt: Path | None = None,
    list_date: date | None = None,
    acting_user: Any = None,
) -> Imported:
    """Read a list from a file or folder and put it in use; what cannot be read whole changes nothing.

    The same files with the same date again change nothing. An edition older than the one in use, or of unknown
    date where that one is dated, is kept but not put in use. `list_date` is needed where the file does not say
    its date (OFAC); else it stays unknown.
    """
    if source == "un":
        read = _read_un(path, list_date)
    elif source == "ofac":
        read = _read_ofac(path, add, alt, list_date)
    else:
        raise UnknownName("LIC-713", f"'{source[:40]}' is not a list that can be read", remedy="Use un or ofac.")
    return _keep(read, at=at, acting_user=acting_user)


def import_watchlist(*, at: datetime, list_date: date | None = None, acting_user: Any = None) -> Imported:
    """Put the invented watchlist of the demonstration in use."""
    pack = watchlist()
    files = (("watchlist.yaml", pack.sha256),)
    read = _Read(pack.source, ReadResult(pack.entries), files, list_date or pack.list_date, ())
    return _keep(read, at=at, acting_user=acting_user)


def _read_un(path: Path, list_date: date | None) -> _Read:
    file, left = un_file(path)
    data = read_bytes(file)
    result = read_un(data, str(file))
    dated = parse_date(result.dated, where=f"{file}, dateGenerated") if result.dated else None
    if dated and list_date and dated != list_date:
        what = f"The file says it is of {dated}, not of {list_date}"
        raise BadInput("LIC-710", what, where=str(file), remedy="Leave --date out: the UN list states its date.")
    files = ((file.name, hashlib.sha256(data).hexdigest()),)
    return _Read("un", result, files, dated or list_date, left + result.problems)


def _read_ofac(path: Path, add: Path | None, alt: Path | None, list_date: date | None) -> _Read:
    found = ofac_files(path, add=add, alt=alt)
    parts = [(file, read_bytes(file)) if file else None for file in (found.sdn, found.add, found.alt)]
    sdn, places, names = (part[1] if part else None for part in parts)
    assert sdn is not None
    where = {"add_where": str(found.add or ""), "alt_where": str(found.alt or "")}
    result = read_ofac(sdn, places, names, str(found.sdn), **where)
    files = tuple((part[0].name, hashlib.sha256(part[1]).hexdigest()) for part in parts if part)
    return _Read("ofac", result, files, list_date, found.problems + result.problems)


def _keep(read: _Read, *, at: datetime, acting_user: Any) -> Imported:
    with transaction.atomic():
        known = ListEdition.objects.filter(source=read.source, sha256=read.sha256, list_date=read.list_date).first()
        if known is not None:
            return Imported(known, new=False, problems=read.problems)
        edition = _add(read, at)
        _put_in_use(edition)
        record = {
            "source": edition.source,
            "list_date": read.list_date.isoformat() if read.list_date else None,
            "sha256": edition.sha256,
            "files": edition.files,
            "entries": edition.entry_count,
            "in_use": edition.active,
        }
        ledger.record("list.imported", subject=edition.subject, record=record, actor=acting_user, at=at)
    return Imported(edition, new=True, problems=read.problems)


def _add(read: _Read, at: datetime) -> ListEdition:
    edition = ListEdition.objects.create(
        source=read.source,
        list_date=read.list_date,
        fetched_at=at,
        sha256=read.sha256,
        files=[{"name": name, "sha256": sha} for name, sha in read.files],
        problems=[asdict(p) for p in read.problems[:KEPT_PROBLEMS]],
        entry_count=len(read.result.entries),
        active=False,
    )
    ListEntry.objects.bulk_create((_row(edition, e) for e in read.result.entries), batch_size=_BATCH)
    return edition


def _row(edition: ListEdition, entry: WatchEntry) -> ListEntry:
    return ListEntry(
        edition=edition,
        uid=entry.uid,
        schema=entry.schema,
        name=entry.name[:500],
        entry_hash=entry.fingerprint(),
        data=entry.to_json(),
    )


def _put_in_use(edition: ListEdition) -> None:
    """Make an edition the one in use, unless the one in use is later."""
    before = list(ListEdition.objects.select_for_update().filter(source=edition.source, active=True))
    if any(_day(edition) < _day(other) for other in before):
        return
    for row, active in [*((other, False) for other in before), (edition, True)]:
        row.active = active
        row.save(update_fields=["active"])


def _day(edition: ListEdition) -> date:
    """Return the day of an edition; one of unknown date never takes the place of one that is dated."""
    return edition.list_date or date.min


def _out_on(edition: ListEdition, on: date) -> bool:
    return (edition.list_date or edition.fetched_at.date()) <= on


def editions_in_use(on: date | None = None) -> list[ListEdition]:
    """Return one edition of each list: the one in use, or with `on` the latest that was out on that day.

    A list of which no edition was out yet on that day is represented by the one in use, so that nobody
    passes for want of a list; `screening.freshness` says that it is dated later.
    """
    chosen: dict[str, ListEdition] = {}
    every = list(ListEdition.objects.all() if on is not None else ListEdition.objects.filter(active=True))
    for edition in every:
        if edition.active:
            chosen[edition.source] = edition
    if on is not None:
        earlier = [e for e in every if _out_on(e, on)]
        for edition in sorted(earlier, key=lambda e: (_day(e), e.pk)):
            chosen[edition.source] = edition
    return [chosen[source] for source in sorted(chosen)]


def outlines(on: date | None = None) -> list[WatchList]:
    """Return the lists in use without reading their entries: one entry stands for all, none for none.

    This is enough for `screening.freshness`.
    """
    somebody = (WatchEntry("", "", "person", ()),)
    return [
        WatchList(e.source, e.list_date, e.fetched_at, e.sha256, somebody if e.entry_count else ())
        for e in editions_in_use(on)
    ]


def current_lists(on: date | None = None) -> tuple[WatchList, ...]:
    """Return the lists in use with all their entries."""
    return current_index(on).lists


def current_index(on: date | None = None) -> NameIndex:
    """Return the index over the lists in use; built once in a process for each set of editions."""
    editions = editions_in_use(on)
    with _BUILDING:
        return _index(tuple(e.pk for e in editions), tuple(f"{e.sha256} {e.list_date}" for e in editions))


_BUILDING = threading.Lock()


@lru_cache(maxsize=2)
def _index(keys: tuple[int, ...], marks: tuple[str, ...]) -> NameIndex:
    editions = ListEdition.objects.in_bulk(keys)
    return NameIndex.build((_as_list(editions[key]) for key in keys), state_of)


def _as_list(edition: ListEdition) -> WatchList:
    rows: Iterable[dict[str, object]] = edition.entries.order_by("uid").values_list("data", flat=True)
    entries = tuple(WatchEntry.from_json(data) for data in rows)
    return WatchList(edition.source, edition.list_date, edition.fetched_at, edition.sha256, entries)


@lru_cache(maxsize=4096)
def state_of(text: str) -> str:
    """Return the alpha-3 code of a country as a list writes it, or an empty string when no table knows it."""
    if not text or len(text) > 100:
        return ""
    try:
        return states().find(text).iso3
    except BadInput:
        return ""
