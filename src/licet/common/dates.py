"""Half-open intervals of days, and the day counts by which agreements and licences run.

Conventions: ``first`` is the first day in, ``until`` the first day out; ``None`` is open.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from licet.common.errors import BadInput

__all__ = [
    "Interval",
    "add_months",
    "entry_into_force",
    "first_day_out_after_days",
    "first_day_out_after_months",
    "parse_date",
]


def parse_date(text: str, *, where: str = "") -> date:
    """Return the day written as ``YYYY-MM-DD``; anything else raises `BadInput`."""
    try:
        if len(text) != 10:
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(
            "LIC-002",
            f"'{text}' is not a day of the calendar",
            where=where,
            remedy="Write the date as YYYY-MM-DD, such as 2026-11-20.",
        ) from None


@dataclass(frozen=True, slots=True, order=False)
class Interval:
    """Days from ``first`` up to but not including ``until``."""

    first: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.until is not None and self.until < self.first:
            raise BadInput(
                "LIC-001",
                f"the end {self.until} lies before the start {self.first}",
                remedy="Give an end that is not before the start.",
            )

    @classmethod
    def parse(cls, first: str | None, until: str | None, *, where: str = "") -> Interval:
        """Return the interval written as two ISO days; an empty one is open on that side."""
        start = parse_date(first, where=where) if first else None
        end = parse_date(until, where=where) if until else None
        try:
            return cls(start, end)
        except BadInput as fault:
            raise BadInput(fault.code, fault.what, where=where, remedy=fault.remedy) from None

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.until is None or day < self.until)

    @property
    def empty(self) -> bool:
        """Whether no day lies inside."""
        return self.first is not None and self.first == self.until

    def overlaps(self, other: Interval) -> bool:
        """Whether at least one day lies in both."""
        return not self.intersect(other).empty if self._meets(other) else False

    def intersect(self, other: Interval) -> Interval:
        """Return the days that lie in both; an empty interval when none does."""
        first = max((d for d in (self.first, other.first) if d), default=None)
        until = min((d for d in (self.until, other.until) if d), default=None)
        if first is not None and until is not None and until < first:
            return Interval(first, first)
        return Interval(first, until)

    def _meets(self, other: Interval) -> bool:
        return not (self.empty or other.empty)

    @property
    def last_day(self) -> date | None:
        """The last day in, or None when open."""
        return None if self.until is None else self.until - timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.first or '…'} to {self.last_day or '…'}"


def add_months(day: date, months: int) -> date:
    """Return the same day number `months` later, clamped to the end of a shorter month.

    >>> add_months(date(2025, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise _beyond(day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def entry_into_force(event: date, days: int) -> date:
    """Return the first day in force where the clause says "n days after" an event."""
    return _add_days(event, days)


def first_day_out_after_days(receipt: date, days: int) -> date:
    """Return the first day no longer bound by notice in days; the last day bound is receipt + n."""
    return _add_days(receipt, days + 1)


def first_day_out_after_months(receipt: date, months: int) -> date:
    """Return the first day no longer bound by notice in months (12 to a year)."""
    return add_months(receipt, months)


def _add_days(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise _beyond(day) from None


def _beyond(day: date) -> BadInput:
    return BadInput(
        "LIC-013",
        f"the period counted from {day} leaves the calendar",
        remedy="Check the day and the period; years run from 1 to 9999.",
    )
