"""An officer asks an adviser for a finding on some criteria. Until it is given, nothing is decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.common.criteria import check_criterion
from licet.common.errors import BadInput, Conflict
from licet.licensing.deadlines import due_on
from licet.store import ledger
from licet.store.models import Account, AdviceRequest, Case
from licet.store.outbox import enqueue

__all__ = ["check_ask_advice", "do_ask_advice"]

ADVICE_DAYS = 10
"""Working days for advice."""


def check_ask_advice(case: Case, adviser: Account, *, criteria: Sequence[str], acting_user: Any) -> None:
    """Raise unless this person may ask that adviser on those criteria."""
    require(acting_user, "ask_advice", case)
    check_step(case, "advise")
    for criterion in criteria:
        check_criterion(criterion)
    elsewhere = adviser.state not in ("", case.exporting_state)
    if not criteria or adviser.is_closed or elsewhere or not adviser.has_role("adviser"):
        what = f"{adviser} cannot be asked for advice on {', '.join(criteria) or 'nothing'}"
        raise BadInput("LIC-630", what, where=case.reference, remedy="Name an adviser of this state, and a criterion.")
    if case.advice_requests.filter(adviser=adviser).exists():
        raise Conflict("LIC-630", f"{adviser} is asked already", where=case.reference, remedy="Nothing was changed.")


@action("ask_advice")
def do_ask_advice(
    case: Case, adviser: Account, *, criteria: Sequence[str], acting_user: Any, at: datetime, token: str | None = None
) -> AdviceRequest:
    """Ask and return the request."""
    row = locked(case)
    check_ask_advice(row, adviser, criteria=criteria, acting_user=acting_user)
    asked = AdviceRequest.objects.create(
        case=row,
        adviser=adviser,
        criteria=list(criteria),
        due_on=due_on(at.date(), ADVICE_DAYS),
        by=acting_user,
        at=at,
    )
    detail = {"adviser": adviser.pk, "criteria": list(criteria)}
    move(row, "advise", by=acting_user, at=at, permission="ask_advice", reason="Advice asked", detail=detail)
    enqueue("adviser.notice", row.subject, detail, at=at)
    ledger.record("advice.asked", subject=row.subject, record=detail, actor=acting_user, at=at)
    return asked
