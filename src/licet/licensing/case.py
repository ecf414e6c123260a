"""One transfer as stated: who wants to send what to whom, and what officers established. All of it immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from licet.common.money import Money
    from licet.common.quantities import Quantity
    from licet.law.subject import Denial, Document, Finding, Knowledge
    from licet.parties import Party

__all__ = ["ACTIVITIES", "Case", "CaseItem", "CaseParty", "InventedState", "Stated"]

ACTIVITIES: dict[str, str] = {
    "export": "Export",
    "temporary_export": "Temporary export",
    "reexport": "Re-export",
    "intra_eu_transfer": "Transfer inside the EU",
    "intangible_transfer": "Intangible transfer",
    "brokering": "Brokering",
    "transit": "Transit",
    "transhipment": "Transhipment",
    "technical_assistance": "Technical assistance",
    "training": "Training",
    "finance": "Finance",
    "state_own_use_movement": "Movement of a state's own arms",
    "import": "Import",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A stated fact as text, with its basis and its place in the file."""

    value: str
    source: str = ""
    on: date | None = None
    by: str = ""
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class InventedState:
    """A state that exists in one case file only, and the bodies and treaties it belongs to."""

    code: str
    name: str
    bodies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CaseItem:
    """One line of goods. `codes` maps a scheme to its codes, ``none`` for known absence."""

    line: int
    description: str = ""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quantity: Quantity | None = None
    value: Money | None = None
    facts: Mapping[str, Stated] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseParty:
    """One party with what a case adds to it: where it is, where it acts, and facts about it."""

    party: Party
    location: str = ""
    operates_in: tuple[str, ...] = ()
    facts: Mapping[str, Stated] = field(default_factory=dict)

    @property
    def role(self) -> str:
        """The role of the party."""
        return self.party.role

    @property
    def name(self) -> str:
        """The name of the party."""
        return self.party.name

    @property
    def kind(self) -> str:
        """The kind of party, ``unknown`` when not stated."""
        return self.party.kind

    @property
    def state(self) -> str:
        """ISO alpha-3 code of its state, or empty."""
        return self.party.state


@dataclass(frozen=True, slots=True)
class Case:
    """One transfer. None in place of a collection means that nobody has said."""

    id: str
    title: str
    exporting_state: str
    activity: str
    items: tuple[CaseItem, ...]
    assessed_on: date | None = None
    known_on: date | None = None
    parties: tuple[CaseParty, ...] = ()
    destination: str = ""
    origin: str = ""
    purpose: str = ""
    route: tuple[str, ...] | None = None
    documents: tuple[Document, ...] | None = None
    denials: tuple[Denial, ...] | None = None
    claims: frozenset[str] = frozenset()
    facts: Mapping[str, Stated] = field(default_factory=dict)
    knowledge: tuple[Knowledge, ...] = ()
    findings: tuple[Finding, ...] = ()
    records: tuple[str, ...] = ()
    states: tuple[InventedState, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def invented(self) -> dict[str, frozenset[str]]:
        """The bodies of each invented state, as registers take them."""
        return {s.code: s.bodies for s in self.states}
