"""Every name of a party meets every name of every entry, and a hit says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.common.errors import BadInput
from licet.parties import Identifier, PartialDate, Party
from licet.screening import NameIndex, Rarity, Statement, WatchEntry, compare, screen
from licet.screening.index import ListedName
from licet.screening.names import analyse
from tests.screening.lists import PEOPLE, entry, index, person, watchlist


@pytest.mark.parametrize(
    ("name", "uid"),
    [
        ("Dariyush Velkanov", "1"),
        ("VELKANOFF Darius", "1"),
        ("Велканов Дариюш", "1"),
        ("عبد الكريم زهيل بنتزة", "2"),
        ("Abdulkarim Bentezza", "2"),
        ("Wouterus Haldring", "5"),
        ("vanderbilt corporation", "6"),
    ],
)
def test_finds_the_entry(name, uid):
    assert screen(person(name), index())[0].entry.uid == uid


@pytest.mark.parametrize("name", ["Sigrid Aasland", "Mohammed Ali", "Technologies Ltd", "山本 千代", "John Smith"])
def test_leaves_the_innocent_alone(name):
    assert screen(person(name), index()) == []


def test_an_alias_of_the_party_is_screened_too():
    assert screen(person("Somebody Else", aliases=("Dariyush Velkanov",)), index())[0].entry.uid == "1"


def test_an_alias_of_the_entry_is_indexed_too():
    assert screen(person("Abu Zuhayl"), index())[0].matched_name == "Abu Zuhayl"


def test_a_party_without_letters_raises_and_does_not_pass():
    with pytest.raises(BadInput):
        screen(person("???"), index())


def test_screening_against_an_empty_index_finds_nothing():
    assert screen(person("Dariyush Velkanov"), NameIndex.build([])) == []


def test_the_same_number_forces_a_hit():
    ship = Party("vessel", "ENTIRELY OTHER NAME", "vessel", identifiers=(Identifier("imo", "IMO 9074729"),))
    hit = screen(ship, index())[0]
    assert (hit.entry.uid, hit.score >= 0.97) == ("4", True)
    assert any("the same imo 9074729" in s for s in hit.explanation.sentences())


def test_another_imo_number_rules_a_ship_out():
    ship = Party("vessel", "OSPREY MERIDIAN", "vessel")
    assert screen(ship, index())[0].score == 1.0
    assert screen(replace(ship, identifiers=(Identifier("imo", "9700029"),)), index()) == []


def born(text: str) -> float:
    return screen(person("Dariyush Velkanov", birth_date=PartialDate.parse(text)), index(), threshold=0.3)[0].score


def test_a_nearly_right_birth_date_lowers_gently():
    assert born("1972-03-14") > 0.95
    assert born("1971-03-15") > 0.95
    assert born("1971-04-13") > 0.95
    assert born("1999-03-14") < 0.75 < born("1976-01-01") < 0.95 < born("1971-03-14")


def test_the_explanation_says_what_matched_and_what_the_score_would_be_without():
    hit = screen(person("D. Velkanov", birth_date=PartialDate(1971), state="FRA"), index())[0]
    text = "\n".join(hit.explanation.sentences())
    assert "velkanov = velkanov" in text
    assert "d initial of dariyush" in text
    assert "the same year" in text
    assert "of FRA, on the list of IRN" in text
    assert "without the birth date the score would be" in text
    assert "INDIVIDUAL 1" in text


def test_a_ship_is_not_a_person():
    assert screen(person("Osprey Meridian"), index(), threshold=0.5)[0].score < 0.8


def test_hits_on_two_editions_are_two_hits():
    both = NameIndex.build([watchlist(PEOPLE[0]), watchlist(replace(PEOPLE[0], source="ofac"), source="ofac", sha="b")])
    assert [h.entry.source for h in screen(person("Dariyush Velkanov"), both)] == ["ofac", "un"]


def test_equal_scores_come_in_a_fixed_order():
    twins = [entry("b", "Ana Brask"), entry("a", "Ana Brask"), entry("c", "Ana Brask")]
    assert [h.entry.uid for h in screen(person("Ana Brask"), index(*twins))] == ["a", "b", "c"]


WORD = st.sampled_from(
    "dariyush velkanov benteza haldringh aero vellum tariq oussan brask mohammed ali محمد Велканов".split()
)
NAME = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
ENTRIES = st.lists(st.tuples(NAME, NAME), min_size=1, max_size=8).map(
    lambda rows: [entry(str(n), *names) for n, names in enumerate(rows)]
)


def found(party: Party, built: NameIndex) -> list[tuple[str, float, str]]:
    return [(h.entry.uid, h.score, h.matched_name) for h in screen(party, built, threshold=0.3)]


@given(ENTRIES, NAME, st.randoms(use_true_random=False))
def test_the_order_of_entries_and_lists_never_matters(entries, name, random):
    shuffled = random.sample(entries, len(entries))
    one = NameIndex.build([watchlist(*entries), watchlist(PEOPLE[4], source="ofac", sha="bb")])
    other = NameIndex.build([watchlist(PEOPLE[4], source="ofac", sha="bb"), watchlist(*shuffled)])
    assert found(person(name), one) == found(person(name), other)


@given(ENTRIES, NAME, NAME)
def test_another_name_of_the_party_never_lowers_a_score(entries, name, alias):
    built = index(*entries)
    before = {uid: score for uid, score, _ in found(person(name), built)}
    after = {uid: score for uid, score, _ in found(person(name, aliases=(alias,)), built)}
    assert all(after.get(uid, 0) >= score for uid, score in before.items())


@given(NAME, NAME, NAME)
def test_another_name_of_the_entry_never_lowers_its_best_score(name, first, second):
    def best(*names: str) -> float:
        listed = entry("1", *names)
        rows = [ListedName(watchlist(listed), listed, s, analyse(s.value)) for s in listed.names]
        return max(compare(person(name), row, Rarity()) for row in rows)

    assert best(first, second) >= best(first)


@given(NAME)
def test_an_entry_is_found_by_each_of_its_own_names(name):
    assert any(uid == "x" and score == 1.0 for uid, score, _ in found(person(name), index(*PEOPLE, entry("x", name))))


def test_an_entry_survives_storage_unchanged():
    for one in PEOPLE:
        again = WatchEntry.from_json(one.to_json())
        assert again == one
        assert again.fingerprint() == one.fingerprint()


def test_the_fingerprint_of_an_entry_ignores_place_and_order_and_sees_content():
    one = entry("1", "Ana Brask", "Anna Brasque")
    moved = replace(one, statements=tuple(replace(s, place="elsewhere") for s in reversed(one.statements)))
    assert moved.fingerprint() == one.fingerprint()
    more = replace(one, statements=(*one.statements, Statement("birth_date", "1970")))
    assert more.fingerprint() != one.fingerprint()
