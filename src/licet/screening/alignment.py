"""Two names, word by word: which words agree and how, which contradict, which are missing on one side.

A word left over on both sides is a contradiction (another surname) and counts heavily; a word left
over on one side only is an omission (a second given name not stated) and counts lightly. Both are
weighed by how rare the words are. The result does not depend on which name comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from licet.screening.names import Name, Token
    from licet.screening.rarity import Rarity

__all__ = ["Alignment", "Pair", "align", "likeness"]

LEAST = 0.66  # two words less alike than this do not agree
CONTRADICTION = 2.2
OMISSION = 0.3
DEVIATION = 1.4
ORDER = {"same": 0, "spelling": 1, "sound": 2, "joined": 3, "initial": 4}


@dataclass(frozen=True, slots=True)
class Pair:
    """Words of either name that agree: `how` is same, spelling, sound, joined or initial."""

    left: str
    right: str
    how: str
    likeness: float
    weight: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """What agrees between two names, what is left on either side, and the score from 0 to 1."""

    pairs: tuple[Pair, ...]
    left_over: tuple[str, ...]
    right_over: tuple[str, ...]
    score: float


def align(left: Name, right: Name, rarity: Rarity) -> Alignment:
    """Return the alignment of two names; the score is the same when they change places."""
    if not left.tokens or not right.tokens:
        return Alignment((), _texts(left.tokens), _texts(right.tokens), 0.0)
    pairs, lefts, rights = _pair_up(left.tokens, right.tokens, rarity)
    return Alignment(tuple(pairs), _texts(lefts), _texts(rights), _score(pairs, lefts, rights, rarity))


def _texts(tokens: tuple[Token, ...] | list[Token]) -> tuple[str, ...]:
    return tuple(t.text for t in tokens)


def _pair_up(
    lefts: tuple[Token, ...], rights: tuple[Token, ...], rarity: Rarity
) -> tuple[list[Pair], list[Token], list[Token]]:
    """Take the best pairs first: single words, then words written together on one side."""
    candidates = _candidates(lefts, rights, rarity)
    candidates.sort(key=lambda c: (-c[0], c[1]))
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs: list[Pair] = []
    for _, _, pair, at_left, at_right in candidates:
        if used_left.isdisjoint(at_left) and used_right.isdisjoint(at_right):
            used_left.update(at_left)
            used_right.update(at_right)
            pairs.append(pair)
    over_left = [t for i, t in enumerate(lefts) if i not in used_left]
    over_right = [t for i, t in enumerate(rights) if i not in used_right]
    return pairs, over_left, over_right


_Candidate = tuple[float, tuple[str, str], Pair, tuple[int, ...], tuple[int, ...]]


def _candidates(lefts: tuple[Token, ...], rights: tuple[Token, ...], rarity: Rarity) -> list[_Candidate]:
    found: list[_Candidate] = []
    open_left, open_right = set(range(len(lefts))), set(range(len(rights)))
    for i, a in enumerate(lefts):
        for j, b in enumerate(rights):
            alike, how = likeness(a, b)
            if alike < LEAST:
                continue
            weight = min(rarity.weight(a), rarity.weight(b))
            if how == "same":
                open_left.discard(i)
                open_right.discard(j)
            found.append(_candidate(a.text, b.text, how, alike, weight, (i,), (j,)))
    if open_left and open_right and (len(lefts) > 1 or len(rights) > 1):
        found += _together(lefts, rights, open_right, rarity, flipped=False)
        found += _together(rights, lefts, open_left, rarity, flipped=True)
    return found


def _candidate(
    a: str, b: str, how: str, alike: float, weight: float, at_left: tuple[int, ...], at_right: tuple[int, ...]
) -> _Candidate:
    return alike * weight, (min(a, b), max(a, b)), Pair(a, b, how, alike, weight), at_left, at_right


def _together(
    parts: tuple[Token, ...], wholes: tuple[Token, ...], open_wholes: set[int], rarity: Rarity, *, flipped: bool
) -> list[_Candidate]:
    """Two or three neighbouring words of one name that together make one word of the other."""
    found: list[_Candidate] = []
    for size in (2, 3):
        for i in range(len(parts) - size + 1):
            run = parts[i : i + size]
            for j in open_wholes:
                alike = _joined_likeness(run, wholes[j])
                if alike >= LEAST:
                    weight = min(1.0, sum(rarity.weight(t) for t in run)) * 1.001
                    run_text, places = " ".join(t.written for t in run), tuple(range(i, i + size))
                    if flipped:
                        found.append(_candidate(wholes[j].text, run_text, "joined", alike, weight, (j,), places))
                    else:
                        found.append(_candidate(run_text, wholes[j].text, "joined", alike, weight, places, (j,)))
    return found


def _joined_likeness(run: tuple[Token, ...], whole: Token) -> float:
    joined = "".join(t.written for t in run)
    if joined == whole.written:
        return 0.98
    if any(t.kind == "legal" for t in run):
        return 0.0
    bones = "".join(t.skeleton for t in run if t.text != "al")
    if whole.unvowelled or any(t.unvowelled for t in run):
        return max(_bare(bones, whole.skeleton), _bare("".join(t.skeleton for t in run), whole.skeleton))
    if abs(len(joined) - len(whole.written)) > 3:
        return 0.0
    if len(bones) >= 3 and bones == whole.skeleton:
        return 0.5 + 0.46 * (1 - OSA.normalized_distance("".join(t.sound for t in run), whole.sound))
    return _floor(1 - OSA.normalized_distance(joined, whole.written), 0.8)


@lru_cache(maxsize=500_000)
def likeness(a: Token, b: Token) -> tuple[float, str]:
    """Return how alike two words are, 0 to 1, and in what way: same, spelling, sound, initial or none."""
    if a.text == b.text and a.kind == b.kind:
        return 1.0, "same"
    if "number" in (a.kind, b.kind) or (a.kind != b.kind and "legal" in (a.kind, b.kind)):
        return 0.0, "none"
    if "initial" in (a.kind, b.kind):
        return (0.8, "initial") if a.text[0] == b.text[0] and a.kind != b.kind else (0.0, "none")
    if "particle" in (a.kind, b.kind):
        return 0.0, "none"
    if a.unvowelled or b.unvowelled:
        return _bare_likeness(a, b)
    return _vowelled_likeness(a, b)


def _vowelled_likeness(a: Token, b: Token) -> tuple[float, str]:
    spelt = _floor(1 - OSA.normalized_distance(a.text, b.text, score_cutoff=0.4), LEAST)
    if a.skeleton == b.skeleton and a.skeleton:
        heard = 1 - OSA.normalized_distance(a.sound, b.sound)
        alike = (0.5 if len(a.skeleton) > 1 else 0.35) + 0.46 * heard
        if alike > spelt:
            return alike, "sound"
    return (spelt, "spelling") if spelt else (0.0, "none")


def _bare_likeness(a: Token, b: Token) -> tuple[float, str]:
    """Compare consonants only; a written w or y must have a vowel to stand for it."""
    alike = _bare(a.skeleton, b.skeleton)
    if alike:
        alike -= _unheard(a, b) + _unheard(b, a)
    return (alike, "sound") if alike >= LEAST else (0.0, "none")


_LOOSE = str.maketrans({"t": "s", "x": "s", "h": None})  # th, z and d; sh or s-h: one letter, read in two languages
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def _bare(x: str, y: str) -> float:
    """Return how alike two words are of which only the consonants are known."""
    if not x or not y:
        return 0.0
    longest = max(len(x), len(y))
    certain = 0.97 if longest >= 3 else 0.88 if longest == 2 else 0.7
    if _core(x) == _core(y):
        return certain
    if _core(x.translate(_LOOSE)) == _core(y.translate(_LOOSE)):
        return certain - 0.08
    return _floor(1 - OSA.distance(_core(x), _core(y)) / longest, 0.75)


def _core(bones: str) -> str:
    plain = _DOUBLED.sub(r"\1", bones)
    return plain[1:] if len(plain) > 1 and plain[0] in "yw" else plain


def _unheard(bare: Token, other: Token) -> float:
    if not bare.unvowelled:
        return 0.0
    missing = ("w" in bare.text[1:] and not set(other.text) & set("uowv")) + (
        "y" in bare.text[1:] and not set(other.text) & set("iyeja")
    )
    extra = 0 if other.unvowelled or "w" in bare.text else bool(_long_u(other.text))
    return 0.12 * missing + 0.05 * extra


def _long_u(text: str) -> bool:
    """Return whether a Latin spelling writes a long u, which Arabic would write too."""
    return "ou" in text or "oo" in text


def _floor(value: float, least: float) -> float:
    return value if value >= least else 0.0


def _score(pairs: list[Pair], lefts: list[Token], rights: list[Token], rarity: Rarity) -> float:
    agreed = sum(p.weight for p in pairs)
    if not agreed:
        return 0.0
    deviation = sum(p.weight * (1 - p.likeness) for p in pairs)
    over_left, over_right = (sum(map(rarity.weight, side)) for side in (lefts, rights))
    contradiction = min(over_left, over_right)
    omission = abs(over_left - over_right)
    good = max(0.0, agreed - DEVIATION * deviation)
    return round(good / (agreed + CONTRADICTION * contradiction + OMISSION * omission), 6)
