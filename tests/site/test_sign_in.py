from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from licet.store.models import Account
from tests.site.conftest import PASSWORD

LOGIN = "/accounts/login/"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["olga", "OLGA", "olga@ministry.example", "Olga@Ministry.example"])
def test_a_person_signs_in_by_name_or_address(olga: Account, sign_in: Callable[..., Client], name: str) -> None:
    assert signed_in(sign_in(name))


def test_a_wrong_password_does_not(olga: Account, sign_in: Callable[..., Client]) -> None:
    assert not signed_in(sign_in(password="wrong"))


def test_a_closed_account_does_not(olga: Account, sign_in: Callable[..., Client]) -> None:
    Account.objects.filter(pk=olga.pk).update(is_active=False)
    assert not signed_in(sign_in())


def page(client: Client, name: str, password: str) -> str:
    answer = client.post(LOGIN, {"login": name, "password": password})
    assert answer.status_code == 200
    return answer.content.decode().replace(name, "NAME")


def without_tokens(text: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_the_answer_is_the_same_whether_or_not_the_account_exists(olga: Account) -> None:
    real = page(Client(), "olga", "wrong")
    assert without_tokens(real) == without_tokens(page(Client(), "nobody", "wrong"))


def test_the_answer_is_the_same_for_a_closed_account_with_the_right_password(olga: Account) -> None:
    Account.objects.filter(pk=olga.pk).update(is_active=False)
    closed = Client().post(LOGIN, {"login": "olga", "password": PASSWORD})
    unknown = Client().post(LOGIN, {"login": "nobody", "password": PASSWORD})
    assert (closed.status_code, closed.headers.get("Location")) == (
        unknown.status_code,
        unknown.headers.get("Location"),
    )


@pytest.mark.parametrize(
    "path",
    ["signup/", "password/reset/", "email/", "password/set/", "login/code/", "3rdparty/", "2fa/webauthn/login/"],
)
def test_what_this_site_does_not_use_is_not_there(db: None, path: str) -> None:
    assert Client().get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_sign_in_leads_to_no_other_site(olga: Account, target: str) -> None:
    answer = Client().post(LOGIN, {"login": "olga", "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert "evil" not in answer.headers["Location"]
    assert answer.headers["Location"].startswith("/")


def test_sign_in_leads_to_the_page_that_was_asked_for(olga: Account) -> None:
    answer = Client().post(LOGIN, {"login": "olga", "password": PASSWORD, "next": "/accounts/2fa/"})
    assert answer.headers["Location"] == "/accounts/2fa/"


def test_the_session_gets_a_new_key_at_sign_in(olga: Account) -> None:
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    client.post(LOGIN, {"login": "olga", "password": PASSWORD})
    assert client.session.session_key != before


def test_a_form_without_its_token_is_refused(olga: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(LOGIN, {"login": "olga", "password": PASSWORD}).status_code == 403
    assert not signed_in(client)


@pytest.mark.parametrize("path", ["/accounts/logout/", "/accounts/password/change/", "/accounts/2fa/totp/activate/"])
def test_no_form_of_a_signed_in_person_works_without_its_token(olga: Account, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(olga)
    assert client.post(path, {}).status_code == 403


def test_a_lent_password_must_be_replaced_before_anything_else(olga: Account, sign_in: Callable[..., Client]) -> None:
    Account.objects.filter(pk=olga.pk).update(password_lent=True)
    client = sign_in()
    assert client.get("/accounts/2fa/").headers["Location"] == "/accounts/password/change/"
    assert client.get("/accounts/password/change/").status_code == 200
    new = {"oldpassword": PASSWORD, "password1": "seven brown kettles", "password2": "seven brown kettles"}
    assert client.post("/accounts/password/change/", new).status_code == 302
    olga.refresh_from_db()
    assert not olga.password_lent
    assert client.get("/accounts/2fa/").status_code == 200


def test_the_lent_password_is_not_a_new_one(olga: Account, sign_in: Callable[..., Client]) -> None:
    Account.objects.filter(pk=olga.pk).update(password_lent=True)
    client = sign_in()
    same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/password/change/", same)
    olga.refresh_from_db()
    assert olga.password_lent


@pytest.mark.parametrize("new", ["short", "password1234", "olga@ministry.example"])
def test_weak_passwords_are_refused(olga: Account, sign_in: Callable[..., Client], new: str) -> None:
    client = sign_in()
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    olga.refresh_from_db()
    assert olga.check_password(PASSWORD)
