"""Checking the whole log and every ledgered table against it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from licet.common.errors import LicetError
from licet.ledger.bundle import Shown
from licet.ledger.checkpoint import TreeHead, open_checkpoint
from licet.ledger.fsck import EntryRow, Fault, OpeningRow, Rows, Streams, Tree, entry_faults
from licet.ledger.merkle import root_of
from licet.ledger.note import VerifierKey
from licet.ledger.statement import RowPart
from licet.ledger.tiles import TILE_WIDTH, hashes_of
from licet.store import ledgered
from licet.store.ledger_keys import known_keys, open_seal
from licet.store.ledger_lock import Lock, RollbackDetected, one_publisher, read_lock
from licet.store.ledger_publish import checkpoint_seal
from licet.store.ledger_record import moment
from licet.store.ledger_snapshot import snapshot
from licet.store.models.ledger import Checkpoint, Entry, Opening, Tile

__all__ = ["Report", "checkpoint_head", "fsck", "inspect"]

TILE, CHECKPOINT = Tile._meta.db_table, Checkpoint._meta.db_table


@dataclass(slots=True)
class Report:
    """What a check found: faults, and how much was looked at. Entries that wait are no fault."""

    faults: list[Fault] = field(default_factory=list)
    entries: int = 0
    waiting: int = 0
    rows: int = 0
    checkpoints: int = 0
    tables: int = 0
    remedies: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        """Return the report as JSON."""
        counts = {name: getattr(self, name) for name in ("entries", "waiting", "rows", "checkpoints", "tables")}
        return {**counts, "faults": [fault.to_json() for fault in self.faults], "ok": not self.faults}


def fsck() -> list[Fault]:
    """Return every fault of the log and of the tables it answers for; an empty list when all is as it was written."""
    return inspect().faults


def inspect(using: str = DEFAULT_DB_ALIAS, *, keys: list[VerifierKey] | None = None) -> Report:
    """Return the report of a check of the database `using`; `keys` replaces the keys that are trusted here.

    The database is read as it stands at one moment, so that the site may go on meanwhile.
    """
    report = Report()
    with ExitStack() as stack:
        with one_publisher():
            locked = _locked()
            stack.enter_context(snapshot(using))
        marks = {row.size: row for row in Checkpoint.objects.using(using).order_by("size")}
        report.checkpoints = len(marks)
        report.faults += _checkpoint_faults(list(marks.values()), known_keys() if keys is None else keys)
        tree, rows = _walk(using, marks, report)
        report.faults += _tile_faults(using, max(marks, default=0))
        report.faults += _orphans(using)
        report.faults += _row_faults(using, rows, report)
    if using == DEFAULT_DB_ALIAS:
        report.faults += _lock_faults(locked, tree.size, marks, report)
    return report


def _walk(using: str, marks: dict[int, Checkpoint], report: Report) -> tuple[Tree, Rows]:
    """Go through the entries in the order of the log, those that wait last."""
    tree, streams, rows = Tree(), Streams(), Rows()
    signed, leaf = max(marks, default=0), _leaves(using)
    for entry, opening in _entries(using):
        while entry.index is not None and tree.size < entry.index:
            _grow(tree, None, leaf(tree.size), marks, report)
        covered = entry.index is not None and entry.index < signed
        faults, parts = entry_faults(entry, opening, sealed=_sealed, signed=covered)
        report.faults += faults + streams.add(entry)
        rows.cover(entry, parts)
        report.entries += 1
        report.waiting += not covered
        if entry.index is not None:
            _grow(tree, entry, leaf(entry.index) if covered else None, marks, report)
    while tree.size < signed:
        _grow(tree, None, leaf(tree.size), marks, report)
    report.faults += tree.settle(None)
    return tree, rows


def _grow(tree: Tree, entry: EntryRow | None, kept: bytes | None, marks: dict[int, Checkpoint], to: Report) -> None:
    tree.add(entry, kept)
    if mark := marks.get(tree.size):
        to.faults += tree.settle(_bytes(mark.root))


def _entries(using: str) -> Iterator[tuple[EntryRow, OpeningRow | None]]:
    rows = Entry.objects.using(using).select_related("opening")
    for part in (rows.filter(index__isnull=False).order_by("index"), rows.filter(index=None).order_by("pk")):
        for row in part.iterator(chunk_size=1_000):
            yield _entry(row), _opening(getattr(row, "opening", None))


def _entry(row: Entry) -> EntryRow:
    said = (row.kind, row.stream, row.version, row.prev, row.actor, moment(row.at))
    return EntryRow(str(row.pk), row.index, *said, bytes(row.data), row.leaf, row.seal)


def _opening(row: Opening | None) -> OpeningRow | None:
    if row is None:
        return None
    return OpeningRow(str(row.pk), bytes(row.salt), row.statement, _pairs(row.rows))


def _pairs(text: str) -> tuple[tuple[str, str], ...] | None:
    try:
        return tuple((str(salt), str(shown)) for salt, shown in json.loads(text))
    except (ValueError, TypeError):
        return None


def _sealed(mark: str, leaf: str) -> bool | None:
    return open_seal(mark, "entry", leaf)


def _leaves(using: str) -> Any:
    """Return the function that finds a leaf in the tiles of level 0, None where there is none."""

    @lru_cache(maxsize=2)
    def tile(number: int) -> list[bytes]:
        data = Tile.objects.using(using).filter(level=0, number=number).values_list("data", flat=True).first()
        try:
            return hashes_of(bytes(data or b""))
        except LicetError:
            return []

    def leaf(index: int) -> bytes | None:
        number, place = divmod(index, TILE_WIDTH)
        hashes = tile(number)
        return hashes[place] if place < len(hashes) else None

    return leaf


def _checkpoint_faults(marks: list[Checkpoint], keys: list[VerifierKey]) -> Iterator[Fault]:
    for number, row in enumerate(marks, 1):
        head = checkpoint_head(row.note, keys)
        wrong = [] if head else ["note"]
        if head:
            wrong += [
                name for name, said in (("size", head.size), ("root", head.root.hex())) if getattr(row, name) != said
            ]
        if (
            not wrong
            and open_seal(row.seal, *checkpoint_seal(row.number, row.size, row.root, row.note, row.at)) is False
        ):
            wrong = ["number, at or seal"]
        if wrong:
            yield Fault("the checkpoint was edited or added", CHECKPOINT, str(row.pk), None, tuple(wrong))
        elif row.number != number:
            yield Fault("a checkpoint is missing before it", CHECKPOINT, str(row.pk), None, (f"number {row.number}",))
            return


def checkpoint_head(note: str, keys: list[VerifierKey]) -> TreeHead | None:
    """Return what one of `keys` signed in `note`; None when none did."""
    for key in keys:
        try:
            return open_checkpoint(note, key)
        except LicetError:
            continue
    return None


def _tile_faults(using: str, size: int) -> Iterator[Fault]:
    """Yield tiles that are missing, that do not follow from those below, or that lie outside the tree."""
    expected, level = {}, 0
    while size:
        for number in range((size + TILE_WIDTH - 1) // TILE_WIDTH):
            expected[level, number] = min(TILE_WIDTH, size - number * TILE_WIDTH)
        level, size = level + 1, size // TILE_WIDTH
    roots: dict[tuple[int, int], bytes] = {}
    for tile in Tile.objects.using(using).order_by("level", "number").iterator(chunk_size=200):
        width = expected.pop((tile.level, tile.number), 0)
        wrong = _tile_fields(bytes(tile.data), width, tile.level, tile.number, roots)
        if wrong:
            yield Fault(wrong, TILE, f"{tile.level}/{tile.number}")
    for level, number in expected:
        yield Fault("the tile is gone", TILE, f"{level}/{number}")


def _tile_fields(data: bytes, width: int, level: int, number: int, roots: dict[tuple[int, int], bytes]) -> str:
    if not width:
        return "the tile lies outside the tree"
    if len(data) != width * 32:
        return "the tile was cut or lengthened"
    hashes = hashes_of(data)
    below = [roots.get((level - 1, number * TILE_WIDTH + place)) for place in range(width)] if level else hashes
    if width == TILE_WIDTH:
        roots[level, number] = root_of(hashes)
    return "" if below == hashes else "the tile does not follow from the tiles below it"


def _orphans(using: str) -> Iterator[Fault]:
    known = Entry.objects.using(using).values("pk")
    for pk, entry in Opening.objects.using(using).exclude(entry__in=known).values_list("pk", "entry_id"):
        yield Fault(f"the opening has no entry {entry}", Opening._meta.db_table, str(pk))


def _row_faults(using: str, rows: Rows, report: Report) -> Iterator[Fault]:
    for model in ledgered.ledgered_models():
        report.tables += 1
        for row in ledgered.rows_of(model, using).iterator(chunk_size=500):
            report.rows += 1
            if fault := rows.check(ledgered.part_of(row), _recorded(using)):
                yield fault
    yield from rows.missing()


def _recorded(using: str) -> Any:
    def recorded(entry: str, place: int) -> Mapping[str, object]:
        text = Opening.objects.using(using).values_list("rows", flat=True).get(entry=int(entry))
        return RowPart.parse(Shown.parse(json.loads(text)[place], "opening").text).record

    return recorded


def _locked() -> Lock | LicetError | None:
    try:
        return read_lock()
    except LicetError as fault:
        return fault


def _lock_faults(
    lock: Lock | LicetError | None, size: int, marks: dict[int, Checkpoint], to: Report
) -> Iterator[Fault]:
    last = max(marks, default=0)
    if isinstance(lock, Lock) and size < lock.size:
        lock = RollbackDetected(f"{lock.size} entries were signed, and the database holds {size}.")
    elif isinstance(lock, Lock) and lock.size in marks and marks[lock.size].root != lock.root:
        lock = RollbackDetected(f"The first {lock.size} entries are not those that were signed.")
    if isinstance(lock, LicetError):
        to.remedies.append(lock.remedy)
        yield Fault(f"{lock.what} [{lock.code}]", "log.lock", "")
    elif lock is None and marks:
        yield Fault("the log was signed before, and the lock file is gone", "log.lock", "")
    elif lock is not None and lock.size != last:
        what = "a checkpoint is larger than" if lock.size < last else "the last checkpoint that was signed is not kept:"
        yield Fault(f"{what} the {lock.size} entries of the lock file", "log.lock", "")


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
