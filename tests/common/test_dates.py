"""Interval algebra and the day counts by which agreements and licences run."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.common.dates import (
    Interval,
    add_months,
    entry_into_force,
    first_day_out_after_days,
    first_day_out_after_months,
    parse_date,
)
from licet.common.errors import BadInput

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    first, until = draw(st.one_of(st.none(), DAYS)), draw(st.one_of(st.none(), DAYS))
    if first and until and until < first:
        first, until = until, first
    return Interval(first, until)


@given(intervals(), intervals(), DAYS)
def test_a_day_lies_in_the_intersection_exactly_when_it_lies_in_both(a: Interval, b: Interval, day: date) -> None:
    assert (day in a.intersect(b)) == (day in a and day in b)


@given(intervals(), intervals(), DAYS)
def test_two_intervals_overlap_whenever_a_day_lies_in_both(a: Interval, b: Interval, day: date) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    if day in a and day in b:
        assert a.overlaps(b)


@given(intervals(), intervals())
def test_overlap_is_having_a_common_day(a: Interval, b: Interval) -> None:
    common = a.intersect(b)
    first = common.first or (common.last_day or date(2000, 1, 1))
    assert a.overlaps(b) == (not common.empty and first in common)


@given(intervals(), intervals(), intervals())
def test_intersection_is_associative_day_by_day(a: Interval, b: Interval, c: Interval) -> None:
    left, right = a.intersect(b).intersect(c), a.intersect(b.intersect(c))
    assert left == right or (left.empty and right.empty)


@given(intervals())
def test_everything_is_neutral_and_an_interval_meets_itself(a: Interval) -> None:
    assert a.intersect(Interval()) == a
    assert a.overlaps(a) is not a.empty


@given(DAYS)
def test_an_interval_holds_its_first_day_and_not_its_first_day_out(day: date) -> None:
    later = day + timedelta(days=30)
    one = Interval(day, later)
    assert day in one
    assert later not in one
    assert one.last_day == later - timedelta(days=1)
    assert one.last_day in one
    assert day - timedelta(days=1) not in one


@given(DAYS)
def test_two_intervals_that_touch_do_not_overlap(day: date) -> None:
    assert not Interval(None, day).overlaps(Interval(day, None))


@given(DAYS, intervals())
def test_an_empty_interval_holds_nothing_and_meets_nothing(day: date, other: Interval) -> None:
    empty = Interval(day, day)
    assert empty.empty
    assert day not in empty
    assert not empty.overlaps(other)


def test_an_end_before_the_start_is_refused_with_its_place() -> None:
    with pytest.raises(BadInput, match="LIC-001"):
        Interval(date(2025, 1, 2), date(2025, 1, 1))
    with pytest.raises(BadInput, match=r"row 3: .*LIC-001"):
        Interval.parse("2025-01-02", "2025-01-01", where="row 3")


def test_open_sides_are_written_as_nothing() -> None:
    assert Interval.parse("", None) == Interval()
    assert str(Interval(None, date(2025, 7, 2))) == "… to 2025-07-01"


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2025-06-27", 6, "2025-12-27"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-31", -2, "2025-11-30"),
        ("2025-12-15", 1, "2026-01-15"),
    ],
)
def test_months_keep_the_day_number_or_clamp_to_the_months_end(day: str, months: int, result: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(result)


@given(DAYS, st.integers(-600, 600))
def test_adding_months_lands_in_the_month_counted(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day


@given(DAYS, DAYS, st.integers(0, 60))
def test_adding_months_never_swaps_two_days(a: date, b: date, months: int) -> None:
    low, high = min(a, b), max(a, b)
    assert add_months(low, months) <= add_months(high, months)


@pytest.mark.parametrize(
    ("deposit", "days", "first"),
    [("2018-08-14", 90, "2018-11-12"), ("2020-10-24", 90, "2021-01-22"), ("1996-10-31", 180, "1997-04-29")],
)
def test_entry_n_days_after_is_day_plus_n(deposit: str, days: int, first: str) -> None:
    assert entry_into_force(date.fromisoformat(deposit), days) == date.fromisoformat(first)


def test_notice_in_days_binds_through_receipt_plus_n() -> None:
    assert first_day_out_after_days(date(2020, 2, 11), 180) == date(2020, 8, 10)
    assert first_day_out_after_days(date(2023, 6, 9), 150) == date(2023, 11, 7)


def test_notice_in_months_ends_with_the_day_number_of_the_receipt() -> None:
    assert first_day_out_after_months(date(2025, 6, 27), 6) == date(2025, 12, 27)
    assert first_day_out_after_months(date(2025, 8, 31), 6) == date(2026, 2, 28)


@given(DAYS, st.integers(0, 800))
def test_notice_and_entry_differ_by_the_one_day_of_the_convention(day: date, n: int) -> None:
    assert first_day_out_after_days(day, n) - entry_into_force(day, n) == timedelta(days=1)


@pytest.mark.parametrize(
    "text", ["", "2025-1-1", "20250101", "2025-02-29", "1 March 2025", "2025-13-01", "2025-01-01T00:00", "٢٠٢٥-٠١-٠١"]
)
def test_a_day_is_written_one_way_only(text: str) -> None:
    with pytest.raises(BadInput, match="LIC-002"):
        parse_date(text, where="here")


@given(DAYS)
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert parse_date(day.isoformat()) == day


def test_a_count_that_leaves_the_calendar_is_refused_and_never_a_crash() -> None:
    for count in (
        lambda: add_months(date(9999, 12, 31), 1),
        lambda: add_months(date(1, 1, 1), -1),
        lambda: entry_into_force(date(9999, 12, 31), 1),
        lambda: first_day_out_after_days(date(9999, 12, 31), 90),
    ):
        with pytest.raises(BadInput, match="LIC-013"):
            count()
