"""Dates as lists know them: a day, a month, a year, a span of years, or "about" any of these."""

from __future__ import annotations

import re
from dataclasses import dataclass

from licet.common.errors import BadInput

__all__ = ["PartialDate"]

_MONTHS = {
    name: n
    for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)
}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T.*)?$")
_WORDS = re.compile(r"(?:(\d{1,2}) )?(?:([A-Za-z]{3})[a-z]* )?(\d{4})$")
_SPAN = re.compile(r"(.+?) (?:to|until|-) (.+)$")
_ABOUT = re.compile(r"(?:circa|approximately|about|c\.|ca\.)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which the month and the day may be missing. `last_year` closes a span of years."""

    year: int
    month: int | None = None
    day: int | None = None
    last_year: int | None = None
    about: bool = False

    @classmethod
    def parse(cls, text: str, *, where: str = "") -> PartialDate:
        """Read ``1965``, ``1965-06``, ``1965-06-16``, ``16 Jun 1965``, ``circa 1965``, ``1960 to 1965``.

        Anything else raises `BadInput`.
        """
        found = cls.find(text)
        if found is None:
            what = f"'{text[:40]}' is not a date, a month or a year"
            raise BadInput("LIC-204", what, where=where, remedy="Write YYYY, YYYY-MM or YYYY-MM-DD.")
        return found

    @classmethod
    def find(cls, text: str) -> PartialDate | None:
        """Return what `parse` would, or None where it would raise."""
        words = " ".join(text.split())
        plain = _ABOUT.sub("", words)
        span = _SPAN.match(plain)
        if span:
            return _join(_one(span[1]), _one(span[2]))
        found = _one(plain)
        return found and PartialDate(found.year, found.month, found.day, about=plain != words)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{n:02}" for n in (self.month, self.day) if n)]
        text = "-".join(parts) + (f" to {self.last_year}" if self.last_year else "")
        return f"about {text}" if self.about else text


def _one(text: str) -> PartialDate | None:
    iso = _ISO.match(text)
    if iso:
        return _checked(int(iso[1]), int(iso[2] or 0), int(iso[3] or 0))
    words = _WORDS.match(text)
    if not words or (words[2] and words[2].lower() not in _MONTHS):
        return None
    return _checked(int(words[3]), _MONTHS[words[2].lower()] if words[2] else 0, int(words[1] or 0))


def _checked(year: int, month: int, day: int) -> PartialDate | None:
    if not 1000 <= year <= 2999 or month > 12 or day > 31 or (day and not month):
        return None
    return PartialDate(year, month or None, day or None)


def _join(first: PartialDate | None, last: PartialDate | None) -> PartialDate | None:
    if first is None or last is None or last.year < first.year:
        return None
    return PartialDate(first.year, last_year=last.year)
