"""States: ISO 3166-1 codes, names with dated aliases, historic states and dated memberships.

The table is data (``packs/states``) and comes in as rows; nothing here reads a file.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from licet.common.dates import Interval
from licet.common.errors import BadInput, UnknownName, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Name", "State", "StateTable", "fold"]


def fold(text: str) -> str:
    """Return a name without case, accents, punctuation and extra space, for look-up only."""
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(kept.casefold().split())


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a state and the days on which it was used."""

    text: str
    valid: Interval = field(default_factory=Interval)


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory. `iso2` and `numeric` are empty where none was assigned."""

    iso3: str
    name: str
    iso2: str = ""
    numeric: str = ""
    existed: Interval = field(default_factory=Interval)
    aliases: tuple[Name, ...] = ()
    successors: tuple[str, ...] = ()


class StateTable:
    """All states, found by alpha-3, alpha-2, numeric code or name."""

    def __init__(self, states: Iterable[State]) -> None:
        self._by_iso3 = {s.iso3: s for s in states}
        self._codes: dict[str, str] = {}
        self._names: dict[str, list[tuple[Interval, str]]] = {}
        for state in self._by_iso3.values():
            self._index(state)

    def _index(self, state: State) -> None:
        for code in (state.iso2, state.numeric):
            if code:
                self._codes.setdefault(code, state.iso3)
        for name in (Name(state.name, state.existed), *state.aliases):
            self._names.setdefault(fold(name.text), []).append((name.valid, state.iso3))

    def __iter__(self) -> Iterator[State]:
        return iter(self._by_iso3.values())

    def __len__(self) -> int:
        return len(self._by_iso3)

    def __contains__(self, iso3: str) -> bool:
        return iso3 in self._by_iso3

    def __getitem__(self, iso3: str) -> State:
        try:
            return self._by_iso3[iso3]
        except KeyError:
            raise self._unknown(iso3, "") from None

    def with_states(self, invented: Iterable[State]) -> StateTable:
        """Return a table that also knows the invented states of one case file; with none, this very table."""
        more = list(invented)
        if not more:
            return self
        table = StateTable([])
        table._by_iso3 = dict(self._by_iso3)
        table._codes = dict(self._codes)
        table._names = {name: list(bearers) for name, bearers in self._names.items()}
        for state in more:
            table._by_iso3[state.iso3] = state
            table._index(state)
        return table

    def find(self, text: str, *, on: date | None = None, where: str = "") -> State:
        """Return the state that `text` names (alpha-3, alpha-2, numeric or a name used on `on`).

        Nothing found raises `UnknownName`; a name borne by two states on that day raises `BadInput`.
        """
        word = text.strip()
        iso3 = word.upper()
        if iso3 in self._by_iso3:
            return self._by_iso3[iso3]
        if iso3 in self._codes:
            return self._by_iso3[self._codes[iso3]]
        bearers = sorted({i for valid, i in self._names.get(fold(word), ()) if on is None or on in valid})
        if len(bearers) == 1:
            return self._by_iso3[bearers[0]]
        if bearers:
            raise BadInput(
                "LIC-011",
                f"'{word}' stands for {' and '.join(bearers)}",
                where=where,
                remedy="Write the three-letter code.",
            )
        raise self._former(word, where) or self._unknown(word, where)

    def _former(self, word: str, where: str) -> UnknownName | None:
        """The fault of a name that was borne on other days, or None."""
        borne = self._names.get(fold(word))
        if not borne:
            return None
        told = " and ".join(f"{iso3} ({valid})" for valid, iso3 in borne)
        what = f"'{word}' was not a name of that day; it was that of {told}"
        return UnknownName("LIC-008", what, where=where, remedy="Write the name of the day or the three-letter code.")

    def _unknown(self, word: str, where: str) -> UnknownName:
        known = [*self._by_iso3, *self._codes] if len(word) <= 3 else [s.name for s in self]
        return UnknownName(
            "LIC-008",
            f"'{word[:60]}' is not a state.{suggest(word, known)}",
            where=where,
            remedy="Use an ISO 3166-1 code, or declare an invented state XXA to XXZ under 'states:'.",
        )
