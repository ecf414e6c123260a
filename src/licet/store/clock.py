"""The only clock. The demonstration has its own day, against which law, lists and deadlines are read."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.conf import settings


def wall() -> datetime:
    """Return the real moment in UTC, by which sessions and signatures age, in the demonstration too."""
    return datetime.now(UTC)


def now() -> datetime:
    """Return the moment in UTC; in the demonstration, the demonstration's day at the present time of day."""
    moment = datetime.now(UTC)
    if settings.DEMO_DAY:
        return datetime.combine(date.fromisoformat(settings.DEMO_DAY), moment.timetz())
    return moment


def today() -> date:
    """Return the day in UTC on which law and deadlines are read."""
    return now().date()
