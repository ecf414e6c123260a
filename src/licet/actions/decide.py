"""One officer decides and signs. Nothing happens yet: a second person must countersign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.asked_again import answers_otherwise
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.common.errors import BadInput, NotAllowed, NotYet
from licet.licensing.advice import check_conditions, check_text
from licet.licensing.decision import GRANT_WITH_CONDITIONS, REFUSE, Blocker, blockers, outcomes_open
from licet.licensing.licence import validity
from licet.store import case_rows, ledger
from licet.store.case_rows import CaseRows
from licet.store.lists_in_use import lists_in_use
from licet.store.models import AssessmentRow, Case, Decision
from licet.store.outbox import enqueue
from licet.store.standing import standing

__all__ = ["Blocked", "check_decide", "do_decide"]

Words = Sequence[dict[str, str]]


class Blocked(NotYet):
    """A decision waits for something. `blockers` names each thing and the action that settles it."""

    def __init__(self, found: list[Blocker], where: str) -> None:
        self.blockers = tuple(found)
        what = f"Not decidable yet: {' '.join(b.sentence for b in found)}"
        remedy = f"Settle these first, beginning with '{found[0].action}'. Nothing was decided."
        super().__init__("LIC-618", what, where=where, remedy=remedy)


def check_decide(
    rows: CaseRows,
    *,
    outcome: str,
    reasons: str,
    reasons_by_criterion: Words,
    conditions: Words,
    valid_months: int,
    acting_user: Any,
    at: datetime,
) -> AssessmentRow:
    """Return the assessment the decision rests on, or raise: `Blocked` lists what stands in the way."""
    case, on = rows.case, at.date()
    require(acting_user, "decide", case)
    check_step(case, "decide")
    now = standing(rows, today=on, lists=lists_in_use(on))
    stopping = [b for b in blockers(now) if outcome in b.stops] or answers_otherwise(rows, on=on)
    if stopping:
        raise Blocked(stopping, case.reference)
    if outcome not in outcomes_open(now) or rows.assessment is None:
        what = f"'{outcome[:30]}' is not open under this assessment"
        remedy = f"Open are: {', '.join(sorted(outcomes_open(now))) or 'none'}."
        raise BadInput("LIC-619", what, where=case.reference, remedy=remedy)
    if acting_user.pk in rows.interested():
        what = "you stated an interest in a party to this case"
        raise NotAllowed("LIC-622", what, where=case.reference, remedy="Another officer decides. Nothing was decided.")
    check_text(reasons, "the decision")
    check_conditions(conditions)
    _check_conditions_kept(rows, outcome, conditions)
    if outcome == REFUSE:
        _check_refusal(rows.assessment, reasons_by_criterion)
    else:
        validity(on, valid_months)
    return rows.assessment


@action("decide")
def do_decide(
    case: Case,
    *,
    outcome: str,
    reasons: str,
    reasons_by_criterion: Words = (),
    conditions: Words = (),
    valid_months: int = 24,
    version: int | None = None,
    acting_user: Any,
    at: datetime,
    token: str | None = None,
) -> Decision:
    """Sign the decision as the first person and return it; it waits for the countersignature."""
    row = locked(case, version=version)
    rows = case_rows.load(row, today=at.date())
    assessment = check_decide(
        rows,
        outcome=outcome,
        reasons=reasons,
        reasons_by_criterion=reasons_by_criterion,
        conditions=conditions,
        valid_months=valid_months,
        acting_user=acting_user,
        at=at,
    )
    decision = Decision.objects.create(
        case=row,
        number=len(rows.decisions) + 1,
        outcome=outcome,
        reasons=reasons,
        reasons_by_criterion=[dict(r) for r in reasons_by_criterion],
        conditions=[dict(c) for c in conditions],
        valid_months=valid_months,
        assessment=assessment,
        snapshot=row.snapshot,
        role_title=acting_user.role_title,
        by=acting_user,
        at=at,
    )
    detail = {"decision": decision.number, "outcome": outcome, "assessment": assessment.inputs_sha256}
    move(row, "decide", by=acting_user, at=at, permission="decide", detail=detail)
    enqueue("countersigner.notice", row.subject, detail, at=at)
    ledger.record("decision.proposed", subject=row.subject, record=detail, actor=acting_user, at=at)
    return decision


def _check_conditions_kept(rows: CaseRows, outcome: str, conditions: Words) -> None:
    """Raise unless a grant carries every condition that a finding in force or the law asks for."""
    assert rows.assessment is not None
    if outcome == GRANT_WITH_CONDITIONS and not conditions:
        what = "a grant with conditions names no condition"
        raise BadInput("LIC-455", what, where=rows.case.reference, remedy="Name the conditions, or grant without.")
    asked = [c for f in rows.findings_in_force for c in f.conditions] + rows.assessment.data["conditions"]
    left_out = sorted({c["code"] for c in asked} - {c["code"] for c in conditions})
    if outcome != REFUSE and left_out:
        what = f"findings or the law rely on {', '.join(left_out)}, and the decision leaves them out"
        raise BadInput("LIC-455", what, where=rows.case.reference, remedy="Keep them, or ask for another finding.")


def _check_refusal(assessment: AssessmentRow, reasons: Words) -> None:
    """Raise unless a refusal names the criteria or rules it rests on, each with its reason."""
    known = {e["criterion"] for e in assessment.data["engaged"]} | set(assessment.data["cited"])
    for reason in reasons:
        if reason.get("criterion") not in known:
            what = f"'{reason.get('criterion', '')}' is neither an engaged criterion nor a cited rule"
            raise BadInput("LIC-620", what, where="reasons", remedy=f"Name one of: {', '.join(sorted(known))}.")
        check_text(reason.get("text", ""), f"the reason under {reason['criterion']}")
    if not reasons:
        what = "a refusal names no criterion and no rule"
        raise BadInput("LIC-620", what, where="reasons", remedy="Give the reason under each criterion or rule.")
