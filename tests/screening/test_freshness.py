"""No list, a stale one, an undated one: each blocks and says so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from licet.screening import freshness
from tests.screening.lists import DAY, PEOPLE, watchlist


def codes(*lists, on: date = DAY, required=()) -> list[str]:
    return [p.code for p in freshness(lists, on, 7, required=required)]


def test_no_list_blocks():
    (problem,) = freshness([], DAY, 7)
    assert problem.code == "none"
    assert problem.remedy


@pytest.mark.parametrize(("age", "expected"), [(0, []), (7, []), (8, ["stale"]), (2000, ["stale"]), (-1, ["future"])])
def test_age_counts_from_the_date_of_the_list(age, expected):
    assert codes(watchlist(*PEOPLE, day=DAY - timedelta(days=age))) == expected


def test_a_list_of_unknown_date_blocks():
    assert codes(watchlist(*PEOPLE, day=None)) == ["undated"]


def test_an_empty_list_blocks():
    assert codes(watchlist()) == ["empty"]


def test_a_required_list_that_is_absent_blocks():
    assert codes(watchlist(*PEOPLE), required=("un", "ofac")) == ["missing"]


def test_the_newest_edition_counts():
    old = watchlist(*PEOPLE, day=date(2018, 10, 29), sha="old")
    assert codes(old, watchlist(*PEOPLE)) == codes(watchlist(*PEOPLE), old) == []


def test_one_stale_list_among_fresh_ones_blocks():
    assert codes(watchlist(*PEOPLE), watchlist(*PEOPLE, source="ofac", day=date(2023, 11, 1))) == ["stale"]
