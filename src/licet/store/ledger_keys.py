"""The key of the log: a file of mode 0600 in the installation's folder, made at first start, never in the database."""

from __future__ import annotations

import hashlib
import hmac
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from licet.common.errors import BadInput
from licet.ledger.note import SigningKey, VerifierKey

__all__ = ["home", "known_keys", "open_seal", "seal", "signing_key", "trust"]

KEY_FILE = "log.key"
TRUSTED_FILE = "log.trusted"


def home() -> Path:
    """Return the folder of key and lock, outside the database: LICET_LOG_HOME, else the installation's own."""
    return Path(getattr(settings, "LOG_HOME", "") or os.environ.get("LICET_LOG_HOME", "") or settings.HOME)


def signing_key() -> SigningKey:
    """Return the key of this installation's log, making its file at first use."""
    return _key().signing


def known_keys() -> list[VerifierKey]:
    """Return the verifier keys whose checkpoints count: the present one, then earlier ones of this log."""
    keys = [signing_key().verifier]
    path = home() / TRUSTED_FILE
    if path.exists():
        lines = path.read_text(encoding="utf-8").splitlines()
        keys += [VerifierKey.parse(line, where=str(path)) for line in lines if line.strip()]
    return keys


def trust(key: VerifierKey) -> None:
    """Count `key` among the earlier keys of this log from now on."""
    if key not in known_keys():
        with (home() / TRUSTED_FILE).open("a", encoding="utf-8") as file:
            file.write(key.to_text() + "\n")


def seal(*parts: str) -> str:
    """Return the mark that only the holder of the log's key can put on a row of the log."""
    key = _key()
    return f"{key.name}:{hmac.new(key.secret, chr(10).join(parts).encode(), hashlib.sha256).hexdigest()}"


def open_seal(mark: str, *parts: str) -> bool | None:
    """Return whether `mark` is the seal of `parts`; None when an earlier key that is trusted here made it."""
    maker = mark.partition(":")[0]
    if maker != _key().name:
        return None if maker in {key.key_hash.hex() for key in known_keys()[1:]} else False
    return hmac.compare_digest(mark.encode(), seal(*parts).encode())


@dataclass(frozen=True, slots=True)
class _Key:
    """The signing key, the hex hash that names it, and the secret of the seals, which follows from it."""

    signing: SigningKey
    name: str
    secret: bytes


def _key() -> _Key:
    path = home() / KEY_FILE
    if not path.exists():
        _make(path)
    found = path.stat()
    if found.st_mode & 0o077:
        raise BadInput(
            "LIC-522",
            f"Others than the owner may read the log's signing key (mode {found.st_mode & 0o777:o}).",
            where=str(path),
            remedy=f"Run: chmod 600 {path}",
        )
    return _read(path, found.st_mtime_ns, found.st_ino)


def _make(path: Path) -> None:
    """Write a new key beside `path` and put it in place whole, unless another process was first."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}-{os.urandom(4).hex()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(SigningKey.make(_origin(), os.urandom(32)).to_text() + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(fresh, path)
    fresh.unlink()


def _origin() -> str:
    """Return the name a new log gets: LICET_LOG_ORIGIN, else one that no other log is likely to have."""
    return os.environ.get("LICET_LOG_ORIGIN", "") or f"licet/{os.urandom(4).hex()}"


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _file: int) -> _Key:
    key = SigningKey.parse(path.read_text(encoding="ascii"), where=str(path))
    secret = hmac.new(key.seed, b"licet row seal v1", hashlib.sha256).digest()
    return _Key(key, key.verifier.key_hash.hex(), secret)
