"""The assessment of a case: outcome, reasons with citations, criteria that need a finding, questions.

Law: none of its own; every reason cites the loaded rule it comes from. It says what the loaded rules say, on the day
they are read, and never that a transfer is allowed by all law there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.common.confidence import Confidence, weakest
from licet.common.criteria import CRITERIA
from licet.common.outcomes import Outcome
from licet.law.evaluate import Judgement, Result
from licet.law.explain import Proof, because, prove, question
from licet.law.kleene import Truth, word
from licet.law.outcome import finding_for
from licet.law.verdict import LineVerdict, Verdict, judge
from licet.licensing.facts import subject

if TYPE_CHECKING:
    from datetime import date

    from licet.law.law import Law, LawVersion
    from licet.law.model import Condition, Rule
    from licet.law.registers import Answer, Registers
    from licet.law.subject import Finding
    from licet.licensing.case import Case

__all__ = ["Assessment", "Engaged", "LineResult", "Question", "Reason", "assess"]

SCHEMA = "licet-assessment-1"
_GATES_ONLY = frozenset({Outcome.PROHIBITED, Outcome.EXEMPT, Outcome.GENERAL})
_SHOWN = frozenset({Result.HOLDS, Result.HOLDS_UNLESS_EXEMPTED, Result.LIFTED, Result.DOES_NOT_REACH})
_LINE_DUTIES = frozenset({"condition", "require_notification"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that speaks to one or more lines, with what it comes to and why."""

    rule_id: str
    cite: str
    display: str
    title: str
    effect: str
    result: Result
    truth: Truth
    because: str
    confidence: Confidence
    instrument: str
    instrument_title: str
    url: str
    lines: tuple[int, ...]
    proof: Proof
    exemption: str = ""
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Engaged:
    """A criterion the case engages. A gate answers it by its result; any other needs a finding."""

    criterion: str
    title: str
    rule_ids: tuple[str, ...]
    ask: str
    needs_finding: bool
    finding: Finding | None = None

    @property
    def open(self) -> bool:
        """Whether a written finding is still owed."""
        return self.needs_finding and self.finding is None


@dataclass(frozen=True, slots=True)
class Question:
    """An unknown fact that can still change the outcome, and the rules that ask for it."""

    fact: str
    ask: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineResult:
    """The outcome of one line of goods."""

    line: int
    description: str
    outcome: Outcome
    possible: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the loaded law says of a case. `confidence` is the weakest grade among what was cited."""

    case: str
    on: date
    known: date | None
    outcome: Outcome
    lines: tuple[LineResult, ...]
    reasons: tuple[Reason, ...]
    engaged: tuple[Engaged, ...]
    questions: tuple[Question, ...]
    conditions: tuple[Condition, ...]
    cited: frozenset[str]
    law_version: str
    confidence: Confidence
    law_loaded: bool
    national_law_loaded: bool
    questions_exact: bool

    def to_json(self) -> dict[str, object]:
        """Return the assessment as JSON values; docs/reference/assessment.md describes them."""
        return {
            "schema": SCHEMA,
            "case": self.case,
            "on": self.on.isoformat(),
            "known": self.known.isoformat() if self.known else None,
            "outcome": self.outcome.value,
            "lines": [_line_json(line) for line in self.lines],
            "reasons": [_reason_json(reason) for reason in self.reasons],
            "engaged": [_engaged_json(engaged) for engaged in self.engaged],
            "questions": [{"fact": q.fact, "ask": q.ask, "why": list(q.why)} for q in self.questions],
            "questions_exact": self.questions_exact,
            "conditions": [{"code": c.code, "text": c.text} for c in self.conditions],
            "cited": sorted(self.cited),
            "law_version": self.law_version,
            "law_of_exporting_state_loaded": self.law_loaded,
            "national_law_loaded": self.national_law_loaded,
            "confidence": self.confidence.word,
        }


def assess(
    case: Case, *, law: Law, registers: Registers, on: date, known: date | None = None
) -> Assessment:  # fmt: skip
    """Return the assessment of a case under the law in force on `on`, as known on `known`.

    The same arguments always give the same answer. A fact the law does not know raises `BadInput`.
    """
    version = law.at(on, known)
    verdict = judge(version, subject(case, version.facts), registers)
    spoken = [(line, judged) for line in verdict.lines for judged in line.judgements if _speaks(judged, line.outcome)]
    reasons = _reasons(spoken)
    return Assessment(
        case=case.id,
        on=on,
        known=known,
        outcome=verdict.outcome,
        lines=tuple(_line(line) for line in verdict.lines),
        reasons=reasons,
        engaged=_engaged(spoken, tuple(f for f in case.findings if f.on <= on)),
        questions=_questions(verdict, version),
        conditions=tuple(dict.fromkeys(c for r in reasons for c in r.conditions if r.truth is True)),
        cited=frozenset((*(r.rule_id for r in reasons), *_clauses(spoken, verdict))),
        law_version=version.id,
        confidence=weakest(r.confidence for r in reasons),
        law_loaded=_law_loaded(verdict.lines),
        national_law_loaded=_national_law_loaded(verdict.lines),
        questions_exact=verdict.complete,
    )


def _speaks(judged: Judgement, outcome: Outcome) -> bool:
    """Whether a rule is reported for a line with that outcome."""
    if judged.rule.effect == "prohibit":
        if judged.result is Result.UNKNOWN:
            return judged.reach is True or outcome is not Outcome.PROHIBITED
        return judged.result in _SHOWN
    if judged.rule.weighs or judged.rule.effect == "require_consultation":
        return judged.truth is not False and outcome not in _GATES_ONLY
    if judged.rule.effect in ("require_licence", "exempt"):
        return judged.truth is True or (judged.truth is None and outcome not in _GATES_ONLY)
    if judged.rule.effect in _LINE_DUTIES:
        return judged.truth is True and outcome is not Outcome.PROHIBITED
    return judged.truth is True


def _reasons(spoken: list[tuple[LineVerdict, Judgement]]) -> tuple[Reason, ...]:
    grouped: dict[tuple[str, Result], list[tuple[LineVerdict, Judgement]]] = {}
    for line, judged in spoken:
        grouped.setdefault((judged.rule.id, judged.result), []).append((line, judged))
    made = [_reason(group) for group in grouped.values()]
    return tuple(sorted(made, key=lambda r: (_EFFECT_ORDER.get(r.effect, 9), _RESULT_ORDER.get(r.result, 9))))


_EFFECT_ORDER = {"prohibit": 0, "require_consultation": 1, "exempt": 2, "require_licence": 3, "presume_denial": 4}
_RESULT_ORDER = {Result.HOLDS: 0, Result.HOLDS_UNLESS_EXEMPTED: 1, Result.UNKNOWN: 2, Result.LIFTED: 3}


def _reason(group: list[tuple[LineVerdict, Judgement]]) -> Reason:
    line, judged = group[0]
    rule = judged.rule
    return Reason(
        rule.id,
        rule.cite,
        rule.display,
        rule.title or rule.instrument.title,
        rule.effect,
        judged.result,
        judged.truth,
        because(judged, line.ctx),
        rule.confidence,
        rule.instrument.id,
        rule.instrument.title,
        rule.instrument.source.url,
        tuple(_number(one.item.key) for one, _judged in group),
        prove(judged, line.ctx),
        f"{judged.exemption.id}, {judged.exemption.cite}" if judged.exemption else "",
        rule.attach,
    )


def _number(key: str) -> int:
    return int(key.rpartition(".")[2])


def _engaged(spoken: list[tuple[LineVerdict, Judgement]], findings: tuple[Finding, ...]) -> tuple[Engaged, ...]:
    rules: dict[str, dict[str, Rule]] = {}
    for _line, judged in spoken:
        for criterion in judged.rule.engages:
            rules.setdefault(criterion, {})[judged.rule.id] = judged.rule
    return tuple(_criterion(c, list(rules[c].values()), findings) for c in CRITERIA if c in rules)


def _criterion(criterion: str, rules: list[Rule], findings: tuple[Finding, ...]) -> Engaged:
    weighing = [r for r in rules if r.weighs]
    found = [f for r in weighing if (f := finding_for(r, criterion, findings)) is not None]
    owed = any(finding_for(r, criterion, findings) is None for r in weighing)
    asks = dict.fromkeys(r.ask for r in weighing if r.ask)
    return Engaged(
        criterion,
        CRITERIA[criterion],
        tuple(r.id for r in rules),
        " ".join(asks),
        bool(weighing),
        None if owed or not found else found[-1],
    )


def _questions(verdict: Verdict, version: LawVersion) -> tuple[Question, ...]:
    return tuple(Question(o.key, question(o, version, verdict.answers), o.rules) for o in verdict.open)


def _clauses(spoken: Iterable[tuple[LineVerdict, Judgement]], verdict: Verdict) -> set[str]:
    """Return the clauses from which registers computed that a cited rule binds the exporting state."""
    found: set[str] = set()
    for line, judged in spoken:
        if judged.rule.bind is None or judged.bound is not True:
            continue
        ctx = line.ctx
        ctx.reads = []
        judged.rule.bind.truth(ctx)
        found.update(_cite(verdict.answers.get(entity.fact_key(name))) for entity, name, _value in ctx.reads)
        ctx.reads = None
    return found - {""}


def _cite(answer: Answer | None) -> str:
    return answer.cite if answer is not None and answer.value else ""


def _law_loaded(lines: Iterable[LineVerdict]) -> bool:
    return any(j.rule.effect == "require_licence" and j.bound is True for line in lines for j in line.judgements)


def _national_law_loaded(lines: Iterable[LineVerdict]) -> bool:
    """Whether an act of the exporting state itself is loaded, not only what binds it from outside."""
    return any(
        j.rule.instrument.rank == "national" and j.rule.bind is not None and j.bound is True
        for line in lines
        for j in line.judgements
    )


def _line(line: LineVerdict) -> LineResult:
    label = line.item.label.partition(", ")[2]
    order = [o for o in Outcome if o in line.possible]
    return LineResult(_number(line.item.key), label, line.outcome, tuple(order))


def _line_json(line: LineResult) -> dict[str, object]:
    return {
        "line": line.line,
        "description": line.description,
        "outcome": line.outcome.value,
        "possible": [o.value for o in line.possible],
    }


def _reason_json(reason: Reason) -> dict[str, object]:
    return {
        "rule": reason.rule_id,
        "cite": reason.cite,
        "display": reason.display,
        "title": reason.title,
        "effect": reason.effect,
        "result": reason.result.value,
        "truth": word(reason.truth),
        "because": reason.because,
        "exemption": reason.exemption or None,
        "conditions": [{"code": c.code, "text": c.text} for c in reason.conditions],
        "confidence": reason.confidence.word,
        "instrument": {"id": reason.instrument, "title": reason.instrument_title, "url": reason.url},
        "lines": list(reason.lines),
        "proof": reason.proof.to_json(),
    }


def _engaged_json(engaged: Engaged) -> dict[str, object]:
    found = engaged.finding
    return {
        "criterion": engaged.criterion,
        "title": engaged.title,
        "rules": list(engaged.rule_ids),
        "ask": engaged.ask,
        "needs_finding": engaged.needs_finding,
        "finding": None
        if found is None
        else {"conclusion": found.conclusion, "by": found.by, "on": found.on.isoformat(), "text": found.text},
    }
