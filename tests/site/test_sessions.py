from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from licet.actions import accounts, accounts_made
from licet.site import sessions
from licet.store import clock
from licet.store.models import Account

INSIDE = "/accounts/2fa/"


def inside(client: Client) -> bool:
    return client.get(INSIDE).status_code == 200


def backdate(client: Client, **seconds: int) -> None:
    session = client.session
    for key, age in seconds.items():
        session[key] = int(time.time()) - age
    session.save()


def test_a_session_goes_on_while_it_is_used(olga: Account, sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    backdate(client, licet_seen=settings.SESSION_IDLE_SECONDS - 5)
    assert inside(client)
    assert client.session[sessions.SEEN] >= int(time.time()) - 2


def test_an_idle_session_ends(olga: Account, sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    backdate(client, licet_seen=settings.SESSION_IDLE_SECONDS + 1)
    assert not inside(client)
    assert "_auth_user_id" not in client.session


def test_a_session_ends_after_a_working_day_however_busy(olga: Account, sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    backdate(client, licet_started=settings.SESSION_ABSOLUTE_SECONDS + 1, licet_seen=0)
    assert not inside(client)


@pytest.mark.parametrize("key", [sessions.STARTED, sessions.SEEN])
def test_a_session_that_does_not_say_when_it_began_is_over(
    olga: Account, sign_in: Callable[..., Client], key: str
) -> None:
    client = sign_in()
    session = client.session
    del session[key]
    session.save()
    assert not inside(client)


def test_the_moment_of_use_is_not_written_on_every_request(olga: Account, sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    seen = client.session[sessions.SEEN] = client.session[sessions.SEEN]
    inside(client)
    assert client.session[sessions.SEEN] == seen


def test_signing_out_ends_the_session_on_the_server(olga: Account, sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/accounts/logout/")
    other = Client()
    other.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert not inside(other)


def test_looking_at_the_sign_out_page_does_not_sign_out(olga: Account, sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    client.get("/accounts/logout/")
    assert inside(client)


def approve(kind: str, olga: Account) -> None:
    ada, bo, _ = (made.account for made in accounts_made.do_bootstrap(["ada", "bo", "cy"], at=clock.now()))
    if kind == "roles":
        request = accounts.do_propose_change(olga, {"roles": ["adviser"]}, "Moves.", acting_user=ada, at=clock.now())
    elif kind == "password":
        request = accounts.do_propose_change(olga, {"lend_password": True}, "Lost.", acting_user=ada, at=clock.now())
    else:
        request = accounts.do_propose_close(olga, "Leaves.", acting_user=ada, at=clock.now())
    accounts.do_approve(request, acting_user=bo, at=clock.now())


@pytest.mark.parametrize("kind", ["roles", "password", "close"])
def test_a_change_of_the_account_ends_every_session_of_it(
    olga: Account, sign_in: Callable[..., Client], kind: str
) -> None:
    first, second = sign_in(), sign_in("olga@ministry.example")
    assert inside(first)
    assert inside(second)
    approve(kind, olga)
    assert not inside(first)
    assert not inside(second)


def test_a_new_password_ends_the_other_sessions_only(olga: Account, sign_in: Callable[..., Client]) -> None:
    from tests.site.conftest import PASSWORD

    first, second = sign_in(), sign_in()
    new = {"oldpassword": PASSWORD, "password1": "seven brown kettles", "password2": "seven brown kettles"}
    first.post("/accounts/password/change/", new)
    assert inside(first)
    assert not inside(second)


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(olga: Account, sign_in: Callable[..., Client]) -> None:
    cookie = sign_in().cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["expires"]
