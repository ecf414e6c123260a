"""Instruments, rules and their exemptions, as read and compiled from law files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from licet.common.confidence import Confidence
from licet.common.dates import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from licet.law.node import Node
    from licet.law.yamltext import YamlMap

__all__ = [
    "EFFECTS", "KINDS", "PROCEDURES", "RANKS", "WEIGHING", "Condition", "Exemption", "Instrument", "Parameter", "Rule",
    "Source",
]  # fmt: skip

KINDS = (
    "security_council", "treaty", "eu_act", "act", "regulation", "guidance", "political", "policy", "general_licence",
    "vocabulary",
)  # fmt: skip
RANKS = ("un_chapter_vii", "treaty", "eu", "national", "general_licence", "political")
EFFECTS = (
    "prohibit", "exempt", "require_licence", "presume_denial", "weigh", "deny_on_finding", "require_consultation",
    "require_notification", "condition", "note", "reassess",
)  # fmt: skip
WEIGHING = frozenset({"weigh", "deny_on_finding", "presume_denial"})
PROCEDURES = ("none", "notification_prior", "notification_after", "committee_approval", "host_state_notification")


@dataclass(frozen=True, slots=True)
class Source:
    """Where the official text is."""

    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the law that changes with time. `values` are in ascending order of their first day."""

    name: str
    unit: str
    values: tuple[tuple[date, float], ...]
    cite: str = ""

    def at(self, on: date) -> float | None:
        """Return the value on a day; None before the first."""
        held = [value for first, value in self.values if first <= on]
        return held[-1] if held else None


@dataclass(frozen=True, slots=True)
class Instrument:
    """One text of law and what all its rules share."""

    id: str
    title: str
    kind: str
    rank: str
    in_force: Interval
    source: Source = field(default_factory=Source)
    confidence: Confidence = Confidence.BACKGROUND
    summary: str = ""
    adopted: date | None = None
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A way out of a prohibition: for whom or what it is (`scope`), and what shows that it is met."""

    id: str
    cite: str
    says: str
    scope: Node
    met: Node
    procedure: str = "none"
    residual: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition or duty that a rule attaches."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in one version. `bind` is None for a rule that binds every state."""

    id: str
    instrument: Instrument
    effect: str
    cite: str
    says: str
    display: str
    title: str
    valid: Interval
    known: Interval
    renewal: str
    renewal_source: str
    confidence: Confidence
    engages: tuple[str, ...]
    tags: frozenset[str]
    bind: Node | None
    reach: Node | None
    when: Node | None
    exemptions: tuple[Exemption, ...]
    because: str
    ask: str
    attach: tuple[Condition, ...]
    exempts_from: frozenset[str]
    gives: str
    depends: frozenset[str]
    uses: frozenset[str]
    where: str
    raw: YamlMap

    @property
    def weighs(self) -> bool:
        """Whether the rule asks a person for a finding."""
        return self.effect in WEIGHING
