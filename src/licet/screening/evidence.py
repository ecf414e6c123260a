"""What besides the name speaks for or against a hit: date of birth, state, kind, numbers.

A slightly wrong date lowers the score gently, since lists and papers disagree by a day or a year all
the time. A number that is the same can force a hit; one that must be different for another ship or
company, and is, can rule it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.parties import PartialDate, Party
    from licet.screening.watchlist import WatchEntry

__all__ = ["Effect", "effects"]

UNIQUE = frozenset({"imo", "mmsi", "lei"})  # a thing has one at a time
STRONG = UNIQUE | {"passport", "national_id", "tax", "registration", "serial_number", "bic", "tail_number"}


@dataclass(frozen=True, slots=True)
class Effect:
    """One piece of evidence: what it is about, in words, and how it moves the score.

    The score becomes ``max(least, score * factor + (1 - score) * lift)``.
    """

    about: str
    text: str
    factor: float = 1.0
    lift: float = 0.0
    least: float = 0.0

    def on(self, score: float) -> float:
        """Return the score after this effect, between 0 and 1."""
        return min(1.0, max(self.least, score * self.factor + (1 - score) * self.lift))


def effects(party: Party, entry: WatchEntry, state_of: Callable[[str], str]) -> tuple[Effect, ...]:
    """Return every effect of what both sides state; what one side does not state has none."""
    found = (_kinds(party, entry), _births(party, entry), _states(party, entry, state_of), _numbers(party, entry))
    return tuple(e for e in found if e)


def _kinds(party: Party, entry: WatchEntry) -> Effect | None:
    if not party.schema or party.schema == entry.schema:
        return None
    things = {"vessel", "aircraft"}
    factor = 0.75 if things & {party.schema, entry.schema} else 0.88
    return Effect("kind", f"the party is {_a(party.schema)}, the entry {_a(entry.schema)}", factor=factor)


def _a(schema: str) -> str:
    return f"an {schema}" if schema[0] in "ao" else f"a {schema}"


def _births(party: Party, entry: WatchEntry) -> Effect | None:
    born = party.birth_date
    if born is None or not entry.birth_dates:
        return None
    return max((_birth(born, listed) for listed in entry.birth_dates), key=lambda e: (e.factor, e.lift, e.text))


def _birth(born: PartialDate, listed: PartialDate) -> Effect:
    text = f"born {born}, on the list {listed}"
    years = _years_apart(born, listed)
    exact = bool(born.day and listed.day)
    if years == 0:
        same_day = (born.month, born.day) == (listed.month, listed.day)
        if exact and same_day:
            return Effect("birth date", f"{text}: the same day", lift=0.3)
        if not exact:
            return Effect("birth date", f"{text}: the same year", lift=0.1)
        return Effect("birth date", f"{text}: the same year, another day", factor=0.98)
    if years <= 1 or (exact and _slip(born, listed)):
        return Effect("birth date", f"{text}: nearly the same", factor=0.97)
    slack = 3 if born.about or listed.about else 0
    factor = 0.94 if years <= 3 + slack else 0.85 if years <= 10 + slack else 0.72
    return Effect("birth date", f"{text}: {years} years apart", factor=factor)


def _years_apart(a: PartialDate, b: PartialDate) -> int:
    return max(0, a.year - (b.last_year or b.year), b.year - (a.last_year or a.year))


def _slip(a: PartialDate, b: PartialDate) -> bool:
    """Whether two full dates differ as a slip of the pen would make them: one figure, or two swapped."""
    left, right = (f"{d.year:04}{d.month:02}{d.day:02}" for d in (a, b))
    differing = [i for i in range(8) if left[i] != right[i]]
    swapped = len(differing) == 2 and sorted(left) == sorted(right)
    return len(differing) == 1 or swapped or (a.year == b.year and (a.month, a.day) == (b.day, b.month))


def _states(party: Party, entry: WatchEntry, state_of: Callable[[str], str]) -> Effect | None:
    ours = {s for s in (state_of(party.state), state_of(party.nationality)) if s}
    theirs = {s for s in map(state_of, entry.states) if s}
    if not ours or not theirs:
        return None
    if ours & theirs:
        return Effect("state", f"both of {', '.join(sorted(ours & theirs))}", lift=0.05)
    return Effect("state", f"of {', '.join(sorted(ours))}, on the list of {', '.join(sorted(theirs))}", factor=0.97)


def _numbers(party: Party, entry: WatchEntry) -> Effect | None:
    ours = {(i.kind, i.normal) for i in party.identifiers if i.kind in STRONG}
    theirs = {(i.kind, i.normal) for i in entry.identifiers if i.kind in STRONG}
    same = sorted(ours & theirs)
    if same:
        kind, value = same[0]
        return Effect("number", f"the same {kind.replace('_', ' ')} {value}", least=0.97 if kind in UNIQUE else 0.9)
    for kind in sorted(UNIQUE):
        mine, listed = ({v for k, v in side if k == kind} for side in (ours, theirs))
        if mine and listed:
            text = f"another {kind.upper()}: {', '.join(sorted(mine))}, on the list {', '.join(sorted(listed))}"
            return Effect("number", text, factor=0.6)
    return None
