"""A person states an interest, or none, in the parties of a case. Who ever stated one settles nothing on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.common.errors import BadInput
from licet.licensing.advice import check_text
from licet.store import ledger
from licet.store.models import Case, InterestStatement

__all__ = ["check_record_interest", "do_record_interest"]


def check_record_interest(case: Case, *, has_interest: bool, party: str, text: str, acting_user: Any) -> None:
    """Raise unless this person may state that; an interest names the party and says what it is."""
    require(acting_user, "record_interest", case)
    check_step(case, "record_interest")
    if not has_interest:
        return
    keys = [p["key"] for p in case.snapshot.parties]
    if party not in keys:
        what = f"'{party[:20]}' is not a party of this case"
        raise BadInput("LIC-631", what, where=case.reference, remedy=f"Name one of: {', '.join(keys)}.")
    check_text(text, "the statement of interest")


@action("record_interest")
def do_record_interest(
    case: Case,
    *,
    has_interest: bool,
    party: str = "",
    text: str = "",
    acting_user: Any,
    at: datetime,
    token: str | None = None,
) -> InterestStatement:
    """Record the statement and return it."""
    row = locked(case)
    check_record_interest(row, has_interest=has_interest, party=party, text=text, acting_user=acting_user)
    made = InterestStatement.objects.create(
        case=row, has_interest=has_interest, party=party if has_interest else "", text=text, by=acting_user, at=at
    )
    detail = {"has_interest": has_interest, "party": made.party}
    move(row, "record_interest", by=acting_user, at=at, permission="record_interest", detail=detail)
    ledger.record("interest.declared", subject=row.subject, record=detail, actor=acting_user, at=at)
    return made
