"""Screen parties against watchlists: transliterated, explained, adjudicated by people."""

from licet.screening.adjudication import (
    VERDICTS,
    Adjudication,
    Standing,
    adjudicate,
    check_reason,
    needs_second,
    open_hits,
    standing,
)
from licet.screening.freshness import Problem, freshness
from licet.screening.index import ListedName, NameIndex
from licet.screening.rarity import Rarity
from licet.screening.screen import THRESHOLD, Explanation, Hit, compare, screen
from licet.screening.watchlist import NAME_KINDS, SCHEMAS, SOURCES, Statement, WatchEntry, WatchList

__all__ = [
    "NAME_KINDS",
    "SCHEMAS",
    "SOURCES",
    "THRESHOLD",
    "VERDICTS",
    "Adjudication",
    "Explanation",
    "Hit",
    "ListedName",
    "NameIndex",
    "Problem",
    "Rarity",
    "Standing",
    "Statement",
    "WatchEntry",
    "WatchList",
    "adjudicate",
    "check_reason",
    "compare",
    "freshness",
    "needs_second",
    "open_hits",
    "screen",
    "standing",
]
