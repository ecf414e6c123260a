"""Self-contained proofs of inclusion in the text form of c2sp.org/tlog-proof@v1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NoReturn

from licet.common.errors import Unreadable
from licet.ledger.checkpoint import TreeHead, open_checkpoint
from licet.ledger.commitment import from_base64, to_base64
from licet.ledger.merkle import leaf_hash, verify_inclusion
from licet.ledger.note import VerifierKey

__all__ = ["Proof"]

_HEADER: Final = "c2sp.org/tlog-proof@v1"
_LONGEST: Final = 32_768
_MOST_HASHES: Final = 63
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Proof:
    """Where an entry stands, the hashes that lead to the root, and the checkpoint that signs it."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str

    def to_text(self) -> str:
        """Return the proof as text."""
        lines = [_HEADER, f"index {self.index}", *map(to_base64, self.hashes), "", self.checkpoint]
        return "\n".join(lines)

    @classmethod
    def parse(cls, text: str, *, where: str = "proof") -> Proof:
        """Return the proof that `text` writes, or raise `Unreadable`. Extra data is refused: ours has none."""
        head, gap, checkpoint = text.partition("\n\n")
        lines = head.split("\n")
        if len(text) > _LONGEST or not gap or not checkpoint or lines[0] != _HEADER or len(lines) < 2:
            _malformed(f"it does not begin as {_HEADER}", where)
        index = _INDEX.fullmatch(lines[1])
        if index is None or len(lines) - 2 > _MOST_HASHES:
            _malformed("its index or the number of its hashes is not right", where)
        hashes = tuple(from_base64(line, size=32, code="LIC-509", where=where) for line in lines[2:])
        return cls(int(index[1]), hashes, checkpoint)

    def open(self, key: VerifierKey, *, where: str = "proof") -> TreeHead:
        """Return the head of the checkpoint when `key` signed it, else raise."""
        return open_checkpoint(self.checkpoint, key, where=where)

    def holds(self, entry: bytes, head: TreeHead) -> bool:
        """Return whether the hashes lead from `entry` to the root of `head`."""
        return verify_inclusion(leaf_hash(entry), self.index, head.size, self.hashes, head.root)


def _malformed(why: str, where: str) -> NoReturn:
    raise Unreadable("LIC-509", f"This is not a proof of inclusion: {why}.", where=where)
