"""The agreements on file, by id."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Catalogue"]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Agreements and verification regimes by id."""
