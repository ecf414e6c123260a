from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from licet.law.kleene import both, either, negate, word

TRUTHS = st.sampled_from([True, False, None])


@given(st.lists(TRUTHS))
def test_and_and_or_are_dual(values):
    assert negate(both(values)) == either([negate(v) for v in values])


@given(st.lists(TRUTHS), st.lists(TRUTHS))
def test_order_and_grouping_do_not_matter(left, right):
    assert both([both(left), both(right)]) == both(right + left)
    assert either([either(left), either(right)]) == either(right + left)


@given(st.lists(TRUTHS))
def test_a_known_answer_survives_any_completion(values):
    for stand_in in (True, False):
        complete = [stand_in if v is None else v for v in values]
        for combine in (both, either):
            assert combine(values) in (None, combine(complete))


def test_unknown_is_neither_true_nor_false():
    assert both([True, None]) is None
    assert both([False, None]) is False
    assert either([True, None]) is True
    assert either([False, None]) is None
    assert negate(None) is None
    assert [word(v) for v in (True, False, None)] == ["true", "false", "unknown"]
