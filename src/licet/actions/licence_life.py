"""A licence is suspended, reinstated or revoked, from the day of the act; customs is told in the same transaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.draw_down import locked_licence
from licet.actions.policy import require
from licet.common.errors import Conflict, NotAllowed
from licet.licensing.advice import check_text
from licet.licensing.licence import LicenceStatus
from licet.store import ledger
from licet.store.balances import balances, status_on
from licet.store.models import Licence, LicenceEvent
from licet.store.outbox import enqueue

__all__ = ["check_reinstate", "check_revoke", "check_suspend", "do_reinstate", "do_revoke", "do_suspend"]

_LIVE = (LicenceStatus.ISSUED, LicenceStatus.EXHAUSTED, LicenceStatus.NOT_YET_VALID)


def check_suspend(licence: Licence, *, reason: str, acting_user: Any, on: date) -> None:
    """Raise unless this person may suspend the licence on that day."""
    require(acting_user, "suspend", licence)
    _check_standing(licence, _LIVE, on)
    check_text(reason, "the reason for the suspension")


def check_reinstate(licence: Licence, *, reason: str, acting_user: Any, on: date) -> None:
    """Raise unless this person, who did not suspend it, may reinstate the licence on that day."""
    require(acting_user, "reinstate", licence)
    _check_standing(licence, (LicenceStatus.SUSPENDED,), on)
    last = licence.events.filter(kind=LicenceEvent.Kind.SUSPENDED).order_by("pk").last()
    if last is not None and last.by_id == acting_user.pk:
        what = "you suspended it; another person ends the suspension"
        raise NotAllowed("LIC-634", what, where=licence.number, remedy="Ask another countersigner.")
    check_text(reason, "the reason for the reinstatement")


def check_revoke(licence: Licence, *, reason: str, acting_user: Any, on: date) -> None:
    """Raise unless this person may revoke the licence on that day."""
    require(acting_user, "revoke", licence)
    _check_standing(licence, (*_LIVE, LicenceStatus.SUSPENDED), on)
    check_text(reason, "the reason for the revocation")


@action("suspend")
def do_suspend(
    licence: Licence,
    *,
    reason: str,
    review_on: date | None = None,
    acting_user: Any,
    at: datetime,
    token: str | None = None,
) -> LicenceEvent:
    """Suspend the licence at once and return the event."""
    row = locked_licence(licence)
    check_suspend(row, reason=reason, acting_user=acting_user, on=at.date())
    return _happen(row, LicenceEvent.Kind.SUSPENDED, "licence.suspended", reason, review_on, acting_user, at)


@action("reinstate")
def do_reinstate(
    licence: Licence, *, reason: str, acting_user: Any, at: datetime, token: str | None = None
) -> LicenceEvent:
    """End the suspension and return the event."""
    row = locked_licence(licence)
    check_reinstate(row, reason=reason, acting_user=acting_user, on=at.date())
    return _happen(row, LicenceEvent.Kind.REINSTATED, "licence.reinstated", reason, None, acting_user, at)


@action("revoke")
def do_revoke(
    licence: Licence, *, reason: str, acting_user: Any, at: datetime, token: str | None = None
) -> LicenceEvent:
    """Revoke the licence for good and return the event."""
    row = locked_licence(licence)
    check_revoke(row, reason=reason, acting_user=acting_user, on=at.date())
    return _happen(row, LicenceEvent.Kind.REVOKED, "licence.revoked", reason, None, acting_user, at)


def _check_standing(licence: Licence, wanted: tuple[LicenceStatus, ...], on: date) -> None:
    now = status_on(licence, balances(licence).values(), on=on)
    if now not in wanted:
        what = f"the licence is {now.label.lower()} on {on}"
        raise Conflict("LIC-632", what, where=licence.number, remedy="Load the page again. Nothing was changed.")


def _happen(
    licence: Licence, kind: str, entry: str, reason: str, review_on: date | None, person: Any, at: datetime
) -> LicenceEvent:
    event = LicenceEvent.objects.create(
        licence=licence, kind=kind, on=at.date(), reason=reason, review_on=review_on, by=person, at=at
    )
    enqueue("customs.licence", licence.subject, {"event": kind}, at=at)
    enqueue("exporter.notice", licence.case.subject, {"what": kind, "licence": licence.number}, at=at)
    record = {"licence": licence.number, "event": kind, "on": at.date().isoformat(), "reason": reason}
    ledger.record(entry, subject=licence.subject, record=record, actor=person, at=at)
    return event
