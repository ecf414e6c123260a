"""Running numbers: one row for each series and year, locked while a number is taken."""

from __future__ import annotations

from django.db import models

__all__ = ["Counter"]


class Counter(models.Model):
    """The last number given in a series, such as LC-2026."""

    series = models.CharField(max_length=30, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"
