"""Reads that are logged, and signatures that must be fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from licet.actions.access_fresh import FRESH_FOR, RECORDS, NotFresh, authenticated_at, require_fresh
from licet.store import ledger
from licet.store.models import AccessLog

if TYPE_CHECKING:
    from datetime import datetime

    from licet.store.models import Account

__all__ = ["FRESH_FOR", "RECORDS", "NotFresh", "authenticated_at", "log_read", "require_fresh"]


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
