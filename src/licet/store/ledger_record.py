"""Writing to the log: an entry in the transaction of the change it records."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, models, transaction

from licet.common.errors import BadInput, Conflict
from licet.ledger.commitment import SALT_BYTES, to_base64
from licet.ledger.kinds import require_kind
from licet.ledger.merkle import leaf_hash
from licet.ledger.statement import (
    ENTRY_LIMIT,
    RowPart,
    Statement,
    commit_row,
    commit_statement,
    entry_bytes,
)
from licet.store import ledgered
from licet.store.ledger_keys import seal
from licet.store.models.ledger import Entry, Opening

__all__ = ["moment", "record", "record_row"]


def record(
    kind: str,
    *,
    subject: str,
    record: Mapping[str, Any],
    actor: Any,
    at: datetime,
    rows: Iterable[models.Model] | None = None,
) -> Entry:
    """Write one entry into the caller's transaction and return it; it waits there for its index.

    `record` is what the entry says in public terms, as JSON (dates and amounts as text). The entry also commits to
    `rows`, each by its own salt so that it can be shown without them; left out, these are all ledgered rows saved
    or deleted in this transaction since the last entry. So call it last, once for each thing that was done.
    `actor` is the account that acts, or None when the installation acts by itself.
    """
    require_kind(kind)
    _require_transaction()
    parts = _parts(rows)
    return _write(kind, subject, dict(record), parts, actor, at)


def record_row(row: models.Model, kind: str | None = None, *, actor: Any, at: datetime) -> Entry:
    """Write an entry about one row, which says the row's own record; subject and kind are the row's."""
    kind = require_kind(kind or str(getattr(row, "ledger_kind", "row.changed")))
    _require_transaction()
    body: dict[str, Any] = {"key": str(row.pk), "table": row._meta.db_table}
    return _write(kind, ledgered.subject_of(row), body, _parts([row]), actor, at)


def moment(at: datetime) -> str:
    """Return `at` in UTC as the log writes it."""
    if at.tzinfo is None:
        raise BadInput("LIC-510", "A moment without a time zone cannot be recorded.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _parts(rows: Iterable[models.Model] | None) -> list[RowPart]:
    using = DEFAULT_DB_ALIAS
    places = ledgered.touched(using) if rows is None else [(type(row), row.pk) for row in rows]
    parts = ledgered.parts_of(places, using)
    ledgered.forget_touched(places, using)
    return parts


def _write(kind: str, subject: str, body: dict[str, Any], parts: list[RowPart], actor: Any, at: datetime) -> Entry:
    version, prev = _next_of(subject)
    shown = [(os.urandom(SALT_BYTES), part.to_text()) for part in parts]
    marks = tuple(to_base64(commit_row(salt, text)) for salt, text in shown)
    statement = Statement(kind, subject, version, prev, _actor(actor), moment(at), body, marks).to_text()
    if len(statement.encode()) > ENTRY_LIMIT:
        raise BadInput(
            "LIC-513",
            f"An entry of {len(statement.encode())} bytes is longer than the {ENTRY_LIMIT} that the log takes.",
            where=subject,
            remedy="Record the hash of a document instead of the document, and fewer rows at a time.",
        )
    salt = os.urandom(SALT_BYTES)
    entry = _insert(kind, subject, version, prev, actor, at, entry_bytes(commit_statement(salt, statement)))
    rows = json.dumps([[to_base64(row_salt), text] for row_salt, text in shown], ensure_ascii=False)
    Opening.objects.create(entry=entry, salt=salt, statement=statement, rows=rows)
    _publish_after_commit(at)
    return entry


def _insert(kind: str, subject: str, version: int, prev: str, actor: Any, at: datetime, data: bytes) -> Entry:
    leaf = leaf_hash(data).hex()
    try:
        return Entry.objects.create(
            kind=kind,
            stream=subject,
            version=version,
            prev=prev,
            actor=_actor(actor),
            at=at,
            data=data,
            leaf=leaf,
            seal=seal("entry", leaf),
        )
    except IntegrityError:
        raise Conflict(
            "LIC-514",
            "Somebody else recorded a change of the same thing at this moment.",
            where=subject,
            remedy="Nothing was changed. Look at it again, then repeat your step.",
        ) from None


def _next_of(subject: str) -> tuple[int, str]:
    """Return the next version of a stream and the leaf before it; on PostgreSQL other writers of it wait here."""
    if not 0 < len(subject) <= 200:
        raise BadInput("LIC-513", "The subject of an entry has 1 to 200 characters.", where=subject[:40])
    connection = transaction.get_connection()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 5))", [subject])
        cursor.execute(
            "SELECT version, leaf FROM store_entry WHERE stream = %s ORDER BY version DESC LIMIT 1", [subject]
        )
        last = cursor.fetchone()
    return (last[0] + 1, last[1]) if last else (1, "")


def _actor(actor: Any) -> str:
    return f"account:{actor.pk}" if actor is not None else "system"


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise BadInput(
            "LIC-512",
            "An entry is written only inside the transaction of the change it records.",
            remedy="Call it from an action that is atomic.",
        )


def _publish_after_commit(at: datetime) -> None:
    from licet.store.ledger_publish import publish_inline, publishes_inline

    if publishes_inline():
        transaction.on_commit(partial(publish_inline, at), robust=True)
