"""Control-list codes as trees: which code stands above which, by the way each scheme writes them."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["NONE", "OTHER", "SCHEMES", "carries", "lineage", "normal"]

SCHEMES: dict[str, str] = {
    "ml": "Common Military List",
    "usml": "United States Munitions List",
    "eccn": "Commerce Control List",
    "annex_i": "Annex I of Regulation (EU) 2021/821",
    "unroca": "UN Register category",
    "for_unroca": "UN Register category of the whole of which it is a part",
    "hs": "Harmonized System",
}
NONE = "none"
OTHER = "~"
"""Ends a made-up code that stands for "another sub-entry" when completions are counted."""

_SHAPES: dict[str, re.Pattern[str]] = {
    "ml": re.compile(r"ML([1-9]|1\d|2[0-2])(\.[a-z])?(\.[0-9a-z]+)*"),
    "usml": re.compile(r"(X{0,2}(IX|IV|V?I{0,3}))(\.[a-z0-9]+)*"),
    "eccn": re.compile(r"(EAR99|\d([A-E](\d{3})?)?(\.[a-z0-9]+)*)"),
    "annex_i": re.compile(r"\d([A-E](\d{3})?)?(\.[a-z0-9]+)*"),
    "unroca": re.compile(r"(I|II[ab]?|III|IV[ab]?|V[ab]?|VI|VII[ab]?|SALW(-small|-light)?)"),
    "for_unroca": re.compile(r"(I|II[ab]?|III|IV[ab]?|V[ab]?|VI|VII[ab]?|SALW(-small|-light)?)"),
    "hs": re.compile(r"\d{2}(\d{2}(\d{2,6})?)?"),
}


def normal(scheme: str, code: str) -> str | None:
    """Return the code in its normal form, ``none`` for known absence, or None when the scheme has no such code."""
    text = re.sub(r"\)\s*\(|[()]", ".", code.strip().replace(" ", "")).rstrip(".")
    text = re.sub(r"\.{2,}", ".", text)
    if text.lower() == NONE:
        return NONE
    if scheme in ("unroca", "for_unroca"):
        text = text.replace("(", "").replace(".", "") if "SALW" not in text else text
    if scheme == "hs":
        text = text.replace(".", "")
    return text if text and _SHAPES[scheme].fullmatch(text) else None


@lru_cache(maxsize=4096)
def lineage(scheme: str, code: str) -> frozenset[str]:
    """Return the code and every code above it."""
    bare = code.rstrip(OTHER)
    found = {code, bare}
    if scheme in ("unroca", "for_unroca"):
        found.add(bare.split("-")[0] if "-" in bare else bare.rstrip("ab"))
    elif scheme == "hs":
        found.update(bare[:n] for n in (2, 4, 6) if n < len(bare))
    else:
        found.update(_dotted(bare, scheme))
    return frozenset(found)


def _dotted(code: str, scheme: str) -> set[str]:
    parts = code.split(".")
    found = {".".join(parts[:n]) for n in range(1, len(parts))}
    if scheme in ("annex_i", "eccn") and parts[0][:1].isdigit():
        found.update((parts[0][:1], parts[0][:2]))
    return found


def carries(scheme: str, have: tuple[str, ...], wanted: frozenset[str]) -> bool | None:
    """Return whether one of the codes is, or lies under, a wanted one; unknown when it is only known more coarsely."""
    if any(not wanted.isdisjoint(lineage(scheme, code)) for code in have):
        return True
    if any(not lineage(scheme, want).isdisjoint(have) for want in wanted):
        return None
    return False
