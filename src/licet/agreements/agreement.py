"""An agreement between states as it is kept on file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from licet.common.confidence import Confidence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from licet.agreements.entering import EntryRule
    from licet.agreements.events import Event
    from licet.agreements.leaving import LeavingRule
    from licet.agreements.memberships import Reach

__all__ = ["KINDS", "Agreement", "Doubt", "Listed", "Pledge", "Provision", "Regime", "Relation"]

KINDS: dict[str, str] = {
    "DEF": "mutual or one-way defence pledge",
    "OFF": "offence pledge",
    "NEUTRAL": "neutrality, no help to an attacker",
    "NONAGG": "non-aggression",
    "CONS": "consultation in a crisis",
    "NOALLY": "no hostile alliance",
    "ASSUR": "political security assurance",
    "COOP": "general defence cooperation",
    "EX": "exercises",
    "SOFA": "status of forces",
    "RAA": "reciprocal access",
    "BASE": "basing and access",
    "LOG": "logistics",
    "INFO": "information security or sharing",
    "COMSEC": "secure communications",
    "GEO": "geospatial information",
    "SIGINT": "signals intelligence",
    "NUC": "nuclear matter",
    "ARMS": "arms supply",
    "END": "end-use terms",
    "FIN": "financing",
    "EXPCTL": "export control",
    "SUPPLY": "security of supply",
    "IND": "industry",
    "CODEV": "joint development",
    "RND": "research",
    "ARMSCTL": "arms control",
    "CONV": "conventional arms",
    "HUM": "humanitarian disarmament",
    "NWFZ": "nuclear-weapon-free zone",
    "CSBM": "confidence building",
    "NOTIF": "notification",
    "INCID": "prevention of incidents",
    "COMM": "direct communication",
    "AERIAL": "aerial observation",
    "MISSILE": "missiles",
    "VERIF": "verification",
    "PEACE": "peace treaty",
    "CEASEFIRE": "ceasefire",
    "PKO": "peace operation",
    "SOMA": "status of mission",
    "FPA": "framework participation",
    "IO": "creates an organisation",
    "POLICE": "policing",
    "NORM": "norms",
    "CONST": "constitutional",
    "LAW": "law of treaties",
}


class Listed(StrEnum):
    """How far the list of parties goes: a missing state is no party only where the list is complete."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Provision:
    """One article in our own words: obligation, prohibition, permission or condition."""

    ref: str
    modality: str
    summary: str


@dataclass(frozen=True, slots=True)
class Relation:
    """How this agreement stands to another on file."""

    type: str
    target: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Pledge:
    """A pledge that runs one way."""

    givers: tuple[str, ...]
    takers: tuple[str, ...]
    code: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Days on which the agreement's standing rests on a reading that may be disputed."""

    first: date
    last: date
    note: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement: identity, days, acts of its parties, and how it is left.

    `in_force` is the first day in force; None means not in force, or not on file when `entry_open` is set.
    `first_day_out` is the first day on which it is no longer in force for anyone.
    """

    id: str
    title: str
    short: str
    structure: str
    form: str
    binding: str
    kinds: tuple[str, ...]
    sources: str
    as_of: date
    listed: Listed
    signed: date | None = None
    in_force: date | None = None
    entry_open: bool = False
    first_day_out: date | None = None
    end_reason: str = ""
    grades: Mapping[str, Confidence] = field(default_factory=dict)
    events: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    outside: frozenset[str] = frozenset()
    complete_for: tuple[Reach, ...] = ()
    universe: frozenset[str] = frozenset()
    enters: EntryRule | None = None
    leaves: LeavingRule | None = None
    depositaries: tuple[str, ...] = ()
    registration: str = ""
    text: str = ""
    members: str = ""
    provisions: tuple[Provision, ...] = ()
    relations: tuple[Relation, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    verification: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    party_notes: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def grade(self, fact: str) -> Confidence:
        """Return how far a fact (``signed``, ``in_force``, ``end`` or a state) was checked."""
        return self.grades.get(fact, Confidence.BACKGROUND)

    def speaks_for(self, state: str, on: date) -> bool:
        """Whether a state without an act that binds it is, on that day, surely no party."""
        if self.in_force is not None and on < self.in_force:
            return state in self.events or self.listed is Listed.COMPLETE or bool(self.complete_for)
        if self.complete_for:
            return any(reach.covers(state, on, self.universe) for reach in self.complete_for)
        if self.structure == "bilateral" and self.listed is Listed.COMPLETE and state not in self.events:
            return True
        known = self.listed is Listed.COMPLETE or state in self.events or state in self.outside
        return known and on <= self.as_of


@dataclass(frozen=True, slots=True)
class Regime:
    """A verification regime: its terms are kept as written on file, with their grades."""

    id: str
    name: str
    agreement: str
    grades: str
    terms: Mapping[str, object]
