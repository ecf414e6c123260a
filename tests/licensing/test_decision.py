"""What blocks a decision, what is left open, who may sign second, and how far a signature reaches."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.common.outcomes import LIVE_ONLY, Outcome
from licet.licensing.decision import (
    GRANT,
    GRANT_WITH_CONDITIONS,
    REFUSE,
    Assessed,
    Authority,
    HitStanding,
    Involvement,
    Reached,
    Standing,
    blockers,
    outcomes_open,
    reach,
    why_not_countersign,
)
from licet.licensing.hits import hit_status

CLEAN = {"assessed": Assessed(Outcome.APPROVE)}
FAULTS = {
    "unclassified": {"unclassified": (1,)},
    "list": {"list_problems": ("No watchlist has been imported.",)},
    "unscreened": {"unscreened": "The parties have not been screened."},
    "hit-open": {"hits": (HitStanding(1, "X", "open"),)},
    "hit-second": {"hits": (HitStanding(1, "X", "second"),)},
    "hit-unsettled": {"hits": (HitStanding(1, "X", "unsettled"),)},
    "question": {"open_questions": (1,)},
    "advice": {"advice_due": ("J. van Dorp",)},
    "unassessed": {"assessed": None},
    "stale": {"assessed": Assessed(Outcome.APPROVE, stale="The law has changed.")},
}


def test_with_nothing_open_anything_may_be_decided() -> None:
    assert blockers(Standing(**CLEAN)) == []  # type: ignore[arg-type]
    assert outcomes_open(Standing(**CLEAN)) == {GRANT, GRANT_WITH_CONDITIONS, REFUSE}  # type: ignore[arg-type]


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_alone_blocks_every_outcome(code: str) -> None:
    standing = Standing(**{**CLEAN, **FAULTS[code]})  # type: ignore[arg-type]
    assert [b.code for b in blockers(standing)] == [code]
    assert outcomes_open(standing) == frozenset()


def test_what_the_exporter_declares_stops_a_grant_and_leaves_the_refusal() -> None:
    standing = Standing(**{**CLEAN, "declared": ("The exporter declares an embargo",)})  # type: ignore[arg-type]
    assert [b.code for b in blockers(standing)] == ["declared"]
    assert outcomes_open(standing) == {REFUSE}


@pytest.mark.parametrize(
    ("assessed", "code"),
    [
        (Assessed(Outcome.APPROVE, unknown_gates=("ATT-6.3",)), "unknown"),
        (Assessed(Outcome.INDIVIDUAL_REQUIRED, without_finding=("C2",)), "finding"),
        (Assessed(Outcome.PROHIBITED), "outcome"),
        (Assessed(Outcome.PROHIBITED_UNLESS_EXEMPTED), "outcome"),
        (Assessed(Outcome.REQUEST_INFO), "outcome"),
        (Assessed(Outcome.CONSULT), "outcome"),
        (Assessed(Outcome.REFUSE), "outcome"),
    ],
)
def test_what_the_law_leaves_unsettled_or_forbids_blocks_a_grant_only(assessed: Assessed, code: str) -> None:
    standing = Standing(assessed=assessed)
    assert [b.code for b in blockers(standing)] == [code]
    assert outcomes_open(standing) == {REFUSE}


def test_a_confirmed_hit_leaves_only_refusal() -> None:
    standing = Standing(hits=(HitStanding(1, "X", "confirmed"),), assessed=Assessed(Outcome.APPROVE))
    assert outcomes_open(standing) == {REFUSE}


@pytest.mark.parametrize("outcome", [Outcome.EXEMPT, Outcome.GENERAL])
def test_where_no_licence_is_needed_none_is_decided(outcome: Outcome) -> None:
    assert outcomes_open(Standing(assessed=Assessed(outcome))) == frozenset()


def test_conditions_that_the_law_asks_for_cannot_be_left_out() -> None:
    open_now = outcomes_open(Standing(assessed=Assessed(Outcome.APPROVE_COND)))
    assert open_now == {GRANT_WITH_CONDITIONS, REFUSE}


@given(st.sampled_from(list(Outcome)), st.sets(st.sampled_from(sorted(FAULTS))))
def test_a_grant_is_open_only_under_an_outcome_that_allows_it_and_with_no_fault(
    outcome: Outcome, faults: set[str]
) -> None:
    said: dict[str, object] = {"assessed": Assessed(outcome)}
    for fault in faults:
        said |= FAULTS[fault]
    open_now = outcomes_open(Standing(**said))  # type: ignore[arg-type]
    if open_now & {GRANT, GRANT_WITH_CONDITIONS}:
        assert not faults
        assert outcome in {Outcome.APPROVE, Outcome.APPROVE_COND, Outcome.REFER_MINISTER}
    if outcome in LIVE_ONLY:
        assert open_now == frozenset()


PEOPLE = ("decided", "drafted", "advised", "adjudicated", "established", "sole_classifier", "interested")


@given(st.sets(st.sampled_from(PEOPLE)), st.booleans())
def test_any_part_in_the_case_bars_the_second_signature(parts: set[str], states: bool) -> None:
    involved = Involvement(**{part: frozenset({7}) for part in parts})
    why = why_not_countersign(7, involved, states_no_interest=states)
    assert len(why) == len(parts) + (not states)
    assert why_not_countersign(8, involved, states_no_interest=True) == []


@given(
    st.decimals(0, 10**9, places=2),
    st.decimals(0, 10**9, places=2),
    st.sampled_from(["EUR", "USD"]),
    st.sampled_from(["*", "ML5", "ML5.b", "ML22"]),
    st.sampled_from(["*", "NOR", "SWE"]),
)
def test_authority_reaches_only_within_value_goods_and_destination(
    ceiling: Decimal, value: Decimal, currency: str, goods: str, destination: str
) -> None:
    why = reach(Authority(ceiling, currency, (goods,), (destination,)), Reached(value, "EUR", ("ML5.b",), "NOR"))
    holds = value <= ceiling and currency == "EUR" and goods in {"*", "ML5", "ML5.b"} and destination in {"*", "NOR"}
    assert (why == []) is holds


def test_no_authority_on_record_reaches_nothing() -> None:
    assert reach(Authority(), Reached(Decimal(0), "EUR", (), "NOR"))


@pytest.mark.parametrize(
    ("score", "answers", "status"),
    [
        (0.8, [], "open"),
        (0.8, [("cleared", 1)], "cleared"),
        (0.95, [("cleared", 1)], "second"),
        (0.95, [("cleared", 1), ("cleared", 1)], "second"),
        (0.95, [("cleared", 1), ("cleared", 2)], "cleared"),
        (0.8, [("confirmed", 1), ("cleared", 1)], "second"),
        (0.8, [("confirmed", 1), ("cleared", 1), ("cleared", 2)], "cleared"),
        (0.95, [("cleared", 1), ("unsettled", 2), ("cleared", 1)], "second"),
        (0.95, [("cleared", 1), ("cleared", 2), ("confirmed", 3)], "confirmed"),
        (0.8, [("cleared", 1), ("unsettled", 2)], "unsettled"),
    ],
)
def test_where_a_hit_stands(score: float, answers: list[tuple[str, int]], status: str) -> None:
    assert hit_status(score, answers) == status
