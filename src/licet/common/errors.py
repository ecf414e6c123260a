"""The one tree of errors. A legal "no" is a value, never one of these.

LicetError                 code, what, where, remedy
├── BadInput               the input is wrong: exit code 2, HTTP 400
│   ├── Unreadable         a file or document cannot be read as what it claims to be
│   └── UnknownName        a state, unit, currency or code that no table knows
├── NotFound               nothing of that name here, or not for you: exit code 2, HTTP 404
├── Refused                the request is sound but is not granted: exit code 1
│   ├── NotAllowed         this person may not do this: HTTP 403
│   ├── NotYet             something must be settled first: HTTP 409
│   └── Conflict           somebody else changed it, or it was done already: HTTP 409
└── Tampered               a record and its proof disagree: exit code 1, HTTP 500

Codes are listed in ``error_codes.py``; a test compares that list with every place that raises.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "BadInput",
    "Conflict",
    "LicetError",
    "NotAllowed",
    "NotFound",
    "NotYet",
    "Refused",
    "Tampered",
    "UnknownName",
    "Unreadable",
    "suggest",
]


class LicetError(Exception):
    """Something a person can act on: a stable code, what happened, where, and what to do."""

    exit_code: ClassVar[int] = 2
    http_status: ClassVar[int] = 400

    def __init__(self, code: str, what: str, *, where: str = "", remedy: str = "") -> None:
        self.code, self.what, self.where, self.remedy = code, what, where, remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what} [{self.code}]"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.code, self.what, self.where, self.remedy)


def _rebuild(kind: type[LicetError], code: str, what: str, where: str, remedy: str) -> LicetError:
    return kind(code, what, where=where, remedy=remedy)


class BadInput(LicetError):
    """The input is wrong."""


class Unreadable(BadInput):
    """A file or document cannot be read as what it claims to be."""


class UnknownName(BadInput):
    """A state, unit, currency or code that no table knows."""


class NotFound(LicetError):
    """Nothing of that name here, or nothing that this person may see: both look alike."""

    http_status = 404


class Refused(LicetError):
    """The request is sound but is not granted."""

    exit_code = 1
    http_status = 409


class NotAllowed(Refused):
    """This person may not do this to this object."""

    http_status = 403


class NotYet(Refused):
    """Something must be settled first."""


class Conflict(Refused):
    """Somebody else changed it meanwhile, or it was done already."""


class Tampered(LicetError):
    """A record and its proof disagree."""

    exit_code = 1
    http_status = 500


def suggest(word: str, known: Iterable[str]) -> str:
    """Return `` Did you mean 'x'?`` for the nearest known word, or an empty string."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean '{near[0]}'?" if near else ""
