"""Comparing the log with itself and with the tables it answers for. Pure: rows come in, faults go out.

Four questions, one class or function each: does an entry say what its columns and opening say (`entry_faults`);
are the entries of each subject numbered without gaps (`Streams`); do the entries make the tree that was signed
(`Tree`); does every ledgered row stand as its last entry left it (`Rows`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from licet.common.errors import LicetError
from licet.ledger.commitment import canonical, from_base64
from licet.ledger.merkle import CompactRange, leaf_hash
from licet.ledger.statement import RowPart, Statement, commit_row, commit_statement, read_entry

__all__ = ["EntryRow", "Fault", "OpeningRow", "Rows", "Streams", "Tree", "differences", "entry_faults"]

Sealed = Callable[[str, str], bool | None]
"""(seal, leaf in hex) -> whether the present key made it; None when another key did."""
ENTRY: Final = "store_entry"
OPENING: Final = "store_opening"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written: what, in which table and row, at which entry, in which fields."""

    what: str
    table: str
    key: str
    index: int | None = None
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{self.table} {self.key}".strip()
        entry = "" if self.index is None else f", entry {self.index}"
        fields = f": {', '.join(self.fields)}" if self.fields else ""
        return f"{place}{entry}: {self.what}{fields}"

    def to_json(self) -> dict[str, object]:
        """Return the fault as JSON."""
        return {
            "what": self.what,
            "table": self.table,
            "key": self.key,
            "entry": self.index,
            "fields": list(self.fields),
        }


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A row of the entry table, with moments as the log writes them."""

    key: str
    index: int | None
    kind: str
    stream: str
    version: int
    prev: str
    actor: str
    at: str
    data: bytes
    leaf: str
    seal: str


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """A row of the opening table; `rows` are pairs of salt (base64) and text, None when they cannot be read."""

    key: str
    salt: bytes
    statement: str
    rows: tuple[tuple[str, str], ...] | None


def entry_faults(
    entry: EntryRow, opening: OpeningRow | None, *, sealed: Sealed, signed: bool
) -> tuple[list[Fault], list[RowPart]]:
    """Return the faults of one entry, and the rows it covers as far as its opening proves them.

    `signed` says that a checkpoint covers the entry, so that the seal of an earlier key is no fault.
    """
    wrong = _entry_fields(entry, sealed, signed)
    faults = [Fault(_ENTRY_EDITED if wrong != ("seal",) else _NOT_OURS, ENTRY, entry.key, entry.index, wrong)]
    faults = faults if wrong else []
    if opening is None:
        return [*faults, Fault("the opening of the entry is gone", OPENING, f"of {ENTRY} {entry.key}", entry.index)], []
    if "data" in wrong:
        return faults, []
    bad, parts = _opening_fields(entry, opening)
    if bad:
        faults.append(Fault("the opening was edited", OPENING, opening.key, entry.index, bad))
    elif columns := _column_fields(entry, Statement.parse(opening.statement)):
        faults.append(Fault("columns were edited", ENTRY, entry.key, entry.index, columns))
    return faults, parts


_ENTRY_EDITED: Final = "the entry was edited"
_NOT_OURS: Final = "the entry was not written by this installation, or its seal was edited"


def _entry_fields(entry: EntryRow, sealed: Sealed, signed: bool) -> tuple[str, ...]:
    computed = leaf_hash(entry.data).hex()
    holds = sealed(entry.seal, computed)
    if computed != entry.leaf:
        return ("leaf",) if holds else ("data",)
    try:
        read_entry(entry.data)
    except LicetError:
        return ("data",)
    return () if holds or (holds is None and signed) else ("seal",)


def _opening_fields(entry: EntryRow, opening: OpeningRow) -> tuple[tuple[str, ...], list[RowPart]]:
    if len(opening.salt) != 32 or commit_statement(opening.salt, opening.statement) != read_entry(entry.data):
        return ("salt or statement",), []
    marks = Statement.parse(opening.statement).rows
    if opening.rows is None or len(opening.rows) != len(marks):
        return ("rows",), []
    wrong = [place for place, row in enumerate(opening.rows) if not _opens(marks[place], *row)]
    parts = [RowPart.parse(text) for place, (_, text) in enumerate(opening.rows) if place not in wrong]
    return tuple(f"rows[{place}]" for place in wrong), parts


def _opens(mark: str, salt: str, text: str) -> bool:
    try:
        return commit_row(from_base64(salt, size=32), text) == from_base64(mark)
    except (LicetError, UnicodeEncodeError):
        return False


def _column_fields(entry: EntryRow, said: Statement) -> tuple[str, ...]:
    columns = ("kind", "version", "prev", "actor", "at")
    wrong = [name for name in columns if getattr(entry, name) != getattr(said, name)]
    return tuple(["stream", *wrong] if entry.stream != said.subject else wrong)


@dataclass(slots=True)
class Streams:
    """The entries of each subject, which are numbered from 1 and name the leaf before them."""

    last: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, entry: EntryRow) -> list[Fault]:
        """Return the faults of the next entry, in the order of the log."""
        version, leaf = self.last.get(entry.stream, (0, ""))
        self.last[entry.stream] = (entry.version, entry.leaf)
        if entry.version == version + 1:
            if entry.prev == leaf:
                return []
            return [Fault("it does not follow the entry before it in its stream", ENTRY, entry.key, entry.index)]
        missing = f"{entry.stream} version {version + 1}"
        what = "an entry is missing before it in its stream" if entry.version > version else "it is out of order"
        return [Fault(what, ENTRY, entry.key, entry.index, (missing,))]


@dataclass(slots=True)
class Tree:
    """The tree as the entries make it, beside the tree as the tiles have it; checkpoints say which is right."""

    entries: CompactRange = field(default_factory=CompactRange)
    tiles: CompactRange = field(default_factory=CompactRange)
    doubts: list[Fault] = field(default_factory=list)
    tile_doubts: list[Fault] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many leaves were added."""
        return self.entries.size

    def add(self, entry: EntryRow | None, kept: bytes | None) -> None:
        """Add the next leaf: from the entry of that index, if there is one, and from the tile, if there is one."""
        index = self.size
        made = leaf_hash(entry.data) if entry else None
        if entry is None:
            self.doubts.append(Fault("the entry is gone", ENTRY, "", index))
        elif kept is not None and kept != made:
            self.doubts.append(Fault("the entry is not the one that was signed", ENTRY, entry.key, index))
            where = f"0/{index // 256}"
            self.tile_doubts.append(Fault("the tile was edited", "store_tile", where, None, (f"hash {index % 256}",)))
        self.entries.append(made or kept or b"\x00" * 32)
        self.tiles.append(kept or made or b"\x00" * 32)

    def settle(self, root: bytes | None) -> Iterator[Fault]:
        """Yield the faults up to here, given the root that was signed for this size (None: none was)."""
        gone = [fault for fault in self.doubts if not fault.key]
        if root is not None and self.entries.root() == root and not gone:
            yield from self.tile_doubts
            self.tiles = self.entries.copy()
        elif root is not None and self.tiles.root() != root:
            yield from self.doubts
            yield Fault("the entries do not make the root that was signed", "store_checkpoint", f"size {self.size}")
        else:
            yield from self.doubts
            self.entries = self.tiles.copy()
        self.doubts, self.tile_doubts = [], []


@dataclass(slots=True)
class Rows:
    """The last state that the log gives each ledgered row, as a hash, with the place of the entry that gives it."""

    latest: dict[tuple[str, str], tuple[str, int | None, int, bytes | None]] = field(default_factory=dict)

    def cover(self, entry: EntryRow, parts: list[RowPart]) -> None:
        """Take in the rows of the next entry, in the order of the log."""
        for place, part in enumerate(parts):
            state = None if part.deleted else _digest(part.record)
            self.latest[part.table, part.key] = (entry.key, entry.index, place, state)

    def check(self, now: RowPart, recorded: Callable[[str, int], Mapping[str, object]]) -> Fault | None:
        """Return the fault of a row as it stands now; `recorded` fetches what an entry said, to name the fields."""
        found = self.latest.pop((now.table, now.key), None)
        if found is None:
            return Fault("no entry of the log covers the row: it was added outside, or its entry is gone", *_at(now))
        key, index, place, state = found
        if state is None:
            return Fault("the row is there although the log says it was deleted", *_at(now), index)
        if state == _digest(now.record):
            return None
        return Fault("the row was edited", *_at(now), index, tuple(differences(recorded(key, place), now.record)))

    def missing(self) -> Iterator[Fault]:
        """Yield the rows that the log knows and that were not checked: they are gone."""
        for (table, key), (_, index, _, state) in self.latest.items():
            if state is not None:
                yield Fault("the row is gone", table, key, index)


def differences(before: object, after: object, path: str = "") -> Iterator[str]:
    """Yield the paths at which two records differ, such as ``lines[0].quantity``."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in sorted({*before, *after}):
            yield from differences(before.get(name), after.get(name), f"{path}.{name}" if path else name)
    elif isinstance(before, list) and isinstance(after, list):
        for place in range(max(len(before), len(after))):
            old, new = (values[place] if place < len(values) else None for values in (before, after))
            yield from differences(old, new, f"{path}[{place}]")
    elif canonical(before) != canonical(after):
        yield path


def _at(part: RowPart) -> tuple[str, str]:
    return part.table, part.key


def _digest(record: Mapping[str, object]) -> bytes:
    return hashlib.sha256(canonical(dict(record)).encode()).digest()
