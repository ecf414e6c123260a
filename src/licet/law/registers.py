"""What the law may ask of the registers above it, and the shape of their answers.

A register that does not answer says unknown, never false: each one declares its own reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from licet.common.confidence import Confidence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

__all__ = ["UNANSWERED", "Answer", "ListedMembers", "Registers", "Silent"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the value (None when the register does not know) and what it rests on.

    `cite` names the clause the value was computed from, such as ``ATT-22.2``, or is empty.
    """

    value: bool | int | None = None
    source: str = ""
    cite: str = ""
    as_of: date | None = None
    confidence: Confidence = Confidence.VERIFIED


UNANSWERED = Answer()


class Registers(Protocol):
    """The questions a rule may put to the registers."""

    def member(self, body: str, state: str, on: date) -> Answer:
        """Whether `state` (ISO alpha-3) belongs to the body or is bound by the treaty on that day."""
        ...

    def agreement(self, kind: str, parties: tuple[str, ...], on: date) -> Answer:
        """Whether an agreement of that kind is in force between the parties on that day."""
        ...

    def indicator(self, name: str, state: str, on: date) -> Answer:
        """A whole number about a state, such as a rank or a score that law itself refers to."""
        ...


class Silent:
    """Registers that know nothing. Build on it to answer only some questions."""

    def member(self, body: str, state: str, on: date) -> Answer:
        """Unknown."""
        return UNANSWERED

    def agreement(self, kind: str, parties: tuple[str, ...], on: date) -> Answer:
        """Unknown."""
        return UNANSWERED

    def indicator(self, name: str, state: str, on: date) -> Answer:
        """Unknown."""
        return UNANSWERED


class ListedMembers(Silent):
    """Registers given as plain lists: a body in the table is complete, a body outside it unknown."""

    def __init__(self, members: Mapping[str, Collection[str]], source: str = "as given") -> None:
        self._members = {body: frozenset(states) for body, states in members.items()}
        self._source = source

    def member(self, body: str, state: str, on: date) -> Answer:
        """True or false for a body in the table, unknown for any other."""
        states = self._members.get(body)
        return UNANSWERED if states is None else Answer(state in states, self._source)
