from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from licet.store.models import Account

pytestmark = pytest.mark.django_db


def test_an_account_is_made_with_roles() -> None:
    account = Account.objects.create_user("ana", "ana@example.org", "long enough words", roles=["licensing_officer"])
    assert account.has_role("licensing_officer", "auditor")
    assert not account.has_role("auditor")
    assert account.check_password("long enough words")


def test_an_account_without_password_cannot_sign_in() -> None:
    assert not Account.objects.create_user("ben").has_usable_password()


@pytest.mark.parametrize("roles", ["auditor", ["owner"], ["auditor", "auditor"], {"auditor": 1}])
def test_unknown_or_repeated_roles_are_refused(roles: object) -> None:
    with pytest.raises(ValidationError):
        Account(username="x", password="x", roles=roles).full_clean()


def test_a_superuser_flag_grants_no_permission() -> None:
    account = Account.objects.create_user("root", is_superuser=True, is_staff=True)
    assert not account.has_perm("store.view_case")
    assert not account.has_perms(["store.view_case"])
    assert not account.has_module_perms("store")


def test_two_accounts_cannot_share_an_address_in_another_case() -> None:
    Account.objects.create_user("ana", "ana@example.org")
    with pytest.raises(IntegrityError):
        Account.objects.create_user("anna", "ANA@example.org")


def test_accounts_without_address_do_not_clash() -> None:
    Account.objects.create_user("ana")
    Account.objects.create_user("ben")


def test_the_record_for_the_ledger_holds_no_password() -> None:
    record = Account.objects.create_user("ana", password="secret words", roles=["auditor"]).ledger_record()
    assert record["roles"] == ["auditor"]
    assert "password" not in record
