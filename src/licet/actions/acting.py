"""What every action has in common: one transaction, the person as the database knows them, and harmless repetition.

    @action("decide")
    def do_decide(case, *, outcome, acting_user, at, token=None): ...

The decorated function runs in one transaction. The acting account is read anew, so roles or authority set on an object
in memory count for nothing. With a form token, the same person sending the same form again gets the first result.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from inspect import Signature, signature
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.db import IntegrityError, models, transaction

from licet.actions.policy import actions_of
from licet.common.errors import BadInput, Conflict, NotAllowed, Refused
from licet.licensing.sealed import canonical, sha256_hex
from licet.store.models import Account, IdempotencyKey

__all__ = ["action", "role_used", "said_at"]

P = ParamSpec("P")
Row = TypeVar("Row", bound=models.Model)

LONGEST_TOKEN = 80


def action(name: str) -> Callable[[Callable[P, Row]], Callable[P, Row]]:
    """Make a function an action of that name; it returns the row it made or changed."""

    def wrap(do: Callable[P, Row]) -> Callable[P, Row]:
        shape = signature(do)

        @wraps(do)
        def run(*args: P.args, **kwargs: P.kwargs) -> Row:
            kwargs["acting_user"] = person = _as_stored(kwargs.get("acting_user"))
            _check_moment(kwargs.get("at"))
            token = kwargs.get("token")
            if not token:
                with transaction.atomic():
                    return do(*args, **kwargs)
            request = _request(shape, args, kwargs)
            return _once(person, str(token), name, request, lambda: do(*args, **kwargs))

        return run

    return wrap


def role_used(person: Account, name: str) -> str:
    """Return the role of this person to which the policy grants the action."""
    return next((role for role in person.roles if name in actions_of(role)), "")


def said_at(at: datetime) -> str:
    """Return the moment as messages print it: 20 Nov 2026, 09:14 UTC."""
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def _as_stored(person: Any) -> Account:
    pk = getattr(person, "pk", None)
    found = None if pk is None else Account.objects.filter(pk=int(pk)).first()
    if found is None:
        raise NotAllowed("LIC-600", "nobody is signed in", remedy="Sign in first. Nothing was changed.")
    return found


def _check_moment(at: Any) -> None:
    if not isinstance(at, datetime) or at.utcoffset() is None:
        raise BadInput("LIC-601", "the moment of an action has no time zone", remedy="Pass the clock's now().")


def _once(person: Account, token: str, name: str, request: str, do: Callable[[], Row]) -> Row:
    if len(token) > LONGEST_TOKEN:
        raise BadInput("LIC-602", "the form token is too long", remedy="Load the page again and repeat your step.")
    first: Row | None = _earlier(person, token, name, request)
    if first is not None:
        return first
    try:
        with transaction.atomic():
            return _first_time(person, token, name, request, do)
    except (IntegrityError, Refused):
        first = _earlier(person, token, name, request)
        if first is None:
            raise
        return first


def _first_time(person: Account, token: str, name: str, request: str, do: Callable[[], Row]) -> Row:
    row = do()
    IdempotencyKey.objects.create(
        account=person,
        token=token,
        action=name,
        request_sha256=request,
        model=row._meta.model_name or "",
        row_id=row.pk,
    )
    return row


def _earlier(person: Account, token: str, name: str, request: str) -> Any:
    """Return the row that this form made when it was sent before, or None; another form with its token is refused."""
    key = IdempotencyKey.objects.filter(account=person, token=token).first()
    if key is None:
        return None
    if key.action != name or key.request_sha256 != request:
        raise Conflict(
            "LIC-603",
            "this form was sent before with other answers",
            remedy="Load the page again and repeat your step. Nothing was changed.",
        )
    return apps.get_model("store", key.model)._base_manager.get(pk=key.row_id)


def _request(shape: Signature, args: Any, kwargs: Any) -> str:
    bound = shape.bind(*args, **kwargs).arguments
    said = {k: v for k, v in bound.items() if k not in {"acting_user", "at", "token"}}
    return sha256_hex(canonical(_plain(said)))


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return f"{value._meta.model_name}:{value.pk}"
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value if isinstance(value, str | bool | int | None) else str(value)
