"""States are found by code or name of the day, and a miss is told with the nearest."""

from __future__ import annotations

from datetime import date

import pytest

from licet.common.dates import Interval
from licet.common.errors import BadInput, UnknownName
from licet.common.states import Name, State, StateTable, fold

TABLE = StateTable(
    [
        State("NOR", "Norway", "NO", "578"),
        State("NAM", "Namibia", "NA", "516"),
        State(
            "COD",
            "Democratic Republic of the Congo",
            "CD",
            "180",
            aliases=(Name("Zaire", Interval(date(1971, 10, 27), date(1997, 5, 17))),),
        ),
        State("COG", "Congo", "CG", "178", aliases=(Name("Congo Republic"),)),
        State("AAA", "Same", existed=Interval(None, date(1990, 1, 1)), aliases=(Name("Twin"),)),
        State("AAB", "Same", existed=Interval(date(1990, 1, 1), None), aliases=(Name("Twin"),)),
    ]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NOR", "NOR"),
        ("no", "NOR"),
        ("NO", "NOR"),
        ("578", "NOR"),
        (" norway ", "NOR"),
        ("NA", "NAM"),
        ("Cöngo", "COG"),
    ],
)
def test_a_state_is_found_by_any_code_or_name(text: str, code: str) -> None:
    assert TABLE.find(text).iso3 == code


def test_a_dated_name_holds_on_its_days() -> None:
    assert TABLE.find("Zaire", on=date(1997, 5, 16)).iso3 == "COD"
    with pytest.raises(UnknownName):
        TABLE.find("Zaire", on=date(1997, 5, 17))
    assert TABLE.find("Zaire").iso3 == "COD"


def test_a_name_no_longer_borne_is_told_with_its_bearer() -> None:
    with pytest.raises(UnknownName, match="COD") as fault:
        TABLE.find("Zaire", on=date(2020, 1, 1))
    assert "1997-05-16" in fault.value.what


def test_one_name_of_two_states_is_settled_by_the_day_or_refused() -> None:
    assert TABLE.find("Same", on=date(1989, 12, 31)).iso3 == "AAA"
    assert TABLE.find("Same", on=date(1990, 1, 1)).iso3 == "AAB"
    with pytest.raises(BadInput, match="AAA and AAB") as fault:
        TABLE.find("Twin")
    assert fault.value.code == "LIC-011"


@pytest.mark.parametrize(("text", "near"), [("NOT", "NO"), ("Norwai", "Norway"), ("Namibie", "Namibia")])
def test_a_miss_is_told_with_the_nearest(text: str, near: str) -> None:
    with pytest.raises(UnknownName, match=near):
        TABLE.find(text, where="line 3")


@pytest.mark.parametrize("text", ["", "   ", "XXA", "?", "x" * 10_000])
def test_what_names_no_state_is_refused(text: str) -> None:
    with pytest.raises(UnknownName) as fault:
        TABLE.find(text)
    assert len(fault.value.what) < 200


def test_a_case_may_bring_invented_states_without_changing_the_table() -> None:
    grown = TABLE.with_states([State("XXA", "State-A")])
    assert grown.find("State-A").iso3 == "XXA"
    assert "XXA" in grown
    assert "XXA" not in TABLE


def test_looking_up_a_code_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownName, match="LIC-008"):
        TABLE["XYZ"]


@pytest.mark.parametrize(
    ("a", "b"), [("Türkiye", "turkiye"), ("Côte d’Ivoire", "cote d ivoire"), ("ST.  LUCIA", "st lucia")]
)
def test_names_are_compared_without_case_accents_and_punctuation(a: str, b: str) -> None:
    assert fold(a) == fold(b)
