"""Where a screening hit stands after what people said about it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from licet.screening.adjudication import needs_second

__all__ = ["HIT_WORDS", "hit_status"]

HIT_WORDS = {
    "open": "Not settled",
    "second": "Cleared by one person, needs a second",
    "unsettled": "Cannot be told yet",
    "cleared": "Cleared",
    "confirmed": "The listed party",
}


def hit_status(score: float, answers: Sequence[tuple[str, int]]) -> str:
    """Return open, second, unsettled, cleared or confirmed.

    `answers` are verdict and person, oldest first, of those that still stand on this pair of party and entry. The last
    verdict counts; clearing takes two different persons above the score, or once anybody confirmed the hit.
    """
    if not answers:
        return "open"
    verdict = answers[-1][0]
    if verdict != "cleared":
        return verdict
    clearing = {by for _, by in takewhile(lambda a: a[0] == "cleared", reversed(answers))}
    doubted = any(v == "confirmed" for v, _ in answers)
    wanted = 2 if doubted or needs_second(score) else 1
    return "cleared" if len(clearing) >= wanted else "second"
