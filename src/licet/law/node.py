"""Compiled expressions: small nodes that evaluate fast, and can be walked for proofs and questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, cast

from licet.law.kleene import Truth
from licet.law.subject import Entity

if TYPE_CHECKING:
    from datetime import date

    from licet.law.registers import Answer, Registers
    from licet.law.subject import Subject, Value

__all__ = ["RECEIVERS", "Ctx", "Evaluate", "Missing", "Node", "RuleTruths", "Shared"]

RECEIVERS = frozenset({"end_user", "ultimate_end_user", "consignee", "intermediate_consignee", "importer"})

Missing = tuple[Entity, str, str]
"""A fact that was looked for and is unknown: whose it is, its name, its type (opaque: no list of its values)."""


class RuleTruths(Protocol):
    """What `breach()` and `holds()` ask: the truths of other rules on the same line."""

    def breach(self, tag: str, hard: bool) -> Truth: ...  # noqa: D102

    def holding(self, rule_id: str, hard: bool) -> Truth: ...  # noqa: D102


class Shared:
    """What all lines of a case have in common: the answers of the registers and the renewals nobody knows."""

    __slots__ = ("answers", "measures", "seen")

    def __init__(self) -> None:
        self.answers, self.measures = Entity("", {}), Entity("renewal", {})
        self.seen: dict[str, Answer] = {}


class Ctx:
    """One evaluation of one line: the facts, the day, and (when asked) a record of what was read or missed."""

    __slots__ = (
        "answers", "case", "env", "exact", "hard", "item", "measures", "on", "params", "places", "reads", "registers",
        "rules", "seen", "subject", "trace", "words",
    )  # fmt: skip

    def __init__(
        self,
        subject: Subject,
        item: Entity,
        on: date,
        registers: Registers,
        params: Mapping[tuple[str, str], float],
        shared: Shared,
    ) -> None:
        self.subject, self.item, self.case, self.on = subject, item, subject.case, on
        self.registers, self.params, self.seen = registers, params, shared.seen
        self.env: dict[str, object] = {}
        self.answers, self.measures = shared.answers, shared.measures
        self.trace: set[Missing] | None = None
        self.reads: list[tuple[Entity, str, Value | None]] | None = None
        self.rules: RuleTruths | None = None
        self.hard, self.exact = False, False
        self.places = _places(subject)
        self.words: dict[str, str] | None = None

    def look(self, entity: Entity, name: str, kind: str) -> Value | None:
        """Return the value of a fact, or None and a note that it is missing."""
        value = entity.values.get(name)
        if value is None and self.trace is not None:
            self.trace.add((entity, name, kind))
        if self.reads is not None:
            self.reads.append((entity, name, value))
        return value

    def miss(self, name: str, kind: str = "opaque") -> None:
        """Note that something about the case as a whole is unknown."""
        if self.trace is not None:
            self.trace.add((self.case, name, kind))
        if self.reads is not None:
            self.reads.append((self.case, name, None))

    def ask(self, key: str, answer: Callable[[], Answer]) -> bool | int | None:
        """Return what the registers say under `key`, asking them once."""
        held = self.answers.values.get(key)
        if held is not None:
            if self.reads is not None:
                self.reads.append((self.answers, key, held))
            assert isinstance(held, (bool, int))
            return held
        if key not in self.seen:
            self.seen[key] = answer()
        value = self.seen[key].value
        if value is None and self.trace is not None:
            self.trace.add((self.answers, key, "bool" if key.startswith(("member", "agreement")) else "number"))
        if self.reads is not None:
            self.reads.append((self.answers, key, value))
        return value


def _places(subject: Subject) -> frozenset[str] | None:
    """Return every state the goods touch, or None while one of them is unknown."""
    found: set[str] = set()
    receiving = [p for p in subject.parties if p.values.get("role") in RECEIVERS]
    for entity, name in ((subject.case, "destination"), *((p, "state") for p in receiving)):
        value = entity.values.get(name)
        if not isinstance(value, str):
            return None
        found.add(value)
    for party in receiving:
        places = party.values.get("places", ())
        found.update(places if isinstance(places, tuple) else ())
    return frozenset(found)


Evaluate = Callable[[Ctx], object]


class Node:
    """A piece of a rule.

    `op` is one of and, or, not, any, all, derived, other (a reference to other rules), leaf. A leaf evaluates to a
    truth or, below a comparison, to a value; `constants` lists the values it compares with, None when
    there is no list. `truth` is `ev` of a condition.
    """

    __slots__ = ("collect", "constants", "ev", "kids", "name", "op", "rest", "text", "truth", "type")

    def __init__(
        self,
        op: str,
        text: str,
        ev: Evaluate,
        kids: tuple[Node, ...] = (),
        *,
        type: str = "bool",
        constants: tuple[Value, ...] | None = (),
        name: str = "",
        collect: Callable[[Ctx], Sequence[object] | None] | None = None,
        rest: Callable[[Ctx], Entity] | None = None,
    ) -> None:
        self.op, self.text, self.ev, self.kids = op, text, ev, kids
        self.type, self.constants, self.name = type, constants, name
        self.collect, self.rest = collect, rest
        self.truth = cast("Callable[[Ctx], Truth]", ev)
