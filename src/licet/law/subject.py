"""What is judged: one transfer as facts with a key, a value and a basis. A value that is not there is unknown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["Basis", "Denial", "Document", "Entity", "Finding", "Knowledge", "Subject", "Value"]

Value = bool | int | float | str | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a fact rests on."""

    source: str = ""
    on: date | None = None
    by: str = ""


class Entity:
    """The case, one line of goods, one party, or the registers: a key and its known values.

    Evaluation sets and removes values while it tries completions, so an entity belongs to one assessment.
    """

    __slots__ = ("basis", "key", "label", "values")

    def __init__(
        self,
        key: str,
        values: Mapping[str, Value | None],
        basis: Mapping[str, Basis] | None = None,
        label: str = "",
    ) -> None:
        self.key, self.label = key, label or key
        self.values: dict[str, Value] = {k: v for k, v in values.items() if v is not None}
        self.basis: dict[str, Basis] = dict(basis or {})

    def fact_key(self, name: str) -> str:
        """The key under which questions and proofs name one fact of this entity."""
        return f"{self.key}.{name}" if self.key else name


@dataclass(frozen=True, slots=True)
class Document:
    """One document on file; `about` names the rule it was issued under."""

    kind: str
    about: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Denial:
    """Another state's refusal. `identical` is yes, no or candidate; `consulted` says consultation is closed."""

    state: str
    on: date
    identical: str = "candidate"
    consulted: bool = False


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the deciding state knows, and since when."""

    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Finding:
    """A named person's written answer to a criterion, or to a rule that presumes denial."""

    criteria: tuple[str, ...]
    conclusion: str
    by: str
    on: date
    rule: str = ""
    role: str = ""
    text: str = ""
    conditions: tuple[str, ...] = ()
    refer: bool = False


@dataclass(slots=True)
class Subject:
    """One transfer, ready to be judged. None in place of a collection means that nobody has said."""

    case: Entity
    items: tuple[Entity, ...]
    parties: tuple[Entity, ...] = ()
    route: tuple[str, ...] | None = None
    documents: tuple[Document, ...] | None = None
    denials: tuple[Denial, ...] | None = None
    knowledge: tuple[Knowledge, ...] = ()
    claims: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
