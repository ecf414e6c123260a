"""Screen a party on all its names against all lists in use, and explain each hit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.screening.alignment import Alignment, align
from licet.screening.evidence import Effect, effects
from licet.screening.names import Name, analyse, require_name
from licet.screening.watchlist import NAME_KINDS, SOURCES

if TYPE_CHECKING:
    from licet.parties import Party
    from licet.screening.index import ListedName, NameIndex
    from licet.screening.rarity import Rarity
    from licet.screening.watchlist import WatchEntry

__all__ = ["THRESHOLD", "Explanation", "Hit", "compare", "screen"]

THRESHOLD = 0.7
WEAK = 0.92  # a name the list itself calls weak, in which no rare word agrees
HOW = {"same": "=", "spelling": "spelled like", "sound": "sounds like", "joined": "written as", "initial": "initial of"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit scores what it scores: the words of both names, then what else is known."""

    party_name: str
    listed_name: str
    listed_kind: str
    alignment: Alignment
    effects: tuple[Effect, ...]
    provenance: str
    without: tuple[tuple[str, float], ...]

    def sentences(self) -> tuple[str, ...]:
        """Return the explanation, one line for each thing a reader can check."""
        kind = NAME_KINDS.get(self.listed_kind, "name")
        lines = [f"'{self.party_name}' against the {kind} '{self.listed_name}' ({self.provenance})"]
        lines += [f"{p.left} {HOW[p.how]} {p.right}" for p in self.alignment.pairs]
        if self.alignment.left_over:
            lines.append(f"only in the party's name: {' '.join(self.alignment.left_over)}")
        if self.alignment.right_over:
            lines.append(f"only in the listed name: {' '.join(self.alignment.right_over)}")
        lines += [f"{e.about}: {e.text}" for e in self.effects]
        return (*lines, *(f"without the {about} the score would be {score:.2f}" for about, score in self.without))


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a party may be. `score` runs from 0 to 1."""

    entry: WatchEntry
    score: float
    explanation: Explanation
    matched_name: str
    list_sha256: str
    entry_hash: str

    @property
    def source(self) -> str:
        """The list in words."""
        return SOURCES.get(self.entry.source, self.entry.source)

    def to_json(self) -> dict[str, object]:
        """Return the hit as plain data."""
        return {
            "source": self.entry.source,
            "uid": self.entry.uid,
            "name": self.entry.name,
            "schema": self.entry.schema,
            "programmes": list(self.entry.programmes),
            "score": round(self.score, 4),
            "matched_name": self.matched_name,
            "because": list(self.explanation.sentences()),
            "entry_hash": self.entry_hash,
            "list_sha256": self.list_sha256,
        }


def screen(party: Party, index: NameIndex, *, threshold: float = THRESHOLD, limit: int | None = None) -> list[Hit]:
    """Return every entry that scores at least `threshold`, best first; equal scores by list and entry.

    A party whose name has no letters or digits raises `BadInput`: it cannot pass for screened.
    """
    best: dict[tuple[str, str, str], tuple[float, Name, ListedName, Alignment]] = {}
    names = [require_name(party.name), *filter(_has_words, map(analyse, party.aliases))]
    for name in names:
        for listed in (*index.candidates(name), *_by_number(party, index)):
            _keep_best(best, name, listed, index.rarity)
    hits = [hit for found in best.values() if (hit := _hit(party, found, index, threshold))]
    hits.sort(key=lambda h: (-h.score, h.entry.source, h.entry.uid, h.list_sha256))
    return hits[:limit]


def compare(party: Party, listed: ListedName, rarity: Rarity) -> float:
    """Return the score of one party against one listed name, without the index."""
    names = [require_name(party.name), *filter(_has_words, map(analyse, party.aliases))]
    score = max(_name_score(align(name, listed.name, rarity), listed) for name in names)
    return _apply(score, effects(party, listed.entry, str))


def _has_words(name: Name) -> bool:
    return bool(name.tokens)


def _by_number(party: Party, index: NameIndex) -> list[ListedName]:
    return [listed for i in party.identifiers for listed in index.bearing(i.kind, i.normal)]


def _keep_best(
    best: dict[tuple[str, str, str], tuple[float, Name, ListedName, Alignment]],
    name: Name,
    listed: ListedName,
    rarity: Rarity,
) -> None:
    key = (listed.edition.sha256, listed.entry.source, listed.entry.uid)
    alignment = align(name, listed.name, rarity)
    score = _name_score(alignment, listed)
    if key not in best or score > best[key][0]:
        best[key] = (score, name, listed, alignment)


def _name_score(alignment: Alignment, listed: ListedName) -> float:
    """Return the name's score; a weak name of common words only counts a little less."""
    telling = any(p.weight > 0.6 for p in alignment.pairs)
    return alignment.score * (WEAK if listed.statement.kind == "weak" and not telling else 1.0)


def _hit(
    party: Party, found: tuple[float, Name, ListedName, Alignment], index: NameIndex, threshold: float
) -> Hit | None:
    name_score, name, listed, alignment = found
    known = effects(party, listed.entry, index.state_of)
    score = _apply(name_score, known)
    if score < threshold:
        return None
    without = tuple((e.about, _apply(name_score, tuple(o for o in known if o is not e))) for e in known)
    place = listed.edition.provenance(listed.statement)
    why = Explanation(name.text, listed.statement.value, listed.statement.kind, alignment, known, place, without)
    return Hit(listed.entry, score, why, listed.statement.value, listed.edition.sha256, listed.entry.fingerprint())


def _apply(score: float, known: tuple[Effect, ...]) -> float:
    for effect in known:
        score = effect.on(score)
    return round(score, 6)
