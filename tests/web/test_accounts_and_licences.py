"""Accounts by two administrators, licences with their balance, the log with its proofs."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from licet.law.model import EFFECTS as OF_THE_LAW
from licet.store import clock, packs
from licet.store.ledger_publish import publish
from licet.store.models import Account, AccountRequest, Drawdown
from licet.store.models.ledger import Entry
from licet.web.cases.words import step_words
from licet.web.law.views import EFFECTS
from tests.actions import factories as make
from tests.web.conftest import Visitor

Visit = Callable[..., Visitor]
WHY = "A listed incident near the recipient was looked into."
NEW = {
    "username": "new.person",
    "display_name": "N. Person",
    "roles": ["customs"],
    "state": "NLD",
    "reason": "Joins the office.",
}


def administrators(visit: Visit) -> tuple[Visitor, Visitor]:
    one, two = (visit(make.account("administrator", state="")).confirm() for _ in range(2))
    return one, two


def test_an_account_takes_two_administrators_and_its_password_is_shown_once(visit: Visit) -> None:
    one, two = administrators(visit)
    assert "Proposed" in one.post("/people/new/", NEW).text
    request = AccountRequest.objects.get()
    one.post(f"/people/requests/{request.pk}/approve/", status=403)
    assert not Account.objects.filter(username="new.person").exists()
    page = two.post(f"/people/requests/{request.pk}/approve/")
    assert page.faults() == []
    account = Account.objects.get(username="new.person")
    password = next(word for word in page.text.split() if account.check_password(word))
    assert password not in two.get("/people/").text


def test_a_wrong_field_is_named_and_what_was_typed_is_kept(visit: Visit) -> None:
    one, _two = administrators(visit)
    page = one.post("/people/new/", {**NEW, "roles": ["customs", "auditor"]}, 400)
    assert page.title.startswith("Error:")
    assert "#id_roles" in page.links()
    assert page.all("input", name="username")[0]["value"] == "new.person"
    assert page.faults() == []


def test_a_change_and_a_closing_are_proposed_and_turned_down(visit: Visit) -> None:
    one, two = administrators(visit)
    someone = make.officer(name="S. Omeone")
    page = one.get(f"/people/{someone.username}/change/")
    assert page.faults() == []
    one.post(f"/people/{someone.username}/close/", {"reason": "Leaves the ministry."})
    request = AccountRequest.objects.get()
    two.post(f"/people/requests/{request.pk}/turn-down/", {"reason": "Stays for another year."})
    request.refresh_from_db()
    someone.refresh_from_db()
    assert request.status == "rejected"
    assert not someone.is_closed
    one.get(f"/people/{one.account.username}/change/", 403)


def test_a_licence_shows_balance_paper_and_code_image_without_style(visit: Visit) -> None:
    licence = make.issued(goods=2)
    me = visit(licence.holder.accounts.first())
    page = me.get(f"/licences/{licence.number}/")
    assert page.faults() == []
    assert "0 of 80 shipped" in page.html.replace("\xa0", " ")
    assert "Record a shipment" not in page.text
    paper = me.get(f"/licences/{licence.number}/document/")
    assert paper.faults() == []
    assert licence.code in paper.text
    assert paper.all("svg", role="img")


def test_customs_records_a_shipment_and_too_much_is_refused_and_kept(visit: Visit) -> None:
    licence = make.issued()
    customs = visit(make.account("customs"))
    path = f"/licences/{licence.number}/shipments/new/"
    assert customs.get(path).faults() == []
    sent = {
        "shipped_on": "2026-11-20",
        "customs_reference": "26NL01",
        "office": "Rotterdam",
        "quantity_1": "48",
        "value_1": "1",
    }
    assert "Accepted" in customs.post(path, {**sent, "once": "a"}).text
    assert "Accepted" in customs.post(path, {**sent, "once": "a"}).text
    page = customs.post(path, {**sent, "customs_reference": "26NL02", "quantity_1": "40", "once": "b"})
    assert "8 too many" in page.text
    assert list(Drawdown.objects.values_list("answer", flat=True)) == ["accepted", "refused"]
    assert "48 of 80 shipped" in page.html.replace("\xa0", " ")


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity_1": "80 pcs"},
        {"quantity_1": "1_0"},
        {"value_1": "1_0"},
        {"shipped_on": "tomorrow"},
        {"customs_reference": ""},
    ],
)
def test_a_shipment_that_cannot_be_read_is_a_form_error(visit: Visit, wrong: dict[str, str]) -> None:
    licence = make.issued()
    sent = {
        "shipped_on": "2026-11-20",
        "customs_reference": "26NL01",
        "office": "Rotterdam",
        "quantity_1": "8",
        "value_1": "1",
    }
    page = visit(make.account("customs")).post(f"/licences/{licence.number}/shipments/new/", {**sent, **wrong}, 400)
    assert page.title.startswith("Error:")
    assert page.faults() == []
    assert not Drawdown.objects.exists()


def test_an_exporter_cannot_record_a_shipment(visit: Visit) -> None:
    licence = make.issued()
    visit(licence.holder.accounts.first()).get(f"/licences/{licence.number}/shipments/new/", 403)


@pytest.mark.django_db(transaction=True)
def test_the_log_shows_its_checkpoint_and_proves_an_entry(visit: Visit) -> None:
    case = make.in_review()
    publish(make.AT)
    index = Entry.objects.filter(stream=case.subject).first().index  # type: ignore[union-attr]
    auditor, officer = visit(make.account("auditor")), visit(case.officer)
    page = auditor.get("/log/")
    assert page.faults() == []
    assert "licet" in page.text
    assert auditor.get(f"/log/{index}/").faults() == []
    shown = json.loads(auditor.client.get(f"/log/{index}/proof.json").content)
    bare = json.loads(officer.client.get(f"/log/{index}/proof.json").content)
    assert shown["opening"]
    assert bare["opening"] is None


def test_the_timeline_says_in_words_what_was_done_and_each_step_has_its_own_entry(visit: Visit) -> None:
    licence = make.issued()
    page = visit(licence.case.officer).get(f"/cases/{licence.case.reference}/timeline/")
    for words in ("Took the case", "Classified line 1: ML5.b", "Asked the law", f"Issued licence {licence.number}"):
        assert words in page.text
    assert "Asked the law: on the findings written, " in page.text
    assert "APPROVE" not in page.text
    assert page.faults() == []


def test_the_timeline_names_a_fact_by_its_question() -> None:
    detail = {"fact": "items.1.non_lethal", "value": "false"}
    said = step_words(SimpleNamespace(action="establish_fact", detail=detail))
    assert said == "Recorded “Is it non-lethal equipment?” (items.1): No"


def test_a_licence_is_suspended_by_one_and_reinstated_by_another(visit: Visit) -> None:
    licence = make.issued()
    officer, senior = visit(licence.case.officer).confirm(), visit(make.countersigner()).confirm()
    page = officer.post(f"/licences/{licence.number}/suspend/", {"reason": "no"}, 400)
    assert page.title.startswith("Error:") or page.faults() == []
    assert "Suspended" in officer.post(f"/licences/{licence.number}/suspend/", {"reason": WHY}).text
    officer.get(f"/licences/{licence.number}/reinstate/", 403)
    assert "Issued" in senior.post(f"/licences/{licence.number}/reinstate/", {"reason": WHY}).text
    assert "Revoked" in senior.post(f"/licences/{licence.number}/revoke/", {"reason": WHY}).text


def test_the_law_on_file_says_in_words_what_a_rule_does(visit: Visit) -> None:
    officer = visit(make.officer())
    assert "requires a licence" in officer.get("/law/?effect=require_licence").text
    assert "require_licence" not in officer.get("/law/?effect=require_licence").text
    prohibits = next(s.rule.id for s in packs.law().at(clock.today()).standing if s.rule.effect == "prohibit")
    assert "prohibits" in officer.get(f"/law/{prohibits}/").text
    assert set(EFFECTS) == set(OF_THE_LAW)
