from __future__ import annotations

import pytest

from licet.common.errors import Unreadable
from licet.law.yamltext import MOST_BYTES, decode, read_yaml


def test_norway_is_not_false_and_octal_is_text():
    assert read_yaml("[NO, on, 010, 12:30, null, 1e3, ~]", where="f") == [
        "NO",
        "on",
        "010",
        "12:30",
        "null",
        "1e3",
        "~",
    ]


def test_lines_are_kept_for_messages():
    data = read_yaml("a: 1\nb:\n  - x\n  - c: 2\n", where="f")
    assert data.lines == {"a": 1, "b": 2}
    assert data["b"].lines == [3, 4]
    assert data["b"][1].line == 4


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("  \n\n", "empty"),
        ("a: 1\na: 2\n", "'a' stands twice"),
        ("a: &x 1\nb: *x\n", "anchors"),
        ("b: *x\n", "not YAML|aliases"),
        ("a: !!python/object:os.system x\n", "tag"),
        ("a: [1, 2\n", "not YAML"),
        ("a: 'open\n", "not YAML"),
        ("--- 1\n--- 2\n", "second document"),
        ("? [a]\n: 1\n", "key is not a plain word"),
        ("a\x00b", "NUL"),
        ("[" * 60 + "]" * 60, "nested"),
        ("\x07", "not YAML"),
        ("\tkey: 1", "not YAML"),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_a_place_and_a_remedy(text, words):
    with pytest.raises(Unreadable, match=f"(?i){words}") as caught:
        read_yaml(text, where="case.yaml")
    assert caught.value.where.startswith("case.yaml")
    assert caught.value.remedy


def test_the_line_of_a_repeated_key_is_named():
    with pytest.raises(Unreadable) as caught:
        read_yaml("a: 1\nb: 2\na: 3\n", where="case.yaml")
    assert caught.value.where == "case.yaml:3"
    assert "line 1" in caught.value.remedy


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    bomb = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(40))
    with pytest.raises(Unreadable):
        read_yaml(bomb, where="f")


def test_nesting_without_end_does_not_exhaust_the_stack():
    with pytest.raises(Unreadable):
        read_yaml("[" * 500_000, where="f")
    with pytest.raises(Unreadable):
        read_yaml("- " * 100_000 + "x", where="f")


def test_too_much_is_refused_unread():
    with pytest.raises(Unreadable, match="more than"):
        read_yaml("a: " + "x" * MOST_BYTES, where="f")
    with pytest.raises(Unreadable, match="more than"):
        decode(b"x" * (MOST_BYTES + 1), where="f")


def test_bytes_that_are_not_utf8_name_the_line():
    with pytest.raises(Unreadable, match="UTF-8") as caught:
        decode("a: 1\nb: é\n".encode("latin-1"), where="f.yaml")
    assert caught.value.where == "f.yaml:2"
    assert decode(b"\xef\xbb\xbfa: 1", where="f") == "a: 1"
