from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from licet.actions.policy import UnknownAction, allowed, may_ever, require
from licet.actions.policy_table import TABLE
from licet.common.errors import NotAllowed
from licet.store.models import Account


def person(*roles: str, pk: int = 7, organisation: int | None = None, state: str = "XXA") -> Account:
    return Account(pk=pk, username=f"p{pk}", roles=list(roles), organisation_id=organisation, state=state)


def case(**given: Any) -> Any:
    plain = {"exporting_state": "XXA", "organisation_id": 1, "asked_advisers": list, "people_involved": list}
    return SimpleNamespace(**(plain | given))


def test_an_unknown_action_is_a_fault_with_a_suggestion() -> None:
    with pytest.raises(UnknownAction, match="countersign"):
        allowed(person("countersigner"), "countersing", case())


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_a_stranger_may_do_nothing(user: Any) -> None:
    assert not any(allowed(user, action, case()) for action in TABLE)
    assert not any(may_ever(user, action) for action in TABLE)


def test_an_exporter_sees_the_own_organisation_only() -> None:
    assert allowed(person("exporter", organisation=1), "view_licence", case())
    assert not allowed(person("exporter", organisation=2), "view_licence", case())


def test_an_exporter_without_organisation_sees_nothing_even_of_nobody() -> None:
    assert not allowed(person("exporter"), "view_licence", case(organisation_id=None))


def test_an_officer_of_another_state_is_refused() -> None:
    assert not allowed(person("licensing_officer", state="XXB"), "view_case", case())


def test_an_officer_without_a_state_serves_all_states_of_the_installation() -> None:
    assert allowed(person("licensing_officer", state=""), "view_case", case())


def test_an_adviser_sees_the_cases_asked_about() -> None:
    assert allowed(person("adviser"), "view_case", case(asked_advisers=lambda: [7]))
    assert not allowed(person("adviser"), "view_case", case(asked_advisers=lambda: [8]))


def test_an_attribute_that_is_missing_refuses() -> None:
    for action in ("view_case", "view_licence", "countersign", "submit", "advise", "approve_account"):
        for role in TABLE[action].grants:
            if TABLE[action].grants[role]:
                assert not allowed(person(role, organisation=1), action, SimpleNamespace())
                assert not allowed(person(role, organisation=1), action, None)


def test_attributes_are_found_through_the_case_of_a_row() -> None:
    row = SimpleNamespace(licence=SimpleNamespace(case=case()))
    assert allowed(person("customs"), "draw_down", row)


def test_nobody_countersigns_their_own_decision() -> None:
    assert allowed(person("countersigner"), "countersign", case(decided_by_id=8))
    assert not allowed(person("countersigner"), "countersign", case(decided_by_id=7))


def test_nobody_countersigns_where_they_took_part() -> None:
    assert not allowed(person("countersigner"), "countersign", case(decided_by_id=8, people_involved=lambda: [7]))


def test_nothing_decided_is_not_countersigned() -> None:
    assert not allowed(person("countersigner"), "countersign", case(current_decision=None))


@given(
    decided_by=st.integers(1, 4),
    signer=st.integers(1, 4),
    involved=st.sets(st.integers(1, 4)),
    roles=st.sets(st.sampled_from(["licensing_officer", "countersigner", "adviser", "technical_assessor"])),
)
def test_whatever_roles_are_held_a_countersignature_is_by_another_uninvolved_person(
    decided_by: int, signer: int, involved: set[int], roles: set[str]
) -> None:
    permission = allowed(
        person(*roles, pk=signer), "countersign", case(decided_by_id=decided_by, people_involved=lambda: involved)
    )
    assert permission.ok is ("countersigner" in roles and signer != decided_by and signer not in involved)


def test_a_second_role_helps_where_the_first_has_an_unmet_condition() -> None:
    assert allowed(person("adviser", "licensing_officer"), "view_case", case())


def test_a_refusal_names_the_rule_and_who_can() -> None:
    with pytest.raises(NotAllowed) as refusal:
        require(person("licensing_officer"), "countersign", case(decided_by_id=8))
    assert refusal.value.code == "LIC-650"
    assert "countersign this decision" in refusal.value.what
    assert "countersigners" in refusal.value.remedy


def test_permission_words_join_the_roles() -> None:
    permission = allowed(person("exporter"), "adjudicate_hit", case())
    assert permission.who == "licensing officers and countersigners"


@pytest.mark.parametrize("action", ["change_account", "close_account", "unlock_account"])
def test_nobody_administers_their_own_account(action: str) -> None:
    assert not allowed(person("administrator"), action, Account(pk=7))
    assert allowed(person("administrator"), action, Account(pk=8))


@given(proposer=st.integers(1, 3), about=st.none() | st.integers(1, 3), approver=st.integers(1, 3))
def test_a_request_is_approved_by_another_administrator_whom_it_is_not_about(
    proposer: int, about: int | None, approver: int
) -> None:
    request = SimpleNamespace(proposed_by_id=proposer, account_id=about)
    permission = allowed(person("administrator", pk=approver), "approve_account", request)
    assert permission.ok is (approver != proposer and approver != about)
