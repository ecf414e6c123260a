"""A party is read from texts, and what is wrong with it is said with its place."""

from __future__ import annotations

import pytest

from licet.common.errors import BadInput, UnknownName
from licet.parties import GOVERNMENT_KINDS, KINDS, ROLES, Identifier, PartialDate, Party, check_digit_fits, read_party

AGENT = {"role": "consignee", "name": "Harbour Trading"}


def test_reads_every_field():
    party = read_party(
        {
            **AGENT,
            "kind": "company",
            "state": "XXA",
            "aliases": ["HT Ltd"],
            "identifiers": [{"kind": "imo", "value": "IMO 9074729"}],
            "birth_date": "1965-06",
        }
    )
    assert party.names == ("Harbour Trading", "HT Ltd")
    assert party.identifiers[0].normal == "9074729"
    assert party.birth_date == PartialDate(1965, 6)
    assert party.schema == "organisation"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"role": "consigner", "name": "X Y"}, "LIC-201"),
        ({**AGENT, "kind": "army"}, "LIC-202"),
        ({"role": "consignee"}, "LIC-203"),
        ({"role": "consignee", "name": " .- "}, "LIC-203"),
        ({"role": "consignee", "name": "x" * 501}, "LIC-203"),
        ({**AGENT, "birth_date": "yesterday"}, "LIC-204"),
        ({**AGENT, "identifiers": [{"kind": "imoo", "value": "1"}]}, "LIC-205"),
        ({**AGENT, "identifiers": [{"kind": "imo", "value": "9074728"}]}, "LIC-206"),
        ({**AGENT, "nmae": "X"}, "LIC-207"),
        ({**AGENT, "aliases": "one text"}, "LIC-207"),
        ({**AGENT, "aliases": [{"a": "b"}]}, "LIC-207"),
        ({**AGENT, "address": ["a"]}, "LIC-207"),
        ({**AGENT, "identifiers": ["9074729"]}, "LIC-207"),
    ],
)
def test_says_where_a_party_is_wrong(row, code):
    with pytest.raises(BadInput) as fault:
        read_party(row, where="case.yaml, parties[2]")
    assert fault.value.code == code
    assert fault.value.where == "case.yaml, parties[2]"
    assert fault.value.remedy


def test_a_near_miss_is_suggested():
    with pytest.raises(UnknownName, match="Did you mean 'end_user'"):
        read_party({"role": "end-user", "name": "A"})


def test_kinds_say_what_they_know_of_government():
    assert KINDS["research"].government is None
    assert KINDS["unknown"].government is None
    assert "armed_group" not in GOVERNMENT_KINDS
    assert {"armed_forces", "police", "gov_agency", "state_factory"} <= GOVERNMENT_KINDS
    assert all(code == role.code for code, role in ROLES.items())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1965", PartialDate(1965)),
        ("1965-6-1", PartialDate(1965, 6, 1)),
        ("23 Feb 1968", PartialDate(1968, 2, 23)),
        ("Feb 1968", PartialDate(1968, 2)),
        ("circa 1963", PartialDate(1963, about=True)),
        ("1960 to 1965", PartialDate(1960, last_year=1965)),
        ("01 Jan 1960 to 31 Dec 1962", PartialDate(1960, last_year=1962)),
    ],
)
def test_reads_dates_as_lists_write_them(text, expected):
    assert PartialDate.parse(text) == expected


@pytest.mark.parametrize("text", ["", "0", "1965-13", "32 Jan 1965", "5 Foo 1965", "1970 to 1960", "65", "1965-00-12"])
def test_refuses_what_is_no_date(text):
    assert PartialDate.find(text) is None


def test_check_digits():
    assert check_digit_fits("imo", "9074729")
    assert not check_digit_fits("imo", "9074720")
    assert not check_digit_fits("imo", "907472")
    assert check_digit_fits("lei", "5493001KJTIIGC8Y1R12")
    assert not check_digit_fits("lei", "5493001KJTIIGC8Y1R13")
    assert check_digit_fits("passport", "X")


def test_fingerprint_changes_with_what_screening_sees_only():
    party = Party("end_user", "Harbour Trading", aliases=("A B", "C D"))
    assert party.fingerprint() == Party("consignee", "Harbour Trading", aliases=("C D", "A B"), id="7").fingerprint()
    assert party.fingerprint() != Party("end_user", "Harbour Trading", aliases=("A B",)).fingerprint()
    numbered = Party("end_user", "Harbour Trading", aliases=("A B", "C D"), identifiers=(Identifier("lei", "1"),))
    assert party.fingerprint() != numbered.fingerprint()
