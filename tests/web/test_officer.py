"""An officer's way through a case, and the second signature, on pages alone."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from licet.actions.ask_exporter import do_ask_exporter
from licet.licensing.journey import CaseState
from licet.store.models import AccessLog, Decision, Hit, Licence
from licet.web.cases.views import _question
from tests.actions import factories as make
from tests.web.conftest import Visitor

Visit = Callable[..., Visitor]
WHY = "The document on file shows it, and nothing speaks against it."
TABS = ("", "application/", "assessment/", "questions/", "timeline/", "decision/")


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("stage", [make.in_review, make.assessed, make.decided])
def test_every_tab_of_a_case_is_well_built_at_every_stage(visit: Visit, tab: str, stage: Callable[..., object]) -> None:
    case = stage(goods=2)
    page = visit(case.officer).get(f"/cases/{case.reference}/{tab}")
    assert page.faults() == []
    assert case.reference in page.title or case.title in page.title


def test_a_question_that_asks_for_a_code_is_not_answered_yes_or_no() -> None:
    case = SimpleNamespace(snapshot=SimpleNamespace(parties=[{"role": "end_user"}]), line_count=1, everyone=[])
    rows: Any = SimpleNamespace(case=case)
    taken = {fact: bool(_question({"fact": fact}, rows)["options"]) for fact in ("purpose", "items.1.non_lethal")}
    assert taken == {"purpose": False, "items.1.non_lethal": True}


def test_reading_a_case_is_logged_with_the_tab(visit: Visit) -> None:
    case = make.in_review()
    visit(case.officer).get(f"/cases/{case.reference}/timeline/")
    read = AccessLog.objects.get(account=case.officer)
    assert (read.kind, read.reference, read.action) == ("case", case.reference, "timeline")


def test_reading_a_case_as_csv_is_logged_too(visit: Visit) -> None:
    case = make.in_review()
    for path in ("timeline/?format=csv", "?format=csv"):
        visit(case.officer).get(f"/cases/{case.reference}/{path}")
    assert AccessLog.objects.filter(account=case.officer).count() == 2


def test_an_officer_takes_classifies_screens_assesses_and_asks(visit: Visit) -> None:
    case = make.submitted()
    me = visit(make.officer())
    make.watchlist()
    base = f"/cases/{case.reference}/"
    me.post(f"{base}take/", {"version": case.version, "once": "a"})
    coded = {"control_list": "ml", "code": "ML5.b", "edition": "C/2026/1640", "reason": WHY, "confirmed": "yes"}
    me.post(f"{base}lines/1/", coded)
    assert "Screened" in me.post(f"{base}screen/").text
    assert "Assessment" in me.post(f"{base}assess/").title
    page = me.post(f"{base}ask/", {"text": "Which unit of the army receives the computers?", "path": "parties.2.unit"})
    assert "Which unit of the army" in page.text
    case.refresh_from_db()
    assert case.standing is CaseState.ASKED


def test_a_finding_needs_words_and_keeps_what_was_typed(visit: Visit) -> None:
    case = make.assessed()
    me = visit(case.officer)
    criterion = case.assessments.last().engaged_criteria[0]
    path = f"/cases/{case.reference}/findings/{criterion}/"
    page = me.post(path, {"text": "no", "conclusion": "no_risk"}, 400)
    assert page.title.startswith("Error:")
    assert page.all("div", role="alert")
    assert ">no</textarea>" in page.html.replace("\n", "")
    assert page.faults() == []
    me.post(path, {"text": WHY, "conclusion": "no_risk"})
    assert case.findings.get().text == WHY


def test_a_grant_is_signed_countersigned_and_issued_on_pages(visit: Visit) -> None:
    case = make.advised()
    officer, second = visit(case.officer).confirm(), visit(make.countersigner()).confirm()
    base = f"/cases/{case.reference}/"
    page = officer.get(f"{base}decide/")
    assert page.faults() == []
    said = {"outcome": "grant", "reasons": WHY, "valid_months": "24", "version": page.field("version")}
    officer.post(f"{base}decide/", said)
    assert "Waiting for countersignature" in officer.get(base).text
    page = second.get(f"{base}countersign/")
    assert page.faults() == []
    refused = second.post(f"{base}countersign/", {"version": page.field("version"), "verdict": "agrees"}, 400)
    assert "State it, or leave the signature" in refused.text
    signed = {"version": page.field("version"), "verdict": "agrees", "states_no_interest": "on"}
    second.post(f"{base}countersign/", signed)
    officer.post(f"{base}issue/", {"version": officer.get(f"{base}decision/").field("version")})
    licence = Licence.objects.get(case=case)
    assert licence.number in officer.get(f"{base}decision/").text


def test_a_signature_without_a_fresh_confirmation_is_asked_for_one_and_changes_nothing(visit: Visit) -> None:
    case = make.advised()
    case.officer.set_password("forty green umbrellas")
    case.officer.save()
    said = {"outcome": "grant", "reasons": WHY, "valid_months": "24", "version": case.version}
    answer = visit(case.officer).client.post(f"/cases/{case.reference}/decide/", said)
    assert answer.status_code == 302
    assert "/accounts/reauthenticate/" in answer["Location"]
    assert not Decision.objects.exists()


def test_a_decision_that_is_blocked_says_what_blocks_it(visit: Visit) -> None:
    case = make.assessed()
    page = visit(case.officer).confirm().get(f"/cases/{case.reference}/decide/")
    assert "What blocks a decision" in page.text
    assert "has no written finding" in page.text


def test_nobody_countersigns_their_own_decision_by_the_page(visit: Visit) -> None:
    both = make.account("licensing_officer", "countersigner", authority_ceiling=10**9, authority_currency="EUR")
    case = make.decided(
        by=both, case=make.advised(case=make.assessed(make.screened(make.classified(make.in_review(both)))))
    )
    me = visit(both).confirm()
    page = me.get(f"/cases/{case.reference}/countersign/")
    assert "You cannot countersign this decision" in page.text
    signed = {"version": case.version, "verdict": "agrees", "states_no_interest": "on"}
    refused = me.post(f"/cases/{case.reference}/countersign/", signed, 403)
    assert "Nothing was changed" in refused.text
    case.refresh_from_db()
    assert case.standing is CaseState.COUNTERSIGN


def test_two_officers_at_once_get_a_page_that_names_who_and_what_was_kept(visit: Visit) -> None:
    case = make.submitted()
    first, second = make.officer(name="Ada First"), make.officer(name="Bo Second")
    seen = case.version
    visit(first).post(f"/cases/{case.reference}/take/", {"version": seen})
    page = visit(second).post(f"/cases/{case.reference}/return/", {"version": seen, "reason": WHY}, 409)
    assert "Ada First" in page.text
    assert WHY in page.text
    assert page.faults() == []


def test_a_form_sent_twice_does_its_work_once(visit: Visit) -> None:
    case = make.in_review()
    me = visit(case.officer)
    asked = {"text": "Which unit of the army receives the computers?", "once": "the-same-token"}
    for _ in range(2):
        me.post(f"/cases/{case.reference}/ask/", asked)
    assert case.questions.count() == 1


def test_an_exporter_answers_a_question_and_the_officer_reads_it(visit: Visit) -> None:
    case = make.in_review()
    do_ask_exporter(case, text="Which unit of the army receives them?", acting_user=case.officer, at=make.AT)
    exporter = visit(case.exporter.accounts.first())
    path = f"/applications/{case.application.reference}/"
    assert "Answer question 1" in exporter.get(f"{path}sent/").text
    page = exporter.post(f"{path}questions/1/", {"text": " "}, 400)
    assert page.title.startswith("Error:")
    exporter.post(f"{path}questions/1/", {"text": "The Telemark Battalion."})
    assert "The Telemark Battalion." in visit(case.officer).get(f"/cases/{case.reference}/questions/").text


def test_a_hit_is_compared_and_settled(visit: Visit) -> None:
    listed = {**make.form()["parties"][1], "name": "Costa Azul Shipping & Trading S.A.", "state": "PA"}
    case = make.screened(parties=[make.form()["parties"][0], listed])
    hit = Hit.objects.filter(screening__case=case).first()
    assert hit is not None
    path = f"/cases/{case.reference}/hits/{hit.pk}/"
    me = visit(case.officer).confirm()
    page = me.get(path)
    assert page.faults() == []
    assert hit.matched_name in page.text
    page = me.post(path, {"verdict": "cleared", "reason": "no"}, 400)
    assert page.title.startswith("Error:")
    me.post(path, {"verdict": "confirmed", "reason": WHY})
    assert case.adjudications.get().verdict == "confirmed"


def test_a_refusal_shows_its_denial_only_to_those_who_may(visit: Visit) -> None:
    case = make.countersigned(make.decided(outcome="refuse", case=make.advised(conclusion="clear_risk")))
    number = case.denial.reference
    assert visit(case.officer).get(f"/denials/{number}/").faults() == []
    assert AccessLog.objects.filter(kind="denial", reference=number).count() == 1
    visit(make.officer(state="FRA")).get(f"/denials/{number}/", 404)
    visit(case.exporter.accounts.first()).get(f"/denials/{number}/", 404)
    receipt = visit(case.exporter.accounts.first()).get(f"/applications/{case.application.reference}/sent/")
    assert "The risk is clear" in receipt.text
    assert number not in receipt.text


def test_a_question_of_the_law_is_answered_from_the_page_and_a_bad_answer_is_kept(visit: Visit) -> None:
    case = make.assessed()
    me = visit(case.officer)
    path = f"/cases/{case.reference}/facts/"
    page = me.post(path, {"fact": "no such fact!", "value": "true", "source": WHY}, 400)
    assert page.title.startswith("Error:")
    assert page.all("input", name="fact")[0]["value"] == "no such fact!"
    assert page.faults() == []
    me.post(path, {"fact": "items.1.calibre_mm", "value": "40", "source": WHY})
    assert case.facts.get(fact="items.1.calibre_mm").value == "40"


def test_a_conflict_leads_back_to_the_record_by_its_reference(visit: Visit) -> None:
    case = make.submitted()
    visit(make.officer()).post(f"/cases/{case.reference}/take/", {"version": case.version})
    page = visit(make.officer()).post(f"/cases/{case.reference}/take/", {"version": case.version}, 409)
    assert f"/jump/?q={case.reference}" in page.links()


def test_advice_is_asked_and_the_adviser_sees_only_that_case(visit: Visit) -> None:
    case, other = make.assessed(), make.in_review()
    adviser = make.account("adviser", name="A. Dviser")
    me, them = visit(case.officer), visit(adviser)
    them.get(f"/cases/{case.reference}/", 404)
    criterion = case.assessments.last().engaged_criteria[0]
    page = me.get(f"/cases/{case.reference}/advice/")
    assert page.faults() == []
    me.post(f"/cases/{case.reference}/advice/", {"adviser": adviser.pk, "criteria": [criterion]})
    assert "A. Dviser" in me.get(f"/cases/{case.reference}/assessment/").text
    assert case.reference in them.get("/work/").text
    assert other.reference not in them.get("/cases/").text
    them.post(f"/cases/{case.reference}/findings/{criterion}/", {"text": WHY, "conclusion": "no_risk"})
    assert case.findings.get().by == adviser


def test_an_interest_is_stated_and_stops_its_holder(visit: Visit) -> None:
    case = make.assessed()
    me = visit(case.officer)
    path = f"/cases/{case.reference}/interest/"
    assert me.get(path).faults() == []
    me.post(path, {"has_interest": "yes", "party": "p1", "text": "My brother works for the consignee."})
    criterion = case.assessments.last().engaged_criteria[0]
    me.post(f"/cases/{case.reference}/findings/{criterion}/", {"text": WHY, "conclusion": "no_risk"}, 403)
