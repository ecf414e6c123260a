"""Restoring a backup: read and checked whole before anything here is replaced; what was here is kept aside."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from django.conf import settings
from django.db import connections

from licet.common.errors import Conflict, LicetError, Refused, Unreadable
from licet.ledger.note import SigningKey, VerifierKey
from licet.store.backup import DATABASE, DOCUMENTS, FORMAT, MANIFEST, opened, sha256
from licet.store.ledger_fsck import Report, checkpoint_head, inspect
from licet.store.ledger_keys import KEY_FILE, home, known_keys, trust
from licet.store.ledger_lock import Lock, read_lock, write_lock
from licet.store.models.ledger import Checkpoint

__all__ = ["Restored", "restore"]

_MOST_BYTES = 20 * 2**30
_MOST_FILES = 1_000_000


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, what was kept aside, and the check of the log afterwards."""

    made_at: str
    kept: tuple[Path, ...]
    report: Report


def restore(file: Path, at: datetime, *, key: VerifierKey | None = None, force: bool = False) -> Restored:
    """Put the backup in `file` in the place of this installation's database and documents.

    A database that holds anything is replaced only with `force`, and kept beside the new one. The log's key must be
    known here, come with the backup as a file, or be named in `key`, learnt elsewhere than from the backup.
    """
    database = _database_path()
    if not file.exists():
        _absent(file)
    if not force and _holds_rows(database):
        raise Refused(
            "LIC-753",
            "There is a database here, and it is not empty.",
            where=str(database),
            remedy="Stop the site, then restore with --force: the present database is kept beside the new one.",
        )
    with tempfile.TemporaryDirectory(dir=home(), prefix=".licet-restore-") as folder:
        inside = Path(folder)
        manifest = _unpack(file, inside)
        _require_database(inside / DATABASE, file)
        _accept_key(VerifierKey.parse(str(manifest["verifier"]), where=f"{file}: {MANIFEST}"), key, inside, file)
        kept = _put_in_place(inside, database, at)
    _first_lock()
    return Restored(str(manifest["made_at"]), kept, inspect())


def _absent(file: Path) -> NoReturn:
    raise Unreadable("LIC-751", "There is no such file.", where=str(file), remedy="Name a backup.") from None


def _unpack(file: Path, into: Path) -> dict[str, Any]:
    """Write the members of the archive into a folder and return its manifest; each must be what that says."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            _members(archive, into, file)
    except FileNotFoundError:
        _absent(file)
    except (tarfile.TarError, EOFError, OSError, ValueError) as fault:
        _unreadable(file, f"it is cut off or damaged ({type(fault).__name__})")
    manifest = _manifest(into / MANIFEST, file)
    present = {path.relative_to(into).as_posix() for path in into.rglob("*") if path.is_file()} - {MANIFEST}
    wanted = manifest["files"]
    for name in sorted(present ^ wanted.keys()):
        _mismatch(file, name, "is missing" if name in wanted else "is not in the manifest")
    for name in sorted(present):
        if sha256(into / name) != wanted[name]:
            _mismatch(file, name, "is not the file that was backed up")
    return manifest


def _members(archive: tarfile.TarFile, into: Path, file: Path) -> None:
    total = 0
    for count, member in enumerate(archive):
        total += member.size
        if not member.isfile() or not _is_expected(member.name):
            _unreadable(file, f"it holds '{member.name[:80]}', which no backup holds")
        if total > _MOST_BYTES or count > _MOST_FILES:
            _unreadable(file, "it is larger than any backup of this program")
        path = into / member.name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        source = archive.extractfile(member)
        assert source is not None
        with source, path.open("xb") as target:
            shutil.copyfileobj(source, target)
        path.chmod(0o600)


def _is_expected(name: str) -> bool:
    parts = PurePosixPath(name).parts
    if name in {MANIFEST, DATABASE, KEY_FILE}:
        return True
    return len(parts) > 1 and parts[0] == DOCUMENTS and ".." not in parts and name == "/".join(parts)


def _manifest(path: Path, file: Path) -> dict[str, Any]:
    try:
        body = json.loads(path.read_bytes()) if path.stat().st_size < 2**28 else None
    except (OSError, ValueError):
        body = None
    match body:
        case {"format": "licet-backup@v1", "files": dict(), "verifier": str(), "made_at": str(), "checkpoint": str()}:
            assert isinstance(body, dict)
            return body
    _unreadable(file, f"its manifest is not one of {FORMAT}")


def _require_database(path: Path, file: Path) -> None:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            sound = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            database.execute("SELECT 1 FROM store_entry LIMIT 1")
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        _unreadable(file, "its database is damaged")


def _accept_key(named: VerifierKey, told: VerifierKey | None, inside: Path, file: Path) -> None:
    """Install the signing key that came along when there is none here; else the log's key must be known or told."""
    carried, present = inside / KEY_FILE, home() / KEY_FILE
    if present.exists() and named in known_keys():
        return
    if carried.exists() and not present.exists():
        if SigningKey.parse(carried.read_text(encoding="ascii"), where=str(file)).verifier != named:
            _mismatch(file, KEY_FILE, "is not the key that the manifest names")
        shutil.copyfile(carried, present)
        present.chmod(0o600)
    elif told == named:
        trust(named)
    else:
        raise Refused(
            "LIC-754",
            f"The backup says its log is {named.to_text()}, which is not known here.",
            where=str(file),
            remedy="Compare that line with one from elsewhere (the ministry's web page, paper), then give it as --key.",
        )


def _put_in_place(inside: Path, database: Path, at: datetime) -> tuple[Path, ...]:
    connections.close_all()
    kept, mark = [], f"before-{at:%Y%m%dT%H%M%SZ}"
    if database.exists():
        _settle(database)
        kept.append(_aside(database, mark))
    for name in ("-wal", "-shm"):
        database.with_name(database.name + name).unlink(missing_ok=True)
    (inside / DATABASE).replace(database)
    folder = Path(settings.HOME) / DOCUMENTS
    if folder.exists():
        kept.append(_aside(folder, mark))
    if (inside / DOCUMENTS).exists():
        (inside / DOCUMENTS).replace(folder)
    return tuple(kept)


def _settle(database: Path) -> None:
    """Bring the present database into one file; refuse while somebody writes to it."""
    try:
        with sqlite3.connect(database, timeout=2, isolation_level=None) as present:
            present.execute("BEGIN EXCLUSIVE")
            present.execute("ROLLBACK")
            present.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        present.close()
    except sqlite3.OperationalError:
        raise Conflict(
            "LIC-756", "The database is in use.", where=str(database), remedy="Stop the site and its worker first."
        ) from None
    except sqlite3.DatabaseError:
        return


def _aside(path: Path, mark: str) -> Path:
    aside = path.with_name(f"{path.name}.{mark}")
    if aside.exists():
        raise Refused("LIC-753", "The place to keep it is taken.", where=str(aside), remedy="Move it, then repeat.")
    return path.rename(aside)


def _first_lock() -> None:
    """On a new machine, take the last signed checkpoint of the backup as the point before which nothing may go back."""
    last = Checkpoint.objects.order_by("-size").first()
    if last is not None and read_lock() is None and checkpoint_head(last.note, known_keys()) is not None:
        write_lock(Lock(last.size, last.root, last.note))


def _holds_rows(database: Path) -> bool:
    if not database.exists() or not database.stat().st_size:
        return False
    try:
        with opened(database) as using:
            tables = set(connections[using].introspection.table_names())
            quick = [name for name in ("store_entry", "store_account", "store_case") if name in tables]
            with connections[using].cursor() as cursor:
                return any(cursor.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() for name in quick)  # noqa: S608
    except Exception as fault:
        if isinstance(fault, LicetError):
            raise
        return True


def _database_path() -> Path:
    chosen = settings.DATABASES["default"]
    if "sqlite" not in str(chosen["ENGINE"]):
        raise Refused(
            "LIC-750",
            "Only an installation on SQLite is restored from such a file.",
            remedy="Use the tool of your database (pg_restore), then run: licet log fsck",
        )
    return Path(str(chosen["NAME"]))


def _unreadable(file: Path, why: str) -> NoReturn:
    raise Unreadable("LIC-751", f"This is not a backup: {why}.", where=str(file), remedy="Nothing here was changed.")


def _mismatch(file: Path, name: str, why: str) -> NoReturn:
    raise Unreadable(
        "LIC-752", f"'{name}' {why}.", where=str(file), remedy="Nothing here was changed. Use another backup."
    )
