"""Classifying, establishing facts, asking the law, and writing findings."""

from __future__ import annotations

from typing import Any

import pytest

from licet.actions.adjudicate_hit import do_adjudicate_hit
from licet.actions.advise import do_advise
from licet.actions.ask_advice import do_ask_advice
from licet.actions.assess_case import answer_of_law, do_assess_case
from licet.actions.classify import do_classify
from licet.actions.establish_fact import do_establish_fact
from licet.actions.record_interest import do_record_interest
from licet.common.errors import BadInput, Conflict, NotAllowed, NotYet, UnknownName
from licet.licensing.sealed import canonical
from licet.store.models import Case, Classification, EstablishedFact, Finding, Hit, InterestStatement
from tests.actions.factories import (
    AT,
    account,
    advised,
    assessed,
    classified,
    countersigner,
    form,
    fresh,
    in_review,
    officer,
    screened,
)

pytestmark = pytest.mark.django_db

TEXT = "The unit has no record of misuse in the findings of the last five years."
SOURCE = "Data sheet of the manufacturer, page 2."


def classify(case: Case, **said: Any) -> Classification:
    basic = {"line": 1, "code": "ML5.b", "edition": "C/2026/1640", "reason": "Specially designed.", "at": AT}
    return do_classify(case, **{"acting_user": account("technical_assessor"), **basic, **said})


def advise(case: Case, **said: Any) -> Finding:
    basic = {"criterion": "C2", "conclusion": "no_risk", "text": TEXT, "acting_user": officer(), "at": AT}
    return do_advise(case, **{**basic, **said})


def establish(case: Case, fact: str, value: str = "false", source: str = SOURCE, **said: Any) -> EstablishedFact:
    return do_establish_fact(
        case, fact=fact, value=value, source=source, **{"acting_user": officer(), "at": AT, **said}
    )


@pytest.mark.parametrize(
    "said",
    [
        {"line": 2},
        {"line": 0},
        {"control_list": "xyz"},
        {"edition": ""},
        {"reason": " "},
        {"code": "M" * 41},
        {"code": "МЛ5"},
    ],
)
def test_a_classification_without_line_list_edition_or_reason_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        classify(in_review(), **said)
    assert not Classification.objects.exists()


def test_only_officers_and_assessors_of_the_state_classify() -> None:
    case = in_review()
    for person in (
        countersigner(),
        account("adviser"),
        account("exporter"),
        account("technical_assessor", state="BEL"),
    ):
        with pytest.raises(NotAllowed):
            classify(case, acting_user=person)


def test_a_proposal_does_not_count_until_it_is_confirmed() -> None:
    from licet.store.case_rows import load

    case = in_review()
    classify(case, confirmed=False)
    assert load(fresh(case), today=AT.date()).codes == {}
    classify(case, code="ML15.d")
    assert load(fresh(case), today=AT.date()).codes[1].code == "ML15.d"


def test_a_line_that_is_not_controlled_is_so_by_a_named_person() -> None:
    case = screened(classified_as(""))
    do_assess_case(case, acting_user=officer(), at=AT)
    assert '"codes":{"ml":"none"' in case.assessments.get().inputs


def classified_as(code: str) -> Case:
    case = in_review()
    classify(case, code=code)
    return fresh(case)


def test_the_assessment_keeps_what_was_asked_and_gives_the_same_answer_again() -> None:
    row = advised().assessments.last()
    assert row is not None
    again = answer_of_law(row.inputs, on=row.on, known=row.known, where="again")
    assert canonical(again.to_json()) == row.content
    assert again.law_version == row.law_version


def test_without_screening_the_law_is_not_asked() -> None:
    case = classified()
    with pytest.raises(NotYet):
        do_assess_case(case, acting_user=officer(), at=AT)


def test_only_an_officer_of_the_state_asks_the_law() -> None:
    case = screened()
    for person in (countersigner(), account("technical_assessor"), account("auditor"), officer(state="BEL")):
        with pytest.raises(NotAllowed):
            do_assess_case(case, acting_user=person, at=AT)


def test_a_confirmed_hit_is_prohibited_and_an_open_one_is_unknown() -> None:
    parties = form()["parties"]
    parties[0]["name"] = "Orlov-Brask Optronics GmbH"
    case = assessed(parties=parties)
    assert case.assessments.last().outcome == "REQUEST_INFO"  # type: ignore[union-attr]
    reason = "Register number and seat agree with the list entry."
    do_adjudicate_hit(Hit.objects.get(), verdict="confirmed", reason=reason, acting_user=officer(), at=AT)
    assert assessed(fresh(case)).assessments.last().outcome == "PROHIBITED"  # type: ignore[union-attr]


def test_an_established_fact_reaches_the_law() -> None:
    case = assessed(route={"destination": "SE", "origin": "NL"})
    assert case.assessments.last().outcome == "REQUEST_INFO"  # type: ignore[union-attr]
    establish(case, "items.1.submunitions", "true")
    assert assessed(fresh(case)).assessments.last().outcome == "PROHIBITED"  # type: ignore[union-attr]
    establish(case, "items.1.submunitions", "false")
    assert assessed(fresh(case)).assessments.last().outcome == "INDIVIDUAL_REQUIRED"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fact", "value", "source"),
    [
        ("items.2.submunitions", "true", SOURCE),
        ("parties.broker.government", "true", SOURCE),
        ("member.ATT.NLD", "true", SOURCE),
        ("renewal.UN-DRC", "confirmed", SOURCE),
        ("documents", "none", SOURCE),
        ("items.1.submunitions", "", SOURCE),
        ("items.1.submunitions", "x" * 201, SOURCE),
        ("items.1.submunitions", "true", ""),
        ("'; drop table", "true", SOURCE),
        ("x" * 161, "true", SOURCE),
    ],
)
def test_a_fact_that_nobody_can_settle_here_or_without_source_is_refused(fact: str, value: str, source: str) -> None:
    with pytest.raises(BadInput):
        establish(in_review(), fact, value, source)
    assert not EstablishedFact.objects.exists()


def test_only_officers_and_assessors_establish_facts() -> None:
    case = in_review()
    for person in (account("exporter"), countersigner(), account("adviser")):
        with pytest.raises(NotAllowed):
            establish(case, "items.1.submunitions", acting_user=person)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"criterion": "C9"}, UnknownName),
        ({"criterion": "C4"}, BadInput),
        ({"conclusion": "fine"}, BadInput),
        ({"text": "No risk."}, BadInput),
        ({"conclusion": "risk_mitigated"}, BadInput),
        ({"conditions": [{"code": "P00"}]}, BadInput),
    ],
)
def test_a_finding_that_says_nothing_or_answers_nothing_is_refused(said: dict[str, Any], error: type[BadInput]) -> None:
    with pytest.raises(error):
        advise(assessed(), **said)
    assert not Finding.objects.exists()


def test_before_the_law_was_asked_there_is_nothing_to_find() -> None:
    with pytest.raises(NotYet):
        advise(screened())


def test_an_adviser_advises_only_where_asked() -> None:
    case, adviser = assessed(), account("adviser")
    with pytest.raises(NotAllowed, match="not asked"):
        advise(case, acting_user=adviser)
    do_ask_advice(case, adviser, criteria=["C2"], acting_user=officer(), at=AT)
    assert advise(fresh(case), acting_user=adviser).role == "adviser"


def test_only_an_adviser_is_asked_and_only_once() -> None:
    case, adviser = assessed(), account("adviser")
    elsewhere = account("adviser", state="BEL")
    for person, criteria in ((officer(), ["C2"]), (adviser, []), (elsewhere, ["C2"])):
        with pytest.raises(BadInput):
            do_ask_advice(case, person, criteria=criteria, acting_user=officer(), at=AT)
    do_ask_advice(case, adviser, criteria=["C2"], acting_user=officer(), at=AT)
    with pytest.raises(Conflict, match="asked already"):
        do_ask_advice(case, adviser, criteria=["C7"], acting_user=officer(), at=AT)


def test_a_finding_is_never_changed_and_a_correction_supersedes_it() -> None:
    from licet.store.case_rows import load

    case, person = assessed(), officer()
    first = advise(case, acting_user=person)
    with pytest.raises(TypeError, match="never changed"):
        first.save()
    second = advise(case, conclusion="clear_risk", supersedes=first, acting_user=person)
    assert load(fresh(case), today=AT.date()).findings_in_force == [second]


def test_nobody_corrects_another_persons_finding_or_the_same_one_twice() -> None:
    case, person = assessed(), officer()
    first = advise(case, acting_user=person)
    with pytest.raises(BadInput, match="its author"):
        advise(case, supersedes=first)
    with pytest.raises(BadInput, match="same criterion"):
        advise(case, criterion="C7", supersedes=first, acting_user=person)
    advise(case, supersedes=first, acting_user=person)
    with pytest.raises(BadInput, match="once"):
        advise(case, supersedes=first, acting_user=person)


def test_who_has_an_interest_gives_no_finding() -> None:
    case, person = assessed(), officer()
    text = "I hold shares of the consignee."
    do_record_interest(case, has_interest=True, party="p1", text=text, acting_user=person, at=AT)
    with pytest.raises(NotAllowed, match="interest"):
        advise(fresh(case), acting_user=person)


def test_who_has_an_interest_establishes_no_fact() -> None:
    case, person = assessed(), officer()
    text = "My sister works for the consignee."
    do_record_interest(case, has_interest=True, party="p1", text=text, acting_user=person, at=AT)
    do_record_interest(fresh(case), has_interest=False, acting_user=person, at=AT)
    with pytest.raises(NotAllowed, match="interest"):
        establish(fresh(case), "items.1.submunitions", acting_user=person)
    assert not case.facts.filter(by=person).exists()


def test_an_interest_names_a_party_and_says_what_it_is() -> None:
    case = in_review()
    for party, text in (("p9", "I hold shares of the consignee."), ("p1", ""), ("", "I hold shares of it all.")):
        with pytest.raises(BadInput):
            do_record_interest(case, has_interest=True, party=party, text=text, acting_user=officer(), at=AT)
    assert not InterestStatement.objects.exists()


@pytest.mark.parametrize("value", ["true", "yes", "no", "candidate"])
def test_a_denial_of_another_state_is_never_answered_away(value: str) -> None:
    case = assessed()
    before = case.facts.count()
    with pytest.raises(BadInput, match="not a list of denials"):
        do_establish_fact(
            case,
            fact="denials",
            value=value,
            source="The register of denials was read today.",
            acting_user=case.officer,
            at=AT,
        )
    assert case.facts.count() == before


def test_a_denial_that_is_named_reaches_the_law_with_its_state_and_day() -> None:
    case = in_review()
    establish(case, "denials", "SWE 2025-03-01")
    assert '"denials":[{"consultation":"open","date":"2025-03-01"' in assessed(fresh(case)).assessments.get().inputs
    establish(case, "denials", "unknown")
    last = assessed(fresh(case)).assessments.last()
    assert last is not None
    assert '"denials"' not in last.inputs
    with pytest.raises(UnknownName):
        establish(case, "denials", "ZZZ 2025-03-01")


@pytest.mark.parametrize(
    "said",
    [{"code": "ML99"}, {"code": "rifle"}, {"code": "X", "control_list": "ml"}, {"unroca": "XII"}, {"unroca": "tank"}],
)
def test_a_code_that_no_list_has_is_refused(said: dict[str, str]) -> None:
    case = in_review()
    with pytest.raises(BadInput, match="LIC-616"):
        classify(case, **said)
    assert not case.classifications.exists()


def test_the_officer_says_which_category_of_the_register_a_line_is_of() -> None:
    assert classify(in_review(), unroca="SALW-small").unroca == "SALW-small"


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("destination", "SWE"),
        ("parties.end_user.state", "SWE"),
        ("items.1.ml", "none"),
        ("parties.end_user.listed", "false"),
        ("exporting_state", "CHE"),
        ("activity", "transit"),
        ("parties.end_user.name", "Somebody else"),
        ("items.1.quantity", "0"),
        ("items.1.submunitions", "perhaps"),
        ("no_such_fact", "true"),
    ],
)
def test_an_answer_that_contradicts_the_case_or_that_the_law_cannot_read_is_refused(fact: str, value: str) -> None:
    case = assessed()
    before = case.facts.count()
    with pytest.raises(BadInput):
        establish(fresh(case), fact, value)
    assert case.facts.count() == before
    do_assess_case(fresh(case), acting_user=officer(), at=AT)
