"""Publishing: waiting entries get their indices, the tree grows, the new state is signed.

The order makes a stop at any point harmless. 1: indices are committed. 2: the signed checkpoint goes into the lock
file outside the database. 3: tiles and checkpoint are committed. After a stop between 1 and 2 the next run signs;
between 2 and 3 it keeps the note that the lock holds. No size is ever signed with two roots.
"""

from __future__ import annotations

import logging
import os
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from licet.common.errors import LicetError, Tampered
from licet.ledger.checkpoint import sign_checkpoint
from licet.ledger.merkle import tree_root
from licet.ledger.tiles import ReadTile, extend, subtrees
from licet.store.ledger_keys import open_seal, seal, signing_key
from licet.store.ledger_lock import Lock, RollbackDetected, one_publisher, read_lock, write_lock
from licet.store.ledger_record import moment
from licet.store.ledger_tiles import read_tile
from licet.store.models.ledger import Checkpoint, Entry, Tile

__all__ = ["checkpoint_seal", "publish", "publish_inline", "publishes_inline"]

BATCH = 2_000
logger = logging.getLogger(__name__)


def publish(at: datetime) -> Checkpoint | None:
    """Publish every waiting entry that can be seen, and return the last checkpoint; None for an empty log.

    A database that does not continue what was signed before raises `RollbackDetected` and nothing is signed.
    Call it outside transactions.
    """
    with one_publisher():
        last = _finish(read_lock(), at)
        while _place_waiting():
            pass
        size = placed()
        if size == (last.size if last else 0):
            return last
        tiles, root = _grow(last.size if last else 0, size)
        lock = Lock(size, root.hex(), sign_checkpoint(size, root, signing_key()))
        write_lock(lock)
        return _keep(lock, tiles, at)


def publish_inline(at: datetime) -> None:
    """Publish after a commit of this process; a fault is logged, for the change itself is already kept."""
    try:
        if Entry.objects.filter(index=None).exists():
            publish(at)
    except LicetError as fault:
        logger.error("The log was not published: %s", fault)


def publishes_inline() -> bool:
    """Say whether each commit publishes at once (LICET_PUBLISH=inline, the default on SQLite) or the worker does."""
    choice = getattr(settings, "LOG_PUBLISH", "") or os.environ.get("LICET_PUBLISH", "")
    return choice == "inline" if choice else connection.vendor == "sqlite"


def placed() -> int:
    """Return how many entries have an index."""
    last = Entry.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def checkpoint_seal(number: int, size: int, root: str, note: str, at: datetime) -> tuple[str, ...]:
    """Return what the seal of a checkpoint row covers."""
    return ("checkpoint", str(number), str(size), root, moment(at), note)


def _finish(lock: Lock | None, at: datetime) -> Checkpoint | None:
    """Return the last checkpoint, after keeping one that was signed but not kept; refuse a database put back."""
    last = Checkpoint.objects.order_by("-size").first()
    size = last.size if last else 0
    if lock is None:
        if last is not None:
            raise RollbackDetected("The log was signed before, and the lock file that says up to where is gone.")
        return None
    if (have := placed()) < lock.size:
        raise RollbackDetected(f"{lock.size} entries were signed, and the database holds {have}.")
    tiles, root = _grow(size, lock.size) if size < lock.size else ({}, tree_root(lock.size, subtrees(read_tile)))
    if root.hex() != lock.root:
        raise RollbackDetected(f"The first {lock.size} entries of the database are not those that were signed.")
    return _keep(lock, tiles, at) if size < lock.size else last


def _place_waiting() -> int:
    """Give waiting entries the next indices in the order in which they were written, and say how many."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(7105637)")
        waiting = list(Entry.objects.filter(index=None).order_by("pk").values_list("pk", "leaf", "seal")[:BATCH])
        for pk, leaf, mark in waiting:
            if open_seal(mark, "entry", leaf) is not True:
                raise Tampered(
                    "LIC-519",
                    "An entry that waits was not written by this installation; nothing is published.",
                    where=f"store_entry {pk}",
                    remedy="Run: licet log fsck. Find out who wrote the row, then remove it.",
                )
        _set_indices([(index, pk) for index, (pk, _, _) in enumerate(waiting, placed())])
    return len(waiting)


def _set_indices(places: list[tuple[int, int]]) -> None:
    quote = connection.ops.quote_name
    table, column = quote(Entry._meta.db_table), quote("index")
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {column} = %s WHERE id = %s AND {column} IS NULL",  # noqa: S608 - names of our own
            places,
        )


def _grow(old: int, new: int) -> tuple[dict[tuple[int, int], bytes], bytes]:
    """Return the tiles that change when the tree grows from `old` to `new` entries, and its root."""
    rows = Entry.objects.filter(index__gte=old, index__lt=new).order_by("index").values_list("index", "leaf")
    leaves = [bytes.fromhex(leaf) for _, leaf in rows.iterator()]
    if len(leaves) != new - old:
        raise RollbackDetected(f"Between {old} and {new} the database holds {len(leaves)} entries.")
    tiles = extend(old, leaves, read_tile)
    return tiles, tree_root(new, subtrees(_either(tiles)))


def _either(tiles: dict[tuple[int, int], bytes]) -> ReadTile:
    def read(level: int, number: int) -> bytes:
        return tiles.get((level, number)) or read_tile(level, number)

    return read


def _keep(lock: Lock, tiles: dict[tuple[int, int], bytes], at: datetime) -> Checkpoint:
    with transaction.atomic():
        for (level, number), data in tiles.items():
            Tile.objects.update_or_create(level=level, number=number, defaults={"data": data})
        number = (Checkpoint.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        mark = seal(*checkpoint_seal(number, lock.size, lock.root, lock.note, at))
        return Checkpoint.objects.create(
            number=number, size=lock.size, root=lock.root, note=lock.note, at=at, seal=mark
        )
