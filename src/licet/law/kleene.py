"""Three-valued truth after Kleene: True, False, and None for unknown.

`a or not a` with `a` unknown stays unknown here; the questions of an assessment look at completions and do see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Truth", "both", "either", "negate", "word"]

Truth = bool | None


def negate(value: Truth) -> Truth:
    """Return the opposite; the opposite of unknown is unknown."""
    return None if value is None else not value


def both(values: Iterable[Truth]) -> Truth:
    """Return False if one is false, else unknown if one is unknown, else True."""
    answer: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            answer = None
    return answer


def either(values: Iterable[Truth]) -> Truth:
    """Return True if one is true, else unknown if one is unknown, else False."""
    answer: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            answer = None
    return answer


def word(value: Truth) -> str:
    """The truth as it is printed."""
    return "unknown" if value is None else "true" if value else "false"
