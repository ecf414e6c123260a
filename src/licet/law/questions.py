"""Which unknown facts can still change the outcome: every completion at once, one bit for each.

A condition over all completions is one whole number whose bit `i` is its truth under completion `i`; and, or,
not are the operators of whole numbers. A fact matters when two completions that differ in it alone differ in outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from licet.law.codes import OTHER, SCHEMES, lineage
from licet.law.residual import Branch, Leaf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licet.law.residual import Residual
    from licet.law.subject import Entity, Value

__all__ = ["MOST_COMPLETIONS", "Space", "TooManyCompletions", "Variable"]

MOST_COMPLETIONS = 1 << 18
_OPAQUE = frozenset({"opaque", "date"})


class TooManyCompletions(Exception):
    """There are more completions than are looked at one by one."""


@dataclass(eq=False, slots=True)
class Variable:
    """An unknown fact with stand-ins for its values; `labels` are the facts a person would be asked."""

    labels: frozenset[tuple[Entity, str, str]]
    values: list[Value] = field(default_factory=list)
    stride: int = 1


class Space:
    """All completions of the unknown facts under some residuals."""

    def __init__(self, residuals: Iterable[Residual], *, most: int = MOST_COMPLETIONS) -> None:
        self.leaves: list[Leaf] = []
        self._seen: set[int] = set()
        for residual in residuals:
            self._gather(residual)
        self._facts: dict[tuple[int, str], Variable] = {}
        self._rows: dict[int, tuple[list[Variable], list[tuple[int, ...]]]] = {}
        self.variables: list[Variable] = []
        self._lay_out(most)
        self.everything = (1 << self.size) - 1
        self._masks: dict[int, int] = {}
        self._patterns: dict[tuple[int, int], int] = {}

    def _gather(self, residual: Residual) -> None:
        if isinstance(residual, bool) or id(residual) in self._seen:
            return
        self._seen.add(id(residual))
        if isinstance(residual, Leaf):
            self.leaves.append(residual)
        else:
            for kid in residual.kids:
                self._gather(kid)

    # --- the variables ------------------------------------------------------------------------------------------

    def _lay_out(self, most: int) -> None:
        plain = [leaf for leaf in self.leaves if _listable(leaf)]
        for leaf in plain:
            for entity, name, kind in leaf.missing:
                held = self._facts.setdefault((id(entity), name), Variable(frozenset({(entity, name, kind)})))
                held.values.extend(_constants(leaf, kind))
        for variable in self._facts.values():
            ((entity, name, kind),) = variable.labels
            variable.values = _stand_ins(entity, name, kind, variable.values)
        if prod(len(v.values) for v in self._facts.values()) > most:
            raise TooManyCompletions
        for leaf in self.leaves:
            rows = self._truth_rows(leaf, most) if leaf in plain else None
            if rows is None:
                rows = ([Variable(leaf.missing, [True, False])], [(0,)])
            self._rows[id(leaf)] = rows
        self.variables = list({id(v): v for variables, _rows in self._rows.values() for v in variables}.values())
        size = 1
        for variable in self.variables:
            variable.stride = size
            size *= len(variable.values)
            if size > most:
                raise TooManyCompletions
        self.size = size

    def _truth_rows(self, leaf: Leaf, most: int) -> tuple[list[Variable], list[tuple[int, ...]]] | None:
        """Return the value combinations under which a leaf is true, or None where it stays unknown."""
        variables = [self._facts[(id(entity), name)] for entity, name, _kind in leaf.missing]
        total = 1
        for variable in variables:
            total *= len(variable.values)
        if total > most:
            raise TooManyCompletions
        true: list[tuple[int, ...]] = []
        for choice in product(*(range(len(v.values)) for v in variables)):
            value = _try(leaf, variables, choice)
            if value is None:
                return None
            if value:
                true.append(choice)
        return variables, true

    # --- the masks ----------------------------------------------------------------------------------------------

    def mask(self, residual: Residual) -> int:
        """Return the completions under which a residual is true."""
        if isinstance(residual, bool):
            return self.everything if residual else 0
        held = self._masks.get(id(residual))
        if held is None:
            held = self._leaf_mask(residual) if isinstance(residual, Leaf) else self._branch_mask(residual)
            self._masks[id(residual)] = held
        return held

    def _branch_mask(self, branch: Branch) -> int:
        masks = [self.mask(kid) for kid in branch.kids]
        if branch.op == "not":
            return self.everything & ~masks[0]
        answer = masks[0]
        for mask in masks[1:]:
            answer = answer & mask if branch.op == "and" else answer | mask
        return answer

    def _leaf_mask(self, leaf: Leaf) -> int:
        variables, rows = self._rows[id(leaf)]
        answer = 0
        for row in rows:
            part = self.everything
            for variable, index in zip(variables, row, strict=True):
                part &= self._pattern(variable, index)
            answer |= part
        return answer

    def _pattern(self, variable: Variable, index: int) -> int:
        key = (id(variable), index)
        if key not in self._patterns:
            block = ((1 << variable.stride) - 1) << (index * variable.stride)
            period = variable.stride * len(variable.values)
            self._patterns[key] = block * (self.everything // ((1 << period) - 1))
        return self._patterns[key]

    def matters(self, variable: Variable, outcomes: Iterable[int]) -> bool:
        """Whether changing this fact alone changes the outcome under some completion."""
        first = self._pattern(variable, 0)
        for mask in outcomes:
            held = mask & first
            if any((mask >> (i * variable.stride)) & first != held for i in range(1, len(variable.values))):
                return True
        return False


def _listable(leaf: Leaf) -> bool:
    if leaf.node is None:
        return True
    kinds = {kind for _entity, _name, kind in leaf.missing}
    if not kinds or kinds & _OPAQUE:
        return False
    if leaf.node.constants is None and kinds != {"bool"}:
        return False
    return not (len(leaf.node.kids) == 2 and len(leaf.missing) > 1)


def _within(leaf: Leaf) -> None:
    leaf.ctx.item = leaf.item
    leaf.ctx.env = dict(leaf.env)


def _try(leaf: Leaf, variables: list[Variable], choice: tuple[int, ...]) -> bool | None:
    """Return the truth of a leaf with these values put in, and take them out again."""
    if leaf.node is None:
        return bool(variables[0].values[choice[0]])
    places = [next(iter(v.labels)) for v in variables]
    before = [entity.values.get(name) for entity, name, _kind in places]
    held = leaf.ctx.item, leaf.ctx.env
    try:
        for (entity, name, _kind), variable, index in zip(places, variables, choice, strict=True):
            entity.values[name] = variable.values[index]
        _within(leaf)
        return leaf.node.truth(leaf.ctx)
    finally:
        leaf.ctx.item, leaf.ctx.env = held
        for (entity, name, _kind), value in zip(places, before, strict=True):
            if value is None:
                del entity.values[name]
            else:
                entity.values[name] = value


def _constants(leaf: Leaf, kind: str) -> list[Value]:
    if leaf.node is None or kind == "bool":
        return []
    found: list[Value] = list(leaf.node.constants or ())
    held = leaf.ctx.item, leaf.ctx.env
    _within(leaf)
    for side in leaf.node.kids:
        value = side.ev(leaf.ctx)
        if isinstance(value, (int, float, str)):
            found.append(value)
    leaf.ctx.item, leaf.ctx.env = held
    return found


def _stand_ins(entity: Entity, name: str, kind: str, constants: list[Value]) -> list[Value]:
    """Return one value for each way the constants part the possible values."""
    if kind == "bool":
        return [True, False]
    if kind == "number":
        return _number_line(sorted({c for c in constants if isinstance(c, (int, float)) and not isinstance(c, bool)}))
    words = sorted({c for c in constants if isinstance(c, str)})
    if kind == "codes":
        return _codes(entity, name, words)
    return [*words, OTHER]


def _number_line(points: list[float]) -> list[Value]:
    values: list[Value] = [points[0] - 1] if points else [0.0]
    for here, after in zip(points, [*points[1:], None], strict=True):
        values.append(here)
        values.append(here + 1 if after is None else (here + after) / 2)
    return values


def _codes(entity: Entity, name: str, wanted: list[str]) -> list[Value]:
    have = entity.values.get(name)
    scheme = name if name in SCHEMES else "ml"
    if not isinstance(have, tuple):
        return [*((w,) for w in wanted), (OTHER,)]
    values: list[Value] = []
    for want in wanted:
        above = [h for h in have if h in lineage(scheme, want) and h != want]
        if above:
            values.append(tuple(want if h == above[0] else f"{h}{OTHER}" for h in have))
    return [*values, tuple(f"{h}{OTHER}" for h in have)]
