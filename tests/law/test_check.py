from __future__ import annotations

import pytest

from licet.law.check import check
from tests.law.small import HEAD, rule, small_law

STATES = {"AAA", "BBB", "COD"}
TESTED = "tests:\n- {name: t, expect: {R: true}}\n"


def findings(text, head=HEAD):
    return [f.what for f in check(small_law(text, TESTED + head.lstrip()), STATES)]


def test_a_sound_rule_has_no_findings():
    assert findings(rule("R", "note", "a and m > floor")) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (rule("Q", "note", "a and m > floor"), "no test names it"),
        (rule("R", "note", "false and m > floor"), "'when' can never be true"),
        (rule("R", "note", "colour == 'red' and colour == 'blue' and m > floor"), "'when' can never be true"),
        (rule("R", "note", "a and not true and m > floor"), "'when' can never be true"),
        (rule("R", "note", "m > floor", valid="{from: 2019-01-01}"), "before its instrument is in force"),
        (rule("R", "note", "m > floor", valid="{until: 2025-01-01}"), "says nothing about renewal"),
        (rule("R", "note", "m > floor", valid="{until: 2025-01-01}", renewal="confirmed"), "no later version follows"),
        (rule("R", "note", "touches('QQQ') and m > floor"), "'QQQ' is not a state"),
        (rule("R", "note", "destination in ['CD'] and m > floor"), "'CD' is not a state"),
        (rule("R", "note", "any(p.at('XYZ') for p in parties) and m > floor"), "'XYZ' is not a state"),
        (rule("R", "prohibit", "m > floor"), "engages no criterion"),
        (rule("R", "note", "a"), "the parameter 'floor' is used by no rule"),
        (
            rule(
                "R",
                "prohibit",
                "m > floor",
                engages="[C1]",
                exemptions="[{id: x, cite: y, for: a, met: b, procedure: committee_approval}]",
            ),
            "asks for no document",
        ),
    ],
)
def test_each_weakness_is_found(text, words):
    assert any(words in what for what in findings(text))


def test_a_rule_without_a_day_or_a_source_is_found():
    head = "instrument: t/x\ntitle: T\nfacts: {a: {type: bool}}\n"
    found = findings(rule("R", "note", "a"), head)
    assert any("from when it applies" in what for what in found)
    assert any("names no source" in what for what in found)
