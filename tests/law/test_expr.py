from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.common.errors import BadInput
from licet.law.compile import Names, compile_text
from licet.law.expr import parse
from licet.law.vocabulary import BUILTIN_FACTS, FactWord

FACTS = {w.name: w for w in BUILTIN_FACTS} | {
    "kind_of_item": FactWord("kind_of_item", "code", "item", values=("rifle", "pistol")),
}


def names() -> Names:
    return Names("test", FACTS, {"WARM": frozenset({"red"})}, {"floor": "EUR"})


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('id')",
        "().__class__.__bases__[0]",
        "open('/etc/passwd')",
        "lambda: 1",
        "[x for x in parties]",
        "f'{activity}'",
        "activity.upper()",
        "armed if gun else rifled",
        "armed := true",
        "calibre_mm + 1 > 2",
        "calibre_mm ** 9999999 > 1",
        "armed is true",
        "any(p.kind == 'x' for p in parties if p.state)",
        "any(p.kind == 'x' for p in parties for q in parties)",
        "any(parties)",
        "ml(code='ML1')",
        "ml(*['ML1'])",
        "b'x' == activity",
        "1j == calibre_mm",
        "armed; gun",
        "import os",
        "",
        "armed and",
        "((((armed",
        "not " * 200 + "armed",
        "(" * 500 + "armed" + ")" * 500,
        "armed " + "or armed " * 1000,
        "parties[0]",
        "on.year == 2020",
        "'a' 'b'.x",
        "...",
        "None",
    ],
)
def test_what_is_outside_the_language_is_refused_and_never_run(text):
    with pytest.raises(BadInput) as caught:
        compile_text(text, names(), where="law.yaml:7")
    assert caught.value.code == "LIC-103"
    assert caught.value.where == "law.yaml:7"


@pytest.mark.parametrize(
    ("text", "what", "column"),
    [
        ("gun and calibr_mm > 5", "Unknown fact 'calibr_mm'. Did you mean 'calibre_mm'?", 8),
        ("gun and activity in WARMM", "No set is called 'WARMM'. Did you mean 'WARM'?", 20),
        ("gun and mll('ML1')", "No function is called 'mll'. Did you mean 'ml'?", 8),
        ("gun and any(p.knd == 'x' for p in parties)", "A party has no fact 'knd'. Did you mean 'kind'?", 12),
        ("gun and any(p.kind == 'x' for p in partys)", "'partys' is not a collection. Did you mean 'parties'?", 35),
        ("gun and calibre_mm == 'x'", "A number is compared with a text", 8),
        ("gun and activity > 'a'", "A code has no order", 8),
        ("gun and activity", "'activity' is a code, not a condition", 8),
        ("gun and government", "'government' is a fact of a party", 8),
        ("kind_of_item == 'rifel'", "'rifel' is not a value of kind_of_item. Did you mean 'rifle'?", 16),
        ("gun and ml('MX9')", "'MX9' is not a code of Common Military List", 8),
        ("gun and on >= date('2025-02-30')", "'2025-02-30' is not a day of the calendar", 14),
        ("gun and q.kind == 'x'", "'q' is not bound by any() or all()", 8),
        ("gun and denied('x')", "denied() takes a whole number of months", 8),
    ],
)
def test_an_error_names_file_line_caret_and_the_nearest_word(text, what, column):
    with pytest.raises(BadInput) as caught:
        compile_text(text, names(), where="law.yaml:7")
    first, source, caret = caught.value.what.splitlines()
    assert first.startswith(what)
    assert source == f"    {text}"
    assert caret == " " * (4 + column) + "^"


@given(st.text(max_size=60))
def test_no_text_at_all_breaks_the_parser(text):
    with suppress(BadInput):
        compile_text(text, names(), where="f")


def test_chains_are_read_as_two_comparisons():
    tree = parse("1 <= calibre_mm < 2", where="f")
    assert tree.op == "and"
    assert [a.name for a in tree.args] == ["<=", "<"]


def test_carets_count_characters_not_bytes():
    with pytest.raises(BadInput) as caught:
        compile_text("activity == 'é' and guun", names(), where="f")
    assert caught.value.what.splitlines()[2] == " " * 24 + "^"
