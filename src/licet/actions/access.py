"""Reads that are logged, and signatures that must be fresh."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from licet.common.errors import NotAllowed
from licet.store import ledger
from licet.store.models import AccessLog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.store.models import Account

__all__ = ["FRESH_FOR", "NotFresh", "authenticated_at", "log_read", "require_fresh"]

FRESH_FOR = timedelta(minutes=5)
RECORDS = "account_authentication_methods"
"""Where the sign-in library keeps, in the session, how and when the person showed who they are."""


class NotFresh(NotAllowed):
    """A signature was asked for, and it is too long since the person showed who they are."""


def authenticated_at(session: Mapping[str, Any]) -> datetime | None:
    """Return when the person last confirmed who they are within this session; signing in is not a confirmation."""
    records = session.get(RECORDS)
    moments = [r["at"] for r in records if r.get("reauthenticated")] if isinstance(records, list) else []
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def require_fresh(auth_at: datetime | None, at: datetime, *, within: timedelta = FRESH_FOR) -> None:
    """Raise `NotFresh` unless the confirmation at `auth_at` is at most `within` old at `at`, both of the real clock."""
    if auth_at is None or not timedelta(0) <= at - auth_at <= within:
        raise NotFresh(
            "LIC-652",
            "A signature needs a fresh confirmation of who signs",
            remedy="Confirm with your password or second factor; what you asked for then goes on. Nothing was changed.",
        )


def log_read(user: Account, kind: str, reference: str, *, action: str, at: datetime) -> AccessLog:
    """Write that `user` read the case, denial, person or licence `reference`."""
    with transaction.atomic():
        row = AccessLog.objects.create(
            account=user, kind=AccessLog.Kind(kind), reference=reference, action=action, at=at
        )
        ledger.record(
            "access.read",
            subject=f"reads:{kind}:{reference}",
            record={"action": action, "kind": kind, "reference": reference},
            actor=user,
            at=at,
        )
    return row
