from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from licet.actions.accounts import do_unlock
from licet.common.errors import NotAllowed
from licet.store.models import Account
from tests.site.conftest import PASSWORD

LOGIN = "/accounts/login/"
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def attempt(name: str, password: str = "wrong", **headers: Any) -> Any:
    return Client().post(LOGIN, {"login": name, "password": password}, **headers)


def fail(name: str, times: int) -> Any:
    return [attempt(name) for _ in range(times)][-1]


def plain(answer: Any) -> str:
    return re.sub(r'value="\w{64}"', "", answer.content.decode())


def test_five_failures_lock_the_account_even_for_the_right_password(olga: Account) -> None:
    assert fail("olga", 4).status_code == 200
    assert attempt("olga").status_code == 429
    assert attempt("olga", PASSWORD).status_code == 429


def test_four_failures_do_not(olga: Account) -> None:
    fail("olga", 4)
    assert attempt("olga", PASSWORD).status_code == 302


def test_a_success_starts_the_count_again(olga: Account) -> None:
    fail("olga", 4)
    attempt("olga", PASSWORD)
    fail("olga", 4)
    assert attempt("olga", PASSWORD).status_code == 302


def test_attempts_by_name_address_and_case_count_together(olga: Account) -> None:
    for name in ("olga", "OLGA", "olga@ministry.example", "Olga@Ministry.example", " olga "):
        attempt(name)
    assert attempt("olga", PASSWORD).status_code == 429


def test_attempts_from_many_places_count_together(olga: Account) -> None:
    for number in range(5):
        attempt("olga", REMOTE_ADDR=f"10.0.0.{number}")
    assert attempt("olga", PASSWORD, REMOTE_ADDR="10.0.1.1").status_code == 429


def test_another_account_is_not_locked(olga: Account) -> None:
    Account.objects.create_user("nils", password=PASSWORD)
    fail("olga", 6)
    assert attempt("nils", PASSWORD).status_code == 302


def test_a_name_that_nobody_has_is_answered_alike(olga: Account) -> None:
    real = [attempt("olga").status_code for _ in range(7)]
    assert real == [attempt("nobody").status_code for _ in range(7)]
    assert plain(fail("olga", 1)) == plain(fail("nobody", 1))


def test_the_lock_ends_after_the_wait(olga: Account) -> None:
    from axes.models import AccessAttempt

    fail("olga", 5)
    AccessAttempt.objects.update(attempt_time=datetime.now(UTC) - timedelta(minutes=16))
    assert attempt("olga", PASSWORD).status_code == 302


def test_attempts_during_the_lock_do_not_lengthen_it(olga: Account) -> None:
    from axes.models import AccessAttempt

    fail("olga", 5)
    started = AccessAttempt.objects.get().attempt_time
    fail("olga", 3)
    assert AccessAttempt.objects.get().attempt_time == started


def test_an_administrator_releases_the_account(olga: Account) -> None:
    fail("olga", 5)
    do_unlock(olga, acting_user=Account.objects.create_user("ada", roles=["administrator"]), at=AT)
    assert attempt("olga", PASSWORD).status_code == 302


def test_nobody_else_does(olga: Account) -> None:
    with pytest.raises(NotAllowed):
        do_unlock(olga, acting_user=Account.objects.create_user("bo", roles=["licensing_officer"]), at=AT)


def test_a_locked_name_does_not_end_the_work_of_who_is_signed_in(olga: Account) -> None:
    client = Client()
    client.post(LOGIN, {"login": "olga", "password": PASSWORD})
    fail("olga", 6)
    assert client.get("/accounts/2fa/").status_code == 200


def test_guesses_at_the_confirmation_of_a_signature_lock_too(olga: Account) -> None:
    client = Client()
    client.post(LOGIN, {"login": "olga", "password": PASSWORD})
    answers = [client.post("/accounts/reauthenticate/", {"password": "wrong"}).status_code for _ in range(6)]
    assert answers[-1] == 429
    assert attempt("olga", PASSWORD).status_code == 429


def test_no_password_is_kept_with_an_attempt(olga: Account) -> None:
    from axes.models import AccessAttempt

    attempt("olga", "my secret words")
    kept = " ".join(str(value) for value in AccessAttempt.objects.values().get().values())
    assert "my secret words" not in kept
