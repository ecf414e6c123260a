"""Names in any script come out as words that can be compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.common.errors import BadInput
from licet.screening.names import analyse, require_name
from licet.screening.romanise import romanise
from licet.screening.sounds import skeleton, sound


def texts(name: str) -> list[str]:
    return [t.text for t in analyse(name).tokens]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abdulrahman", "ABD AL-RAHMAN"),
        ("Abdullah", "Abd Allah"),
        ("OAO Gazprom", "Open Joint Stock Company Gazprom"),
        ("Siemens AG", "SIEMENS Aktiengesellschaft"),
        ("A.B.C. Company", "ABC Co"),
        ("Society No. 7", "Society No. 007"),
        ("Ødegård", "ODEGARD"),
        ("محمّد", "محمد"),
        ("Trust XV", "Trust 15"),
    ],
)
def test_spellings_of_one_name_are_the_same_words(one, other):
    assert [t for t in texts(one) if t != "al"] == [t for t in texts(other) if t != "al"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Владимир Ющенко", ["vladimir", "yushchenko"]),
        ("习近平", ["xi", "jin", "ping"]),
        ("김정은", ["gimjeong", "eun"]),
        ("Ελευθερία", ["eleutheria"]),
        ("O'Neil", ["oneil"]),
    ],
)
def test_romanises(name, words):
    assert texts(name) == words


def test_arabic_words_are_marked_as_written_without_vowels():
    tokens = analyse("طارق المهرب").tokens
    assert [t.unvowelled for t in tokens] == [True, False, True]
    assert tokens[1].kind == "particle"


def test_s_followed_by_h_is_not_sh():
    assert analyse("صحراوي").tokens[0].skeleton == "shr"
    assert analyse("شراوي").tokens[0].skeleton == "xr"


def test_spellings_of_one_sound_share_a_skeleton():
    assert {skeleton(w) for w in ("mohammed", "muhammad", "mohamad")} == {"mhmt"}
    assert skeleton("djamel") == skeleton("jamal")
    assert skeleton("velkanoff") == skeleton("velkanov")


@pytest.mark.parametrize("text", ["", "   ", "---", "!?", "\u200e"])
def test_a_name_without_letters_cannot_pass_for_screened(text):
    with pytest.raises(BadInput) as fault:
        require_name(text)
    assert fault.value.code == "LIC-210"


@given(st.text(max_size=60))
def test_any_text_can_be_romanised(text):
    for word, _ in romanise(text):
        assert word
        assert word == word.casefold()


@given(st.text(max_size=60))
def test_case_and_space_do_not_matter(text):
    plain = " ".join(text.split())
    assert romanise(f"  {plain}  ") == romanise(plain)


@given(st.from_regex(r"[a-z]{1,15}( [a-z]{1,15}){0,4}", fullmatch=True))
def test_romanising_twice_changes_nothing(text):
    once = " ".join(w for w, _ in romanise(text))
    assert romanise(once) == romanise(text)


@given(st.from_regex(r"[a-z]{1,20}", fullmatch=True))
def test_a_skeleton_has_no_vowels_inside(word):
    assert not set(skeleton(word)[1:]) & set("aeiou")
    assert set(sound(word)) <= set("abcdefghijklmnopqrstuvwxyz")
