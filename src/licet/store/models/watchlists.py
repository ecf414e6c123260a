"""Editions of watchlists, each kept for good, and their entries as the publisher worded them."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models

from licet.store.models.base import Recorded

__all__ = ["ListEdition", "ListEntry"]


class ListEdition(Recorded):
    """One edition of one list. `active` marks the one in use; older ones stay, so that screenings can be replayed.

    `files` lists {name, sha256}; `problems` lists {where, what} of rows that were read but not used.
    """

    source = models.CharField(max_length=40)
    list_date = models.DateField(null=True, blank=True)
    fetched_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    files = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    entry_count = models.PositiveIntegerField()
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["source", "active"], name="edition_in_use")]

    def __str__(self) -> str:
        return f"{self.source} of {self.list_date or 'unknown date'}"

    @property
    def subject(self) -> str:
        """What entries of the log about this edition are about."""
        return f"list:{self.source}"

    def ledger_record(self) -> dict[str, Any]:
        """Return the row and one digest over its entries as they stand, so that editing an entry is found."""
        return {**super().ledger_record(), "entries_sha256": self.digest()}

    def digest(self) -> str:
        """Return the SHA-256 over all entries of this edition as the database holds them."""
        total = hashlib.sha256()
        rows = ListEntry.objects.filter(edition_id=self.pk).order_by("uid")
        for row in rows.values_list("uid", "schema", "name", "entry_hash", "data").iterator():
            total.update(json.dumps(row, sort_keys=True, ensure_ascii=False).encode())
        return total.hexdigest()


class ListEntry(models.Model):
    """One entry of an edition. `data` is `screening.WatchEntry.to_json`; `entry_hash` its fingerprint."""

    edition = models.ForeignKey(ListEdition, on_delete=models.PROTECT, related_name="entries")
    uid = models.CharField(max_length=80)
    schema = models.CharField(max_length=20)
    name = models.CharField(max_length=500)
    entry_hash = models.CharField(max_length=64)
    data = models.JSONField()

    class Meta:
        ordering = ["uid"]
        constraints = [models.UniqueConstraint(fields=["edition", "uid"], name="entry_once_in_edition")]

    def __str__(self) -> str:
        return f"{self.uid} {self.name}"
