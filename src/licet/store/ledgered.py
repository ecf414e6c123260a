"""Which tables the log answers for, and what it commits to of each row.

A model is ledgered when it has ``ledger_record()``. It may also say ``ledger_subject()`` (or have a ``subject``
or a ``case``) and name the rows that belong to it in ``ledger_children``; those are committed with their parent.
What a record leaves out, nobody is told of when it is edited: leave out only what decides nothing.

Every saved or deleted ledgered row is remembered until its transaction ends, so that one call of
``store.ledger.record`` covers all that an action changed. Bulk statements send no signal: pass their rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any, Protocol, runtime_checkable

from django.apps import apps
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

from licet.ledger.commitment import canonical
from licet.ledger.statement import ENTRY_LIMIT, RowPart

__all__ = [
    "Ledgered",
    "children_of",
    "forget_touched",
    "ledgered_models",
    "left_out",
    "part_of",
    "parts_of",
    "rows_of",
    "subject_of",
    "touched",
    "watch",
]

_LONG = 1_000


@runtime_checkable
class Ledgered(Protocol):
    """What a model offers so that the log answers for its rows."""

    def ledger_record(self) -> dict[str, Any]:
        """Return the row as JSON, from values as the database returns them."""
        ...


@cache
def ledgered_models() -> tuple[type[models.Model], ...]:
    """Return the models whose rows the log commits to, by table name; children come with their parents."""
    every = [model for model in apps.get_models() if hasattr(model, "ledger_record")]
    below = {child for model in every for child, _ in _children(model)}
    return tuple(sorted((m for m in every if m not in below), key=lambda m: m._meta.db_table))


def children_of(model: type[models.Model]) -> dict[str, str]:
    """Return the tables committed with `model`, by the field of its record."""
    names = getattr(model, "ledger_children", ())
    return {name: child._meta.db_table for name, (child, _) in zip(names, _children(model), strict=True)}


def left_out(model: type[models.Model]) -> list[str]:
    """Return the columns of a ledgered table that its record does not hold, save its key."""
    blank = model(pk=0)
    assert isinstance(blank, Ledgered)
    held = blank.ledger_record()
    columns = [field for field in model._meta.concrete_fields if not field.primary_key]
    return [field.attname for field in columns if not {field.name, field.attname} & held.keys()]


def subject_of(row: models.Model) -> str:
    """Return what an entry about `row` is about, such as ``case:LC-2026-0412``."""
    own = getattr(row, "ledger_subject", None)
    if callable(own):
        return str(own())
    for holder in (row, getattr(row, "case", None), getattr(row, "licence", None)):
        if subject := getattr(holder, "subject", None):
            return str(subject)
    return f"{row._meta.model_name}:{row.pk}"


def part_of(row: models.Model) -> RowPart:
    """Return the row as an entry commits to it; fields too long for an entry are committed to by their hash."""
    assert isinstance(row, Ledgered)
    part = RowPart(row._meta.db_table, str(row.pk), row.ledger_record())
    if len(part.to_text().encode()) <= ENTRY_LIMIT:
        return part
    return RowPart(part.table, part.key, {name: _short(value) for name, value in part.record.items()})


def parts_of(rows: Iterable[tuple[type[models.Model], Any]], using: str) -> list[RowPart]:
    """Return the rows as they stand in the database now; one that is gone becomes a tombstone."""
    wanted: dict[type[models.Model], list[Any]] = {}
    for model, key in dict.fromkeys(rows):
        wanted.setdefault(model, []).append(key)
    return [part for model, keys in wanted.items() for part in _read(model, keys, using)]


def rows_of(model: type[models.Model], using: str) -> models.QuerySet[models.Model]:
    """Return all rows of a ledgered table with their children, in key order."""
    names = getattr(model, "ledger_children", ())
    return model._base_manager.using(using).order_by("pk").prefetch_related(*names)


def touched(using: str) -> list[tuple[type[models.Model], Any]]:
    """Return the ledgered rows saved or deleted in this transaction, oldest first, rolled-back ones left out."""
    waiting = transaction.get_connection(using).run_on_commit
    return [call.args[:2] for _, call, _ in waiting if isinstance(call, partial) and call.func is _touched]


def forget_touched(rows: Iterable[tuple[type[models.Model], Any]], using: str) -> None:
    """Forget those rows: an entry has covered them."""
    done, connection = set(rows), transaction.get_connection(using)
    connection.run_on_commit = [
        waiting
        for waiting in connection.run_on_commit
        if not (isinstance(waiting[1], partial) and waiting[1].func is _touched and waiting[1].args[:2] in done)
    ]


def watch() -> None:
    """Begin to notice saved and deleted rows; called once, when the application is ready."""
    post_save.connect(_noticed, dispatch_uid="licet.ledger.save")
    post_delete.connect(_noticed, dispatch_uid="licet.ledger.delete")


def _noticed(sender: type[models.Model], instance: models.Model, using: str, **_: object) -> None:
    if not hasattr(sender, "ledger_record") or not transaction.get_connection(using).in_atomic_block:
        return
    for model, key in _owners(sender, instance):
        transaction.on_commit(partial(_touched, model, key), using=using)


def _touched(model: type[models.Model], key: object) -> None:
    """Do nothing: waiting calls of this function are the memory of `touched`, and a rollback drops them."""


def _owners(model: type[models.Model], row: models.Model) -> Iterator[tuple[type[models.Model], Any]]:
    parents = _parents().get(model)
    if not parents:
        yield model, row.pk
        return
    for parent, column in parents:
        yield from _owners(parent, parent(pk=getattr(row, column)))


@cache
def _parents() -> dict[type[models.Model], list[tuple[type[models.Model], str]]]:
    found: dict[type[models.Model], list[tuple[type[models.Model], str]]] = {}
    for model in apps.get_models():
        for child, column in _children(model):
            found.setdefault(child, []).append((model, column))
    return found


def _children(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Return each child model with the column that names its parent."""
    found = []
    for name in getattr(model, "ledger_children", ()):
        link = model._meta.get_field(name)
        assert isinstance(link, models.ManyToOneRel)
        found.append((link.related_model, link.field.attname))
    return found


def _read(model: type[models.Model], keys: list[Any], using: str) -> Iterator[RowPart]:
    present = {row.pk: row for row in rows_of(model, using).filter(pk__in=keys)}
    for key in keys:
        row = present.get(key)
        yield RowPart(model._meta.db_table, str(key), {}, deleted=True) if row is None else part_of(row)


def _short(value: object) -> object:
    text = canonical(value)
    if len(text) <= _LONG:
        return value
    return {"characters": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}
