"""What pages read from the log: the last checkpoint, and the entry of a record."""

from __future__ import annotations

from dataclasses import dataclass

from licet.store.models.ledger import Checkpoint, Entry

__all__ = ["Place", "entry_of", "last_checkpoint"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in the log; no number while it waits for the next checkpoint."""

    number: int | None
    checkpoint: int | None = None


def last_checkpoint() -> Checkpoint | None:
    """Return the newest checkpoint, or nothing before the first."""
    return Checkpoint.objects.order_by("-number").first()


def entry_of(subject: str) -> Place:
    """Return the place of the newest change of a subject; reads are a subject of their own."""
    entry = Entry.objects.filter(stream=subject).order_by("-version").first()
    return Place(entry.index if entry else None)
