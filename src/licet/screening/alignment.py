"""Two names, word by word: which words agree and how, which contradict, which are missing on one side.

A word left over on both sides is a contradiction (another surname) and counts heavily; a word left
over on one side only is an omission (a second given name not stated) and counts lightly. Both are
weighed by how rare the words are. The result does not depend on which name comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.screening.likeness import LEAST, Run, likeness, run_likeness, run_of

if TYPE_CHECKING:
    from licet.screening.names import Name, Token
    from licet.screening.rarity import Rarity

__all__ = ["Alignment", "Pair", "align"]

CONTRADICTION = 2.2
OMISSION = 0.3
DEVIATION = 1.4
CERTAIN = 0.9  # a word that agrees so well is not tried as part of a longer one
_TELLING = 0.3


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
            if alike >= CERTAIN:
                open_left.discard(i)
                open_right.discard(j)
            found.append(_candidate(a.text, b.text, how, alike, weight, (i,), (j,)))
    if open_left and open_right and (len(lefts) > 1 or len(rights) > 1):
        found += _together(lefts, rights, open_left, open_right, rarity, flipped=False)
        found += _together(rights, lefts, open_right, open_left, rarity, flipped=True)
    return found


def _candidate(
    a: str, b: str, how: str, alike: float, weight: float, at_left: tuple[int, ...], at_right: tuple[int, ...]
) -> _Candidate:
    return alike * weight, (min(a, b), max(a, b)), Pair(a, b, how, alike, weight), at_left, at_right


def _together(
    parts: tuple[Token, ...],
    wholes: tuple[Token, ...],
    open_parts: set[int],
    open_wholes: set[int],
    rarity: Rarity,
    *,
    flipped: bool,
) -> list[_Candidate]:
    """Two or three neighbouring words of one name that together make one word of the other."""
    found: list[_Candidate] = []
    for run, places in _runs(parts, open_parts):
        for j in open_wholes:
            alike = run_likeness(run, wholes[j])
            if alike >= LEAST:
                weight = min(1.0, sum(rarity.weight(t) for t in run.tokens)) * 1.001
                sides = (
                    (wholes[j].text, run.text, (j,), places) if flipped else (run.text, wholes[j].text, places, (j,))
                )
                a, b, at_left, at_right = sides
                found.append(_candidate(a, b, "joined", alike, weight, at_left, at_right))
    return found


def _runs(parts: tuple[Token, ...], open_parts: set[int]) -> Iterator[tuple[Run, tuple[int, ...]]]:
    """Runs of words that agree with nothing as they stand; a particle may be among them all the same."""
    for size in (2, 3):
        for i in range(len(parts) - size + 1):
            places = tuple(range(i, i + size))
            if all(p in open_parts or parts[p].kind == "particle" for p in places):
                yield run_of(parts[i : i + size]), places


def _score(pairs: list[Pair], lefts: list[Token], rights: list[Token], rarity: Rarity) -> float:
    agreed = sum(p.weight for p in pairs)
    if not agreed:
        return 0.0
    deviation = sum(p.weight * (1 - p.likeness) for p in pairs)
    over_left, over_right = (sum(map(rarity.weight, side)) for side in (lefts, rights))
    contradiction = min(over_left, over_right)
    omission = abs(over_left - over_right) * (OMISSION if _solid(pairs) else 2 * OMISSION)
    good = max(0.0, agreed - DEVIATION * deviation)
    return round(good / (agreed + CONTRADICTION * contradiction + omission), 6)


def _solid(pairs: list[Pair]) -> bool:
    """Whether more than one word agrees, or one does to the letter: else what is missing weighs double."""
    telling = [p for p in pairs if p.weight >= _TELLING]
    return len(telling) > 1 or any(p.how == "same" for p in telling)
