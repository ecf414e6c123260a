"""What a decision on a case still waits for, read from its rows, the law of the day and the lists in use."""

from __future__ import annotations

from datetime import date

from licet.common.outcomes import Outcome
from licet.licensing.completeness import declared_against
from licet.licensing.decision import (
    WEIGHED,
    Assessed,
    Blocker,
    HitStanding,
    Involvement,
    Reached,
    Standing,
    blockers,
    outcomes_open,
)
from licet.licensing.inputs import case_file, inputs_digest
from licet.store import packs
from licet.store.case_rows import CaseRows
from licet.store.lists_in_use import Lists
from licet.store.models import Decision, DraftSave, Snapshot

__all__ = ["grounds_lost", "involvement", "present_file", "reached_by", "standing", "why_stale"]


def standing(rows: CaseRows, *, today: date, lists: Lists) -> Standing:
    """Return everything a decision waits for."""
    case = rows.case
    answered = {f.by_id for f in rows.findings if f.snapshot_id == case.snapshot_id}
    due = [r.adviser for r in rows.advice_requests if r.adviser_id not in answered and not r.adviser.is_closed]
    return Standing(
        declared=declared_against(case.snapshot.form),
        unclassified=tuple(n for n in range(1, case.line_count + 1) if n not in rows.codes),
        list_problems=lists.problems,
        unscreened=_unscreened(rows, lists),
        hits=tuple(HitStanding(h.number, h.party_name, rows.status_of(h)) for h in rows.hits),
        open_questions=tuple(q.number for q in rows.questions if not hasattr(q, "reply")),
        advice_due=tuple(map(str, due)),
        assessed=_assessed(rows, today, lists),
    )


def grounds_lost(rows: CaseRows, decision: Decision, *, today: date, lists: Lists) -> list[Blocker]:
    """Return why a signed decision does not stand today: what blocks it, or an outcome or condition of newer law."""
    now = standing(rows, today=today, lists=lists)
    if lost := [b for b in blockers(now) if decision.outcome in b.stops] or _interests(rows, decision):
        return lost
    if rows.assessment is None:
        return []
    if decision.outcome not in outcomes_open(now):
        sentence = f"The law now leads to {rows.assessment.outcome}, which does not leave this decision open."
        return [Blocker("outcome", sentence, "send_back", WEIGHED)]
    asked = {c["code"] for c in rows.assessment.data["conditions"]} - {c["code"] for c in decision.conditions}
    if decision.grants and asked:
        sentence = f"The law now asks for {', '.join(sorted(asked))}, which the decision does not carry."
        return [Blocker("condition", sentence, "send_back", WEIGHED)]
    return []


def _interests(rows: CaseRows, decision: Decision) -> list[Blocker]:
    """Return one blocker for each signatory who stated an interest in a party since."""
    signed = [decision.by, *([decision.countersignature.by] if hasattr(decision, "countersignature") else [])]
    found = [who for who in signed if who.pk in rows.interested()]
    sentence = "{}, who signed, has stated an interest in a party since."
    return [Blocker("interest", sentence.format(who), "send_back", WEIGHED) for who in found]


def why_stale(rows: CaseRows, *, today: date, lists: Lists) -> str:
    """Return in words why the last assessment no longer holds, or an empty string."""
    row = rows.assessment
    if row is None:
        return "The law has not been asked yet."
    if row.snapshot_id != rows.case.snapshot_id:
        return f"The application was sent again since the assessment of {row.on}; assess it again."
    if row.law_version != packs.law().at(today).id:
        return f"The law has changed since the assessment of {row.on}; ask it again."
    if frozenset(e["sha256"] for e in row.lists) != lists.hashes:
        return f"The watchlists have changed since the assessment of {row.on}; screen and assess again."
    if row.inputs_sha256 != inputs_digest(present_file(rows, on=today)):
        return f"Facts or findings were added since the assessment of {row.on}; assess again."
    return ""


def present_file(rows: CaseRows, *, on: date) -> dict[str, object]:
    """Return the case file of the case as it stands."""
    return case_file(rows.case.reference, rows.case.snapshot.form, rows.given(), on=on)


def involvement(rows: CaseRows) -> Involvement:
    """Return who did what on the case: two statements, whatever its size."""
    saves = DraftSave.objects.filter(application=rows.case.application_id).order_by().values_list("by_id")
    sent = Snapshot.objects.filter(application=rows.case.application_id).order_by().values_list("by_id")
    return Involvement(
        decided=frozenset(d.by_id for d in rows.decisions),
        drafted=frozenset(pk for (pk,) in saves.union(sent)),
        advised=frozenset(f.by_id for f in rows.findings),
        adjudicated=frozenset(a.by_id for a in rows.adjudications),
        established=frozenset(f.by_id for f in rows.facts),
        sole_classifier=_sole_classifiers(rows),
        interested=frozenset(rows.interested()),
    )


def reached_by(rows: CaseRows, decision: Decision) -> Reached:
    """Return what a second signature under this decision must reach."""
    return Reached(
        value=rows.case.value,
        currency=rows.case.currency,
        codes=tuple(sorted({c.code for c in rows.codes.values()})),
        destination=rows.case.destination,
        referred=Outcome.REFER_MINISTER in _outcomes(rows, decision),
    )


def _outcomes(rows: CaseRows, decision: Decision) -> set[str]:
    """Return the outcome the decision was signed under, and that of the last assessment."""
    return {decision.assessment.outcome, *([rows.assessment.outcome] if rows.assessment else [])}


def _sole_classifiers(rows: CaseRows) -> frozenset[int]:
    """Return those on whose word alone a code holds: nobody else gave that line the same code."""
    alone = set()
    for line, row in rows.codes.items():
        same = {c.by_id for c in rows.classifications if (c.line, c.code) == (line, row.code)}
        alone |= {row.by_id} if same == {row.by_id} else set()
    return frozenset(alone)


def _unscreened(rows: CaseRows, lists: Lists) -> str:
    run = rows.screening
    if run is None:
        return "The parties have not been screened."
    if run.snapshot_id != rows.case.snapshot_id:
        return "The application was sent again since the parties were screened."
    if frozenset(e["sha256"] for e in run.editions) != lists.hashes:
        return "The watchlists have changed since the parties were screened."
    return ""


def _assessed(rows: CaseRows, today: date, lists: Lists) -> Assessed | None:
    row = rows.assessment
    if row is None:
        return None
    found = {f.criterion for f in rows.findings_in_force}
    return Assessed(
        outcome=Outcome.parse(row.outcome),
        unknown_gates=tuple(row.unknown_gates),
        questions=tuple(q["ask"] for q in row.data["questions"]),
        without_finding=tuple(c for c in row.open_criteria if c not in found),
        stale=why_stale(rows, today=today, lists=lists),
    )
