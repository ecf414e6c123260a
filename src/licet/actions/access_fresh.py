"""Signatures that must be fresh: shortly before, the person showed again who they are.

Within a request that changes something, `policy.require` asks for this by itself for every action that the table marks
as a signature; no page can forget it. The command line and the worker have no visit: who runs them holds the machine.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from licet.common.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["FRESH_FOR", "RECORDS", "NotFresh", "authenticated_at", "require_fresh", "require_fresh_visit", "visit"]

FRESH_FOR = timedelta(minutes=5)
RECORDS = "account_authentication_methods"
"""Where the sign-in library keeps, in the session, how and when the person showed who they are."""


class NotFresh(NotAllowed):
    """A signature was asked for, and it is too long since the person showed who they are."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The session of the present request, and the real clock."""

    session: Mapping[str, Any]
    wall: Callable[[], datetime]


_visit: ContextVar[Visit | None] = ContextVar("licet_visit", default=None)


@contextmanager
def visit(session: Mapping[str, Any], wall: Callable[[], datetime]) -> Iterator[None]:
    """Let signatures within this block be fresh by `session` and the clock `wall`."""
    token = _visit.set(Visit(session, wall))
    try:
        yield
    finally:
        _visit.reset(token)


def authenticated_at(session: Mapping[str, Any]) -> datetime | None:
    """Return when the person last confirmed who they are within this session; signing in is not a confirmation."""
    records = session.get(RECORDS)
    moments = [r["at"] for r in records if r.get("reauthenticated")] if isinstance(records, list) else []
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def require_fresh(auth_at: datetime | None, at: datetime, *, within: timedelta = FRESH_FOR) -> None:
    """Raise `NotFresh` unless the confirmation at `auth_at` is at most `within` old at `at`, both of the real clock."""
    if auth_at is None or not timedelta(0) <= at - auth_at <= within:
        raise NotFresh(
            "LIC-652",
            "A signature needs a fresh confirmation of who signs",
            remedy="Confirm with your password or second factor; what you asked for then goes on. Nothing was changed.",
        )


def require_fresh_visit() -> None:
    """Raise `NotFresh` within a visit whose confirmation is missing or old; without a visit do nothing."""
    present = _visit.get()
    if present is not None:
        require_fresh(authenticated_at(present.session), present.wall())
