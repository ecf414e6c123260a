"""The Merkle tree of RFC 6962: hashes, compact ranges, inclusion and consistency proofs.

A subtree is named by (height, position): it covers the leaves ``position << height`` up to, not including,
``(position + 1) << height``. Proofs are built from a function that returns the hash of a complete subtree,
so where the hashes are kept (a list, rows, tiles) is the caller's affair.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from licet.common.errors import BadInput

__all__ = [
    "EMPTY_ROOT",
    "HASH_BYTES",
    "CompactRange",
    "Subtree",
    "consistency_proof",
    "inclusion_proof",
    "leaf_hash",
    "memory_tree",
    "node_hash",
    "root_of",
    "tree_root",
    "verify_consistency",
    "verify_inclusion",
]

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
Subtree = Callable[[int, int], bytes]
"""(height, position) -> hash of that complete subtree."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256 of a zero byte and the entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: SHA-256 of a one byte and its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class CompactRange:
    """The right edge of a growing tree: the hashes of its complete subtrees, largest first."""

    size: int = 0
    edge: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        grown = self.size + 1
        for _ in range((grown & -grown).bit_length() - 1):
            leaf = node_hash(self.edge.pop(), leaf)
        self.edge.append(leaf)
        self.size = grown

    def root(self) -> bytes:
        """Return the root of the tree so far."""
        return _fold(self.edge)

    def copy(self) -> CompactRange:
        """Return a range that grows apart from this one."""
        return CompactRange(self.size, list(self.edge))


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    tree = CompactRange()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def memory_tree(leaves: Sequence[bytes]) -> Subtree:
    """Return the subtree function of a list of leaf hashes."""

    def subtree(height: int, position: int) -> bytes:
        return root_of(leaves[position << height : (position + 1) << height])

    return subtree


def tree_root(size: int, subtree: Subtree) -> bytes:
    """Return the root of the first `size` leaves."""
    return _fold([subtree(height, position) for height, position in _cover(0, size)])


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """Return the hashes that lead from leaf `index` to the root of `size` leaves, nearest first."""
    if not 0 <= index < size:
        raise BadInput("LIC-507", f"A tree of {size} leaves has no leaf {index}.")
    return [_range_root(start, end, subtree) for start, end in _siblings(index, size)][::-1]


def consistency_proof(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """Return the hashes that show the first `old` of `new` leaves unchanged; empty when the sizes are equal."""
    if not 0 < old <= new:
        raise BadInput("LIC-507", f"A tree of {new} leaves does not continue one of {old}.")
    return [_range_root(start, end, subtree) for start, end in _consistency_ranges(old, new)]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Return whether `proof` leads from leaf hash `leaf` at `index` to `root` of `size` leaves."""
    if not 0 <= index < size or not _are_hashes(leaf, root, *proof):
        return False
    inner = (index ^ (size - 1)).bit_length()
    if len(proof) != inner + (index >> inner).bit_count():
        return False
    seed = _climb(leaf, proof[:inner], index)
    for left in proof[inner:]:
        seed = node_hash(left, seed)
    return seed == root


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Return whether `proof` shows that the tree of `new` leaves continues the tree of `old`, which is not empty."""
    if old == new > 0:
        return not proof and old_root == new_root
    if not 0 < old < new or not _are_hashes(old_root, new_root, *proof):
        return False
    shift = (old & -old).bit_length() - 1
    inner = ((old - 1) ^ (new - 1)).bit_length() - shift
    seed, rest = (old_root, list(proof)) if old == 1 << shift else (proof[0] if proof else b"", list(proof[1:]))
    if not seed or len(rest) != inner + ((old - 1) >> (inner + shift)).bit_count():
        return False
    mask, borders = (old - 1) >> shift, rest[inner:]
    before, after = _climb_left(seed, rest[:inner], mask), _climb(seed, rest[:inner], mask)
    for left in borders:
        before, after = node_hash(left, before), node_hash(left, after)
    return before == old_root and after == new_root


def _climb(seed: bytes, proof: Sequence[bytes], index: int) -> bytes:
    for level, sibling in enumerate(proof):
        seed = node_hash(sibling, seed) if index >> level & 1 else node_hash(seed, sibling)
    return seed


def _climb_left(seed: bytes, proof: Sequence[bytes], index: int) -> bytes:
    for level, sibling in enumerate(proof):
        if index >> level & 1:
            seed = node_hash(sibling, seed)
    return seed


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)


def _fold(edge: Sequence[bytes]) -> bytes:
    if not edge:
        return EMPTY_ROOT
    root = edge[-1]
    for left in reversed(edge[:-1]):
        root = node_hash(left, root)
    return root


def _split(size: int) -> int:
    """Return the largest power of two below `size`, which is at least two."""
    return 1 << (size - 1).bit_length() - 1


def _siblings(index: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges whose hashes prove `index`, from the root downwards."""
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            yield middle, end
            end = middle
        else:
            yield start, middle
            start = middle


def _consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    ranges, start, end = [], 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ([] if start == 0 else [(start, end)]) + ranges[::-1]


def _range_root(start: int, end: int, subtree: Subtree) -> bytes:
    return _fold([subtree(height, position) for height, position in _cover(start, end)])


def _cover(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the complete subtrees, largest first, that make up a range of the tree beginning at a split."""
    while start < end:
        height = (end - start).bit_length() - 1
        yield height, start >> height
        start += 1 << height
