"""The case file that the law is asked about: what nobody confirmed is left out, and left out is unknown."""

from __future__ import annotations

from datetime import date

import pytest

from licet.common.errors import BadInput
from licet.common.states import State, StateTable
from licet.licensing.casefile import read_case
from licet.licensing.inputs import (
    Coded,
    Established,
    Found,
    Given,
    case_file,
    contradicts,
    denials_said,
    inputs_digest,
    settable,
)
from licet.licensing.sealed import canonical, normal_form

DAY = date(2026, 11, 20)
STATES = StateTable([State("NLD", "Netherlands"), State("NOR", "Norway"), State("SWE", "Sweden")])
FORM = normal_form(
    {
        "export": {"title": "Computers", "exporting_state": "NLD", "export_type": "permanent"},
        "lines": [{"description": "Computer", "quantity": "80", "unit": "NAR", "value": "100", "currency": "EUR"}],
        "parties": [
            {"role": "consignee", "name": "Fjordlys AS", "kind": "unknown", "state": "NOR"},
            {"role": "end_user", "name": "Norwegian Army", "kind": "armed_forces", "state": "NOR"},
        ],
        "end_use": {"text": "Training"},
        "route": {"destination": "NOR", "origin": "NLD"},
        "documents": [{"kind": "end_user_certificate", "date": "2026-10-01"}],
    }
)


def file(**given: object) -> dict[str, object]:
    return case_file("LC-1", FORM, Given(**given), on=DAY)  # type: ignore[arg-type]


def fact(name: str, value: str) -> Established:
    return Established(name, value, "Data sheet, page 2", "M. de Wit", DAY)


def test_it_is_a_case_file_that_anybody_can_read() -> None:
    found = Found("C2", "no_risk", "Nothing known.", "M. de Wit", "licensing_officer", DAY, conditions=("P03 90 days",))
    text = canonical(file(coded=[Coded(1, "ml", "ML5.b")], findings=[found], listed={"p1": False, "p2": None}))
    case = read_case(text, states=STATES, where="LC-1")
    assert (case.exporting_state, case.destination, case.activity) == ("NLD", "NOR", "export")
    assert case.findings[0].by == "M. de Wit"


def test_an_unconfirmed_code_an_unknown_kind_and_an_unscreened_party_are_left_out() -> None:
    plain = file()
    assert "codes" not in plain["items"][0]  # type: ignore[index]
    assert "kind" not in plain["parties"][0]  # type: ignore[index]
    assert "facts" not in plain["parties"][0]  # type: ignore[index]


def test_a_line_that_is_not_on_the_list_says_so() -> None:
    assert file(coded=[Coded(1, "ml", "", "none")])["items"][0]["codes"] == {"ml": "none", "unroca": "none"}  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "value"),
    [("items.1.calibre_mm", "40"), ("parties.end_user.government", "true"), ("ownership_change", "true")],
)
def test_an_established_fact_carries_its_source(name: str, value: str) -> None:
    text = canonical(file(facts=[fact(name, value)]))
    assert '"source":"Data sheet, page 2"' in text
    read_case(text, states=STATES, where="LC-1")


def test_the_last_answer_to_a_question_holds() -> None:
    made = file(
        facts=[fact("purpose", "training"), fact("purpose", "resale"), fact("parties.consignee.kind", "company")]
    )
    assert made["purpose"] == "resale"
    assert made["parties"][0]["kind"] == "company"  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "value", "holds"),
    [
        ("destination", "SWE", "NOR"),
        ("parties.end_user.state", "SWE", "NOR"),
        ("items.1.ml", "none", "ML5.b"),
        ("parties.end_user.listed", "false", "true"),
        ("parties.end_user.listed", "unknown", "true"),
        ("parties.consignee.listed", "false", "not settled by screening"),
    ],
)
def test_no_fact_says_otherwise_than_what_was_sent_classified_or_screened(name: str, value: str, holds: str) -> None:
    held = {"coded": [Coded(1, "ml", "ML5.b")], "listed": {"p1": None, "p2": True}}
    assert contradicts(file(**held), name, value) == holds
    assert file(**held, facts=[fact(name, value)]) == file(**held)


def test_a_fact_fills_what_was_left_out_and_may_name_a_listing_nobody_screened() -> None:
    made = file(facts=[fact("items.1.ml", "ML5.b"), fact("parties.end_user.listed", "true")], listed={"p2": False})
    assert made["items"][0]["codes"] == {"ml": "ML5.b"}  # type: ignore[index]
    assert made["parties"][1]["facts"]["listed"]["value"] == "true"  # type: ignore[index]


def test_the_digest_is_of_the_question_and_not_of_the_day() -> None:
    later = case_file("LC-1", FORM, Given(), on=date(2026, 12, 1))
    assert inputs_digest(file()) == inputs_digest(later)
    assert inputs_digest(file()) != inputs_digest(file(facts=[fact("purpose", "resale")]))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("items.1.calibre_mm", True),
        ("items.2.calibre_mm", False),
        ("items.0.calibre_mm", False),
        ("parties.end_user.kind", True),
        ("parties.end_user#2.kind", False),
        ("parties.broker.kind", False),
        ("purpose", True),
        ("denials", True),
        ("denials.consulted", True),
        ("documents", False),
        ("member.EU.NOR", False),
        ("renewal.UN-DRC", False),
        ("", False),
    ],
)
def test_which_facts_an_officer_settles_on_a_case(name: str, answer: bool) -> None:
    assert settable(name, lines=1, roles=["consignee", "end_user"]) is answer


def test_denials_are_none_or_each_with_state_and_day() -> None:
    assert denials_said("none") == denials_said("false") == []
    assert [d["state"] for d in denials_said("SWE 2024-10-05; NOR 2025-01-31")] == ["SWE", "NOR"]


@pytest.mark.parametrize("value", ["", "yes", "SWE", "SWE 2024-02-30", "SWE 2024-10-05;", "SWE 2024-10-05 NOR"])
def test_denials_in_any_other_words_are_refused(value: str) -> None:
    with pytest.raises(BadInput):
        denials_said(value)


def test_denials_on_file_cannot_be_said_away_and_close_with_the_consultation() -> None:
    on_file = [{"state": "SWE", "date": "2026-01-01", "essentially_identical": "candidate", "consultation": "open"}]
    said = [fact("denials", "none")]
    assert file(facts=said)["denials"] == []
    assert file(facts=said, denials=on_file)["denials"] == on_file
    said.append(fact("denials.consulted", "true"))
    assert file(facts=said, denials=on_file)["denials"][0]["consultation"] == "closed"  # type: ignore[index]
