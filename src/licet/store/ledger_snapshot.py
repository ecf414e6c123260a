"""Reading a database as it stands at one moment, while others write to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

__all__ = ["snapshot"]


@contextmanager
def snapshot(using: str) -> Iterator[None]:
    """Let all statements of this block see the moment at which it begins; inside a transaction, that transaction."""
    connection = connections[using]
    connection.ensure_connection()
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                cursor.execute("SELECT 1 FROM store_entry LIMIT 1")
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(using), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT 1 FROM store_entry LIMIT 1")
            yield
