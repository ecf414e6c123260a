"""How much one word of a name says: rare words say more, legal forms and particles little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.screening.names import Name, Token

__all__ = ["Rarity"]

_KIND_WEIGHT = {
    "word": 1.0,
    "number": 0.9,
    "title": 0.15,
    "particle": 0.06,
    "legal": 0.08,
    "initial": 0.3,
    "joined": 0.8,
}
_FLOOR = 0.3  # the commonest word still says this much


class Rarity:
    """Weights of tokens, from how many entries of the lists in use bear a word that sounds alike."""

    def __init__(self, borne: Mapping[str, int] | None = None, entries: int = 0) -> None:
        self._borne, self._entries = dict(borne or {}), entries
        self._cache: dict[tuple[str, str], float] = {}

    @classmethod
    def of(cls, names_of_entries: Iterable[Iterable[Name]]) -> Rarity:
        """Count over entries, each with all its names; the order of entries does not matter."""
        borne: Counter[str] = Counter()
        entries = 0
        for names in names_of_entries:
            entries += 1
            borne.update({t.sound for name in names for t in name.tokens})
        return cls(borne, entries)

    def weight(self, token: Token) -> float:
        """Return the weight of `token`, above 0 and at most 1."""
        key = (token.sound, token.kind)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = _KIND_WEIGHT[token.kind] * self._rare(token)
        return found

    def _rare(self, token: Token) -> float:
        borne = self._borne.get(token.sound, 0)
        if borne <= 1 or token.kind not in ("word", "number"):
            return 1.0
        return max(_FLOOR, 1 - (1 - _FLOOR) * log(borne) / log(max(self._entries * 0.1, 10)))
