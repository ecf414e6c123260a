"""The pages of refusals: what, why, what to do, what was not changed; and no page of a fault tells its inside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory

from licet.common.errors import BadInput, LicetError, Tampered
from licet.store.models import AccessLog
from licet.web.faults import bad_request, forbidden, server_error
from licet.web.pages import fault_page
from tests.actions import factories as make
from tests.web.conftest import Visitor
from tests.web.html import Page

Visit = Callable[..., Visitor]


def test_a_fault_of_ours_has_a_number_and_asks_the_database_nothing() -> None:
    answer = server_error(RequestFactory().get("/cases/"))
    answer.request = {"PATH_INFO": "/cases/"}  # type: ignore[attr-defined]
    page = Page(answer)
    assert answer.status_code == 500
    assert "Nothing was changed" in page.text
    assert page.faults() == []


def test_the_page_of_a_damaged_record_tells_nothing_of_it(visit: Visit) -> None:
    answer = visit(make.officer()).client.get("/keyboard/")
    page = Page(_answer(answer.wsgi_request, Tampered("LIC-500", "row 7 of the secret table differs")))
    assert "secret table" not in page.html
    assert "Something broke on our side" in page.text


def test_bad_input_outside_a_form_names_place_and_remedy(visit: Visit) -> None:
    answer = visit(make.officer()).client.get("/keyboard/")
    page = Page(
        _answer(answer.wsgi_request, BadInput("LIC-001", "It ends before it starts", where="route", remedy="Turn it."))
    )
    assert page.title.startswith("Error:")
    assert "It ends before it starts" in page.text
    assert "Turn it." in page.text
    assert page.faults() == []


@pytest.mark.parametrize(("view", "status"), [(bad_request, 400), (forbidden, 403)])
def test_what_django_refuses_has_our_page(visit: Visit, view: Callable[..., object], status: int) -> None:
    request = visit(make.officer()).client.get("/keyboard/").wsgi_request
    answer = view(request, Exception())
    answer.request = {"PATH_INFO": "/"}  # type: ignore[attr-defined]
    assert answer.status_code == status  # type: ignore[attr-defined]
    assert Page(answer).faults() == []


def test_an_address_that_names_nothing_has_our_page(visit: Visit) -> None:
    page = visit(make.officer()).get("/nowhere/at/all/", 404)
    assert page.faults() == []
    assert "Nothing here, or not for you" in page.text


def test_a_form_without_its_token_is_refused_and_says_what_to_do(db: None) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/verify/", {"code": "AAAA-AAAA-AAAA-AAAA"})
    assert answer.status_code == 403
    assert "load the page again" in Page(answer).text


@pytest.mark.parametrize("path", ["/work/", "/verify/", "/cases/nothing/"])
def test_every_answer_is_kept_by_no_cache_and_runs_under_the_content_policy(visit: Visit, path: str) -> None:
    answer = visit(make.officer()).client.get(path)
    assert "no-store" in answer["Cache-Control"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_an_officer_who_opens_an_application_is_logged_and_its_exporter_is_not(visit: Visit) -> None:
    case = make.in_review()
    path = f"/applications/{case.application.reference}/sent/"
    visit(case.exporter.accounts.first()).get(path)
    assert not AccessLog.objects.exists()
    visit(case.officer).get(path)
    assert AccessLog.objects.get().account == case.officer


def _answer(request: object, fault: LicetError) -> object:
    answer = fault_page(request, fault)  # type: ignore[arg-type]
    answer.request = {"PATH_INFO": "/"}  # type: ignore[attr-defined]
    return answer


@pytest.mark.parametrize("path", ["/applications/new/", "/cases/LC-2026-0001/take/"])
def test_an_address_that_takes_only_what_a_form_sends_says_so_when_opened(visit: Visit, path: str) -> None:
    answer = visit(make.exporter()).client.get(path)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Nothing to open at this address" in Page(answer).text
    assert "no-store" in answer["Cache-Control"]
    assert Page(answer).faults() == []
