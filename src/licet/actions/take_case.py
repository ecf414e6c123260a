"""An officer takes a case, or takes it over from another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.common.errors import Conflict
from licet.store import ledger
from licet.store.models import Case

__all__ = ["check_take_case", "do_take_case"]


def check_take_case(case: Case, *, acting_user: Any) -> None:
    """Raise unless this person may take the case now."""
    require(acting_user, "take_case", case)
    check_step(case, "take_case")
    if case.officer_id == acting_user.pk and case.state != "submitted":
        raise Conflict("LIC-615", "the case is yours already", where=case.reference, remedy="Nothing was changed.")


@action("take_case")
def do_take_case(
    case: Case, *, version: int | None = None, acting_user: Any, at: datetime, token: str | None = None
) -> Case:
    """Make the acting officer the officer of the case and return it."""
    row = locked(case, version=version)
    check_take_case(row, acting_user=acting_user)
    before = row.officer_id
    row.officer = acting_user
    move(row, "take_case", by=acting_user, at=at, permission="take_case", detail={"from_officer": before})
    record = {"case": row.reference, "officer": acting_user.pk}
    ledger.record("case.assigned", subject=row.subject, record=record, actor=acting_user, at=at)
    return row
