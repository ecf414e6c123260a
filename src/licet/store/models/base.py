"""What every recorded row has in common: one exact record for the ledger, and rows that are never written twice."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models

__all__ = ["Immutable", "Recorded", "exact"]


def exact(value: object, places: int = 2) -> Any:
    """Return `value` as JSON that is the same on every database: decimals as text, moments in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:.{places}f}"
    return value


class Recorded(models.Model):
    """A row the ledger commits to. `ledger_children` names the rows that belong to it and are committed with it."""

    ledger_children: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def ledger_record(self) -> dict[str, Any]:
        """Return every stored value of the row, and of the rows that belong to it, in their order."""
        record = {
            field.attname: exact(getattr(self, field.attname), getattr(field, "decimal_places", None) or 2)
            for field in self._meta.concrete_fields
            if not field.primary_key
        }
        for name in self.ledger_children:
            record[name] = [child.ledger_record() for child in getattr(self, name).all()]
        return record


class Immutable(Recorded):
    """A row that is added and never changed: a correction is a new row."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a saved row is never written again."""
        if self.pk is not None and not self._state.adding:
            raise TypeError(f"A {self._meta.verbose_name} is never changed; a correction is a new row.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: what was recorded stays."""
        raise TypeError(f"A {self._meta.verbose_name} is never deleted.")
