"""What was signed last, kept in a file outside the database: a database put back in time cannot sign again."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Max

from licet.common.errors import Tampered
from licet.ledger.checkpoint import open_checkpoint
from licet.ledger.merkle import tree_root
from licet.ledger.note import VerifierKey
from licet.ledger.tiles import subtrees
from licet.store.ledger_keys import home
from licet.store.ledger_tiles import read_tile
from licet.store.models.ledger import Checkpoint

__all__ = ["Lock", "RollbackDetected", "lock_path", "one_publisher", "read_lock", "relock", "write_lock"]

LOCK_FILE = "log.lock"
_PROCEDURE = (
    "Nothing is signed until this is settled. Restore the newest backup (licet restore FILE), which must hold at least "
    "the entries that were signed. If none does, entries are lost: keep the lock file as evidence, state which "
    "entries are missing, and have the oversight body agree to a new log that begins by naming the last checkpoint."
)


class RollbackDetected(Tampered):
    """The database holds less of the log, or another log, than was signed before."""

    def __init__(self, what: str) -> None:
        super().__init__("LIC-517", what, where=str(lock_path()), remedy=_PROCEDURE)


@dataclass(frozen=True, slots=True)
class Lock:
    """The last checkpoint that was signed; `root` in hex."""

    size: int
    root: str
    note: str


def lock_path() -> Path:
    """Return the lock file; LICET_LOG_HOME may put it on another volume than the database."""
    return home() / LOCK_FILE


def read_lock() -> Lock | None:
    """Return what was signed last; None when nothing was, or the file is gone. A damaged file raises `Tampered`."""
    try:
        body = json.loads(lock_path().read_text(encoding="utf-8"))
        return Lock(int(body["size"]), str(body["root"]), str(body["note"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise Tampered(
            "LIC-518",
            "The lock file of the log is damaged.",
            where=str(lock_path()),
            remedy="Put it back from a checkpoint kept elsewhere: licet log relock NOTE --key VERIFIER",
        ) from None


def write_lock(lock: Lock) -> None:
    """Put `lock` in place, whole and on the disk before this returns."""
    path = lock_path()
    fresh = path.with_name(f"{path.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"note": lock.note, "root": lock.root, "size": lock.size}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def relock(note: str, key: VerifierKey) -> Lock:
    """Make the lock file anew from a checkpoint kept elsewhere, when the database continues it."""
    head = open_checkpoint(note, key)
    size = Checkpoint.objects.aggregate(last=Max("size"))["last"] or 0
    if size < max(head.size, 1) or tree_root(head.size, subtrees(read_tile)) != head.root:
        raise RollbackDetected(f"The database does not hold the {head.size} entries that this checkpoint signs.")
    last = Checkpoint.objects.get(size=size)
    lock = Lock(last.size, last.root, last.note)
    write_lock(lock)
    return lock


@contextmanager
def one_publisher() -> Iterator[None]:
    """Let one publisher of this installation work at a time; the others wait."""
    with (home() / "log.publishing").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
