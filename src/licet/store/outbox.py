"""To enqueue is to write a row in the transaction of the change; the jobs read it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.store.models import OutboxRow

__all__ = ["enqueue"]


def enqueue(
    kind: str, subject: str, payload: dict[str, Any], *, at: datetime, due: datetime | None = None
) -> OutboxRow:
    """Write one piece of work, due at once unless a moment is given."""
    return OutboxRow.objects.create(kind=kind, subject=subject, payload=payload, created_at=at, due_at=due or at)
