"""Words agree, contradict or are missing; the score does not depend on which name comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.screening.alignment import align
from licet.screening.names import analyse
from licet.screening.rarity import Rarity

NONE = Rarity()
WORDS = st.sampled_from(
    "ahmad mohammed muhammad velkanov velkanoff al bin haji brask sorokhtina aero vellum ltd llc 7 8 xiv tariq oussan "
    "المهرب طارق محمد Велканов 박천렬 j k van der bilt vanderbilt".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


def score(one: str, other: str) -> float:
    return align(analyse(one), analyse(other), NONE).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dariyush Velkanov", "VELKANOV, Dariyush"),
        ("Dariyush Velkanov", "Дариюш Велканов"),
        ("Tariq Oussan al-Mahrib", "طارق اوسان المهرب"),
        ("Mohammed Benteza", "Muhammad Bentezza"),
        ("vanderbilt corp", "Van der Bilt Corporation"),
        ("Vellum Aero", "ООО Веллум Аэро"),
        ("Siemens AG", "SiemensAG"),
        ("Emmanuel Marcon", "Emmanuel Macron"),
    ],
)
def test_the_same_name_scores_high(one, other):
    assert score(one, other) >= 0.7


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Carlos Saldívar", "Carlos Salinas"),
        ("Ahmad Ibrahim al-Raymi", "Ahmad Ibrahim al-Hamzi"),
        ("Kim Sok Jin", "Kim Sok Chol"),
        ("Osprey Meridian 4", "Osprey Meridian 5"),
        ("Karsten Trading Company Ltd", "Almirqab Trading Company Ltd"),
        ("Angela Merkel", "Angelo Cruz"),
    ],
)
def test_another_rare_word_contradicts(one, other):
    assert score(one, other) < 0.7


def test_an_omission_costs_less_than_a_contradiction():
    full = "Jamal Sultan Mustafa Tikriti"
    assert score("Jamal Sultan Tikriti", full) > 0.8 > score("Jamal Sultan Karim Tikriti", full)


def test_it_says_what_agreed_and_what_was_left():
    found = align(analyse("D. Velkanov Brask"), analyse("Dariyush Velkanoff"), NONE)
    assert {(p.left, p.right, p.how) for p in found.pairs} == {
        ("d", "dariyush", "initial"),
        ("velkanov", "velkanoff", "sound"),
    }
    assert found.left_over == ("brask",)
    assert found.right_over == ()


@given(NAMES, NAMES)
def test_the_score_is_symmetric(one, other):
    assert score(one, other) == score(other, one)


@given(NAMES)
def test_a_name_is_fully_like_itself(name):
    assert score(name, name) == 1.0


@given(NAMES, NAMES)
def test_a_score_lies_between_none_and_full(one, other):
    assert 0.0 <= score(one, other) <= 1.0


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_breaks_it(one, other):
    assert 0.0 <= score(one, other) <= 1.0


@given(NAMES, NAMES, st.permutations(range(6)))
def test_the_order_of_given_and_family_name_does_not_matter_much(one, other, order):
    words = [t.written for t in analyse(one).tokens][:6]
    if any(t.unvowelled for t in analyse(one).tokens):
        return
    shuffled = " ".join(words[i] for i in order if i < len(words))
    assert abs(score(shuffled, " ".join(words)) - 1.0) < 0.35
