"""One valid row of any model, made from its fields alone, so that new tables need no new test."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import models

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def one_of(model, made):
    """Return a row of `model`, making the rows it needs; `made` keeps them by model."""
    if model not in made:
        made[model] = None
        values = {f.name: _value(f, made) for f in model._meta.concrete_fields if not f.primary_key and not f.null}
        made[model] = model._base_manager.create(**values)
    return made[model]


def _value(field, made):
    if isinstance(field, models.ForeignKey):
        return one_of(field.related_model, made)
    return plain(field)


def plain(field, turn=0):
    """Return a value of the field's type; another `turn` gives another value."""
    kinds = {
        models.BooleanField: bool(turn),
        models.JSONField: ["*"] if turn else [],
        models.DateTimeField: AT.replace(minute=31 + turn),
        models.DateField: date(2026, 1, 2 + turn),
        models.DecimalField: Decimal(3 + turn),
        models.IntegerField: 5 + turn,
        models.BinaryField: bytes([turn] * 32),
    }
    for kind, value in kinds.items():
        if isinstance(field, kind):
            return value
    return f"{field.name}{turn}"[-(field.max_length or 99) :]
