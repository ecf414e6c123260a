"""Accounts are made, changed and closed by two administrators: one proposes, another approves.

Nobody approves a proposal of their own or one about themselves. A change of what an account may do ends its sessions.
"""

from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db import transaction

from licet.actions.accounts_change import LEND, SESSION_FIELDS, check_change, present
from licet.actions.accounts_made import FEWEST_ADMINISTRATORS, Approved, do_bootstrap, lent_password, make, told
from licet.actions.policy import require
from licet.common.errors import BadInput, Conflict, NotYet
from licet.store import ledger
from licet.store.models import Account, AccountRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

__all__ = [
    "Approved",
    "do_approve",
    "do_bootstrap",
    "do_propose_account",
    "do_propose_change",
    "do_propose_close",
    "do_reject",
    "do_unlock",
    "do_withdraw",
]

Kind, Status = AccountRequest.Kind, AccountRequest.Status


P = ParamSpec("P")
Row = TypeVar("Row")


def _by_a_person(do: Callable[P, Row]) -> Callable[P, Row]:
    """Make `do` one transaction, by the acting person as the database knows them at this moment."""

    @wraps(do)
    def run(*args: P.args, **kwargs: P.kwargs) -> Row:
        with transaction.atomic():
            person: Any = kwargs["acting_user"]
            kwargs["acting_user"] = Account.objects.filter(pk=person.pk).first()
            return do(*args, **kwargs)

    return run


def check_propose_account(user: Account, change: Mapping[str, Any]) -> dict[str, Any]:
    """Return the account that `user` may propose, checked."""
    require(user, "propose_account")
    return check_change(change, None)


@_by_a_person
def do_propose_account(change: Mapping[str, Any], reason: str, *, acting_user: Account, at: datetime) -> AccountRequest:
    """Propose a new account; `change` holds its fields, as in `accounts_change.FIELDS`, and a username."""
    after = check_propose_account(acting_user, change)
    waiting = AccountRequest.objects.filter(status=Status.OPEN, kind=Kind.CREATE)
    if any(request.change["after"]["username"] == after["username"] for request in waiting):
        raise Conflict(
            "LIC-661", f"An account '{after['username']}' is proposed already", remedy="Settle that request."
        )
    return _propose(Kind.CREATE, None, {"before": {}, "after": after}, reason, acting_user, at)


def check_propose_change(user: Account, account: Account, change: Mapping[str, Any]) -> dict[str, Any]:
    """Return what changes of `account`, as `user` may propose it."""
    require(user, "change_account", account)
    _require_open_account(account)
    return check_change(change, account)


@_by_a_person
def do_propose_change(
    account: Account, change: Mapping[str, Any], reason: str, *, acting_user: Account, at: datetime
) -> AccountRequest:
    """Propose to change fields of `account`, or with ``lend_password`` to lend it a new password."""
    account = Account.objects.get(pk=account.pk)
    after = check_propose_change(acting_user, account, change)
    before = {name: value for name, value in present(account).items() if name in after}
    return _propose(Kind.CHANGE, account, {"before": before, "after": after}, reason, acting_user, at)


def check_propose_close(user: Account, account: Account) -> None:
    """Raise unless `user` may propose to close `account`."""
    require(user, "close_account", account)
    _require_open_account(account)


@_by_a_person
def do_propose_close(account: Account, reason: str, *, acting_user: Account, at: datetime) -> AccountRequest:
    """Propose to close `account` for good; its name stays taken and what it signed stays signed."""
    account = Account.objects.get(pk=account.pk)
    check_propose_close(acting_user, account)
    return _propose(Kind.CLOSE, account, {"before": {}, "after": {}}, reason, acting_user, at)


def check_approve(user: Account, request: AccountRequest) -> None:
    """Raise unless `user` may approve `request` and it can still be done."""
    require(user, "approve_account", request)
    _require_open(request)
    if request.kind == Kind.CREATE:
        check_change(_fields(request), None)
        return
    account = request.account
    assert account is not None
    _require_open_account(account)
    now = present(account)
    if any(now[name] != value for name, value in request.change["before"].items()):
        raise Conflict("LIC-663", "The account changed since this was proposed", remedy="Propose the change again.")
    if request.kind == Kind.CHANGE:
        check_change(_fields(request), account)
    _require_administrators_left(request, account)


@_by_a_person
def do_approve(request: AccountRequest, *, acting_user: Account, at: datetime, lend: bool = True) -> Approved:
    """Do what was proposed. The caller has asked for a fresh confirmation of who approves.

    Without `lend` a new account has no password: nobody signs in to it before a later request lends one.
    """
    request = _locked(request)
    check_approve(acting_user, request)
    create: Callable[[AccountRequest, datetime], Approved] = partial(_create, lend=lend)
    steps = {Kind.CREATE: create, Kind.CHANGE: _change, Kind.CLOSE: _close}
    approved = steps[Kind(request.kind)](request, at)
    request.account = approved.account
    kind = {Kind.CREATE: "account.opened", Kind.CHANGE: "account.changed", Kind.CLOSE: "account.closed"}
    _settle(request, Status.APPROVED, "", kind[Kind(request.kind)], acting_user, at)
    return approved


@_by_a_person
def do_reject(request: AccountRequest, reason: str, *, acting_user: Account, at: datetime) -> AccountRequest:
    """Turn down the request of another administrator, with a reason."""
    request = _locked(request)
    require(acting_user, "reject_account", request)
    _require_open(request)
    return _settle(request, Status.REJECTED, _reason(reason), "row.changed", acting_user, at)


@_by_a_person
def do_withdraw(request: AccountRequest, *, acting_user: Account, at: datetime) -> AccountRequest:
    """Take back a request of one's own."""
    request = _locked(request)
    require(acting_user, "withdraw_account", request)
    _require_open(request)
    return _settle(request, Status.WITHDRAWN, "", "row.changed", acting_user, at)


@_by_a_person
def do_unlock(account: Account, *, acting_user: Account, at: datetime) -> None:
    """Release an account that failed sign-ins have locked, before the waiting time is over."""
    from axes.utils import reset

    require(acting_user, "unlock_account", account)
    reset(username=account.username.casefold())
    ledger.record(
        "account.changed", subject=f"account:{account.pk}", record={"unlocked": True}, actor=acting_user, at=at
    )


def _propose(
    kind: str, account: Account | None, change: dict[str, Any], reason: str, user: Account, at: datetime
) -> AccountRequest:
    if account is not None and account.requests.filter(status=Status.OPEN).exists():
        raise Conflict("LIC-661", "A request about this account is waiting", remedy="Settle that one first.")
    request = AccountRequest.objects.create(
        kind=kind, account=account, change=change, reason=_reason(reason), proposed_by=user, proposed_at=at
    )
    ledger.record(
        "account.proposed",
        subject=f"account-request:{request.pk}",
        record={"kind": kind, "account": request.account_id, "change": told(change["after"])},
        actor=user,
        at=at,
    )
    return request


def _settle(
    request: AccountRequest, status: str, reason: str, kind: str, user: Account, at: datetime
) -> AccountRequest:
    request.status, request.settled_by, request.settled_at, request.settled_reason = status, user, at, reason
    request.save()
    said = {"request": request.pk, "status": status, "change": told(request.change["after"])}
    ledger.record(kind, subject=f"account-request:{request.pk}", record=said, actor=user, at=at)
    return request


def _create(request: AccountRequest, at: datetime, *, lend: bool) -> Approved:
    return make(request.change["after"], lend=lend)


def _change(request: AccountRequest, at: datetime) -> Approved:
    account, password = _account(request), None
    for name, value in _fields(request).items():
        if name == LEND:
            password = lent_password()
            account.set_password(password)
            account.password_lent = True
        else:
            setattr(account, name, value)
    if SESSION_FIELDS & request.change["after"].keys():
        account.session_version += 1
    account.save()
    return Approved(account, password)


def _close(request: AccountRequest, at: datetime) -> Approved:
    account = _account(request)
    account.closed_at, account.is_active = at, False
    account.session_version += 1
    account.set_unusable_password()
    account.save()
    return Approved(account)


def _account(request: AccountRequest) -> Account:
    assert request.account is not None
    return Account.objects.select_for_update().get(pk=request.account.pk)


def _fields(request: AccountRequest) -> dict[str, Any]:
    return dict(request.change["after"])


def _locked(request: AccountRequest) -> AccountRequest:
    return AccountRequest.objects.select_for_update().get(pk=request.pk)


def _reason(text: str) -> str:
    reason = text.strip()
    if not 5 <= len(reason) <= 2000:
        raise BadInput("LIC-662", "The reason is missing or too long", where="reason", remedy="Say why in a sentence.")
    return reason


def _require_open(request: AccountRequest) -> None:
    if request.status != Status.OPEN:
        raise Conflict("LIC-661", "This request is settled already", remedy="Nothing was changed. Look at it again.")


def _require_open_account(account: Account) -> None:
    if account.is_closed:
        raise Conflict("LIC-666", "The account is closed", remedy="A closed account stays closed; propose a new one.")


def _require_administrators_left(request: AccountRequest, account: Account) -> None:
    """Keep at least two administrators: with fewer nobody could change an account again."""
    stays = request.kind == Kind.CHANGE and "administrator" in request.change["after"].get("roles", account.roles)
    if stays or "administrator" not in account.roles:
        return
    others = Account.objects.filter(closed_at=None, is_active=True).exclude(pk=account.pk)
    if sum("administrator" in roles for roles in others.values_list("roles", flat=True)) < FEWEST_ADMINISTRATORS:
        raise NotYet("LIC-667", "Fewer than two administrators would be left", remedy="Make another one first.")
