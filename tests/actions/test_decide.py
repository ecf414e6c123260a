"""Deciding: only what the law and the findings leave open, with reasons, once everything is settled."""

from __future__ import annotations

from typing import Any

import pytest

from licet.actions.advise import do_advise
from licet.actions.ask_advice import do_ask_advice
from licet.actions.ask_exporter import do_ask_exporter
from licet.actions.decide import Blocked, do_decide
from licet.actions.establish_fact import do_establish_fact
from licet.actions.record_interest import do_record_interest
from licet.common.errors import BadInput, Conflict, NotAllowed
from licet.store.models import Case, Decision
from tests.actions.factories import (
    AT,
    account,
    advised,
    assessed,
    classified,
    countersigner,
    decided,
    exporter,
    form,
    fresh,
    in_review,
    later,
    officer,
    screened,
)

pytestmark = pytest.mark.django_db

REASONS = "No rule prohibits the export and each criterion was weighed in writing."
P03 = {"code": "P03", "text": "within 90 days of exit"}


def decide(case: Case, outcome: str = "grant", **said: Any) -> Decision:
    said = {"reasons": REASONS, "acting_user": officer(), "at": AT, **said}
    return do_decide(case, outcome=outcome, **said)


def blocked(case: Case, outcome: str = "grant", **said: Any) -> list[str]:
    with pytest.raises(Blocked) as refused:
        decide(case, outcome, **said)
    assert not Decision.objects.exists()
    return [b.code for b in refused.value.blockers]


def test_a_decision_waits_for_the_countersignature() -> None:
    case = advised()
    made = decide(case)
    assert (made.number, fresh(case).state) == (1, "countersign")


@pytest.mark.parametrize(
    ("stage", "codes"),
    [
        (in_review, ["unclassified", "list", "unscreened", "unassessed"]),
        (classified, ["list", "unscreened", "unassessed"]),
        (screened, ["unassessed"]),
        (assessed, ["finding", "finding"]),
    ],
)
def test_it_is_blocked_until_each_step_is_done(stage: Any, codes: list[str]) -> None:
    assert blocked(stage()) == codes


def test_an_open_question_blocks() -> None:
    case = advised()
    do_ask_exporter(case, text="Which unit receives the computers?", acting_user=officer(), at=AT)
    with pytest.raises(Conflict, match="waiting for the exporter"):
        decide(fresh(case))


def test_advice_asked_and_not_given_blocks() -> None:
    case = advised()
    adviser = account("adviser", name="J. van Dorp")
    do_ask_advice(case, adviser, criteria=["C7"], acting_user=officer(), at=AT)
    assert blocked(fresh(case)) == ["advice"]


def test_a_finding_added_after_the_assessment_blocks_until_the_law_is_asked_again() -> None:
    case = advised()
    do_advise(
        case,
        criterion="C7",
        conclusion="clear_risk",
        text="Stocks were lost twice last year.",
        acting_user=officer(),
        at=AT,
    )
    assert blocked(fresh(case)) == ["stale"]
    assert blocked(assessed(fresh(case))) == ["outcome"]


def test_a_prohibition_cannot_be_granted_by_anybody() -> None:
    case = assessed(route={"destination": "KP", "origin": "NL"})
    assert case.assessments.get().outcome == "PROHIBITED"
    mighty = account("licensing_officer", is_superuser=True)
    for outcome in ("grant", "grant_with_conditions"):
        assert blocked(case, outcome, acting_user=mighty, conditions=[P03]) == ["outcome"]


def test_an_unknown_gate_blocks_until_the_fact_is_established() -> None:
    case = assessed(route={"destination": "SE", "origin": "NL"})
    assert "unknown" in blocked(case)
    do_establish_fact(
        case,
        fact="items.1.submunitions",
        value="false",
        source="Data sheet of the manufacturer, page 2.",
        acting_user=officer(),
        at=AT,
    )
    decide(advised(assessed(fresh(case))))


def test_a_clear_risk_under_a_criterion_leaves_only_refusal() -> None:
    case = advised(conclusion="clear_risk")
    assert blocked(case) == ["outcome"]
    named = [{"criterion": "C2", "text": "The unit is named in two findings of the Council."}]
    assert decide(case, "refuse", reasons_by_criterion=named).outcome == "refuse"


def test_a_refusal_names_what_it_rests_on() -> None:
    case = advised()
    for named in (
        [],
        [{"criterion": "C4", "text": "A criterion that is not engaged."}],
        [{"criterion": "C2", "text": "no"}],
    ):
        with pytest.raises(BadInput):
            decide(case, "refuse", reasons_by_criterion=named)
    assert not Decision.objects.exists()


def test_conditions_that_findings_rely_on_are_kept() -> None:
    case = advised(conclusion="risk_mitigated", conditions=[P03])
    with pytest.raises(BadInput, match="not open"):
        decide(case)
    with pytest.raises(BadInput, match="P03"):
        decide(case, "grant_with_conditions", conditions=[{"code": "P02", "text": ""}])
    assert decide(case, "grant_with_conditions", conditions=[P03]).conditions == [P03]


@pytest.mark.parametrize(
    "said",
    [
        {"reasons": ""},
        {"reasons": "ok"},
        {"valid_months": 0},
        {"valid_months": 61},
        {"conditions": [{"code": "P99"}]},
        {"conditions": [P03, P03]},
        {"outcome": "grant_with_conditions"},
        {"outcome": "perhaps"},
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(said: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        decide(advised(), **said)
    assert not Decision.objects.exists()


def test_nobody_else_may_decide() -> None:
    case = advised()
    others = [countersigner(), exporter(), officer(state="BEL"), *map(account, ("adviser", "auditor", "administrator"))]
    for person in others:
        with pytest.raises(NotAllowed):
            decide(case, acting_user=person)


def test_who_has_an_interest_does_not_decide() -> None:
    case, person = advised(), officer()
    text = "I hold shares of the consignee."
    do_record_interest(case, has_interest=True, party="p1", text=text, acting_user=person, at=AT)
    with pytest.raises(NotAllowed, match="interest"):
        decide(fresh(case), acting_user=person)


def test_two_officers_at_once_get_one_decision_and_a_conflict_that_says_who_and_when() -> None:
    case = advised()
    decide(case, acting_user=officer(name="M. de Wit"))
    with pytest.raises(Conflict, match=r"M\. de Wit did 'decide' on 20 Nov 2026, 09:00 UTC"):
        decide(case, at=later())
    assert Decision.objects.count() == 1


def test_a_page_loaded_before_somebody_elses_step_is_refused() -> None:
    case = advised()
    seen = case.version
    do_record_interest(case, has_interest=False, acting_user=officer(name="S. Lindqvist"), at=AT)
    with pytest.raises(Conflict, match="Lindqvist"):
        decide(case, version=seen)
    assert decide(case, version=fresh(case).version).number == 1


def test_a_replayed_form_decides_once() -> None:
    case, person = advised(), officer()
    assert decide(case, acting_user=person, token="t") == decide(case, acting_user=person, token="t", at=later())
    assert Decision.objects.count() == 1


def test_the_same_token_of_another_person_is_another_form() -> None:
    case = advised()
    decide(case, token="t")
    with pytest.raises(Conflict):
        decide(case, token="t")


def test_a_case_with_two_parties_of_one_name_is_decided_like_any_other() -> None:
    parties = form()["parties"]
    parties.append({**parties[0], "role": "freight_forwarder"})
    assert decided(parties=parties).state == "countersign"


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("weapons_of_mass_destruction", "yes"),
        ("weapons_of_mass_destruction", "unknown"),
        ("embargo_known", "yes"),
        ("embargo_known", "unknown"),
    ],
)
def test_a_declaration_against_the_export_is_never_granted_over(code: str, answer: str) -> None:
    declared = {**form()["declarations"], code: answer}
    case = advised(declarations=declared)
    assert blocked(case) == ["declared"]
