"""Laws of the register: typing order never matters, and a later notice never ends earlier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from licet.agreements.agreement import Agreement, Listed
from licet.agreements.events import Act, Event
from licet.agreements.leaving import LeavingRule, Period, Rule, leave
from licet.agreements.status import Standing, status
from licet.common.confidence import Confidence
from licet.common.dates import Interval

DAYS = st.dates(date(1990, 1, 1), date(1994, 12, 31))
STATES = ("AAA", "BBB")
EVENTS = st.builds(
    Event,
    state=st.sampled_from(STATES),
    act=st.sampled_from(Act),
    on=DAYS,
    confidence=st.sampled_from(Confidence),
    hour=st.sampled_from(["", "09:00", "23:00"]),
    contested_by=st.sampled_from([(), ("BBB",)]),
    towards=st.sampled_from(["", "BBB"]),
)
NOTICE = LeavingRule(Rule.NOTICE, notice=Period(months=6))
RULES = st.builds(
    LeavingRule,
    rule=st.sampled_from(Rule),
    notice=st.one_of(
        st.none(),
        st.builds(Period, days=st.integers(1, 400)),
        st.builds(Period, months=st.integers(1, 24)),
    ),
    term=st.one_of(st.none(), st.builds(Period, months=st.integers(25, 120))),
    earliest=st.one_of(st.none(), DAYS),
    expiry=st.one_of(st.none(), st.dates(date(1996, 1, 1), date(2005, 1, 1))),
)
BASE = Agreement(
    id="TEST-1990",
    title="Test",
    short="Test",
    structure="multilateral",
    form="treaty",
    binding="yes",
    kinds=("DEF",),
    sources="a test",
    as_of=date(2000, 1, 1),
    listed=Listed.COMPLETE,
    in_force=date(1990, 1, 1),
    leaves=NOTICE,
)


def kept(events: list[Event], structure: str = "multilateral") -> Agreement:
    by_state = {state: tuple(e for e in events if e.state == state) for state in STATES}
    return replace(BASE, structure=structure, events=by_state)


@given(st.lists(EVENTS, max_size=8), st.randoms(), DAYS, st.sampled_from(["bilateral", "multilateral"]))
def test_the_order_of_typing_never_matters(events: list[Event], random: Random, on: date, structure: str) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)
    for state in STATES:
        assert status(kept(events, structure), state, on) == status(kept(shuffled, structure), state, on)


@given(st.lists(EVENTS, max_size=8), DAYS)
def test_acts_after_the_day_asked_about_change_nothing_but_a_computed_exit(events: list[Event], on: date) -> None:
    past = [e for e in events if e.on <= on]
    full, cut = status(kept(events), "AAA", on), status(kept(past), "AAA", on)
    computed = any("ran out" in one.note for one in (full, cut))
    assert computed or full == cut


@given(RULES, DAYS, st.integers(0, 400), DAYS)
def test_a_later_notice_never_ends_earlier(rule: LeavingRule, receipt: date, later: int, in_force: date) -> None:
    first = leave(rule, in_force, receipt).first_day_out
    second = leave(rule, in_force, receipt + timedelta(days=later)).first_day_out
    assert (first is None) == (second is None)
    assert first is None or second is None or first <= second


@given(RULES, DAYS, DAYS)
def test_notice_never_ends_before_it_arrives_unless_the_agreement_ends_by_itself(
    rule: LeavingRule, receipt: date, in_force: date
) -> None:
    end = leave(rule, in_force, receipt)
    if end.first_day_out is not None and rule.rule is not Rule.FIXED_TERM and "expires" not in end.because:
        assert end.first_day_out > receipt


@given(DAYS, st.integers(0, 700))
def test_a_state_that_gave_notice_is_bound_through_its_last_day(receipt: date, offset: int) -> None:
    agreement = kept([Event("AAA", Act.ENTER, date(1990, 1, 1)), Event("AAA", Act.NOTICE, receipt)])
    out = leave(NOTICE, agreement.in_force, receipt).first_day_out
    assert out is not None
    day = receipt + timedelta(days=offset)
    found = status(agreement, "AAA", day)
    assert found.bound is (day in Interval(None, out))
    assert found.leaves_on == (out if day < out else None)


@given(DAYS)
def test_a_notice_taken_back_never_takes_effect(receipt: date) -> None:
    acts = [
        Event("AAA", Act.ENTER, date(1990, 1, 1)),
        Event("AAA", Act.NOTICE, receipt),
        Event("AAA", Act.REVOKE, receipt),
    ]
    assert status(kept(acts), "AAA", date(1999, 1, 1)).value is Standing.IN_FORCE


def test_a_notice_by_one_of_two_ends_the_agreement_for_both() -> None:
    acts = [Event(s, Act.ENTER, date(1990, 1, 1)) for s in STATES] + [Event("AAA", Act.NOTICE, date(1991, 1, 31))]
    found = status(kept(acts, "bilateral"), "BBB", date(1991, 7, 31))
    assert (found.value, found.since) == (Standing.ENDED, date(1991, 7, 31))
    assert status(kept(acts, "bilateral"), "BBB", date(1991, 7, 30)).value is Standing.IN_FORCE
    assert status(kept(acts), "BBB", date(1999, 1, 1)).value is Standing.IN_FORCE


def test_a_stated_hour_goes_before_the_fixed_order() -> None:
    day = date(1992, 5, 1)
    start = Event("AAA", Act.ENTER, date(1990, 1, 1))
    plain = [start, Event("AAA", Act.RESUME, day), Event("AAA", Act.SUSPEND, day)]
    timed = [start, Event("AAA", Act.RESUME, day, hour="08:00"), Event("AAA", Act.SUSPEND, day, hour="20:00")]
    assert status(kept(plain), "AAA", day).value is Standing.IN_FORCE
    assert status(kept(timed), "AAA", day).value is Standing.SUSPENDED


def test_a_notice_barred_by_armed_conflict_leaves_the_standing_unknown() -> None:
    rule = replace(NOTICE, unless="armed_conflict")
    acts = kept([Event("AAA", Act.ENTER, date(1990, 1, 1)), Event("AAA", Act.NOTICE, date(1991, 1, 1))])
    found = status(replace(acts, leaves=rule), "AAA", date(1993, 1, 1))
    assert (found.value, found.bound) == (Standing.UNKNOWN, None)
    assert "armed conflict" in found.note


def test_withdrawing_before_the_computed_end_holds_and_so_does_a_later_explicit_day() -> None:
    enter, notice = Event("AAA", Act.ENTER, date(1990, 1, 1)), Event("AAA", Act.NOTICE, date(1991, 1, 1))
    late = kept([enter, notice, Event("AAA", Act.WITHDRAW, date(1992, 1, 1))])
    assert status(late, "AAA", date(1991, 12, 31)).value is Standing.IN_FORCE
    assert status(late, "AAA", date(1992, 1, 1)).value is Standing.WITHDRAWN


def test_a_state_may_come_back() -> None:
    acts = [
        Event("AAA", Act.ENTER, date(1990, 1, 1)),
        Event("AAA", Act.WITHDRAW, date(1991, 1, 1)),
        Event("AAA", Act.CONSENT, date(1992, 1, 1)),
        Event("AAA", Act.ENTER, date(1992, 4, 1)),
    ]
    standings = [status(kept(acts), "AAA", date(y, 2, 1)).value for y in (1990, 1991, 1992, 1993)]
    assert standings == [Standing.IN_FORCE, Standing.WITHDRAWN, Standing.CONSENTED, Standing.IN_FORCE]
