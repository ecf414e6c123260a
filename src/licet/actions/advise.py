"""A named person writes a finding on one engaged criterion. It stays; a correction is a new one that supersedes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from licet.actions.acting import action, role_used
from licet.actions.policy import require
from licet.actions.steps import check_no_interest, check_step, locked, move
from licet.common.errors import BadInput, NotYet
from licet.licensing.advice import check_finding
from licet.store import ledger
from licet.store.models import AssessmentRow, Case, Finding

__all__ = ["check_advise", "do_advise"]

Condition = dict[str, str]


def check_advise(
    case: Case,
    *,
    criterion: str,
    conclusion: str,
    text: str,
    conditions: Sequence[Condition],
    supersedes: Finding | None,
    acting_user: Any,
) -> AssessmentRow:
    """Return the assessment the finding answers, or raise."""
    require(acting_user, "advise", case)
    check_step(case, "advise")
    check_finding(criterion, conclusion, text, conditions)
    last = case.assessments.order_by("-pk").first()
    if last is None or last.snapshot_id != case.snapshot_id:
        raise NotYet("LIC-628", "no criterion is engaged yet", where=case.reference, remedy="Assess the case first.")
    if criterion not in last.engaged_criteria:
        what = f"{criterion} is not engaged in this case"
        remedy = f"Engaged are: {', '.join(last.engaged_criteria) or 'none'}."
        raise BadInput("LIC-628", what, where=case.reference, remedy=remedy)
    check_no_interest(case, acting_user, "gives the finding")
    _check_supersedes(case, criterion, supersedes, acting_user)
    return last


@action("advise")
def do_advise(
    case: Case,
    *,
    criterion: str,
    conclusion: str,
    text: str,
    conditions: Sequence[Condition] = (),
    rule: str = "",
    refer: bool = False,
    supersedes: Finding | None = None,
    acting_user: Any,
    at: datetime,
    token: str | None = None,
) -> Finding:
    """Record the finding and return it."""
    row = locked(case)
    assessment = check_advise(
        row,
        criterion=criterion,
        conclusion=conclusion,
        text=text,
        conditions=conditions,
        supersedes=supersedes,
        acting_user=acting_user,
    )
    made = Finding.objects.create(
        case=row,
        snapshot=row.snapshot,
        assessment=assessment,
        criterion=criterion,
        rule=rule[:60],
        conclusion=conclusion,
        text=text,
        conditions=[dict(c) for c in conditions],
        refer=refer,
        role=role_used(acting_user, "advise"),
        by=acting_user,
        at=at,
        supersedes=supersedes,
    )
    detail = {"criterion": criterion, "conclusion": conclusion, "finding": made.pk}
    move(row, "advise", by=acting_user, at=at, permission="advise", detail=detail)
    ledger.record("finding.written", subject=row.subject, record=detail, actor=acting_user, at=at)
    return made


def _check_supersedes(case: Case, criterion: str, earlier: Finding | None, person: Any) -> None:
    if earlier is None:
        return
    own = earlier.case_id == case.pk and earlier.criterion == criterion and earlier.by_id == person.pk
    if not own or Finding.objects.filter(supersedes=earlier).exists():
        what = "a finding is corrected once, by its author, on the same criterion"
        remedy = "Write your own finding beside it. Nothing was changed."
        raise BadInput("LIC-628", what, where=case.reference, remedy=remedy)
