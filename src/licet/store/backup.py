"""Backups of an installation on SQLite: one archive of the database, the documents and the log's verifier line.

The private signing key is not in it unless that is asked for: whoever holds both could write another log.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from licet import __version__
from licet.common.errors import BadInput, Refused
from licet.store.ledger_fsck import Report, inspect
from licet.store.ledger_keys import KEY_FILE, home, signing_key
from licet.store.ledger_publish import publish
from licet.store.models.ledger import Checkpoint

__all__ = ["DATABASE", "DOCUMENTS", "FORMAT", "MANIFEST", "documents", "opened", "sha256", "write_backup"]

FORMAT = "licet-backup@v1"
MANIFEST, DATABASE, DOCUMENTS = "manifest.json", "licet.sqlite3", "documents"
_COPY = "licet_copy"


def write_backup(target: Path, at: datetime, *, with_key: bool = False) -> tuple[Path, Report]:
    """Write a backup into the folder or file `target`; return its path and the check of the copy inside it."""
    _require_sqlite()
    path = target / f"licet-{at:%Y%m%dT%H%M%SZ}.tar.gz" if target.is_dir() else target
    if path.exists():
        raise Refused("LIC-755", "There is a file of that name already.", where=str(path), remedy="Name another file.")
    if not path.parent.is_dir():
        raise BadInput("LIC-755", "There is no such folder.", where=str(path.parent), remedy="Make it first.")
    publish(at)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".licet-backup-") as folder:
        copy = Path(folder) / DATABASE
        _copy_database(copy)
        with opened(copy) as using:
            report, head = inspect(using), _head(using)
        files = {DATABASE: copy, **dict(documents(_documents_folder()))}
        files |= {KEY_FILE: home() / KEY_FILE} if with_key else {}
        whole = Path(folder) / "whole"
        _write_archive(whole, files, _manifest(files, at, head))
        whole.replace(path)
    return path, report


def documents(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the documents of a folder with their names in the archive."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{DOCUMENTS}/{path.relative_to(folder).as_posix()}", path


def sha256(path: Path) -> str:
    """Return the hash of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[str]:
    """Open another database of this program, and give the name under which it can be asked."""
    connections.databases[_COPY] = {**connections.databases["default"], "NAME": path}
    try:
        yield _COPY
    finally:
        connections[_COPY].close()
        del connections[_COPY]
        del connections.databases[_COPY]


def _require_sqlite() -> None:
    if connection.vendor != "sqlite":
        raise Refused(
            "LIC-750",
            f"This installation's database is {connection.vendor}, which has its own backups.",
            remedy="Use its own tool (pg_dump, pg_restore), then run: licet log fsck",
        )


def _copy_database(path: Path) -> None:
    connection.ensure_connection()
    copy = sqlite3.connect(path)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()
    path.chmod(0o600)


def _documents_folder() -> Path:
    return Path(settings.HOME) / DOCUMENTS


def _head(using: str) -> str:
    last = Checkpoint.objects.using(using).order_by("-size").first()
    return last.note if last else ""


def _manifest(files: dict[str, Path], at: datetime, head: str) -> bytes:
    body = {
        "format": FORMAT,
        "version": __version__,
        "made_at": at.isoformat(timespec="seconds"),
        "verifier": signing_key().verifier.to_text(),
        "checkpoint": head,
        "files": {name: sha256(path) for name, path in files.items()},
    }
    return json.dumps(body, indent=1, ensure_ascii=False).encode()


def _write_archive(path: Path, files: dict[str, Path], manifest: bytes) -> None:
    described = path.with_name("manifest")
    described.write_bytes(manifest)
    with tarfile.open(path, "w:gz", compresslevel=6) as archive:
        for name, source in {MANIFEST: described, **files}.items():
            archive.add(source, arcname=name, recursive=False, filter=_plain)
    path.chmod(0o600)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who made the file: only its name, size and content count."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member
