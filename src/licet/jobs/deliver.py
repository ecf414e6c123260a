"""The outbox goes out: each row becomes a file that the ministry's gateway collects, at least once.

A row is handed to the task library when it is due. Handing it over moves its due moment on, so a row whose delivery was
interrupted is handed over again; the file of a row has one name, so a second delivery writes the same file.
"""

from __future__ import annotations

import json
import logging
import os
from datetime import timedelta
from pathlib import Path
from threading import Event

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django_tasks import task

from licet.store import clock
from licet.store.models import OutboxRow

__all__ = ["deliver", "hand_over", "hand_over_until", "outgoing"]

logger = logging.getLogger(__name__)

AT_ONCE = 100
FIRST_RETRY = timedelta(seconds=30)
LAST_RETRY = timedelta(hours=1)


def outgoing() -> Path:
    """Return the folder that the gateway collects from, one folder for each kind of message."""
    return Path(settings.HOME) / "outgoing"


@task()
def deliver(pk: int) -> None:
    """Write the message of one row as a file; a row that is done already is left alone."""
    row = OutboxRow.objects.get(pk=pk)
    if row.done_at is not None:
        return
    message = {
        "id": row.pk,
        "kind": row.kind,
        "subject": row.subject,
        "at": row.created_at.isoformat(),
        "payload": row.payload,
    }
    try:
        _write(outgoing() / row.kind / f"{row.pk:012}.json", json.dumps(message, ensure_ascii=False, sort_keys=True))
    except OSError as fault:
        OutboxRow.objects.filter(pk=pk).update(fault=f"The folder cannot be written: {fault.strerror}")
        raise
    OutboxRow.objects.filter(pk=pk).update(done_at=clock.now(), fault="")


def hand_over() -> int:
    """Hand every due row to the task library and return how many; each at most once for its due moment."""
    now = clock.now()
    with transaction.atomic():
        rows = OutboxRow.objects.select_for_update().filter(done_at=None, due_at__lte=now)[:AT_ONCE]
        for row in rows:
            row.attempts += 1
            row.due_at = now + min(FIRST_RETRY * 2 ** min(row.attempts - 1, 10), LAST_RETRY)
            row.save(update_fields=["attempts", "due_at"])
            deliver.enqueue(row.pk)
        return len(rows)


def hand_over_until(stop: Event, *, every: float = 2.0) -> None:
    """Hand over what is due every `every` seconds until `stop` is set; a fault is logged and tried again."""
    while not stop.wait(every):
        close_old_connections()
        try:
            hand_over()
        except (DatabaseError, OSError) as fault:
            logger.error("The outbox was not read: %s", fault)


def _write(path: Path, text: str) -> None:
    """Put the whole file in place or nothing: what the gateway sees is never half a message."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
