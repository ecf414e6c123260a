"""What a person may conclude of a hit, and for how long the conclusion stands.

A hit is cleared with a reason in writing. Above a configured score a second person must agree. A
clearance falls when the list entry changes, when the party changes, or when its term ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from licet.common.errors import BadInput, NotYet

if TYPE_CHECKING:
    from licet.parties import Party
    from licet.screening.screen import Hit

__all__ = [
    "VERDICTS",
    "Adjudication",
    "Standing",
    "adjudicate",
    "check_reason",
    "needs_second",
    "open_hits",
    "standing",
]

VERDICTS: dict[str, str] = {
    "cleared": "Another party",
    "confirmed": "The listed party",
    "unsettled": "Cannot tell, facts are needed",
}
SECOND_PERSON_ABOVE = 0.9
SHORTEST_REASON = 20
_EMPTY_PHRASES = re.compile(
    r"^(?:this is )?(?:a )?(?:false positive|no match|not a match|not the same|cleared|ok)[ .!]*$"
)


@dataclass(frozen=True, slots=True)
class Adjudication:
    """One conclusion on one hit. Who, when and of exactly what: party and entry by their fingerprints.

    `until` is the first day on which it no longer stands; None means until something changes.
    """

    party: str
    source: str
    uid: str
    entry_hash: str
    score: float
    verdict: str
    reason: str
    by: str
    on: date
    second: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a conclusion still stands, and if not, why."""

    stands: bool
    why: str = ""


def check_reason(reason: str, *, where: str = "") -> str:
    """Return the reason trimmed; one that says nothing raises `BadInput`."""
    text = " ".join(reason.split())
    words = {w.casefold() for w in re.findall(r"\w{2,}", text)}
    if len(text) >= SHORTEST_REASON and len(words) >= 4 and not _EMPTY_PHRASES.match(text.casefold()):
        return text
    remedy = "Say what differs or agrees, and how you know: a date of birth, a number, a document."
    raise BadInput("LIC-211", "The reason does not say why", where=where, remedy=remedy)


def needs_second(score: float, *, above: float = SECOND_PERSON_ABOVE) -> bool:
    """Return whether clearing a hit of this score takes two persons; `above` itself does."""
    return score >= above


def adjudicate(
    party: Party,
    hit: Hit,
    verdict: str,
    reason: str,
    *,
    by: str,
    on: date,
    second: str = "",
    until: date | None = None,
    second_above: float = SECOND_PERSON_ABOVE,
) -> Adjudication:
    """Return the conclusion, or raise: no such verdict, no real reason, no second person where one is needed."""
    if verdict not in VERDICTS:
        remedy = f"Choose one of: {', '.join(VERDICTS)}."
        raise BadInput("LIC-213", f"'{verdict[:40]}' is not a conclusion on a hit", remedy=remedy)
    text = check_reason(reason)
    if verdict == "cleared" and needs_second(hit.score, above=second_above) and second in ("", by):
        what = f"A hit of {hit.score:.2f} is cleared by two persons; only {by} has signed"
        raise NotYet("LIC-212", what, remedy="Ask a second person, who has not looked at it yet, to agree.")
    entry = hit.entry
    return Adjudication(
        party.fingerprint(), entry.source, entry.uid, hit.entry_hash, hit.score, verdict, text, by, on, second, until
    )


def standing(done: Adjudication, party: Party, hit: Hit, on: date) -> Standing:
    """Return whether `done` settles this hit of this party on this day."""
    if (done.source, done.uid) != (hit.entry.source, hit.entry.uid):
        return Standing(stands=False, why="it is about another entry")
    if done.entry_hash != hit.entry_hash:
        return Standing(stands=False, why="the list entry has changed since")
    if done.party != party.fingerprint():
        return Standing(stands=False, why="what is known of the party has changed since")
    if done.until is not None and on >= done.until:
        return Standing(stands=False, why=f"it was good until {done.until} only")
    return Standing(stands=True)


def open_hits(party: Party, hits: Iterable[Hit], done: Iterable[Adjudication], on: date) -> list[Hit]:
    """Return the hits that still block: not concluded, fallen, unsettled, or confirmed as the listed party.

    Of several conclusions that stand on one hit the last counts.
    """
    ordered = sorted(done, key=lambda a: a.on)

    def settled(hit: Hit) -> bool:
        standing_ones = [a for a in ordered if standing(a, party, hit, on).stands]
        return bool(standing_ones) and standing_ones[-1].verdict == "cleared"

    return [hit for hit in hits if not settled(hit)]
