"""The state table the product ships."""

from __future__ import annotations

from datetime import date

import pytest

from licet.common.errors import BadInput, UnknownName
from licet.store import packs

TABLE = packs.states()


def test_every_code_of_iso_3166_is_there_once() -> None:
    present = [s for s in TABLE if s.iso2 and s.existed.until is None]
    assert len(present) == 249
    assert len({s.iso2 for s in TABLE if s.iso2}) == len([s for s in TABLE if s.iso2])
    assert all(len(s.numeric) == 3 for s in present)


def test_the_codes_reserved_for_invented_states_are_free() -> None:
    assert not [s for s in TABLE if s.iso3.startswith("XX")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NO", "NOR"),
        ("NA", "NAM"),
        ("004", "AFG"),
        ("de", "DEU"),
        ("Türkiye", "TUR"),
        ("turkiye", "TUR"),
        ("Côte d'Ivoire", "CIV"),
        ("IVORY COAST", "CIV"),
        ("Czech Republic", "CZE"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
        ("UK", "GBR"),
        ("Holland", "NLD"),
        ("Kosovo", "XKX"),
        ("Persia", "IRN"),
        ("USSR", "SUN"),
        ("East Germany", "DDR"),
        ("Viet Nam", "VNM"),
        ("Korea, Democratic People's Republic of", "PRK"),
    ],
)
def test_states_are_found_by_any_of_their_names(text: str, code: str) -> None:
    assert TABLE.find(text).iso3 == code


@pytest.mark.parametrize(
    ("text", "on", "code"),
    [
        ("Burma", "1980-01-01", "MMR"),
        ("Zaire", "1980-01-01", "COD"),
        ("Swaziland", "2018-04-18", "SWZ"),
        ("Turkey", "2022-06-01", "TUR"),
        ("Macedonia", "2019-02-11", "MKD"),
        ("Yugoslavia", "1990-01-01", "YUG"),
    ],
)
def test_former_names_hold_on_their_days_only(text: str, on: str, code: str) -> None:
    assert TABLE.find(text, on=date.fromisoformat(on)).iso3 == code
    with pytest.raises(UnknownName, match="LIC-008"):
        TABLE.find(text, on=date(2024, 1, 1))


def test_historic_states_have_an_end_and_known_successors() -> None:
    for code in "SUN YUG CSK DDR SCG YMD VDR".split():
        assert TABLE[code].existed.until is not None
        assert TABLE[code].successors
        assert all(s in TABLE for s in TABLE[code].successors)


def test_no_name_stands_for_two_states_of_the_same_day() -> None:
    for state in TABLE:
        for name in (state.name, *(a.text for a in state.aliases)):
            try:
                TABLE.find(name, on=date(2026, 1, 1))
            except UnknownName:
                continue
            except BadInput as fault:
                pytest.fail(str(fault))


def test_a_misspelt_name_gets_a_suggestion() -> None:
    with pytest.raises(UnknownName, match="Germany"):
        TABLE.find("Gremany")
