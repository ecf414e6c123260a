from __future__ import annotations

from datetime import date, timedelta

import pytest

from licet.common.errors import BadInput
from licet.law.load import load
from tests.law.small import HEAD, ON, rule, small_law, verdict

TWO = rule("R", "prohibit", "a", valid="{from: 2020-01-01, until: 2025-07-01}") + rule(
    "R", "prohibit", "b", valid="{from: 2025-07-01}"
)


def standing(law, on, known=None):
    return {s.rule.id: s.rule.when.text for s in law.at(on, known).standing}


def test_the_last_day_belongs_to_the_old_text_and_the_next_to_the_new():
    law = small_law(TWO)
    assert standing(law, date(2025, 6, 30)) == {"R": "a"}
    assert standing(law, date(2025, 7, 1)) == {"R": "b"}
    assert standing(law, date(2019, 12, 31)) == {}


def test_nothing_of_an_instrument_counts_outside_its_days():
    head = HEAD.replace("in_force: 2020-01-01", "in_force: 2020-01-01\nended: 2024-01-01")
    law = small_law(rule("R", "prohibit", "a"), head)
    assert standing(law, date(2023, 12, 31)) == {"R": "a"}
    assert standing(law, date(2024, 1, 1)) == {}


def test_what_was_learned_later_is_left_out_of_an_earlier_decision():
    texts = rule("R", "prohibit", "a", known="{from: 2020-01-01, until: 2025-08-01}")
    texts += rule("R", "prohibit", "b", known="{from: 2025-08-01}")
    law = small_law(texts)
    assert standing(law, ON, date(2025, 7, 31)) == {"R": "a"}
    assert standing(law, ON, date(2025, 8, 1)) == {"R": "b"}
    assert standing(law, ON, date(2019, 1, 1)) == {}


def test_a_version_has_one_id_for_one_law_and_another_after_a_change():
    law = small_law(TWO)
    assert law.at(date(2025, 6, 1)).id == small_law(TWO).at(date(2025, 6, 2)).id
    assert law.at(date(2025, 6, 1)).id != law.at(date(2025, 7, 1)).id
    assert len(law.at(ON).id) == 64
    assert law.at(date(2025, 12, 31)).id != law.at(date(2026, 1, 1)).id, "a parameter changed"


def test_a_parameter_has_the_value_of_the_day_and_none_before_the_first():
    law = small_law(rule("R", "prohibit", "m >= floor") + rule("D", "require_licence", "true"))
    assert law.at(date(2025, 12, 31)).params == {("test/law", "floor"): 10}
    assert law.at(date(2026, 1, 1)).params == {("test/law", "floor"): 20}
    before = HEAD.replace("values: {2020-01-01: 10, 2026-01-01: 20}", "values: {2027-01-01: 10}")
    early = small_law(rule("R", "prohibit", "m >= floor") + rule("D", "require_licence", "true"), before)
    assert verdict(early, {"m": 100.0}).outcome == "REQUEST_INFO"


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_boundary_day_is_judged_by_the_text_of_that_day(days):
    law = small_law(TWO + rule("D", "require_licence", "true"))
    on = date(2025, 7, 1) + timedelta(days=days)
    assert standing(law, on)["R"] == ("a" if days < 0 else "b")


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        (rule("R", "prohibit", "a") + rule("R", "prohibit", "b"), "stands twice for the same days", None),
        (TWO.replace("  effect: prohibit", "  effect: note", 1), "is 'prohibit' here and 'note' at", None),
        (rule("R", "forbid", "a"), "'forbid' is not a value of 'effect'", None),
        (rule("r-1", "prohibit", "a"), "no id for a rule", None),
        (rule("R", "prohibit", "a", wehn="b"), "A rule has no key 'wehn'. Did you mean 'when'?", None),
        (rule("R", "prohibit", "a", engages="[C9]"), "'C9' is not a criterion", None),
        (rule("R", "prohibit", "a", valid="{from: 2025-01-02, until: 2025-01-01}"), "lies before the start", None),
        (rule("R", "prohibit", "a", valid="{from: 2025-02-30}"), "not a day of the calendar", None),
        (rule("R", "prohibit", "breach('t')", tags="[t]"), "rests on itself", None),
        (rule("R", "prohibit", "holds('S')") + rule("S", "prohibit", "holds('R')"), "rests on itself", None),
        (rule("R", "prohibit", "holds('NOBODY')"), "there is no such rule", None),
        (rule("R", "prohibit", "a", binds="{people: [x]}"), "has no key 'people'", None),
        (rule("R", "prohibit", "a", confidence="rumour"), "not a confidence grade", None),
        ("- id: R\n  cite: x\n  effect: note\n", "needs 'says'", None),
        ("- just text", "A rule is not a mapping", None),
    ],
)
def test_a_mistake_in_a_law_file_has_a_place_and_a_remedy(text, words, line):
    with pytest.raises(BadInput, match=words.replace("(", r"\(")) as caught:
        small_law(text)
    assert caught.value.where.startswith("small.yaml:")
    assert caught.value.remedy


def test_one_fact_has_one_meaning_in_all_files():
    other = "instrument: test/other\ntitle: O\nfacts:\n  a: {type: number}\n"
    with pytest.raises(BadInput, match="declared differently"):
        load([("one.yaml", HEAD), ("two.yaml", other)])
    with pytest.raises(BadInput, match=r"is also in one\.yaml"):
        load([("one.yaml", HEAD), ("two.yaml", HEAD)])


def test_a_fact_is_not_derived_from_itself():
    head = HEAD.replace('both_ab: {type: bool, derive: "a and b"}', 'x: {derive: "y"}\n  y: {derive: "a and x"}')
    with pytest.raises(BadInput, match="derived from itself"):
        load([("one.yaml", head)])
