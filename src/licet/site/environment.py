"""What an installation says through the environment, read strictly: a value that is not understood stops the start."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from licet.common.dates import parse_date
from licet.common.errors import BadInput, suggest

__all__ = ["database", "day", "hosts", "kept", "level", "number", "switch", "words"]

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

SSL_MODES = frozenset({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
OPTIONS = frozenset({"sslmode", "sslrootcert", "connect_timeout", "application_name"})


def switch(value: str, name: str) -> bool:
    """Return whether the variable `name` is on; empty is off."""
    if value.lower() in ("", "0", "no", "off", "false"):
        return False
    if value.lower() in ("1", "yes", "on", "true"):
        return True
    raise BadInput("LIC-851", f"'{value}' is neither yes nor no", where=name, remedy="Write 1 or 0.")


def number(value: str, name: str, *, least: int = 1) -> int:
    """Return the whole number in the variable `name`."""
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise BadInput(
            "LIC-852", f"'{value}' is not a whole number of at least {least}", where=name, remedy="Write digits only."
        )
    return int(value)


def day(value: str, name: str) -> str:
    """Return the day YYYY-MM-DD in the variable `name`, or an empty string."""
    return parse_date(value, where=name).isoformat() if value else ""


def kept(path: Path) -> str:
    """Return the one line kept in a file of the installation, or an empty string when there is no such file."""
    return path.read_text(encoding="ascii", errors="replace").strip() if path.is_file() else ""


def level(value: str) -> str:
    """Return the level of the process log."""
    if value.upper() not in LEVELS:
        raise BadInput(
            "LIC-855",
            f"'{value}' is not a level of the log.{suggest(value.upper(), LEVELS)}",
            where="LICET_LOG_LEVEL",
            remedy=f"Write one of {', '.join(LEVELS)}.",
        )
    return value.upper()


def words(value: str) -> tuple[str, ...]:
    """Return the words of a list with commas between."""
    return tuple(word.strip() for word in value.split(",") if word.strip())


def hosts(value: str) -> list[str]:
    """Return the host names that the site answers to; ``*`` is refused."""
    names = [name.strip() for name in value.split(",") if name.strip()]
    if not names or any("*" in name or "/" in name for name in names):
        raise BadInput(
            "LIC-853",
            f"'{value}' is not a list of host names",
            where="LICET_HOSTS",
            remedy="Write the names of this site, such as licences.example.org, with commas between.",
        )
    return names


def database(url: str) -> dict[str, Any]:
    """Return Django's settings of a PostgreSQL database, ``postgres://user:password@host:port/name?sslmode=require``."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _not_a_database() from None
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name or "/" in name or not options.keys() <= OPTIONS:
        raise _not_a_database()
    if options.get("sslmode", "prefer") not in SSL_MODES:
        raise _not_a_database()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _not_a_database() -> BadInput:
    """Return the fault; the address itself is not repeated, it may hold a password."""
    return BadInput(
        "LIC-854",
        "the address of the database cannot be read",
        where="LICET_DATABASE_URL",
        remedy="Write postgres://user:password@host:5432/name, with ?sslmode=verify-full over a network.",
    )
