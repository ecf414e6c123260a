"""An officer returns an application that cannot go on as it is: fields to change, or no licence needed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions import clocks
from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.licensing.advice import check_text
from licet.store import ledger
from licet.store.models import Application, Case
from licet.store.outbox import enqueue

__all__ = ["check_return_to_exporter", "do_return_to_exporter"]


def check_return_to_exporter(case: Case, *, reason: str, acting_user: Any) -> None:
    """Raise unless this person may return the application with that reason."""
    require(acting_user, "return_to_exporter", case)
    check_step(case, "return_to_exporter")
    check_text(reason, "the reason for the return")


@action("return_to_exporter")
def do_return_to_exporter(
    case: Case, *, reason: str, version: int | None = None, acting_user: Any, at: datetime, token: str | None = None
) -> Case:
    """Return the application; the clock stands still until it is sent again."""
    row = locked(case, version=version)
    check_return_to_exporter(row, reason=reason, acting_user=acting_user)
    row.application.state = Application.State.RETURNED
    row.application.save(update_fields=["state"])
    clocks.stop(row, at)
    move(row, "return_to_exporter", by=acting_user, at=at, permission="return_to_exporter", reason=reason)
    enqueue("exporter.notice", row.subject, {"what": "returned", "reason": reason}, at=at)
    record = {"case": row.reference, "to": row.state, "reason": reason}
    ledger.record("case.changed", subject=row.subject, record=record, actor=acting_user, at=at)
    return row
