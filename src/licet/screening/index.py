"""Which entries could a name mean? An index that finds them in a millisecond and misses few.

One vocabulary of romanised words and of neighbouring words written together. A word of the query is
widened to the words that differ by one letter (both sides with a letter left out) or share its
consonants; each widened word brings the names it stands in, weighed by likeness and rarity. The best
names are then aligned word by word. The order in which lists come does not change the result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA

from licet.screening.names import Name, Token, analyse
from licet.screening.rarity import Rarity
from licet.screening.watchlist import Statement, WatchEntry, WatchList, in_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ListedName", "NameIndex"]

WIDEST = 60  # words one word of the query is widened to
LEAST = 0.2  # names that reach less of the query's weight than this cannot become hits
UNREACHED = 0.5  # what the part of a listed name that the query does not reach takes off
POOL = 100  # names that are aligned word by word


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of one entry of one edition."""

    edition: WatchList
    entry: WatchEntry
    statement: Statement
    name: Name


class NameIndex:
    """All names of the lists in use, found by how they are spelled and how they sound."""

    def __init__(self, lists: tuple[WatchList, ...], names: list[ListedName], state_of: Callable[[str], str]) -> None:
        self.lists = lists
        self.state_of = lru_cache(maxsize=4096)(state_of)
        self._names = names
        self.rarity = Rarity.of(_by_entry(names))
        self._words: dict[str, int] = {}
        self._postings: list[NDArray[np.int32]] = []
        self._weights: list[float] = []
        self._near: dict[str, list[int]] = defaultdict(list)
        self._alike: dict[str, list[int]] = defaultdict(list)
        self._spelled: list[str] = []
        self._numbers: dict[tuple[str, str], list[ListedName]] = defaultdict(list)
        self._fill()
        bulk = [sum(self.rarity.weight(t) for t in n.name.tokens) for n in names]
        self._bulk = np.array(bulk, dtype=np.float32)
        self._widen = lru_cache(maxsize=50_000)(self._widened)

    @classmethod
    def build(cls, lists: Iterable[WatchList], state_of: Callable[[str], str] = str) -> NameIndex:
        """Index every name of every entry. `state_of` turns a country as listed into a code, or ``""``."""
        ordered = in_order(lists)
        names = [
            ListedName(edition, entry, statement, analyse(statement.value))
            for edition in ordered
            for entry in sorted(edition.entries, key=lambda e: e.uid)
            for statement in entry.names
        ]
        return cls(ordered, [n for n in names if n.name.tokens], state_of)

    def __len__(self) -> int:
        return sum(len(edition.entries) for edition in self.lists)

    def bearing(self, kind: str, normal: str) -> list[ListedName]:
        """Return the entries that bear an identifier, by a name each."""
        return self._numbers.get((kind, normal), [])

    def candidates(self, name: Name) -> list[ListedName]:
        """Return the listed names most like `name`, likeliest first, at most `POOL`."""
        if not self._names:
            return []
        total = np.zeros(len(self._names), dtype=np.float32)
        attainable = 0.0
        for token, weight in self._sought(name):
            total += self._reach(token, weight)
            attainable += weight if token.kind != "joined" else 0
        worth = total - UNREACHED * np.maximum(self._bulk - total, 0)
        worth[total <= LEAST * attainable] = -np.inf
        size = min(POOL, len(self._names))
        best = np.argpartition(-worth, size - 1)[:size]
        ranked = sorted((int(i) for i in best if worth[i] > -np.inf), key=lambda i: (-float(worth[i]), i))
        return [self._names[i] for i in ranked]

    def _sought(self, name: Name) -> list[tuple[Token, float]]:
        """The words of a query with their weight; neighbours written together weigh a little less."""
        tokens = [t for t in name.tokens if t.kind != "legal"] or list(name.tokens)
        single = [(t, self.rarity.weight(t)) for t in tokens]
        return single + [(t, 0.9) for t in _written_together(tokens)]

    def _reach(self, token: Token, weight: float) -> NDArray[np.float32]:
        reached = np.zeros(len(self._names), dtype=np.float32)
        for likeness, word in self._widen(token):
            reached[self._postings[word]] = likeness * min(weight, self._weights[word])
        return reached

    def _widened(self, token: Token) -> list[tuple[float, int]]:
        """Words of the vocabulary like `token`, least alike first so that the likest is written last."""
        found: dict[int, float] = {}
        for key in (token.text, *_deletions(token.text)):
            for word in self._near.get(key, ()):
                found[word] = 1 - OSA.normalized_distance(token.text, self._spelled[word])
        for key, worth in _bones_keys(token.skeleton):
            for word in self._alike.get(key, ()):
                found[word] = max(found.get(word, 0.0), worth)
        own = self._words.get(token.text)
        if own is not None:
            found[own] = 1.0
        ranked = sorted(((v, w) for w, v in found.items()), key=lambda x: (-x[0], self._spelled[x[1]]))
        return ranked[:WIDEST][::-1]

    def _fill(self) -> None:
        places: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
        tokens_of: dict[tuple[str, str, bool], Token] = {}
        for number, listed in enumerate(self._names):
            tokens = listed.name.tokens
            for token in {*tokens, *_written_together([t for t in tokens if t.kind != "legal"])}:
                key = (token.text, token.kind, token.unvowelled)
                tokens_of.setdefault(key, token)
                if places[key][-1:] != [number]:
                    places[key].append(number)
            if listed.statement == listed.entry.names[0]:
                self._note_numbers(listed)
        for key in sorted(places):
            self._add_word(tokens_of[key], places[key])

    def _note_numbers(self, listed: ListedName) -> None:
        for identifier in listed.entry.identifiers:
            self._numbers[identifier.kind, identifier.normal].append(listed)

    def _add_word(self, token: Token, places: list[int]) -> None:
        word = len(self._spelled)
        self._spelled.append(token.text)
        self._postings.append(np.array(places, dtype=np.int32))
        self._weights.append(self.rarity.weight(token))
        self._words[token.text] = word
        if token.kind not in ("legal", "number"):
            self._alike[token.skeleton].append(word)
            if token.kind != "joined":
                for key in (token.text, *_deletions(token.text)):
                    self._near[key].append(word)


def _by_entry(names: list[ListedName]) -> Iterable[list[Name]]:
    grouped: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for listed in names:
        grouped[listed.entry.source, listed.entry.uid].append(listed.name)
    return grouped.values()


def _deletions(text: str) -> list[str]:
    """Every text with one letter left out: two words one letter apart share one of them."""
    return [text[:i] + text[i + 1 :] for i in range(len(text))] if len(text) > 3 else []


def _bones_keys(bones: str) -> list[tuple[str, float]]:
    """Consonants to look up, and what agreement in them is worth: whole, or with one sound left out."""
    if len(bones) < 2:
        return [(bones, 0.5)] if bones else []
    whole = 0.85 if len(bones) > 2 else 0.7
    return [(bones, whole), *((short, 0.6) for short in _deletions(bones))]


def _written_together(tokens: list[Token]) -> list[Token]:
    """Neighbouring words as one, and a short name as one: van der Bilt is vanderbilt."""
    runs = [tokens[i : i + 2] for i in range(len(tokens) - 1)]
    if 2 < len(tokens) < 5:
        runs.append(tokens)
    return [_together(tuple(run)) for run in runs if not any(t.kind == "number" for t in run)]


@lru_cache(maxsize=200_000)
def _together(run: tuple[Token, ...]) -> Token:
    text = "".join(t.written for t in run)
    bones = "".join(t.skeleton for t in run if t.text != "al")
    return Token(text, text, "joined", text, bones, any(t.unvowelled for t in run))
