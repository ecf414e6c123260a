"""The life of a case as a table: every pair of state and action is either an edge or a conflict."""

from __future__ import annotations

import pytest

from licet.common.errors import Conflict
from licet.licensing.journey import FINAL, OPEN, TRANSITIONS, CaseState, leads_to, may

ACTIONS = sorted({action for _, action in TRANSITIONS})


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("action", [*ACTIONS, "no such action"])
def test_every_pair_is_an_edge_or_a_conflict(state: CaseState, action: str) -> None:
    if may(state, action):
        assert leads_to(state, action) is TRANSITIONS[state, action]
        return
    with pytest.raises(Conflict) as refused:
        leads_to(state, action, where="LC-2026-0001")
    assert refused.value.code == "LIC-450"
    assert "Nothing was changed" in refused.value.remedy


def test_nothing_leaves_a_final_state() -> None:
    assert not [s for s, _ in TRANSITIONS if s in FINAL]


def test_every_state_is_reached_and_every_open_state_can_be_left() -> None:
    assert {*TRANSITIONS.values()} == set(CaseState)
    assert {s for (s, _), to in TRANSITIONS.items() if to is not s} == OPEN


def test_a_licence_comes_only_by_way_of_a_countersigned_grant() -> None:
    assert [key for key, to in TRANSITIONS.items() if to is CaseState.ISSUED] == [(CaseState.GRANTED, "issue")]
    assert [key for key, to in TRANSITIONS.items() if to is CaseState.GRANTED and key[0] is not CaseState.GRANTED] == [
        (CaseState.COUNTERSIGN, "countersign_grant")
    ]
    into = {key for key, to in TRANSITIONS.items() if to is CaseState.COUNTERSIGN and key[0] is not to}
    assert into == {(CaseState.IN_REVIEW, "decide")}


def test_every_state_has_words() -> None:
    assert all(state.label for state in CaseState)
