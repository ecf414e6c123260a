"""What a state did to an agreement, and the order in which acts of one day apply.

The order is fixed: sign, consent, enter, reserve, suspend, resume, notice, revoke, withdraw, end, and last a doubt,
from which day the standing is not known. A stated hour goes before it. The order of typing never matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from licet.common.confidence import Confidence
from licet.common.errors import UnknownName, suggest

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Act", "Event"]


class Act(IntEnum):
    """Acts in the order in which those of one day apply."""

    SIGN = 1
    PROVISIONAL = 2
    CONSENT = 3
    UNCONSENT = 4
    ENTER = 5
    RESERVE = 6
    SUSPEND_TOWARDS = 7
    SUSPEND = 8
    RESUME = 9
    NOTICE = 10
    PAUSE = 11
    REVOKE = 12
    WITHDRAW = 13
    END = 14
    DOUBT = 15

    @property
    def word(self) -> str:
        """The act as files and answers write it."""
        return self.name.lower()

    @classmethod
    def parse(cls, word: str, *, where: str = "") -> Act:
        """Return the act of that word, or raise `UnknownName`."""
        try:
            return cls[word.upper()]
        except KeyError:
            known = [act.word for act in cls]
            raise UnknownName(
                "LIC-305",
                f"'{word[:60]}' is not an act.{suggest(word, known)}",
                where=where,
                remedy=f"Use one of {', '.join(known)}.",
            ) from None


@dataclass(frozen=True, slots=True)
class Event:
    """One act of one state. `hour` is ``HH:MM`` UTC where it is known; `until` closes a day known as a span only.

    `contested_by` names those who deny the act its effect.
    """

    state: str
    act: Act
    on: date
    confidence: Confidence = Confidence.BACKGROUND
    hour: str = ""
    until: date | None = None
    contested_by: tuple[str, ...] = ()
    towards: str = ""
    note: str = ""
    sure_from: date | None = None
    sure: Confidence = Confidence.BACKGROUND

    def grade(self, on: date) -> Confidence:
        """Return how sure the standing that rests on the act is on that day: a later list may confirm it."""
        confirmed = self.sure_from is not None and self.sure_from <= on
        return max(self.confidence, self.sure) if confirmed else self.confidence

    @property
    def order(self) -> tuple[date, str, Act]:
        """The place of the act among those of its state."""
        return (self.on, self.hour, self.act)
