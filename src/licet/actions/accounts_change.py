"""What a request may say about an account, checked field by field before anybody is asked to approve it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from licet.actions.policy import clashing_roles
from licet.common.errors import BadInput, suggest
from licet.common.money import Money, parse_decimal
from licet.store.models import Account, Organisation
from licet.store.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FIELDS", "SESSION_FIELDS", "check_change", "present"]

FIELDS = (
    "display_name",
    "email",
    "roles",
    "organisation_id",
    "state",
    "language",
    "role_title",
    "authority_ceiling",
    "authority_currency",
    "authority_goods",
    "authority_destinations",
)
SESSION_FIELDS = frozenset(FIELDS) - {"display_name", "language"}
"""A change of one of these ends the sessions of the account."""
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
LEND = "lend_password"
STAFF_STATE = re.compile(r"[A-Z]{3}")


def present(account: Account) -> dict[str, Any]:
    """Return the fields a request may change, as JSON."""
    values = {name: getattr(account, name) for name in FIELDS}
    ceiling = values["authority_ceiling"]
    return values | {"authority_ceiling": None if ceiling is None else f"{ceiling:.2f}"}


def check_change(given: Mapping[str, Any], account: Account | None) -> dict[str, Any]:
    """Return the fields that change, normalised; raise `BadInput` at the first that cannot stand."""
    known = {*FIELDS, LEND} | ({"username"} if account is None else set())
    for name in given:
        if name not in known:
            raise _bad(name, f"'{name}' cannot be asked for here.{suggest(name, known)}", "Leave it out.")
    before = present(account) if account else present(Account())
    after = before | {name: value for name, value in given.items() if name in FIELDS}
    after |= {"authority_ceiling": _ceiling(after), "email": _email(after["email"], account)}
    _check_name(after["display_name"])
    _check_roles(after)
    _check_place(after)
    _check_lists(after)
    changed = {name: value for name, value in after.items() if account is None or value != before[name]}
    if account is None:
        changed["username"] = _username(str(given.get("username", "")))
    if account is not None and given.get(LEND):
        changed[LEND] = True
    if not changed:
        raise _bad("change", "The request changes nothing.", "Say what is to change.")
    return changed


def _bad(field: str, what: str, remedy: str) -> BadInput:
    return BadInput("LIC-660", what, where=field, remedy=remedy)


def _username(text: str) -> str:
    name = text.strip().lower()
    if not USERNAME.fullmatch(name):
        raise _bad("username", f"'{text[:60]}' is not a user name.", "Use 2 to 60 of a to z, 0 to 9, dot, dash.")
    if Account.objects.filter(username__iexact=name).exists():
        raise _bad("username", f"The name '{name}' is taken.", "Choose another; names of closed accounts stay taken.")
    return name


def _email(text: object, account: Account | None) -> str:
    address = str(text or "").strip()
    if not address:
        return ""
    try:
        validate_email(address)
    except ValidationError:
        raise _bad(
            "email", f"'{address[:80]}' is not an e-mail address.", "Write one such as ana@example.org."
        ) from None
    bearers = set(Account.objects.filter(email__iexact=address).values_list("pk", flat=True))
    if bearers - {account.pk if account else None}:
        raise _bad("email", "Another account has this address.", "Each person has an address of their own.")
    return address


def _check_name(text: object) -> None:
    if not isinstance(text, str) or not text.strip() or len(text) > 150 or not text.isprintable():
        raise _bad("display_name", "The name is empty or longer than 150 characters.", "Write the person's name.")


def _check_roles(after: Mapping[str, Any]) -> None:
    roles = after["roles"]
    if not isinstance(roles, list) or not roles or len(set(map(str, roles))) != len(roles):
        raise _bad("roles", "An account has at least one role, each once.", "Choose what the person does.")
    for role in roles:
        if not isinstance(role, str) or role not in ROLES:
            raise _bad("roles", f"'{role}' is not a role.{suggest(str(role), ROLES)}", "Choose one of the list.")
    if clash := clashing_roles(roles):
        raise _bad("roles", clash, "Make a second account for the other work, or leave one role out.")


def _check_place(after: Mapping[str, Any]) -> None:
    applies = "exporter" in after["roles"]
    if applies != (after["organisation_id"] is not None):
        raise _bad("organisation_id", "Exporters, and only they, belong to an organisation.", "Choose or clear it.")
    key = after["organisation_id"]
    if applies and not (isinstance(key, int) and Organisation.objects.filter(pk=key).exists()):
        raise _bad("organisation_id", "There is no such organisation.", "Register the exporter first.")
    if after["state"] and not STAFF_STATE.fullmatch(str(after["state"])):
        raise _bad("state", f"'{after['state']}' is not a state code.", "Write three letters such as FRA.")


def _ceiling(after: Mapping[str, Any]) -> str | None:
    ceiling, currency = after["authority_ceiling"], after["authority_currency"]
    if ceiling in (None, ""):
        if currency:
            raise _bad("authority_ceiling", "A currency without an amount says nothing.", "Write both or neither.")
        return None
    amount = parse_decimal(str(ceiling), where="authority_ceiling")
    Money(amount, str(currency))
    if amount < 0 or amount != amount.quantize(Decimal("0.01")) or amount >= Decimal(10) ** 16:
        raise _bad("authority_ceiling", f"'{ceiling}' is not an amount to sign up to.", "Write a whole amount.")
    return f"{amount:.2f}"


def _check_lists(after: Mapping[str, Any]) -> None:
    for field in ("authority_goods", "authority_destinations"):
        codes = after[field]
        if not isinstance(codes, list) or any(not isinstance(c, str) or not 1 <= len(c) <= 20 for c in codes):
            raise _bad(field, "Authority is a list of codes, or * for any.", "Write codes such as ML1 or FRA.")
    for code in after["authority_destinations"]:
        if code != "*" and not STAFF_STATE.fullmatch(code):
            raise _bad("authority_destinations", f"'{code}' is not a state code.", "Write three letters such as FRA.")
