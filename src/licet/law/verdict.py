"""One transfer against one version of the law: each line's outcome, the outcome of all, and what is left to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.common.outcomes import Outcome, most_restrictive
from licet.law.evaluate import Judgement, LineTruths
from licet.law.node import Ctx, Shared
from licet.law.outcome import Formula, answer, formula, line_masks
from licet.law.questions import Space, TooManyCompletions
from licet.law.residual import Branch, Leaf, Residual, Residuals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.law.law import LawVersion
    from licet.law.registers import Answer, Registers
    from licet.law.subject import Entity, Subject

__all__ = ["LineVerdict", "Open", "Verdict", "judge"]

Label = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Open:
    """A fact that can still change the outcome, and the rules that ask for it."""

    entity: Entity
    name: str
    kind: str
    rules: tuple[str, ...]

    @property
    def key(self) -> str:
        """The key of the fact in a case file."""
        return self.entity.fact_key(self.name)


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """One line: its outcome, the outcomes still possible, and what every rule says of it."""

    item: Entity
    outcome: Outcome
    possible: frozenset[Outcome]
    judgements: tuple[Judgement, ...]
    ctx: Ctx


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole transfer. `complete` is False where there were too many completions to look at each one."""

    outcome: Outcome
    lines: tuple[LineVerdict, ...]
    open: tuple[Open, ...]
    complete: bool
    answers: Mapping[str, Answer]


@dataclass(slots=True)
class _Line:
    item: Entity
    ctx: Ctx
    residuals: Residuals
    judgements: list[Judgement]
    formula: Formula


def judge(version: LawVersion, subject: Subject, registers: Registers) -> Verdict:
    """Return the verdict on a transfer; the facts and registers decide it, nothing else."""
    shared = Shared()
    lines = [_line(version, subject, item, registers, shared) for item in subject.items]
    possible, open_facts, complete = _possible(lines, subject)
    made = tuple(
        LineVerdict(line.item, answer(set(found), line.judgements), frozenset(found), tuple(line.judgements), line.ctx)
        for line, found in zip(lines, possible, strict=True)
    )
    outcome = most_restrictive([line.outcome for line in made])
    return Verdict(outcome, made, tuple(open_facts), complete, shared.seen)


def _line(version: LawVersion, subject: Subject, item: Entity, registers: Registers, shared: Shared) -> _Line:
    ctx = Ctx(subject, item, version.on, registers, version.params, shared)
    truths = LineTruths(version, ctx)
    judgements = truths.all()
    residuals = Residuals(truths)
    return _Line(item, ctx, residuals, judgements, formula(residuals, subject.findings, version.on))


def _possible(lines: list[_Line], subject: Subject) -> tuple[list[set[Outcome]], list[Open], bool]:
    try:
        space = Space(part for line in lines for part in line.formula.parts())
    except TooManyCompletions:
        return _too_many(lines)
    masks = [line_masks(line.formula, space.mask, space.everything) for line in lines]
    whole = _together(masks, space.everything)
    mattering = [v for v in space.variables if space.matters(v, whole)] if len(whole) > 1 else []
    labels = {(entity, name, kind) for v in mattering for entity, name, kind in v.labels}
    return [set(m) for m in masks], _open(labels, lines), True


def _together(masks: list[dict[Outcome, int]], everything: int) -> list[int]:
    """Return the completions of each outcome of the whole transfer: the most restrictive line counts."""
    order = sorted({o for m in masks for o in m}, key=lambda o: _rank(o))
    rest, found = everything, []
    for outcome in order:
        mine = 0
        for mask in masks:
            mine |= mask.get(outcome, 0)
        if rest & mine:
            found.append(rest & mine)
            rest &= ~mine
    return found


def _rank(outcome: Outcome) -> int:
    return sum(most_restrictive([outcome, other]) is other for other in Outcome)


def _too_many(lines: list[_Line]) -> tuple[list[set[Outcome]], list[Open], bool]:
    """Look at each line by itself: a fact that matters to none of them cannot matter to the whole."""
    possible: list[set[Outcome]] = []
    labels: set[tuple[Entity, str, str]] = set()
    for line in lines:
        outcomes, mattering = _alone(line)
        possible.append(outcomes)
        labels |= mattering
    return possible, _open(labels, lines), False


def _alone(line: _Line) -> tuple[set[Outcome], set[tuple[Entity, str, str]]]:
    try:
        space = Space(line.formula.parts())
    except TooManyCompletions:
        return _by_steps(line.formula)
    masks = line_masks(line.formula, space.mask, space.everything)
    mattering = [v for v in space.variables if space.matters(v, masks.values())]
    return set(masks), {label for v in mattering for label in v.labels}


def _by_steps(made: Formula) -> tuple[set[Outcome], set[tuple[Entity, str, str]]]:
    """Leave out nothing that may matter: every unknown before the first condition that surely holds."""
    found: set[Outcome] = set()
    labels: set[tuple[Entity, str, str]] = set()
    for outcome, condition in _steps(made):
        if condition is not False:
            found.add(outcome)
        labels.update(m for leaf in _leaves(condition) for m in leaf.missing)
        if condition is True:
            break
    return found, labels


def _steps(made: Formula) -> list[tuple[Outcome, Residual]]:
    return [
        (Outcome.PROHIBITED, made.prohibited),
        (Outcome.PROHIBITED_UNLESS_EXEMPTED, made.barred),
        (Outcome.CONSULT, made.consult),
        (Outcome.EXEMPT, made.exempt),
        (Outcome.GENERAL, made.general),
        (Outcome.INDIVIDUAL_REQUIRED, made.open),
        (Outcome.REFUSE, made.refuse),
        (Outcome.REFER_MINISTER, made.refer),
        (Outcome.APPROVE_COND, made.conditional),
        (Outcome.APPROVE, True),
    ]


def _leaves(residual: Residual) -> Iterator[Leaf]:
    if isinstance(residual, Leaf):
        yield residual
    elif isinstance(residual, Branch):
        for kid in residual.kids:
            yield from _leaves(kid)


def _open(labels: set[tuple[Entity, str, str]], lines: list[_Line]) -> list[Open]:
    """Return the open facts, those that most rules ask for first, each with the rules whose truth hangs on it."""
    rules: dict[tuple[int, str], dict[str, None]] = {(id(e), n): {} for e, n, _k in labels}
    for line in lines if labels else ():
        for index, standing in enumerate(line.residuals.truths.version.standing):
            for part in (line.residuals.condition(index), *line.residuals.holding(index)):
                for leaf in _leaves(part):
                    for entity, name, _kind in leaf.missing:
                        if (id(entity), name) in rules:
                            rules[(id(entity), name)][standing.rule.id] = None
    found = [Open(e, n, k, tuple(rules[(id(e), n)])) for e, n, k in labels]
    return sorted(found, key=lambda o: (-len(o.rules), o.entity.key, o.name))
