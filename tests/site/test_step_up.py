from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.test import Client

from licet.actions import access
from licet.store.models import Account
from tests.site import probe_urls
from tests.site.conftest import PASSWORD

pytestmark = pytest.mark.urls("tests.site.probe_urls")
SIGNING = ["/probe/sign", "/probe/sign-page"]


@pytest.fixture(autouse=True)
def done() -> list[str]:
    probe_urls.DONE.clear()
    return probe_urls.DONE


@pytest.mark.parametrize("address", SIGNING)
def test_a_signature_right_after_sign_in_asks_who_signs(
    olga: Account, sign_in: Callable[..., Client], done: list[str], address: str
) -> None:
    answer = sign_in().post(address, {"word": "yes"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    assert done == []


@pytest.mark.parametrize("address", SIGNING)
def test_after_the_confirmation_what_was_asked_is_done_once(
    olga: Account, sign_in: Callable[..., Client], done: list[str], address: str
) -> None:
    client = sign_in()
    asked = client.post(address, {"word": "yes"})
    confirmed = client.post(asked.headers["Location"], {"password": PASSWORD, "next": address})
    assert confirmed.content == b"signed"
    assert done == ["POST yes"]
    assert client.post(address, {"word": "again"}).status_code == 200


def test_a_page_that_forgets_to_ask_is_stopped_by_the_policy(
    olga: Account, sign_in: Callable[..., Client], done: list[str]
) -> None:
    Account.objects.filter(pk=olga.pk).update(roles=["administrator"])
    client = sign_in()
    asked = client.post("/probe/approve", {})
    assert asked.status_code == 302
    assert done == []
    client.post(asked.headers["Location"], {"password": PASSWORD, "next": "/probe/approve"})
    assert done == ["approved"]


def test_looking_at_a_form_of_a_signature_needs_no_confirmation(
    olga: Account, sign_in: Callable[..., Client], done: list[str]
) -> None:
    Account.objects.filter(pk=olga.pk).update(roles=["administrator"])
    assert sign_in().get("/probe/approve").status_code == 200


def test_a_wrong_password_does_nothing(olga: Account, sign_in: Callable[..., Client], done: list[str]) -> None:
    client = sign_in()
    asked = client.post("/probe/sign", {"word": "yes"})
    client.post(asked.headers["Location"], {"password": "wrong", "next": "/probe/sign"})
    assert done == []
    assert client.post("/probe/sign").status_code == 302


def test_an_old_confirmation_is_asked_for_again(olga: Account, sign_in: Callable[..., Client], done: list[str]) -> None:
    client = sign_in()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    session = client.session
    for record in session[access.RECORDS]:
        record["at"] = time.time() - 301
    session.save()
    assert client.post("/probe/sign").status_code == 302
    assert done == []


def test_the_confirmation_of_another_session_does_not_count(
    olga: Account, sign_in: Callable[..., Client], done: list[str]
) -> None:
    first, second = sign_in(), sign_in()
    first.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert second.post("/probe/sign").status_code == 302
    assert done == []


def test_the_confirmation_leads_to_no_other_site(olga: Account, sign_in: Callable[..., Client]) -> None:
    answer = sign_in().post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "https://evil.example/"})
    assert "evil" not in answer.headers.get("Location", "")


def test_a_code_of_the_second_factor_confirms_too(
    olga: Account, sign_in: Callable[..., Client], done: list[str]
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    client = sign_in()
    secret = generate_totp_secret()
    TOTP.activate(olga, secret)
    client.post("/accounts/2fa/reauthenticate/", {"code": code(secret), "next": "/probe/sign"})
    assert client.post("/probe/sign").status_code == 200


def test_with_a_second_factor_the_password_alone_does_not_sign_in(
    olga: Account, sign_in: Callable[..., Client]
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(olga, secret)
    client = sign_in()
    assert "_auth_user_id" not in client.session
    assert client.get("/accounts/2fa/authenticate/").status_code == 200
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert "_auth_user_id" in client.session


def test_the_secret_of_the_second_factor_is_kept_encrypted(olga: Account) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(olga, secret)
    kept = Authenticator.objects.get(user=olga).data
    assert secret not in str(kept)


def code(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_a_second_factor_is_set_up_on_its_page_and_recovery_codes_are_given(
    olga: Account, sign_in: Callable[..., Client]
) -> None:
    from allauth.mfa.models import Authenticator

    client = sign_in()
    assert client.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.status_code == 200
    secret = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    kinds = set(Authenticator.objects.filter(user=olga).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


def test_guesses_of_the_code_are_stopped(olga: Account, sign_in: Callable[..., Client]) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    secret = generate_totp_secret()
    TOTP.activate(olga, secret)
    client = sign_in()
    for _ in range(12):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    client.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert "_auth_user_id" not in client.session
