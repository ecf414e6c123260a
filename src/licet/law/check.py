"""What can be seen wrong in the law files without a case: never true, untested, dated outside the instrument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.law.kleene import Truth
from licet.law.residual import conj, disj

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from licet.law.law import Law
    from licet.law.model import Rule
    from licet.law.node import Node

__all__ = ["Finding", "check"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `serious` ones fail the check."""

    where: str
    rule: str
    what: str
    serious: bool = True


def check(law: Law, states: Collection[str]) -> list[Finding]:
    """Return the findings, in file order. `states` are the alpha-3 codes that exist."""
    tested = {rule for test in law.tests for rule in test.expect}
    found: list[Finding] = []
    for rule in law.rules:
        found += [Finding(rule.where, rule.id, what, serious) for what, serious in _rule(rule, law, tested)]
        found += [Finding(rule.where, rule.id, what) for what in _codes(rule, states)]
    return [*found, *_unused(law)]


def _rule(rule: Rule, law: Law, tested: Collection[str]) -> Iterator[tuple[str, bool]]:
    if rule.id not in tested:
        yield "no test names it", False
    if not rule.instrument.source.label:
        yield "its instrument names no source", True
    if rule.instrument.in_force.first is None and rule.valid.first is None:
        yield "neither it nor its instrument says from when it applies", True
    first = rule.instrument.in_force.first
    if first and rule.valid.first and rule.valid.first < first:
        yield f"it starts on {rule.valid.first}, before its instrument is in force on {first}", True
    if rule.valid.until and not rule.renewal and not _followed(rule, law):
        yield f"it ends after {rule.valid.last_day} and says nothing about renewal: treated as unknown", True
    if rule.renewal == "confirmed" and not _followed(rule, law):
        yield "its renewal is confirmed and no later version follows", True
    for label, node in (("reach", rule.reach), ("when", rule.when)):
        if node is not None and never(node):
            yield f"'{label}' can never be true", True
    if rule.effect == "prohibit" and not rule.engages:
        yield "a prohibition that engages no criterion", False
    for exemption in rule.exemptions:
        if exemption.procedure != "none" and "document(" not in exemption.met.text:
            yield f"exemption {exemption.id} needs {exemption.procedure} and asks for no document", False


def _followed(rule: Rule, law: Law) -> bool:
    return any(v.valid.first == rule.valid.until for v in law.rules if v.id == rule.id)


def never(node: Node) -> bool:
    """Whether a condition is false whatever the facts: one fact held to two values at once, or a constant."""
    return _fixed(node) is False


def _fixed(node: Node) -> Truth:
    if node.op == "and":
        parts = [_fixed(kid) for kid in node.kids]
        return False if False in parts or _clash(node.kids) else conj([p is True for p in parts]) is True or None
    if node.op == "or":
        parts = [_fixed(kid) for kid in node.kids]
        return disj([p is True for p in parts]) is True or (False if all(p is False for p in parts) else None)
    if node.op == "not":
        inner = _fixed(node.kids[0])
        return None if inner is None else not inner
    if node.op == "leaf" and not node.kids and node.text in ("true", "false"):
        return node.text == "true"
    return None


def _clash(kids: tuple[Node, ...]) -> bool:
    """Whether two equalities hold one name to different constants."""
    held: dict[str, set[object]] = {}
    for kid in kids:
        if kid.op == "leaf" and len(kid.kids) == 2 and " == " in kid.text and kid.kids[0].name and kid.constants:
            held.setdefault(kid.kids[0].text, set()).add(kid.constants[0])
    return any(len(values) > 1 for values in held.values())


def _codes(rule: Rule, states: Collection[str]) -> Iterator[str]:
    for node in _walk([n for n in (rule.bind, rule.reach, rule.when) if n is not None]):
        if node.text.startswith("touches(") or ".at(" in node.text[:12]:
            for code in node.constants or ():
                if code not in states:
                    yield f"'{code}' is not a state"
        if node.op == "leaf" and node.kids and node.kids[0].type == "state" and node.constants:
            for code in node.constants:
                if isinstance(code, str) and code not in states:
                    yield f"'{code}' is not a state"


def _walk(nodes: list[Node]) -> Iterator[Node]:
    while nodes:
        node = nodes.pop()
        yield node
        nodes.extend(node.kids)


def _unused(law: Law) -> Iterator[Finding]:
    for instrument in law.instruments:
        used = {u[6:] for r in law.rules if r.instrument.id == instrument.id for u in r.uses if u.startswith("param:")}
        for name in instrument.parameters:
            if name not in used:
                yield Finding(
                    instrument.where, instrument.id, f"the parameter '{name}' is used by no rule", serious=False
                )
