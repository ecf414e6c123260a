"""The outcome of a line and of a case, over every completion of what is unknown.

The order is that of the conventions: prohibition, prohibition with a way out, consultation, exemption, general
licence, individual licence, then what the findings say. Nothing is scored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.common.outcomes import Outcome
from licet.law.evaluate import Judgement, Result
from licet.law.residual import Residual, Residuals, conj, disj, opposite

if TYPE_CHECKING:
    from datetime import date

    from licet.law.model import Rule
    from licet.law.subject import Finding

__all__ = ["DENYING", "Formula", "answer", "finding_for", "formula", "line_masks"]

DENYING = frozenset({"clear_risk", "overriding_risk"})
_NO = frozenset({Outcome.PROHIBITED, Outcome.PROHIBITED_UNLESS_EXEMPTED})
_WAITING = frozenset({Outcome.CONSULT, Outcome.INDIVIDUAL_REQUIRED, Outcome.REFUSE, Outcome.REFER_MINISTER})
_WEIGHED = frozenset({Outcome.REFUSE, Outcome.REFER_MINISTER, Outcome.APPROVE_COND, Outcome.APPROVE})


@dataclass(frozen=True, slots=True)
class Formula:
    """The conditions of each outcome on one line, known facts put in."""

    prohibited: Residual
    barred: Residual
    consult: Residual
    exempt: Residual
    general: Residual
    open: Residual
    refuse: Residual
    refer: bool
    conditional: Residual

    def parts(self) -> list[Residual]:
        """Every condition."""
        names = ("prohibited", "barred", "consult", "exempt", "general", "open", "refuse", "conditional")
        return [getattr(self, name) for name in names]


def finding_for(rule: Rule, criterion: str, findings: Iterable[Finding]) -> Finding | None:
    """Return the latest finding that answers a criterion of a rule."""
    fitting = [f for f in findings if criterion in f.criteria or f.rule == rule.id]
    return max(fitting, key=lambda f: f.on, default=None)


def _answered(rule: Rule, findings: tuple[Finding, ...]) -> bool:
    if not rule.engages:
        return any(f.rule == rule.id for f in findings)
    return all(finding_for(rule, c, findings) is not None for c in rule.engages)


def _denied(rule: Rule, findings: tuple[Finding, ...]) -> bool:
    """Whether any finding on the rule denies: neither a later one nor the order they were typed in takes it back."""
    speaking = (f for f in findings if f.rule == rule.id or not set(rule.engages).isdisjoint(f.criteria))
    return any(f.conclusion in DENYING for f in speaking)


def _rebutted(rule: Rule, findings: tuple[Finding, ...]) -> bool:
    return any(f.rule == rule.id and f.conclusion in ("no_risk", "risk_mitigated") for f in findings)


def formula(residuals: Residuals, findings: tuple[Finding, ...], on: date) -> Formula:
    """Return the conditions of each outcome of one line; findings dated after `on` do not count."""
    held = tuple(f for f in findings if f.on <= on)
    rules = [s.rule for s in residuals.truths.version.standing]
    where: dict[str, list[int]] = {}
    for index, rule in enumerate(rules):
        where.setdefault(rule.effect, []).append(index)
    gates = [residuals.holding(i) for i in where.get("prohibit", ())]
    prohibited = disj([hard for _some, hard in gates])
    if prohibited is True:
        return Formula(True, True, False, False, False, False, False, False, False)
    exempt, general, duty = _clearance(residuals, rules, where)
    weighing = [i for i, r in enumerate(rules) if r.weighs]
    unanswered = disj([residuals.condition(i) for i in weighing if not _answered(rules[i], held)])
    refusing = [
        i
        for i in weighing
        if (rules[i].effect == "deny_on_finding" and _denied(rules[i], held))
        or (rules[i].effect == "presume_denial" and not _rebutted(rules[i], held))
    ]
    return Formula(
        prohibited=prohibited,
        barred=disj([some for some, _hard in gates]),
        consult=disj([residuals.condition(i) for i in where.get("require_consultation", ())]),
        exempt=conj([exempt, opposite(duty)]),
        general=conj([general, opposite(duty)]),
        open=True if not held else disj([unanswered, opposite(_law_known(residuals, where))]),
        refuse=disj([any(f.conclusion in DENYING and not f.refer for f in held), *map(residuals.condition, refusing)]),
        refer=any(f.refer or f.conclusion in {"risk", *DENYING} for f in held),
        conditional=disj(
            [
                any(f.conclusion == "risk_mitigated" or f.conditions for f in held),
                *map(residuals.condition, where.get("condition", ())),
            ]
        ),
    )


def _law_known(residuals: Residuals, where: dict[str, list[int]]) -> Residual:
    """Whether some loaded duty to hold a licence binds the exporting state: without one nothing is cleared."""
    return disj([residuals.bound(i) for i in where.get("require_licence", ())])


def _clearance(
    residuals: Residuals, rules: list[Rule], where: dict[str, list[int]]
) -> tuple[Residual, Residual, Residual]:
    """Return (an exemption applies, a general licence applies, a duty remains)."""
    lifting = {i: residuals.condition(i) for i in where.get("exempt", ())}
    duties: list[Residual] = []
    for index in where.get("require_licence", ()):
        lifted = disj([c for i, c in lifting.items() if _lifts(rules[i], rules[index])])
        duties.append(conj([residuals.condition(index), opposite(lifted)]))
    known = _law_known(residuals, where)
    exempt = disj([c for i, c in lifting.items() if rules[i].gives == "exempt"])
    general = disj([c for i, c in lifting.items() if rules[i].gives == "general"])
    return conj([exempt, known]), conj([general, known]), disj(duties)


def _lifts(exemption: Rule, duty: Rule) -> bool:
    named = exemption.exempts_from
    return (
        exemption.instrument.id == duty.instrument.id
        or duty.id in named
        or duty.instrument.id in named
        or any(f"tag:{tag}" in named for tag in duty.tags)
    )


def line_masks(made: Formula, mask: Callable[[Residual], int], everything: int) -> dict[Outcome, int]:
    """Return, for each outcome, the completions under which it is the answer; every completion is in one."""
    steps: list[tuple[Outcome, int]] = [
        (Outcome.PROHIBITED, mask(made.prohibited)),
        (Outcome.PROHIBITED_UNLESS_EXEMPTED, mask(made.barred)),
        (Outcome.CONSULT, mask(made.consult)),
        (Outcome.EXEMPT, mask(made.exempt)),
        (Outcome.GENERAL, mask(made.general)),
        (Outcome.INDIVIDUAL_REQUIRED, mask(made.open)),
        (Outcome.REFUSE, mask(made.refuse)),
        (Outcome.REFER_MINISTER, everything if made.refer else 0),
        (Outcome.APPROVE_COND, mask(made.conditional)),
        (Outcome.APPROVE, everything),
    ]
    rest, masks = everything, {}
    for outcome, condition in steps:
        if rest & condition:
            masks[outcome] = rest & condition
            rest &= ~condition
    return masks


def answer(possible: set[Outcome], judgements: Iterable[Judgement]) -> Outcome:
    """Return the one outcome to report where completions may still differ."""
    if len(possible) == 1:
        return next(iter(possible))
    results = {j.result for j in judgements}
    if Result.HOLDS in results:
        return Outcome.PROHIBITED
    if Result.HOLDS_UNLESS_EXEMPTED in results or possible <= _NO:
        return Outcome.PROHIBITED_UNLESS_EXEMPTED
    if Outcome.INDIVIDUAL_REQUIRED in possible and possible <= _WAITING | _WEIGHED:
        return Outcome.INDIVIDUAL_REQUIRED
    if possible <= {Outcome.APPROVE, Outcome.APPROVE_COND}:
        return Outcome.APPROVE_COND
    return Outcome.REQUEST_INFO
