"""A name as the words that carry it: each romanised, heard, and marked by what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from licet.common.errors import BadInput
from licet.screening.romanise import Word, romanise
from licet.screening.sounds import skeleton, sound
from licet.screening.vocabulary import (
    ABBREVIATIONS,
    LEGAL_FORMS,
    LEGAL_PHRASES,
    NUMERALS,
    PARTICLES,
    PHRASE_FORMS,
    PHRASE_STARTS,
    TITLES,
)

__all__ = ["Name", "Token", "analyse", "require_name"]

LONGEST = 24  # words of a name that are looked at
_SERVANT = re.compile(r"^abd(?:[aeiou]+([lrsdnztj])(?=\1)|[aeiou]*l(?=[a-z]))?(?P<rest>[a-z]{3,})$")
_GOD = frozenset("lah lla ulah ulla ullah alah alla allah elah ella ellah oulah".split())


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One word of a name. `kind` is word, particle, title, legal, number or initial.

    Tokens are shared and compared by identity, so that what is known of two of them can be kept.
    `text` is the common form ("de" for van, "llc" for ooo), `written` the word as romanised.
    """

    text: str
    written: str
    kind: str
    sound: str
    skeleton: str
    unvowelled: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, and its tokens in order."""

    text: str
    tokens: tuple[Token, ...]

    @property
    def joined(self) -> str:
        """The letters of all tokens that are no legal form, without spaces."""
        return "".join(t.written for t in self.tokens if t.kind != "legal")


def require_name(text: str, *, where: str = "") -> Name:
    """Return the analysed name; a text without letters or digits raises `BadInput`."""
    name = analyse(text)
    if name.tokens:
        return name
    what = f"'{text[:40]}' has no letters or digits to screen"
    raise BadInput("LIC-210", what, where=where, remedy="Write the name as it stands in the papers.")


@lru_cache(maxsize=200_000)
def analyse(text: str) -> Name:
    """Return `text` as tokens. Two spellings that differ only in case, accents or punctuation give the same."""
    words = [w for word in _with_forms(romanise(text))[:LONGEST] for w in _split_servant(word)]
    return Name(text, tuple(_token(word, bare) for word, bare in words))


def _with_forms(words: tuple[Word, ...]) -> list[Word]:
    """Write phrases such as "limited liability company" as their short form."""
    if PHRASE_STARTS.isdisjoint(w for w, _ in words):
        return list(words)
    line = " ".join(w for w, _ in words)
    bare = {w for w, unvowelled in words if unvowelled}
    short = LEGAL_PHRASES.sub(lambda m: PHRASE_FORMS[m[0]], line)
    return [(w, w in bare) for w in short.split()]


def _split_servant(word: Word) -> list[Word]:
    """Split Abdulrahman and Abdullah as Arabic does: servant of …"""
    text, bare = word
    if bare or not text.startswith("abd") or len(text) < 7:
        return [word]
    found = _SERVANT.match(text)
    if not found:
        return [word]
    rest = found["rest"]
    return [("abd", False), ("allah" if rest in _GOD else rest, False)]


@lru_cache(maxsize=200_000)
def _token(text: str, unvowelled: bool) -> Token:
    kind, plain = _kind(ABBREVIATIONS.get(text, text))
    if kind == "number":
        return Token(plain, text, kind, plain, plain)
    heard, bones = sound(plain, unvowelled=unvowelled), skeleton(plain, unvowelled=unvowelled)
    return Token(plain, text, kind, heard, bones, unvowelled)


def _kind(text: str) -> tuple[str, str]:
    if text in NUMERALS:
        return "number", NUMERALS[text]
    if text in PARTICLES:
        return "particle", PARTICLES[text]
    if text in LEGAL_FORMS:
        return "legal", LEGAL_FORMS[text]
    if text.isdigit():
        return "number", text.lstrip("0") or "0"
    if text in TITLES:
        return "title", text
    return ("initial" if len(text) == 1 else "word"), text
