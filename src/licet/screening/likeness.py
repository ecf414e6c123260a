"""How alike two words of names are, by spelling and by sound; and several words that make one.

A word from a script without vowels is compared by its consonants only, and a written w or y must
have a vowel to stand for it on the other side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from licet.screening.names import Token

__all__ = ["LEAST", "Run", "likeness", "run_likeness", "run_of"]

LEAST = 0.66  # two words less alike than this do not agree


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """Neighbouring words of one name read as one. `bones` are their consonants, `bare` those without the article."""

    tokens: tuple[Token, ...]
    text: str
    joined: str
    sound: str
    bones: str
    bare: str
    unvowelled: bool
    legal: bool


@lru_cache(maxsize=200_000)
def run_of(tokens: tuple[Token, ...]) -> Run:
    """Return neighbouring words as one."""
    return Run(
        tokens,
        text=" ".join(t.written for t in tokens),
        joined="".join(t.written for t in tokens),
        sound="".join(t.sound for t in tokens),
        bones="".join(t.skeleton for t in tokens),
        bare="".join(t.skeleton for t in tokens if t.text != "al"),
        unvowelled=any(t.unvowelled for t in tokens),
        legal=any(t.kind == "legal" for t in tokens),
    )


def run_likeness(run: Run, whole: Token) -> float:
    """Return how alike several words written together are to one word; 0 when they are not."""
    unvowelled = run.unvowelled or whole.unvowelled
    if not unvowelled and abs(len(run.joined) - len(whole.written)) > 3:
        return 0.0
    if run.joined == whole.written:
        return 0.98
    if run.legal:
        return 0.0
    if unvowelled:
        return _bare_run(run, whole)
    heard = 1 - OSA.normalized_distance(run.sound, whole.sound)
    if len(run.bare) >= 4 and run.bare == whole.skeleton and heard >= 0.7:
        return 0.5 + 0.46 * heard
    return _floor(1 - OSA.normalized_distance(run.joined, whole.written, score_cutoff=0.2), 0.88)


def _bare_run(run: Run, whole: Token) -> float:
    """Arabic writes apart what Latin may join (Shamsuddin); the reverse happens with small words only."""
    if whole.unvowelled and not any(t.text in _SMALL or t.kind == "particle" for t in run.tokens):
        return 0.0
    longest = max(len(run.bare), len(whole.skeleton))
    if longest < 3:
        return 0.0
    exact = whole.skeleton in (run.bare, run.bones, _DOUBLED.sub(r"\1", run.bare))
    if exact or _core(run.bare.translate(_LOOSE)) == _core(whole.skeleton.translate(_LOOSE)):
        return 0.92 if exact and longest > 3 else 0.8
    return 0.0


@lru_cache(maxsize=500_000)
def likeness(a: Token, b: Token) -> tuple[float, str]:
    """Return how alike two words are, 0 to 1, and in what way: same, spelling, sound, initial or none."""
    if a.text == b.text and a.kind == b.kind:
        return 1.0, "same"
    if "number" in (a.kind, b.kind) or (a.kind != b.kind and "legal" in (a.kind, b.kind)):
        return 0.0, "none"
    if "initial" in (a.kind, b.kind):
        return (0.8, "initial") if a.text[0] == b.text[0] and a.kind != b.kind else (0.0, "none")
    if "particle" in (a.kind, b.kind):
        return 0.0, "none"
    if a.unvowelled or b.unvowelled:
        return _bare_likeness(a, b)
    return _vowelled_likeness(a, b)


def _vowelled_likeness(a: Token, b: Token) -> tuple[float, str]:
    spelt = _floor(1 - OSA.normalized_distance(a.text, b.text, score_cutoff=0.4), LEAST)
    if a.skeleton == b.skeleton and a.skeleton:
        heard = 1 - OSA.normalized_distance(a.sound, b.sound)
        alike = (0.5 if len(a.skeleton) > 1 else 0.35) + 0.46 * heard
        if alike > spelt:
            return alike, "sound"
    return (spelt, "spelling") if spelt else (0.0, "none")


def _bare_likeness(a: Token, b: Token) -> tuple[float, str]:
    """Compare consonants only; a written w or y must have a vowel to stand for it."""
    alike = _bare(a.skeleton, b.skeleton)
    if alike:
        alike -= _unheard(a, b) + _unheard(b, a)
    return (alike, "sound") if alike >= LEAST else (0.0, "none")


_LOOSE = str.maketrans({"t": "s", "x": "s", "j": "s", "h": None})  # z or d, ch or sh, s-h: read differently
_SMALL = frozenset({"abd", "allah", "din", "dyn", "ullah"})
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def _bare(x: str, y: str) -> float:
    """Return how alike two words are of which only the consonants are known."""
    if not x or not y:
        return 0.0
    longest = max(len(x), len(y))
    p, q = _core(x), _core(y)
    certain = 0.97 if longest >= 3 else 0.88 if longest == 2 else 0.7
    if p == q:
        return certain
    if p[0] in "h" or q[0] in "h":
        return 0.0
    if p.translate(_LOOSE) == q.translate(_LOOSE):
        return certain - 0.08
    return _floor(1 - OSA.distance(p, q) / max(len(p), len(q)), 0.75)


def _core(bones: str) -> str:
    return bones[1:] if len(bones) > 1 and bones[0] in "yw" else bones


def _unheard(bare: Token, other: Token) -> float:
    if not bare.unvowelled:
        return 0.0
    missing = ("w" in bare.text[1:] and not set(other.text) & set("uowv")) + (
        "y" in bare.text[1:] and not set(other.text) & set("iyeja")
    )
    extra = 0 if other.unvowelled or "w" in bare.text else bool(_long_u(other.text))
    return 0.12 * missing + 0.05 * extra


def _long_u(text: str) -> bool:
    """Return whether a Latin spelling writes a long u, which Arabic would write too."""
    return "ou" in text or "oo" in text


def _floor(value: float, least: float) -> float:
    return value if value >= least else 0.0
