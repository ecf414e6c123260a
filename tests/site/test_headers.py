"""What browsers are told, on every address: pages, sign-in, errors, static files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from licet.store.models import Account

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
TOLD = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def directives(header: str) -> set[str]:
    return {part.strip() for part in header.split(";")}


def assert_told(answer: Any) -> None:
    assert directives(answer.headers["Content-Security-Policy"]) == directives(POLICY)
    assert {name: answer.headers.get(name) for name in TOLD} == TOLD
    assert "camera=()" in answer.headers["Permissions-Policy"]


def plain_addresses(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """Yield every address that takes no argument."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if "<" in route or "(?P" in route:
            continue
        if isinstance(entry, URLPattern):
            yield route.replace("^", "").replace("$", "")
        else:
            yield from plain_addresses(entry, route)


ADDRESSES = sorted(set(plain_addresses(get_resolver("licet.site.urls"))))


def test_the_addresses_under_test_include_the_sign_in_pages() -> None:
    assert {"/healthz", "/accounts/login/", "/accounts/2fa/totp/activate/"} <= set(ADDRESSES)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("signed_in", [False, True])
def test_every_address_has_exactly_the_policy(
    olga: Account, sign_in: Callable[..., Client], address: str, signed_in: bool
) -> None:
    assert_told((sign_in() if signed_in else Client()).get(address))


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a.startswith("/accounts/")])
@pytest.mark.parametrize("signed_in", [False, True])
def test_no_sign_in_page_needs_what_the_policy_forbids(
    olga: Account, sign_in: Callable[..., Client], address: str, signed_in: bool
) -> None:
    client = sign_in() if signed_in else Client()
    if signed_in:
        client.post("/accounts/reauthenticate/", {"password": "forty green umbrellas"})
    assert_no_inline(client.get(address).content.decode())


def assert_no_inline(text: str) -> None:
    import re

    assert not re.search(r"<[^>]+\sstyle\s*=", text)
    assert not re.search(r"<[^>]+\son\w+\s*=", text)
    assert "<style" not in text
    for attributes in re.findall(r"<script([^>]*)>", text):
        assert "src=" in attributes or 'type="application/json"' in attributes
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)


@pytest.mark.urls("tests.site.probe_urls")
@pytest.mark.parametrize(
    ("address", "status"),
    [("/probe/forbidden", 403), ("/probe/missing", 404), ("/no/such/page", 404), ("/probe/broken", 500)],
)
def test_every_error_has_the_policy(db: None, address: str, status: int) -> None:
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == status
    assert_told(answer)
    assert_no_inline(answer.content.decode())


def test_a_request_for_another_host_is_refused_with_the_policy(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/accounts/login/", HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert_told(answer)


def test_a_form_without_token_is_refused_with_the_policy(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert answer.status_code == 403
    assert_told(answer)


def test_static_files_have_the_policy(db: None) -> None:
    assert finders.find("licet/style.css")
    answer = Client().get("/static/licet/style.css")
    assert answer.status_code == 200
    assert_told(answer)


def test_the_fault_page_and_the_log_repeat_nothing_that_was_typed(
    db: None, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    from licet.site.logs import JsonLines

    settings.ROOT_URLCONF = "tests.site.probe_urls"
    answer = Client(raise_request_exception=False).get("/probe/broken?name=olga@ministry.example")
    lines = "\n".join(JsonLines().format(record) for record in caplog.records)
    assert "RuntimeError" in lines
    assert "probe/broken" in lines
    assert "ministry.example" not in lines + answer.content.decode()


def test_a_page_of_a_signed_in_person_is_kept_by_no_cache(olga: Account, sign_in: Callable[..., Client]) -> None:
    assert "no-store" in sign_in().get("/accounts/2fa/").headers["Cache-Control"]
