"""How far a legal fact was checked. A conclusion is only as sure as the least sure fact under it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from licet.common.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Confidence", "weakest"]


class Confidence(IntEnum):
    """Grades in ascending sureness; open questions have no grade and are never data."""

    BACKGROUND = 1
    SECONDARY = 2
    VERIFIED = 3

    @classmethod
    def parse(cls, text: str, *, where: str = "") -> Confidence:
        """Return the grade of that word, or raise `UnknownName`."""
        try:
            return cls[text.upper()]
        except KeyError:
            raise UnknownName(
                "LIC-012",
                f"'{text}' is not a confidence grade",
                where=where,
                remedy="Use verified, secondary or background; an open question is not data.",
            ) from None

    @property
    def word(self) -> str:
        """The grade as it is printed."""
        return self.name.lower()


def weakest(grades: Iterable[Confidence]) -> Confidence:
    """Return the least sure of the grades; of none, `VERIFIED`."""
    return min(grades, default=Confidence.VERIFIED)
