"""What is left of a condition once the known facts are put in: a small tree over unknown leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.law.evaluate import Result
from licet.law.node import Ctx, Node
from licet.law.subject import Entity

if TYPE_CHECKING:
    from licet.law.evaluate import LineTruths
    from licet.law.node import Missing

__all__ = ["Branch", "Leaf", "Residual", "Residuals", "conj", "disj", "opposite"]


@dataclass(frozen=True, eq=False, slots=True)
class Leaf:
    """An unknown leaf in its place: the node, the line and the loop names it stands under, and what it misses."""

    node: Node | None
    ctx: Ctx
    item: Entity
    env: tuple[tuple[str, object], ...]
    missing: frozenset[Missing]


@dataclass(frozen=True, eq=False, slots=True)
class Branch:
    """A connective over residuals."""

    op: str
    kids: tuple[Residual, ...]


Residual = bool | Leaf | Branch
_CONDITION_MET = frozenset({Result.HOLDS, Result.HOLDS_UNLESS_EXEMPTED, Result.LIFTED, Result.TRUE})


def conj(parts: list[Residual]) -> Residual:
    """Return the and of residuals, shortened where a part is settled."""
    if False in [p for p in parts if isinstance(p, bool)]:
        return False
    rest = tuple(p for p in parts if not isinstance(p, bool))
    return True if not rest else rest[0] if len(rest) == 1 else Branch("and", rest)


def disj(parts: list[Residual]) -> Residual:
    """Return the or of residuals, shortened where a part is settled."""
    if True in [p for p in parts if isinstance(p, bool)]:
        return True
    rest = tuple(p for p in parts if not isinstance(p, bool))
    return False if not rest else rest[0] if len(rest) == 1 else Branch("or", rest)


def opposite(part: Residual) -> Residual:
    """Return the not of a residual."""
    return (not part) if isinstance(part, bool) else Branch("not", (part,))


class Residuals:
    """The residuals of one line, each rule and each leaf once."""

    def __init__(self, truths: LineTruths) -> None:
        self.truths, self.ctx = truths, truths.ctx
        self._leaves: dict[tuple[object, ...], Leaf] = {}
        self._rules: dict[int, tuple[Residual, Residual]] = {}
        self._conditions: dict[int, Residual] = {}

    def condition(self, index: int) -> Residual:
        """Whether everything a rule asks for is there (bound, in force, reach and when), exemptions apart."""
        judged = self.truths.judge(index)
        steady = judged.settled or not judged.rule.depends
        if steady and judged.result is not Result.UNKNOWN:
            return judged.result in _CONDITION_MET
        if index not in self._conditions:
            self._conditions[index] = self._condition(index, hard=False)
        return self._conditions[index]

    def bound(self, index: int) -> Residual:
        """Whether a rule binds the exporting state and is in force."""
        standing = self.truths.version.standing[index]
        bound = self.truths.judge(index).bound
        if bound is False or (bound is True and not standing.lapsed):
            return bound
        parts: list[Residual] = [True if standing.rule.bind is None else self._clean(standing.rule.bind)]
        if standing.lapsed:
            parts.append(self._pseudo(self.ctx.measures, standing.rule.id, "bool"))
        return conj(parts)

    def holding(self, index: int) -> tuple[Residual, Residual]:
        """Return (holds in some way, holds and no exemption is for this class)."""
        if index not in self._rules:
            self._rules[index] = self._holding(index)
        return self._rules[index]

    def _holding(self, index: int) -> tuple[Residual, Residual]:
        rule = self.truths.version.standing[index].rule
        judged = self.truths.judge(index)
        if judged.settled and judged.result is not Result.UNKNOWN:
            return judged.truth is True, judged.result in (Result.HOLDS, Result.TRUE)
        condition = self.condition(index)
        if condition is False or rule.effect != "prohibit":
            return condition, condition
        scopes = [self._clean(e.scope) for e in rule.exemptions]
        lifted = disj(
            [conj([s, self._clean(e.met)]) for s, e in zip(scopes, rule.exemptions, strict=True) if s is not False]
        )
        some = conj([condition, opposite(lifted)])
        hard = self._condition(index, hard=True) if rule.depends else condition
        return some, conj([condition, hard, opposite(lifted), opposite(disj(scopes))])

    def _condition(self, index: int, *, hard: bool) -> Residual:
        rule = self.truths.version.standing[index].rule
        nodes = [n for n in (rule.reach, rule.when) if n is not None]
        return conj([self.bound(index), *(self._clean(n, hard=hard) for n in nodes)])

    def _clean(self, node: Node, *, hard: bool = False) -> Residual:
        held = self.ctx.env, self.ctx.hard, self.ctx.exact
        self.ctx.env, self.ctx.hard, self.ctx.exact = {}, hard, True
        try:
            return self.of(node)
        finally:
            self.ctx.env, self.ctx.hard, self.ctx.exact = held

    def of(self, node: Node) -> Residual:
        """Return what is left of a node."""
        truth = node.truth(self.ctx)
        if truth is not None:
            return truth
        if node.op in ("and", "or"):
            return (conj if node.op == "and" else disj)([self.of(kid) for kid in node.kids])
        if node.op == "not":
            return opposite(self.of(node.kids[0]))
        if node.op in ("any", "all"):
            return self._each(node)
        if node.op == "derived":
            return self._derived(node)
        if node.op == "other":
            return self._other(node)
        return self._leaf(node)

    def _each(self, node: Node) -> Residual:
        assert node.collect is not None
        members = node.collect(self.ctx)
        if members is None:
            return self._leaf(node)
        parts = []
        for member in members:
            self.ctx.env[node.name] = member
            parts.append(self.of(node.kids[0]))
        return (disj if node.op == "any" else conj)(parts)

    def _derived(self, node: Node) -> Residual:
        assert node.rest is not None and node.collect is not None  # noqa: PT018
        body = (node.collect(self.ctx) or ())[0]
        assert isinstance(body, Node)
        owner = node.rest(self.ctx)
        held = self.ctx.item, self.ctx.env.get("p")
        scope = self.truths.version.facts[node.name].scope
        if scope == "item":
            self.ctx.item = owner
        elif scope == "party":
            self.ctx.env["p"] = owner
        try:
            return self.of(body)
        finally:
            self.ctx.item, self.ctx.env["p"] = held

    def _other(self, node: Node) -> Residual:
        version, hard = self.truths.version, self.ctx.hard
        if node.name.startswith("tag:"):
            indexes = version.by_tag.get(node.name[4:], [])
        else:
            indexes = [version.by_id[node.name]] if node.name in version.by_id else []
        return disj([self.holding(i)[1 if hard else 0] for i in indexes])

    def _leaf(self, node: Node) -> Residual:
        ctx = self.ctx
        env = tuple((k, v) for k, v in ctx.env.items() if v is not None)
        key = (id(node), id(ctx.item), *((k, id(v) if isinstance(v, Entity) else v) for k, v in env))
        if key not in self._leaves:
            ctx.trace = set()
            node.ev(ctx)
            missing, ctx.trace = frozenset(ctx.trace), None
            self._leaves[key] = Leaf(node, ctx, ctx.item, env, missing)
        return self._leaves[key]

    def _pseudo(self, entity: Entity, name: str, kind: str) -> Leaf:
        key = ("pseudo", id(entity), name)
        if key not in self._leaves:
            self._leaves[key] = Leaf(None, self.ctx, self.ctx.item, (), frozenset({(entity, name, kind)}))
        return self._leaves[key]
