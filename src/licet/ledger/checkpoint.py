"""Checkpoints as c2sp.org/tlog-checkpoint describes them: the signed size and root of a log.

Stricter than the format: three lines and no more, a size below 2^63 without leading zeros, a canonical root,
the empty root for size 0 and for no other, and the origin must be the name of the key that is trusted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NoReturn

from licet.common.errors import Unreadable
from licet.ledger.commitment import from_base64, to_base64
from licet.ledger.merkle import EMPTY_ROOT
from licet.ledger.note import SigningKey, VerifierKey, open_note, sign_note

__all__ = ["MOST_ENTRIES", "TreeHead", "open_checkpoint", "sign_checkpoint"]

MOST_ENTRIES: Final = 2**63 - 1
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class TreeHead:
    """The state of a log: its name, how many entries it has, and their root."""

    origin: str
    size: int
    root: bytes

    def to_text(self) -> str:
        """Return the text that is signed."""
        return f"{self.origin}\n{self.size}\n{to_base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str, *, origin: str, where: str = "checkpoint") -> TreeHead:
        """Return the head that `text` writes for the log `origin`; anything else raises `Unreadable`."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3]:
            _malformed("it is not three lines, each ended", where)
        if lines[0] != origin:
            raise Unreadable("LIC-506", f"The checkpoint is of the log '{lines[0]}', not '{origin}'.", where=where)
        if not _NUMBER.fullmatch(lines[1]) or int(lines[1]) > MOST_ENTRIES:
            _malformed("its size is not a plain number below 2^63", where)
        head = cls(origin, int(lines[1]), from_base64(lines[2], size=32, code="LIC-505", where=where))
        if (head.size == 0) != (head.root == EMPTY_ROOT):
            _malformed("size and root contradict each other", where)
        return head


def sign_checkpoint(size: int, root: bytes, key: SigningKey) -> str:
    """Return the signed checkpoint of the log that `key` names."""
    text = TreeHead(key.name, size, root).to_text()
    TreeHead.parse(text, origin=key.name)
    return sign_note(text, key)


def open_checkpoint(note: str, key: VerifierKey, *, where: str = "checkpoint") -> TreeHead:
    """Return the head that `key` signed in `note`; a malformed, foreign or unsigned one raises."""
    return TreeHead.parse(open_note(note, key, where=where), origin=key.name, where=where)


def _malformed(why: str, where: str) -> NoReturn:
    raise Unreadable("LIC-505", f"This is not a checkpoint: {why}.", where=where)
