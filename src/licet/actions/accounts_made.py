"""Making an account with a lent password, and the first administrators of an installation."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from licet.actions.accounts_change import check_change
from licet.common.errors import BadInput, Conflict
from licet.store import ledger
from licet.store.models import Account

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

__all__ = ["FEWEST_ADMINISTRATORS", "Approved", "do_bootstrap", "lent_password", "make", "told"]

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
FEWEST_ADMINISTRATORS = 2


@dataclass(frozen=True, slots=True)
class Approved:
    """An account after its request was approved; the lent password is shown once and kept nowhere."""

    account: Account
    password: str | None = None


def lent_password() -> str:
    """Return a password of about 99 random bits to hand over once; the holder must replace it at sign-in."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))


@transaction.atomic
def do_bootstrap(usernames: Sequence[str], *, at: datetime) -> list[Approved]:
    """Make the first administrators, at least two, in an installation that never had one."""
    if any("administrator" in roles for roles in Account.objects.values_list("roles", flat=True)):
        raise Conflict("LIC-665", "There are administrators already", remedy="Let one propose and another approve.")
    if len(set(usernames)) < FEWEST_ADMINISTRATORS:
        raise BadInput("LIC-664", "An installation starts with two administrators", remedy="Give two different names.")
    made = []
    for username in usernames:
        change = check_change({"username": username, "display_name": username, "roles": ["administrator"]}, None)
        made.append(make(change))
        account = made[-1].account
        ledger.record("account.opened", subject=f"account:{account.pk}", record=told(change), actor=None, at=at)
    return made


def make(fields: Mapping[str, Any], *, lend: bool = True) -> Approved:
    """Make the account with a lent password, which is shown once, or with none."""
    password = lent_password() if lend else None
    account = Account.objects.create_user(**fields, password=password, password_lent=True)
    return Approved(account, password)


def told(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the public part of an entry says: which fields, never whose name or address."""
    return {"fields": sorted(fields), "roles": fields.get("roles")}
