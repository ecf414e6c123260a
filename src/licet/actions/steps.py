"""A step of a case: the row locked, its version and state checked, the move made and written in the timeline."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions.acting import role_used, said_at
from licet.common.errors import Conflict, NotAllowed, NotFound
from licet.licensing import journey
from licet.store.models import Account, Case, CaseEvent

__all__ = ["check_no_interest", "check_step", "locked", "move"]


def locked(case: Case, *, version: int | None = None) -> Case:
    """Return the case as it stands now, locked until the transaction ends.

    `version` is what the person's page showed; another's step since then raises `Conflict` with who and when.
    """
    rows = Case.objects.select_for_update(of=("self",)).select_related("snapshot", "exporter", "application")
    row = rows.filter(pk=case.pk).first()
    if row is None:
        raise NotFound("LIC-604", "there is no such case", remedy="Look it up in the list of cases.")
    if version is not None and row.version != version:
        raise Conflict(
            "LIC-605",
            f"{_last(row)} since your page was loaded",
            where=row.reference,
            remedy="Load the page again, look at what changed, then repeat your step. Nothing was changed.",
        )
    return row


def check_step(case: Case, action: str) -> None:
    """Raise `Conflict` with who and when unless the journey has this edge from the case's state."""
    if not journey.may(case.standing, action):
        raise Conflict(
            "LIC-606",
            f"{_last(case)}; the case is {case.standing.label.lower()}",
            where=case.reference,
            remedy="Load the page again. Nothing was changed.",
        )


def check_no_interest(case: Case, person: Account, does: str) -> None:
    """Raise `NotAllowed` when the person ever stated an interest in a party; `does` says what another then does."""
    if case.interests.filter(by=person, has_interest=True).exists():
        what = "you stated an interest in a party to this case"
        raise NotAllowed("LIC-650", what, where=case.reference, remedy=f"Another person {does}. Nothing was changed.")


def move(
    case: Case,
    action: str,
    *,
    by: Account,
    at: datetime,
    permission: str,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> CaseEvent:
    """Take the case along one edge and write its timeline. `permission` is the policy's name of the action."""
    before = case.standing
    case.state = journey.leads_to(before, action, where=case.reference).value
    if case.standing in journey.FINAL and case.closed_at is None:
        case.closed_at = at
    case.version += 1
    case.save()
    return CaseEvent.objects.create(
        case=case,
        action=action,
        from_state=before.value,
        to_state=case.state,
        by=by,
        role=role_used(by, permission),
        reason=reason,
        detail=detail or {},
        at=at,
    )


def _last(case: Case) -> str:
    event = case.events.select_related("by").last()
    if event is None:
        return "somebody changed it"
    return f"{event.by} did '{event.action.replace('_', ' ')}' on {said_at(event.at)}"
