"""What a stranger learns of a licence: valid, not valid today, unknown, and nothing more."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from licet.actions.licence_life import do_suspend
from licet.actions.throttle import ATTEMPTS
from licet.store.ledger_prove import entry_of, prove
from licet.store.ledger_publish import publish
from tests.actions import factories as make
from tests.web.conftest import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def _the_tests_day(settings: object) -> None:
    settings.DEMO_DAY = "2026-11-20"  # type: ignore[attr-defined]


def test_a_valid_code_tells_number_state_days_and_hash_and_nothing_else(visit: Visit) -> None:
    licence = make.issued()
    page = visit().post("/verify/", {"code": licence.code.lower().replace("-", " ")})
    assert "is valid today" in page.text
    assert licence.number in page.text
    assert licence.document_sha256 in page.text
    secrets = [licence.holder.name, licence.case.end_user, licence.case.title, licence.case.reference, "FC-40", "6400"]
    assert [s for s in secrets if s in page.html] == []
    assert page.faults() == []


def test_the_address_of_the_printed_code_answers_too(visit: Visit) -> None:
    licence = make.issued()
    assert "is valid today" in visit().get(f"/verify/{licence.code}/").text


def test_a_suspended_licence_is_not_valid_today(visit: Visit) -> None:
    licence = make.issued()
    do_suspend(licence, reason="A listed incident is being looked into.", acting_user=licence.case.officer, at=make.AT)
    page = visit().post("/verify/", {"code": licence.code})
    assert "is not valid today" in page.text
    assert "incident" not in page.text


@pytest.mark.parametrize("code", ["AAAA-AAAA-AAAA-AAAA", "x", "' OR 1=1 --", "\u202e" * 16, "NLD-2026-00001-I"])
def test_whatever_names_no_licence_gets_one_and_the_same_answer(visit: Visit, code: str) -> None:
    make.issued()
    page = visit().post("/verify/", {"code": code})
    assert "No licence answers to this" in page.text


def test_nothing_asked_is_a_form_error(visit: Visit) -> None:
    page = visit().post("/verify/", {"code": ""}, 400)
    assert page.title.startswith("Error:")
    assert page.faults() == []


def test_guessing_is_throttled_by_address(visit: Visit) -> None:
    stranger = visit()
    for _ in range(ATTEMPTS):
        stranger.post("/verify/", {"code": "AAAA-AAAA-AAAA-AAAA"})
    page = stranger.post("/verify/", {"code": "AAAA-AAAA-AAAA-AAAA"}, 429)
    assert page.response["Retry-After"]
    assert visit().get("/verify/").text


@pytest.mark.django_db(transaction=True)
def test_a_bundle_is_proved_before_it_is_believed(visit: Visit) -> None:
    licence = make.issued()
    publish(make.AT)
    bundle = prove(entry_of(licence.subject)).to_json()
    page = visit().post("/verify/", {"bundle": _file(bundle)})
    assert "is valid today" in page.text
    assert "What your bundle says" in page.text
    forged = json.loads(json.dumps(bundle).replace(licence.number, licence.number.replace("1-I", "2-I")))
    assert "No licence answers to this" in visit().post("/verify/", {"bundle": _file(forged)}).text


@pytest.mark.parametrize("data", [b"{}", b"\xff\xfe", b"[" * 5000, b"", b"{" + b'"a":1,' * 10])
def test_a_file_that_is_no_bundle_is_a_form_error(visit: Visit, data: bytes) -> None:
    file = SimpleUploadedFile("b.json", data)
    page = visit().post("/verify/", {"bundle": file}, 400)
    assert page.title.startswith("Error:")


def _file(body: object) -> SimpleUploadedFile:
    return SimpleUploadedFile("bundle.json", json.dumps(body).encode())


@pytest.mark.parametrize("typed", ["LC-/x", "AP-2026/1", "DN-../x", "NLD-2026/1-I", "LC-", "//x"])
def test_the_jump_box_takes_what_is_no_reference(visit: Visit, typed: str) -> None:
    answer = visit(make.officer()).client.get("/jump/", {"q": typed})
    assert answer.status_code in (200, 302, 404)
