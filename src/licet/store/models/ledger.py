"""The rows of the log. Entries, openings and checkpoints are only ever added; an entry is given its index once.

An entry is written in the transaction of the change it records, without an index: it waits. The publisher gives
the waiting entries contiguous indices, extends the tiles of the tree and signs a checkpoint.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

__all__ = ["Checkpoint", "Entry", "Opening", "Tile"]


class Entry(models.Model):
    """One leaf of the log. Its columns repeat the statement that its opening shows, so that it can be found."""

    index = models.BigIntegerField(null=True, unique=True, help_text="Place in the tree; empty while it waits.")
    kind = models.CharField(max_length=60)
    stream = models.CharField(max_length=200, help_text="What the entry is about, such as case:LC-2026-0412.")
    version = models.PositiveIntegerField(help_text="Number within the stream, from 1.")
    prev = models.CharField(max_length=64, blank=True, help_text="Leaf hash before it in its stream, in hex.")
    actor = models.CharField(max_length=200)
    at = models.DateTimeField()
    data = models.BinaryField(help_text="The public bytes that stand in the tree.")
    leaf = models.CharField(max_length=64, unique=True, help_text="RFC 6962 leaf hash of the bytes, in hex.")
    seal = models.CharField(max_length=80, help_text="Made with the log's key, so that rows of strangers stand out.")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["stream", "version"], name="entry_stream_version"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["kind", "at"], name="entry_kind_at")]

    def __str__(self) -> str:
        place = "waiting" if self.index is None else f"entry {self.index}"
        return f"{place}: {self.kind} {self.stream} v{self.version}"


class Opening(models.Model):
    """What an entry says, and the salts that prove it. Deleting it erases the content and leaves the leaf."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="opening")
    salt = models.BinaryField()
    statement = models.TextField(help_text="The canonical text that the commitment opens to.")
    rows = models.TextField(default="[]", help_text="JSON list of [salt, text], one for each row that is covered.")

    def __str__(self) -> str:
        return f"opening of entry row {self.entry_id}"


class Checkpoint(models.Model):
    """A signed state of the whole log."""

    number = models.PositiveBigIntegerField(unique=True, help_text="From 1, without gaps.")
    size = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    note = models.TextField()
    at = models.DateTimeField()
    seal = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"checkpoint {self.number} of {self.size} entries"


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree, as c2sp.org/tlog-tiles cuts it; derived from the entries."""

    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[Any]] = [models.UniqueConstraint(fields=["level", "number"], name="tile_place")]

    def __str__(self) -> str:
        return f"tile {self.level}/{self.number}"
