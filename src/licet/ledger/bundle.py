"""The bundle that proves one entry of the log to somebody who has only the log's verifier line.

It holds the entry, its proof of inclusion with the signed checkpoint and, unless it is redacted, the opening:
the statement with its salt, and as many of the rows as the holder may see. The verifier line inside is a label
for people; a bundle is only ever checked with a key that came another way.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, NoReturn

from licet.common.errors import LicetError, Unreadable
from licet.ledger.commitment import from_base64, to_base64
from licet.ledger.note import VerifierKey
from licet.ledger.proof import Proof
from licet.ledger.statement import RowPart, Statement, commit_row, commit_statement, read_entry

__all__ = ["BUNDLE_LIMIT", "FORMAT", "Bundle", "Shown", "Verdict", "strict_json", "verify"]

BUNDLE_LIMIT: Final = 262_144
"""The longest bundle that is read, in bytes."""
FORMAT: Final = "licet-bundle@v1"
_KEYS: Final = {"entry", "format", "opening", "proof", "verifier"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A text with the salt that proves it."""

    salt: bytes
    text: str

    @classmethod
    def parse(cls, value: object, where: str) -> Shown:
        """Return what a pair of base64 and text writes, or raise `Unreadable`."""
        match value:
            case [str(salt), str(text)] if _is_text(text):
                return cls(from_base64(salt, size=32, where=where), text)
        _malformed("a salt and a text are wanted", where)

    def to_json(self) -> list[str]:
        """Return the pair as it stands in a bundle."""
        return [to_base64(self.salt), self.text]


@dataclass(frozen=True, slots=True)
class Bundle:
    """One entry with its proof; `statement` is None when it is redacted."""

    entry: bytes
    proof: Proof
    statement: Shown | None
    rows: tuple[Shown, ...]
    verifier: str

    def to_json(self) -> dict[str, object]:
        """Return the bundle as one JSON document."""
        opening = None
        if self.statement is not None:
            opening = {"statement": self.statement.to_json(), "rows": [row.to_json() for row in self.rows]}
        return {
            "format": FORMAT,
            "entry": to_base64(self.entry),
            "opening": opening,
            "proof": self.proof.to_text(),
            "verifier": self.verifier,
        }

    @classmethod
    def parse(cls, body: object, *, where: str = "bundle") -> Bundle:
        """Return the bundle that a JSON document writes; unknown keys and loose forms raise `Unreadable`."""
        if isinstance(body, dict) and body.keys() == _KEYS and body["format"] == FORMAT:
            match body:
                case {"entry": str(entry), "proof": str(proof), "verifier": str(verifier), "opening": opening}:
                    statement, rows = _opening(opening, where)
                    data = from_base64(entry, where=where)
                    return cls(data, Proof.parse(proof, where=where), statement, rows, verifier)
        _malformed(f"it has not the keys of {FORMAT}", where)

    @classmethod
    def read(cls, data: bytes, *, where: str = "bundle") -> Bundle:
        """Return the bundle in a file of at most 256 kB, or raise `Unreadable`."""
        return cls.parse(strict_json(data, where=where), where=where)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a bundle proves. `reasons` is empty when it holds, and says each fault when it does not."""

    reasons: tuple[str, ...]
    index: int
    size: int
    statement: Statement | None = None
    rows: tuple[RowPart, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the entry is in the log, and says what the bundle shows."""
        return not self.reasons


def verify(bundle: Bundle, key: VerifierKey) -> Verdict:
    """Return what `bundle` proves under `key`, which must have come from elsewhere than the bundle."""
    index = bundle.proof.index
    try:
        head = bundle.proof.open(key)
        commitment = read_entry(bundle.entry)
        if not bundle.proof.holds(bundle.entry, head):
            return Verdict(
                ("The proof does not lead from this entry to the signed root of the log.",), index, head.size
            )
        if bundle.statement is None:
            return Verdict((), index, head.size)
        return _opened(bundle, bundle.statement, commitment, head.size)
    except LicetError as fault:
        return Verdict((fault.what,), index, 0)


def _opened(bundle: Bundle, shown: Shown, commitment: bytes, size: int) -> Verdict:
    index = bundle.proof.index
    if commit_statement(shown.salt, shown.text) != commitment:
        return Verdict(("The statement is not the one that the entry commits to.",), index, size)
    statement = Statement.parse(shown.text)
    marks = {from_base64(mark) for mark in statement.rows}
    if any(commit_row(row.salt, row.text) not in marks for row in bundle.rows):
        return Verdict(("A row is not one that the statement commits to.",), index, size)
    return Verdict((), index, size, statement, tuple(RowPart.parse(row.text) for row in bundle.rows))


def strict_json(data: bytes, *, where: str, limit: int = BUNDLE_LIMIT) -> object:
    """Return the JSON in `data`; too long, not UTF-8, a key twice, NaN or too deep raises `Unreadable`."""
    if len(data) > limit:
        _malformed(f"it is longer than {limit // 1024} kB", where)
    try:
        body: object = json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        _malformed("it is not JSON in UTF-8 with each key once", where)
    return body


def _opening(value: object, where: str) -> tuple[Shown | None, tuple[Shown, ...]]:
    if value is None:
        return None, ()
    if isinstance(value, dict) and value.keys() == {"statement", "rows"} and isinstance(value["rows"], list):
        return Shown.parse(value["statement"], where), tuple(Shown.parse(row, where) for row in value["rows"])
    _malformed("its opening is neither empty nor a statement with rows", where)


def _is_text(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    body = dict(pairs)
    if len(body) != len(pairs):
        raise ValueError("a key stands twice")
    return body


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _malformed(why: str, where: str) -> NoReturn:
    raise Unreadable(
        "LIC-520", f"This is not a bundle of the log: {why}.", where=where, remedy="Make one with: licet log prove"
    )
