"""What one entry of the log says, and the bytes that stand for it in the tree.

    leaf = SHA-256(0x00 || entry bytes)         in the tree, public
      entry bytes = {"commitment": ..., "format": "licet-entry@v1"}
        commitment opens to the statement       kind, subject, version, link, actor, moment, record
          and the statement lists commitments   each opens to one row of a ledgered table

So the tree shows nothing but hashes; a statement can be shown without the rows it covers; and a stream
(all entries of one subject) is numbered without gaps, each naming the leaf before it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

from licet.common.errors import Unreadable
from licet.ledger.commitment import canonical, commit, from_base64, to_base64

__all__ = ["ENTRY_LIMIT", "RowPart", "Statement", "commit_row", "commit_statement", "entry_bytes", "read_entry"]

ENTRY_LIMIT: Final = 65_535
"""The largest entry, in bytes, that an entry bundle can hold (a 16-bit length)."""
_FORMAT: Final = "licet-entry@v1"
_ENTRY: Final = re.compile(rb'\{"commitment":"([A-Za-z0-9+/=]{44})","format":"licet-entry@v1"\}')
_STATEMENT: Final = "licet statement v1"
_ROW: Final = "licet row v1"
_FIELDS: Final = {"actor", "at", "kind", "prev", "record", "rows", "subject", "version"}


@dataclass(frozen=True, slots=True)
class RowPart:
    """One row of a ledgered table as an entry covers it; `deleted` marks a tombstone, whose record is empty."""

    table: str
    key: str
    record: dict[str, object]
    deleted: bool = False

    def to_text(self) -> str:
        """Return the canonical text that is committed to."""
        body = {"deleted": self.deleted, "key": self.key, "record": self.record, "table": self.table}
        return canonical(body, where=f"{self.table} {self.key}")

    @classmethod
    def parse(cls, text: str) -> RowPart:
        """Return the part that `text` writes, or raise `Unreadable`."""
        body = _object(text)
        match body:
            case {"table": str(table), "key": str(key), "record": dict(record), "deleted": bool(deleted)}:
                if len(body) == 4:
                    return cls(table, key, record, deleted)
        raise Unreadable("LIC-520", "A row of an entry is not written as one.")


@dataclass(frozen=True, slots=True)
class Statement:
    """What an entry says. `at` is an ISO moment in UTC; `prev` the hex leaf hash before it in its stream, or empty."""

    kind: str
    subject: str
    version: int
    prev: str
    actor: str
    at: str
    record: dict[str, object]
    rows: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Return the canonical text that is committed to."""
        body = {name: getattr(self, name) for name in sorted(_FIELDS)}
        return canonical({**body, "rows": list(self.rows)}, where=self.subject)

    @classmethod
    def parse(cls, text: str) -> Statement:
        """Return the statement that `text` writes, or raise `Unreadable`."""
        body = _object(text)
        match body:
            case {
                "kind": str(kind),
                "subject": str(subject),
                "version": int(version),
                "prev": str(prev),
                "actor": str(actor),
                "at": str(at),
                "record": dict(record),
                "rows": list(rows),
            } if body.keys() == _FIELDS and all(isinstance(row, str) for row in rows):
                return cls(kind, subject, version, prev, actor, at, record, tuple(rows))
        raise Unreadable("LIC-520", "An opening does not hold a statement of the log.")


def commit_statement(salt: bytes, text: str) -> bytes:
    """Return the commitment to the canonical text of a statement."""
    return commit(salt, text, domain=_STATEMENT)


def commit_row(salt: bytes, text: str) -> bytes:
    """Return the commitment to the canonical text of a row."""
    return commit(salt, text, domain=_ROW)


def entry_bytes(commitment: bytes) -> bytes:
    """Return the public bytes of the entry that stands for `commitment`."""
    return canonical({"commitment": to_base64(commitment), "format": _FORMAT}).encode()


def read_entry(data: bytes) -> bytes:
    """Return the commitment that entry bytes hold, or raise `Unreadable`; there is one way to write it."""
    found = _ENTRY.fullmatch(data)
    if found is None:
        raise Unreadable("LIC-520", f"An entry of the log is not written as {_FORMAT}.")
    return from_base64(found[1].decode(), size=32)


def _object(text: str) -> dict[str, object]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable("LIC-520", "A text of the log is not JSON.") from None
    if not isinstance(body, dict) or canonical(body) != text:
        raise Unreadable("LIC-520", "A text of the log is not JSON in its canonical form.")
    return body
