"""Accounts are made, changed and closed by two administrators."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.actions import accounts, accounts_made
from licet.common.errors import BadInput, Conflict, LicetError, NotAllowed, NotYet
from licet.store.models import Account, AccountRequest

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
NEW = {"username": "dora", "display_name": "Dora Lind", "roles": ["licensing_officer"], "state": "XXA"}


@pytest.fixture
def admins(db: None) -> list[Account]:
    return [made.account for made in accounts_made.do_bootstrap(["ada", "bo", "cy"], at=AT)]


@pytest.fixture
def officer(db: None) -> Account:
    return Account.objects.create_user("olga", display_name="Olga", roles=["licensing_officer"], state="XXA")


def propose(by: Account, **change: Any) -> AccountRequest:
    return accounts.do_propose_account(NEW | change, "New colleague.", acting_user=by, at=AT)


def test_two_administrators_make_an_account(admins: list[Account]) -> None:
    request = propose(admins[0])
    assert not Account.objects.filter(username="dora").exists()
    approved = accounts.do_approve(request, acting_user=admins[1], at=AT)
    assert approved.account.roles == ["licensing_officer"]
    assert approved.account.password_lent
    assert approved.password
    assert approved.account.check_password(approved.password)


def test_an_account_approved_without_a_password_lets_nobody_in(admins: list[Account]) -> None:
    approved = accounts.do_approve(propose(admins[0]), acting_user=admins[1], at=AT, lend=False)
    assert approved.password is None
    assert not approved.account.has_usable_password()


def test_nobody_approves_a_proposal_of_their_own(admins: list[Account]) -> None:
    request = propose(admins[0])
    with pytest.raises(NotAllowed, match="own"):
        accounts.do_approve(request, acting_user=admins[0], at=AT)
    assert not Account.objects.filter(username="dora").exists()


def test_nobody_proposes_a_change_of_their_own_roles(admins: list[Account]) -> None:
    with pytest.raises(NotAllowed, match="own"):
        accounts.do_propose_change(admins[0], {"roles": ["auditor"]}, "I want more.", acting_user=admins[0], at=AT)


def test_nobody_approves_a_request_about_themselves(admins: list[Account]) -> None:
    request = accounts.do_propose_close(admins[1], "Leaves the ministry.", acting_user=admins[0], at=AT)
    with pytest.raises(NotAllowed):
        accounts.do_approve(request, acting_user=admins[1], at=AT)


@pytest.mark.parametrize("role", ["licensing_officer", "countersigner", "auditor", "liaison", "law_approver"])
def test_only_administrators_propose_and_approve(admins: list[Account], role: str) -> None:
    other = Account.objects.create_user("other", roles=[role])
    with pytest.raises(NotAllowed):
        propose(other)
    with pytest.raises(NotAllowed):
        accounts.do_approve(propose(admins[0]), acting_user=other, at=AT)


def test_an_approved_request_is_not_approved_again(admins: list[Account]) -> None:
    request = propose(admins[0])
    accounts.do_approve(request, acting_user=admins[1], at=AT)
    with pytest.raises(Conflict):
        accounts.do_approve(request, acting_user=admins[2], at=AT)


def test_a_change_of_roles_ends_the_sessions(admins: list[Account], officer: Account) -> None:
    before = officer.get_session_auth_hash()
    request = accounts.do_propose_change(
        officer, {"roles": ["countersigner"]}, "Promoted in May.", acting_user=admins[0], at=AT
    )
    account = accounts.do_approve(request, acting_user=admins[1], at=AT).account
    assert account.roles == ["countersigner"]
    assert account.get_session_auth_hash() != before


def test_a_change_of_the_name_leaves_the_sessions(admins: list[Account], officer: Account) -> None:
    before = officer.get_session_auth_hash()
    request = accounts.do_propose_change(
        officer, {"display_name": "Olga Ek"}, "Married in May.", acting_user=admins[0], at=AT
    )
    assert accounts.do_approve(request, acting_user=admins[1], at=AT).account.get_session_auth_hash() == before


def test_a_change_is_refused_when_the_account_changed_meanwhile(admins: list[Account], officer: Account) -> None:
    request = accounts.do_propose_change(
        officer, {"roles": ["countersigner"]}, "Promoted in May.", acting_user=admins[0], at=AT
    )
    Account.objects.filter(pk=officer.pk).update(roles=["adviser"])
    with pytest.raises(Conflict, match="changed since"):
        accounts.do_approve(request, acting_user=admins[1], at=AT)


def test_a_closed_account_ends_its_sessions_and_has_no_password(admins: list[Account], officer: Account) -> None:
    before = officer.get_session_auth_hash()
    request = accounts.do_propose_close(officer, "Leaves the ministry.", acting_user=admins[0], at=AT)
    account = accounts.do_approve(request, acting_user=admins[1], at=AT).account
    assert account.is_closed
    assert not account.has_usable_password()
    assert account.get_session_auth_hash() != before


def test_a_closed_account_is_not_changed(admins: list[Account], officer: Account) -> None:
    request = accounts.do_propose_close(officer, "Leaves the ministry.", acting_user=admins[0], at=AT)
    accounts.do_approve(request, acting_user=admins[1], at=AT)
    with pytest.raises(Conflict, match="closed"):
        accounts.do_propose_change(officer, {"roles": ["auditor"]}, "Comes back.", acting_user=admins[0], at=AT)


def test_a_closed_administrator_no_longer_approves(admins: list[Account]) -> None:
    request = propose(admins[0])
    Account.objects.create_user("di", roles=["administrator"])
    closing = accounts.do_propose_close(admins[2], "Leaves the ministry.", acting_user=admins[0], at=AT)
    accounts.do_approve(closing, acting_user=admins[1], at=AT)
    with pytest.raises(NotAllowed, match="closed"):
        accounts.do_approve(request, acting_user=admins[2], at=AT)


@pytest.mark.parametrize("nobody", [Account(), Account(pk=12345, roles=["administrator"])])
def test_an_account_that_is_not_stored_does_nothing(admins: list[Account], nobody: Account) -> None:
    with pytest.raises(NotAllowed):
        propose(nobody)


def test_two_administrators_are_always_left(admins: list[Account]) -> None:
    first = accounts.do_propose_close(admins[2], "Leaves the ministry.", acting_user=admins[0], at=AT)
    accounts.do_approve(first, acting_user=admins[1], at=AT)
    Account.objects.create_user("di", roles=["administrator"], is_active=False)
    second = accounts.do_propose_close(admins[1], "Leaves the ministry.", acting_user=admins[0], at=AT)
    helper = Account(pk=999, username="x", roles=["administrator"])
    with pytest.raises(NotYet):
        accounts.check_approve(helper, second)


def test_one_request_about_an_account_waits_at_a_time(admins: list[Account], officer: Account) -> None:
    accounts.do_propose_close(officer, "Leaves the ministry.", acting_user=admins[0], at=AT)
    with pytest.raises(Conflict):
        accounts.do_propose_close(officer, "Leaves the ministry.", acting_user=admins[1], at=AT)
    propose(admins[0])
    with pytest.raises(Conflict):
        propose(admins[1])


def test_a_request_is_turned_down_by_another_with_a_reason(admins: list[Account]) -> None:
    request = propose(admins[0])
    with pytest.raises(NotAllowed):
        accounts.do_reject(request, "Not this one.", acting_user=admins[0], at=AT)
    with pytest.raises(BadInput):
        accounts.do_reject(request, " ", acting_user=admins[1], at=AT)
    assert accounts.do_reject(request, "Not this one.", acting_user=admins[1], at=AT).status == "rejected"
    with pytest.raises(Conflict):
        accounts.do_approve(request, acting_user=admins[1], at=AT)


def test_a_request_is_taken_back_by_the_one_who_made_it(admins: list[Account]) -> None:
    request = propose(admins[0])
    with pytest.raises(NotAllowed):
        accounts.do_withdraw(request, acting_user=admins[1], at=AT)
    assert accounts.do_withdraw(request, acting_user=admins[0], at=AT).status == "withdrawn"


def test_a_lent_password_replaces_a_forgotten_one(admins: list[Account], officer: Account) -> None:
    request = accounts.do_propose_change(officer, {"lend_password": True}, "Forgotten.", acting_user=admins[0], at=AT)
    approved = accounts.do_approve(request, acting_user=admins[1], at=AT)
    assert approved.password
    assert approved.account.check_password(approved.password)
    assert approved.account.password_lent


def test_lent_passwords_differ_and_are_long() -> None:
    assert len({accounts_made.lent_password() for _ in range(50)}) == 50
    assert len(accounts_made.lent_password()) == 23


def test_the_password_is_in_no_request_and_no_entry(admins: list[Account]) -> None:
    from licet.store.models.ledger import Opening

    approved = accounts.do_approve(propose(admins[0]), acting_user=admins[1], at=AT)
    kept = " ".join(f"{o.statement} {o.rows}" for o in Opening.objects.all())
    assert approved.password
    assert approved.password not in kept
    assert approved.account.password not in kept


def test_every_step_has_its_entry(admins: list[Account]) -> None:
    from licet.store.models.ledger import Entry

    accounts.do_approve(propose(admins[0]), acting_user=admins[1], at=AT)
    kinds = list(Entry.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["account.opened"] * 3 + ["account.proposed", "account.opened"]


def test_the_log_answers_for_every_account_and_finds_one_that_was_edited(admins: list[Account]) -> None:
    from licet.store import ledger

    accounts.do_approve(propose(admins[0]), acting_user=admins[1], at=AT)
    ledger.publish(AT)
    assert ledger.fsck() == []
    Account.objects.filter(username="dora").update(roles=["countersigner"])
    assert any("store_account" in str(fault) for fault in ledger.fsck())


@pytest.mark.parametrize("names", [[], ["ada"], ["ada", "ada"]])
def test_an_installation_does_not_start_with_one_administrator(names: list[str], db: None) -> None:
    with pytest.raises(BadInput):
        accounts_made.do_bootstrap(names, at=AT)
    assert not Account.objects.exists()


def test_bootstrap_is_refused_once_there_was_an_administrator(admins: list[Account]) -> None:
    with pytest.raises(Conflict):
        accounts_made.do_bootstrap(["eve", "mallory"], at=AT)


BAD: list[dict[str, Any]] = [
    {"username": ""},
    {"username": "Dora Lind"},
    {"username": "ADA"},
    {"display_name": ""},
    {"display_name": "x" * 151},
    {"display_name": "a\x00b"},
    {"email": "nobody"},
    {"roles": []},
    {"roles": "auditor"},
    {"roles": ["auditer"]},
    {"roles": [["auditor"]]},
    {"roles": ["auditor", "auditor"]},
    {"roles": ["administrator", "licensing_officer"]},
    {"roles": ["exporter"]},
    {"organisation_id": 1},
    {"roles": ["exporter"], "organisation_id": 12345},
    {"roles": ["exporter"], "organisation_id": "1 OR 1=1"},
    {"state": "France"},
    {"authority_ceiling": "1e9", "authority_currency": "EUR"},
    {"authority_ceiling": "-1", "authority_currency": "EUR"},
    {"authority_ceiling": "100", "authority_currency": "EURO"},
    {"authority_ceiling": "NaN", "authority_currency": "EUR"},
    {"authority_currency": "EUR"},
    {"authority_goods": "ML1"},
    {"authority_goods": [1]},
    {"authority_destinations": ["France"]},
    {"is_superuser": True},
    {"password": "x"},
    {"session_version": 9},
]


@pytest.mark.parametrize("change", BAD, ids=str)
def test_a_field_that_cannot_stand_is_named(admins: list[Account], change: dict[str, Any]) -> None:
    with pytest.raises(LicetError) as fault:
        propose(admins[0], **change)
    assert isinstance(fault.value, BadInput)
    assert fault.value.remedy
    assert not AccountRequest.objects.exists()


def test_an_account_is_proposed_with_authority(admins: list[Account]) -> None:
    request = propose(
        admins[0],
        roles=["countersigner"],
        authority_ceiling="5 000 000",
        authority_currency="EUR",
        authority_goods=["ML1", "ML2"],
        authority_destinations=["*"],
    )
    account = accounts.do_approve(request, acting_user=admins[1], at=AT).account
    account.refresh_from_db()
    assert str(account.authority_ceiling) == "5000000.00"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(["create", "roles", "close"]), *[st.integers(0, 4)] * 3), max_size=6))
def test_whatever_is_tried_no_account_changes_by_one_person(
    steps: list[tuple[str, int, int, int]], django_db_blocker: Any, db: None
) -> None:
    from django.db import transaction

    with transaction.atomic():
        people = [made.account for made in accounts_made.do_bootstrap(["ada", "bo", "cy"], at=AT)]
        people += [Account.objects.create_user(f"p{n}", display_name="P", roles=["adviser"]) for n in range(2)]
        for number, (what, proposer, approver, about) in enumerate(steps):
            before = Account.objects.get(pk=people[about].pk).ledger_record()
            count = Account.objects.count()
            try:
                with transaction.atomic():
                    request = _proposed(what, people[proposer], people[about], number)
                    accounts.do_approve(request, acting_user=people[approver], at=AT)
            except LicetError:
                assert Account.objects.count() == count
                assert Account.objects.get(pk=people[about].pk).ledger_record() == before
            else:
                assert proposer != approver
                assert "administrator" in people[proposer].roles
                assert "administrator" in people[approver].roles
                assert what == "create" or about not in (proposer, approver)
            people = [Account.objects.get(pk=person.pk) for person in people]
        transaction.set_rollback(True)


def _proposed(what: str, by: Account, about: Account, number: int) -> AccountRequest:
    if what == "create":
        return propose(by, username=f"new{number}")
    if what == "roles":
        return accounts.do_propose_change(about, {"roles": ["analyst"]}, "Moves desk.", acting_user=by, at=AT)
    return accounts.do_propose_close(about, "Leaves the ministry.", acting_user=by, at=AT)
