"""Reading the tiles of the tree that the database keeps."""

from __future__ import annotations

from licet.store.models.ledger import Tile

__all__ = ["read_tile"]


def read_tile(level: int, number: int) -> bytes:
    """Return a tile of the database; empty when there is none."""
    data = Tile.objects.filter(level=level, number=number).values_list("data", flat=True).first()
    return bytes(data) if data else b""
