"""An exporter takes an application back: a draft, or a case that is not decided yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.draft import locked_application
from licet.actions.policy import require
from licet.actions.steps import check_step, move
from licet.common.errors import Conflict
from licet.store import ledger
from licet.store.models import Application, Case
from licet.store.outbox import enqueue

__all__ = ["check_withdraw", "do_withdraw"]


def check_withdraw(application: Application, case: Case | None, *, acting_user: Any) -> None:
    """Raise unless this person may take the application back now."""
    require(acting_user, "withdraw", application)
    if application.state == Application.State.WITHDRAWN:
        what = f"{application.reference} is withdrawn already"
        raise Conflict("LIC-614", what, remedy="Begin another application. Nothing was changed.")
    if case is not None:
        check_step(case, "withdraw")


@action("withdraw")
def do_withdraw(
    application: Application, *, reason: str = "", acting_user: Any, at: datetime, token: str | None = None
) -> Application:
    """Take the application back, with its case if there is one, and return it."""
    row = locked_application(application)
    case = Case.objects.select_for_update().filter(application=row).first()
    check_withdraw(row, case, acting_user=acting_user)
    row.state = Application.State.WITHDRAWN
    row.save(update_fields=["state"])
    subject = f"application:{row.reference}"
    if case is not None:
        subject = case.subject
        move(case, "withdraw", by=acting_user, at=at, permission="withdraw", reason=reason)
        enqueue("officer.notice", subject, {"what": "withdrawn"}, at=at)
    record = {"application": row.reference, "reason": reason}
    ledger.record("case.withdrawn", subject=subject, record=record, actor=acting_user, at=at)
    return row
