"""The JSON twins: same policy, same log of reads, refusals as problem documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from licet.actions.throttle import ATTEMPTS
from licet.site import sessions
from licet.store.models import AccessLog
from tests.actions import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    cache.clear()


def get(person: Any, path: str) -> Any:
    client = Client()
    if person is not None:
        client.force_login(person)
        assert sessions.STARTED in client.session
    return client.get(f"/api/v1{path}")


def test_nobody_signed_in_gets_a_problem_document() -> None:
    answer = get(None, "/cases")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "LIC-910"


def test_a_case_has_its_parties_lines_blockers_and_the_read_is_logged() -> None:
    case = make.assessed(goods=2)
    answer = get(case.officer, f"/cases/{case.reference}")
    body = answer.json()
    assert answer.status_code == 200
    assert [line["line"] for line in body["lines"]] == [1, 2]
    assert body["blockers"]
    assert AccessLog.objects.filter(reference=case.reference, account=case.officer).count() == 1


@pytest.mark.parametrize("path", ["", "/assessment", "/timeline", "/hits/1"])
def test_a_case_of_another_state_and_one_that_is_not_there_look_alike(path: str) -> None:
    case, stranger = make.in_review(), make.officer(state="FRA")
    there, nowhere = (get(stranger, f"/cases/{ref}{path}") for ref in (case.reference, "LC-2026-9999"))
    assert there.status_code == nowhere.status_code == 404
    assert there.json() == nowhere.json()


@pytest.mark.parametrize(
    ("role", "path", "status"),
    [
        ("exporter", "/cases", 403),
        ("administrator", "/cases", 403),
        ("licensing_officer", "/people", 403),
        ("customs", "/log", 403),
        ("auditor", "/log", 200),
        ("administrator", "/people", 200),
        ("customs", "/licences", 200),
        ("treaty_desk", "/agreements?q=open+skies", 200),
        ("treaty_desk", "/agreements/CFE-1990?on=2010-01-01", 200),
        ("treaty_desk", "/agreements/NOTHING", 404),
        ("treaty_desk", "/agreements?party=Atlantis", 400),
        ("treaty_desk", "/agreements?on=tomorrow", 400),
        ("law_editor", "/law", 200),
        ("law_editor", "/law/NO-SUCH-RULE", 404),
    ],
)
def test_each_role_gets_what_the_policy_grants(role: str, path: str, status: int) -> None:
    person = make.exporter() if role == "exporter" else make.account(role)
    assert get(person, path).status_code == status


def test_a_licence_tells_its_balance_and_never_its_code() -> None:
    licence = make.issued()
    answer = get(licence.holder.accounts.first(), f"/licences/{licence.number}")
    assert answer.json()["balance"][0]["left"]
    assert licence.code not in answer.content.decode()


def test_the_public_check_tells_validity_and_nothing_else() -> None:
    licence = make.issued()
    answer = get(None, f"/verify?code={licence.code.lower()}").json()
    assert set(answer) == {"verdict", "number", "issuing_state", "valid_from", "valid_until", "document_sha256"}
    assert answer["number"] == licence.number
    assert get(None, "/verify?code=AAAA-AAAA-AAAA-AAAA").json()["verdict"] == "unknown"


def test_the_public_check_is_throttled() -> None:
    answers = [get(None, "/verify?code=AAAA-AAAA-AAAA-AAAA") for _ in range(ATTEMPTS + 1)]
    assert [a.status_code for a in answers] == [200] * ATTEMPTS + [429]
    assert answers[-1]["Retry-After"]


def test_the_api_describes_itself_and_changes_nothing() -> None:
    described = get(None, "/openapi.json").json()
    assert "/api/v1/cases/{reference}" in described["paths"]
    assert {verb for path in described["paths"].values() for verb in path} == {"get"}


def test_the_api_documentation_loads_nothing_from_outside() -> None:
    page = get(make.officer(), "/docs").content.decode()
    assert "cdn" not in page
    assert "http://" not in page.replace("http://testserver", "")
    assert "https://" not in page


@pytest.mark.parametrize("verb", ["post", "put", "delete", "patch"])
def test_no_verb_that_changes_is_answered(verb: str) -> None:
    client = Client()
    client.force_login(make.officer())
    call: Callable[..., Any] = getattr(client, verb)
    assert call("/api/v1/cases").status_code in {403, 405}


@pytest.mark.parametrize("path", ["/cases", "/licences", "/log"])
def test_an_offset_past_every_row_is_an_empty_page(path: str) -> None:
    make.in_review()
    answer = get(make.account("auditor"), f"{path}?offset={10**30}&limit={10**30}")
    assert answer.status_code == 200
    assert answer.json()["items"] == []
