"""Issuing: only a countersigned grant, and only while law, lists and facts are those it rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licet.actions.adjudicate_hit import do_adjudicate_hit
from licet.actions.assess_case import do_assess_case
from licet.actions.countersign import do_countersign
from licet.actions.decide import do_decide
from licet.actions.issue import do_issue
from licet.actions.record_interest import do_record_interest
from licet.actions.reopen import do_reopen
from licet.actions.screen_parties import do_screen_parties
from licet.common.errors import Conflict, NotAllowed, NotYet
from licet.licensing.licence import normal_code
from licet.licensing.sealed import sha256_hex
from licet.store.lists import import_watchlist
from licet.store.models import EstablishedFact, Licence, OutboxRow
from licet.store.queries import licence_by_code
from tests.actions.factories import (
    AT,
    account,
    advised,
    assessed,
    countersigned,
    countersigner,
    decided,
    exporter,
    fresh,
    in_review,
    issued,
    later,
    officer,
)

pytestmark = pytest.mark.django_db


def test_a_licence_has_number_lines_validity_document_and_code() -> None:
    licence = issued(goods=2)
    assert licence.number == "NLD-2026-00001-I"
    assert [line.number for line in licence.lines.all()] == [1, 2]
    assert (licence.valid_from, licence.valid_until) == (AT.date(), AT.date().replace(year=2028))
    assert licence.document_sha256 == sha256_hex(licence.document)
    assert licence.text["signatures"][0]["name"] != licence.text["signatures"][1]["name"]
    assert fresh(licence.case).state == "issued"


def test_the_code_has_eighty_bits_and_finds_the_licence_however_it_is_typed() -> None:
    licence = issued()
    assert normal_code(licence.code) == licence.code
    assert len(licence.code.replace("-", "")) * 5 == 80
    for typed in (licence.code, licence.code.lower(), licence.code.replace("-", " ")):
        assert licence_by_code(typed) == licence
    for wrong in ("", "0000-0000-0000-0000", licence.code[:-1], f"{licence.code}0"):
        assert licence_by_code(wrong) is None


def test_customs_and_the_exporter_are_told_in_the_same_transaction() -> None:
    licence = issued()
    assert OutboxRow.objects.filter(kind="customs.licence", subject=licence.subject).exists()
    assert OutboxRow.objects.filter(kind="exporter.notice", payload__licence=licence.number).exists()


@pytest.mark.parametrize("goods", [1, 10, 100])
def test_it_takes_at_most_forty_statements_however_many_goods(goods: int) -> None:
    case = countersigned(goods=goods)
    with CaptureQueriesContext(connection) as seen:
        do_issue(case, acting_user=case.officer, at=AT, token="t")
    assert len(seen) <= 40, [q["sql"][:90] for q in seen]


@pytest.mark.parametrize("stage", [in_review, assessed, decided])
def test_nothing_short_of_a_countersigned_grant_is_issued(stage: Callable[[], object]) -> None:
    case = stage()
    with pytest.raises(Conflict, match="the case is"):
        do_issue(case, acting_user=officer(), at=AT)  # type: ignore[arg-type]
    assert not Licence.objects.exists()


def test_a_refused_case_is_never_issued() -> None:
    case = countersigned(decided(outcome="refuse"))
    with pytest.raises(Conflict, match="refused"):
        do_issue(case, acting_user=officer(), at=AT)


def test_a_licence_is_issued_once() -> None:
    licence = issued()
    with pytest.raises(Conflict, match="did 'issue' on 20 Nov 2026, 09:00 UTC"):
        do_issue(fresh(licence.case), acting_user=officer(), at=later())


def test_a_replayed_form_issues_once() -> None:
    case = countersigned()
    person = officer()
    first = do_issue(case, acting_user=person, at=AT, token="t")
    assert do_issue(case, acting_user=person, at=later(), token="t") == first
    assert Licence.objects.count() == 1


def test_nobody_else_may_issue() -> None:
    case = countersigned()
    for person in (countersigner(), exporter(), account("customs"), account("auditor"), officer(state="BEL")):
        with pytest.raises(NotAllowed):
            do_issue(case, acting_user=person, at=AT)


def test_changed_law_stops_the_licence_until_the_case_is_assessed_again(law_changes: Callable[[str], None]) -> None:
    case = countersigned()
    law_changes("{id: TEST-7, cite: s. 7, says: Nothing to Sweden., effect: prohibit, reach: touches('SWE')}")
    with pytest.raises(NotYet, match="The law has changed"):
        do_issue(case, acting_user=officer(), at=AT)
    do_assess_case(case, acting_user=officer(), at=AT)
    assert do_issue(fresh(case), acting_user=officer(), at=AT).number


def test_law_that_came_to_prohibit_stops_the_licence_for_good(law_changes: Callable[[str], None]) -> None:
    case = countersigned()
    law_changes("{id: TEST-7, cite: s. 7, says: Nothing to Norway., effect: prohibit, reach: touches('NOR')}")
    do_assess_case(case, acting_user=officer(), at=AT)
    with pytest.raises(NotYet, match="prohibits"):
        do_issue(fresh(case), acting_user=officer(), at=AT)
    assert not Licence.objects.exists()


LATER_CONDITION = "{id: TEST-7, cite: s. 7, says: Verify., effect: condition, attach: [{code: P03, text: Verified}]}"
LATER_DUTY = "{id: TEST-7, cite: s. 7, says: Weigh stability., effect: weigh, engages: [C4], ask: Is it stable?}"


@pytest.mark.parametrize(("rule", "word"), [(LATER_CONDITION, "APPROVE_COND"), (LATER_DUTY, "Criterion C4")])
def test_law_that_came_to_ask_more_stops_the_licence_until_it_is_decided_again(
    law_changes: Callable[[str], None], rule: str, word: str
) -> None:
    case = countersigned()
    law_changes(rule)
    do_assess_case(case, acting_user=officer(), at=AT)
    with pytest.raises(NotYet, match=word):
        do_issue(fresh(case), acting_user=officer(), at=AT)
    do_reopen(case, reason="The law asks for more since.", acting_user=officer(), at=AT)
    assert fresh(case).state == "in_review"


def test_a_decision_with_conditions_carries_those_of_newer_law_too(law_changes: Callable[[str], None]) -> None:
    case = advised(conclusion="risk_mitigated", conditions=[{"code": "P02", "text": ""}])
    case = decided(case, outcome="grant_with_conditions", conditions=[{"code": "P02", "text": ""}])
    law_changes(LATER_CONDITION)
    do_assess_case(case, acting_user=officer(), at=AT)
    with pytest.raises(NotYet, match="asks for P03"):
        countersigned(fresh(case))


def test_a_day_on_which_the_law_answers_otherwise_stops_every_signature(law_changes: Callable[[str], None]) -> None:
    law_changes(
        "{id: TEST-7, cite: s. 7, says: Nothing from then on., effect: prohibit, when: on >= date('2026-11-21')}"
    )
    case, two = advised(), AT + timedelta(days=1)
    said = {"outcome": "grant", "reasons": "Nothing in the file speaks against it.", "acting_user": officer()}
    with pytest.raises(NotYet, match="answers otherwise on 2026-11-21"):
        do_decide(case, **said, at=two)  # type: ignore[arg-type]
    case = decided(fresh(case))
    signed = {"agrees": True, "states_no_interest": True, "acting_user": countersigner()}
    with pytest.raises(NotYet, match="answers otherwise on 2026-11-21"):
        do_countersign(case, **signed, at=two)  # type: ignore[arg-type]
    case = countersigned(fresh(case))
    with pytest.raises(NotYet, match="answers otherwise on 2026-11-21"):
        do_issue(case, acting_user=officer(), at=two)
    assert do_issue(fresh(case), acting_user=officer(), at=AT).number


@pytest.mark.parametrize("signatory", ["first", "second"])
def test_an_interest_that_a_signatory_states_later_stops_the_licence(signatory: str) -> None:
    case = decided()
    text = "My spouse has been hired by the consignee."
    if signatory == "first":
        signed = {"agrees": True, "states_no_interest": True, "acting_user": countersigner(), "at": AT}
        first = case.decisions.get().by
        do_record_interest(case, has_interest=True, party="p1", text=text, acting_user=first, at=AT)
        with pytest.raises(NotYet, match="who signed, has stated an interest"):
            do_countersign(fresh(case), **signed)  # type: ignore[arg-type]
        return
    case = countersigned(case)
    second = case.decisions.get().countersignature.by
    do_record_interest(case, has_interest=True, party="p1", text=text, acting_user=second, at=AT)
    with pytest.raises(NotYet, match="who signed, has stated an interest"):
        do_issue(fresh(case), acting_user=officer(), at=AT)
    assert not Licence.objects.exists()


def test_a_new_edition_of_a_list_stops_the_licence_until_screened_and_assessed_again() -> None:
    case = countersigned()
    import_watchlist(at=AT, list_date=AT.date())
    from licet.store.models import ListEdition

    ListEdition.objects.filter(list_date=AT.date()).update(sha256="1" * 64)
    with pytest.raises(NotYet, match="watchlists have changed"):
        do_issue(case, acting_user=officer(), at=AT)
    do_screen_parties(case, acting_user=officer(), at=AT)
    do_assess_case(fresh(case), acting_user=officer(), at=AT)
    assert do_issue(fresh(case), acting_user=officer(), at=AT).number


def test_a_list_that_grew_stale_stops_the_licence() -> None:
    case = countersigned()
    with pytest.raises(NotYet, match="days old"):
        do_issue(case, acting_user=officer(), at=AT + timedelta(days=8))


def test_facts_added_past_the_actions_stop_the_licence() -> None:
    case = countersigned()
    EstablishedFact.objects.create(
        case=case,
        snapshot=case.snapshot,
        fact="items.1.submunitions",
        value="true",
        source="A photograph.",
        by=officer(),
        at=AT,
    )
    with pytest.raises(NotYet, match="Facts or findings were added"):
        do_issue(case, acting_user=officer(), at=AT)


def test_hits_of_a_new_screening_stop_the_licence() -> None:
    from licet.store.models import Hit

    case = countersigned()
    run = case.screenings.get()
    Hit.objects.create(
        screening=run,
        number=1,
        party_key="p2",
        party_name="Norwegian Army",
        party_role="end_user",
        party={},
        party_sha256="a" * 64,
        source="invented",
        entry_uid="X",
        entry_sha256="b" * 64,
        entry={},
        matched_name="X",
        score="0.9500",
    )
    with pytest.raises(NotYet, match="may be a listed person"):
        do_issue(case, acting_user=officer(), at=AT)
    for person in (officer(), officer()):
        do_adjudicate_hit(
            Hit.objects.get(),
            verdict="cleared",
            reason="The listed unit belongs to another state's army.",
            acting_user=person,
            at=AT,
        )
