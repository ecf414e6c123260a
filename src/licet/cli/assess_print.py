"""An assessment in words: one sentence first, then each reason with its citation, what is owed, what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from licet.common.confidence import Confidence
from licet.common.outcomes import Outcome
from licet.law.evaluate import Result
from licet.law.model import WEIGHING
from licet.licensing.case import ACTIVITIES

if TYPE_CHECKING:
    from datetime import date

    from licet.licensing.assessment import Assessment, Engaged, Question, Reason
    from licet.licensing.case import Case

__all__ = ["SENTENCES", "lines"]

SENTENCES: dict[Outcome, str] = {
    Outcome.PROHIBITED: "Prohibited. A rule in force forbids it, and nothing on file lifts it.",
    Outcome.PROHIBITED_UNLESS_EXEMPTED: (
        "Prohibited unless exempted. An exemption for this class exists and is not shown to be met."
    ),
    Outcome.REQUEST_INFO: "Unknown. The facts on file do not settle it; the questions below do.",
    Outcome.CONSULT: "Not yet. Another state must be consulted before a decision.",
    Outcome.EXEMPT: "No licence needed under the loaded rules: an exemption applies.",
    Outcome.GENERAL: "Covered by a general licence, if its conditions are kept.",
    Outcome.INDIVIDUAL_REQUIRED: "An individual licence is needed, and findings are owed before a decision.",
    Outcome.REFUSE: "Refuse. The findings on file leave no room for a licence.",
    Outcome.REFER_MINISTER: "Refer upwards. The findings on file are not this officer's to resolve.",
    Outcome.APPROVE_COND: "No blocking rule found; the findings support a licence with conditions.",
    Outcome.APPROVE: "No blocking rule found; the findings support a licence.",
}
MOST_UNKNOWN = 6
_MARKS = {
    Result.HOLDS: "Holds",
    Result.HOLDS_UNLESS_EXEMPTED: "Holds unless exempted",
    Result.LIFTED: "Lifted",
    Result.DOES_NOT_REACH: "Does not reach",
    Result.UNKNOWN: "Unknown",
    Result.TRUE: "Applies",
}


def lines(case: Case, made: Assessment, today: date) -> Iterator[str]:
    """Return the lines to print."""
    yield f"{case.id}  {case.title}".rstrip()
    state = case.names.get(case.exporting_state, case.exporting_state)
    known = made.known or today
    yield f"{ACTIVITIES[case.activity]}, decided by {state}. Law held on {made.on}, known by {known}."
    yield ""
    yield f"{made.outcome.value}  {SENTENCES[made.outcome]}"
    if len(made.lines) > 1:
        yield from (f"  line {line.line}: {line.outcome.value}  {line.description}" for line in made.lines)
    yield from _block("Reasons", list(_reasons(made.reasons)))
    yield from _block("Criteria", [_engaged(e) for e in made.engaged])
    yield from _block("Conditions", [f"{c.code}  {c.text}".strip() for c in made.conditions])
    yield from _block("Questions that would change the outcome", [_question(q) for q in made.questions])
    yield ""
    yield from _foot(case, made)


def _block(title: str, entries: list[str]) -> Iterator[str]:
    if entries:
        yield ""
        yield title
        for entry in entries:
            first, *rest = entry.splitlines()
            yield from wrap(first, 116, initial_indent="  ", subsequent_indent="      ", break_on_hyphens=False)
            for line in rest:
                yield from wrap(line, 116, initial_indent="      ", subsequent_indent="      ", break_on_hyphens=False)


def _reasons(reasons: tuple[Reason, ...]) -> Iterator[str]:
    """Return the reasons in full, those that only say "not here" in one line; criteria have a block of their own."""
    plain = [r for r in reasons if r.effect not in WEIGHING or r.effect == "presume_denial"]
    unknown = [r for r in plain if r.result is Result.UNKNOWN]
    crowd = unknown if len(unknown) > MOST_UNKNOWN else []
    silent = [r for r in plain if r.result is Result.DOES_NOT_REACH]
    yield from (_reason(r) for r in plain if r not in crowd and r not in silent)
    for rules, mark in ((crowd, "Unknown"), (silent, "Does not reach")):
        if rules:
            yield f"{mark}: {', '.join(r.display for r in rules)}"


def _reason(reason: Reason) -> str:
    way_out = f" (exemption {reason.exemption})" if reason.exemption else ""
    grade = "" if reason.confidence is Confidence.VERIFIED else f" [{reason.confidence.word}]"
    return f"{_MARKS[reason.result]}: {reason.display}{way_out}{grade}\n{reason.because}"


def _engaged(engaged: Engaged) -> str:
    head = f"{engaged.criterion}  {engaged.title}"
    if not engaged.needs_finding:
        return f"{head}. Answered by a gate: {', '.join(engaged.rule_ids)}."
    rests = f"Under {', '.join(engaged.rule_ids)}."
    if engaged.finding is None:
        return f"{head}. A written finding is owed. {engaged.ask}".rstrip() + f"\n{rests}"
    found = engaged.finding
    return f"{head}. Found by {found.by} on {found.on}: {found.conclusion.replace('_', ' ')}.\n{found.text}\n{rests}"


def _question(question: Question) -> str:
    return f"{question.ask}\n{question.fact}, asked by {', '.join(question.why)}"


def _foot(case: Case, made: Assessment) -> Iterator[str]:
    if not made.law_loaded:
        state = case.names.get(case.exporting_state, case.exporting_state)
        yield f"The law of {state} is not in the loaded rules: nothing can be cleared here."
    elif not made.national_law_loaded:
        state = case.names.get(case.exporting_state, case.exporting_state)
        yield f"The national law of {state} is not in the loaded rules; only what binds it from outside was read."
    if made.confidence is not Confidence.VERIFIED:
        yield f"Rests on less than verified law: the least sure rule cited is graded {made.confidence.word}."
    if not made.questions_exact:
        yield "More facts are unknown than can be tried one by one: some questions may turn out not to matter."
    yield f"Law version {made.law_version[:16]}, as of {made.on}."
