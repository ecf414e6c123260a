"""A granted case whose licence is not issued goes back to review: the law, a list or a fact has changed since."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.licensing.advice import check_text
from licet.store import ledger
from licet.store.models import Case

__all__ = ["check_reopen", "do_reopen"]


def check_reopen(case: Case, *, reason: str, acting_user: Any) -> None:
    """Raise unless this person may reopen the case with that reason."""
    require(acting_user, "reopen", case)
    check_step(case, "reopen")
    check_text(reason, "the reason for reopening")


@action("reopen")
def do_reopen(case: Case, *, reason: str, acting_user: Any, at: datetime, token: str | None = None) -> Case:
    """Reopen the case; it needs a new decision and a new countersignature."""
    row = locked(case)
    check_reopen(row, reason=reason, acting_user=acting_user)
    move(row, "reopen", by=acting_user, at=at, permission="reopen", reason=reason)
    record = {"case": row.reference, "to": row.state, "reason": reason}
    ledger.record("case.changed", subject=row.subject, record=record, actor=acting_user, at=at)
    return row
