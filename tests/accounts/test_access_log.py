from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from licet.actions import access
from licet.actions.access_fresh import visit
from licet.actions.policy import require
from licet.common.errors import NotAllowed
from licet.store.models import AccessLog, Account

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def ana(db: None) -> Account:
    return Account.objects.create_user("ana", roles=["auditor"])


def test_a_read_is_logged_with_who_what_and_when(ana: Account) -> None:
    access.log_read(ana, "case", "LC-2026-0412", action="view_case", at=AT)
    row = AccessLog.objects.get()
    assert (row.account, row.kind, row.reference, row.at) == (ana, "case", "LC-2026-0412", AT)


def test_each_read_has_its_entry_in_the_ledger(ana: Account) -> None:
    from licet.store.models.ledger import Entry

    access.log_read(ana, "denial", "DN-1", action="view_denial", at=AT)
    access.log_read(ana, "denial", "DN-1", action="view_denial", at=AT)
    assert list(Entry.objects.values_list("kind", "stream")) == [("access.read", "reads:denial:DN-1")] * 2


def test_a_read_of_something_else_is_a_fault(ana: Account) -> None:
    with pytest.raises(ValueError, match="weather"):
        access.log_read(ana, "weather", "x", action="view_case", at=AT)


def test_a_logged_read_is_neither_changed_nor_deleted(ana: Account) -> None:
    row = access.log_read(ana, "case", "LC-2026-0412", action="view_case", at=AT)
    row.reference = "LC-2026-0001"
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


@pytest.mark.parametrize("age", [timedelta(0), timedelta(minutes=5)])
def test_a_fresh_confirmation_lets_a_signature_through(age: timedelta) -> None:
    access.require_fresh(AT - age, AT)


@pytest.mark.parametrize("auth_at", [None, AT - timedelta(minutes=5, seconds=1), AT + timedelta(seconds=1)])
def test_a_missing_old_or_future_confirmation_does_not(auth_at: datetime | None) -> None:
    with pytest.raises(access.NotFresh):
        access.require_fresh(auth_at, AT)


def test_signing_in_is_not_a_confirmation() -> None:
    assert access.authenticated_at({access.RECORDS: [{"method": "password", "at": AT.timestamp()}]}) is None


def test_the_last_confirmation_counts() -> None:
    records = [{"reauthenticated": True, "at": (AT - timedelta(hours=h)).timestamp()} for h in (0, 2, 1)]
    assert access.authenticated_at({access.RECORDS: records}) == AT


@pytest.mark.parametrize("session", [{}, {access.RECORDS: "x"}, {access.RECORDS: []}])
def test_a_session_without_confirmation_has_none(session: dict[str, object]) -> None:
    assert access.authenticated_at(session) is None


def test_a_signature_within_a_visit_needs_a_confirmation_whatever_the_page_does() -> None:
    boss = Account(pk=7, roles=["administrator"])
    request = SimpleNamespace(proposed_by_id=8, account_id=9)
    with visit({}, lambda: AT), pytest.raises(access.NotFresh):
        require(boss, "approve_account", request)
    with visit({access.RECORDS: [{"reauthenticated": True, "at": AT.timestamp()}]}, lambda: AT):
        require(boss, "approve_account", request)


def test_a_change_that_is_no_signature_needs_none() -> None:
    with visit({}, lambda: AT):
        require(Account(pk=7, roles=["administrator"]), "propose_account")


def test_who_may_not_sign_is_told_so_and_not_asked_to_confirm() -> None:
    with visit({}, lambda: AT), pytest.raises(NotAllowed) as refusal:
        require(Account(pk=7, roles=["administrator"]), "decide", SimpleNamespace())
    assert not isinstance(refusal.value, access.NotFresh)


def test_a_visit_ends_with_its_request() -> None:
    with visit({}, lambda: AT):
        pass
    require(Account(pk=7, roles=["administrator"]), "approve_account", SimpleNamespace(proposed_by_id=8, account_id=9))
