"""The tree cut into tiles of 256 hashes, as c2sp.org/tlog-tiles lays them out.

A tile (level, number) holds the hashes of the subtrees of height ``8 * level`` from ``256 * number`` on. A full
tile never changes; the last tile of a level grows. With them any proof reads a few tiles, whatever the size.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from licet.common.errors import BadInput, Unreadable
from licet.ledger.merkle import HASH_BYTES, Subtree, root_of
from licet.ledger.statement import ENTRY_LIMIT

__all__ = [
    "TILE_WIDTH",
    "ReadTile",
    "entries_path",
    "entry_bundle",
    "extend",
    "hashes_of",
    "read_entry_bundle",
    "subtrees",
    "tile_path",
]

TILE_WIDTH: Final = 256
_HEIGHT: Final = 8
ReadTile = Callable[[int, int], bytes]
"""(level, number) -> the hashes of that tile, one after another; empty when there is none."""


def tile_path(level: int, number: int, width: int = TILE_WIDTH) -> str:
    """Return the path of a hash tile; `width` below 256 names a partial one.

    >>> tile_path(0, 1234067, 8)
    'tile/0/x001/x234/067.p/8'
    """
    if not 0 <= level <= 5:
        raise BadInput("LIC-508", f"A tile has a level from 0 to 5, not {level}.")
    return f"tile/{level}/{_place(number, width)}"


def entries_path(number: int, width: int = TILE_WIDTH) -> str:
    """Return the path of an entry bundle."""
    return f"tile/entries/{_place(number, width)}"


def entry_bundle(entries: Iterable[bytes]) -> bytes:
    """Return the bundle of up to 256 entries, each after its length in two bytes."""
    parts = list(entries)
    if len(parts) > TILE_WIDTH or any(len(part) > ENTRY_LIMIT for part in parts):
        raise BadInput("LIC-513", f"A bundle holds up to {TILE_WIDTH} entries of up to {ENTRY_LIMIT} bytes.")
    return b"".join(struct.pack(">H", len(part)) + part for part in parts)


def read_entry_bundle(data: bytes) -> list[bytes]:
    """Return the entries of a bundle, or raise `Unreadable` when it is cut off or too long."""
    entries: list[bytes] = []
    place = 0
    while place < len(data):
        start = place + 2
        end = start + int.from_bytes(data[place:start], "big")
        if end > len(data) or start > len(data) or len(entries) == TILE_WIDTH:
            raise Unreadable("LIC-508", "An entry bundle is cut off or too long.")
        entries.append(data[start:end])
        place = end
    return entries


def hashes_of(tile: bytes) -> list[bytes]:
    """Return the hashes of a tile, or raise `Unreadable` when it is not made of whole hashes."""
    if len(tile) % HASH_BYTES or len(tile) > TILE_WIDTH * HASH_BYTES:
        raise Unreadable("LIC-508", "A tile is not made of up to 256 whole hashes.")
    return [tile[place : place + HASH_BYTES] for place in range(0, len(tile), HASH_BYTES)]


def extend(size: int, leaves: Sequence[bytes], read: ReadTile) -> dict[tuple[int, int], bytes]:
    """Return the tiles that change or appear when `leaves` are added to a tree of `size`, each whole."""
    changed: dict[tuple[int, int], bytes] = {}
    level, start, hashes = 0, size, list(leaves)
    while hashes:
        number, kept = divmod(start, TILE_WIDTH)
        joined = _kept(read, level, number, kept) + hashes
        above = []
        for place in range(0, len(joined), TILE_WIDTH):
            tile = joined[place : place + TILE_WIDTH]
            changed[level, number] = b"".join(tile)
            if len(tile) == TILE_WIDTH:
                above.append(root_of(tile))
            number += 1
        level, start, hashes = level + 1, start // TILE_WIDTH, above
    return changed


def subtrees(read: ReadTile) -> Subtree:
    """Return the function that finds the hash of any complete subtree in the tiles that `read` gives."""

    def subtree(height: int, position: int) -> bytes:
        level, within = divmod(height, _HEIGHT)
        number, place = divmod(position << within, TILE_WIDTH)
        return root_of(_kept(read, level, number, place + (1 << within))[place:])

    return subtree


def _kept(read: ReadTile, level: int, number: int, width: int) -> list[bytes]:
    hashes = hashes_of(read(level, number)) if width else []
    if len(hashes) < width:
        raise Unreadable(
            "LIC-508",
            f"The tile holds {len(hashes)} hashes where {width} are needed.",
            where=tile_path(level, number),
            remedy="Run: licet log fsck",
        )
    return hashes[:width]


def _place(number: int, width: int) -> str:
    if number < 0 or not 1 <= width <= TILE_WIDTH:
        raise BadInput("LIC-508", f"There is no tile {number} of width {width}.")
    path, number = f"{number % 1000:03d}", number // 1000
    while number:
        path, number = f"x{number % 1000:03d}/{path}", number // 1000
    return path if width == TILE_WIDTH else f"{path}.p/{width}"
