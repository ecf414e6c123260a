"""The next number of a series, without gaps inside what is committed and never given twice."""

from __future__ import annotations

from licet.store.models import Counter

__all__ = ["next_number", "reference"]


def next_number(series: str) -> int:
    """Return the next number, inside the caller's transaction; others who want one wait."""
    counter, _ = Counter.objects.select_for_update().get_or_create(series=series)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def reference(prefix: str, year: int) -> str:
    """Return a new reference such as LC-2026-0412."""
    series = f"{prefix}-{year}"
    return f"{series}-{next_number(series):04}"
