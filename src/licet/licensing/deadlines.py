"""Working days: when a case is due, and how a stopped clock moves that day."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["SERVICE_LEVEL_DAYS", "WEEKEND", "due_on", "working_days_between"]

WEEKEND = frozenset({5, 6})
"""Saturday and Sunday; a ministry whose week ends on other days passes its own."""

SERVICE_LEVEL_DAYS = 20
"""Working days in which an individual licence is decided."""


def due_on(start: date, days: int = SERVICE_LEVEL_DAYS, *, weekend: frozenset[int] = WEEKEND) -> date:
    """Return the last working day of the period; the day of the start does not count.

    >>> due_on(date(2026, 11, 20), 1)
    datetime.date(2026, 11, 23)
    """
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() not in weekend
    return day


def working_days_between(first: date, last: date, *, weekend: frozenset[int] = WEEKEND) -> int:
    """Return how many working days lie after `first` up to and including `last`; negative when `last` is earlier."""
    if last < first:
        return -working_days_between(last, first, weekend=weekend)
    return sum((first + timedelta(days=n)).weekday() not in weekend for n in range(1, (last - first).days + 1))
