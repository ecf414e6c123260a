"""What the exporter writes: a draft that changes, and each version sent, kept for ever."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.db import models

from licet.store.models.base import Immutable, Recorded

__all__ = ["Application", "DraftSave", "Snapshot"]


class Application(Recorded):
    """An application in the exporter's hands.

    A page reads `draft` (the form as data, see licensing/application.py), sends `version` back with every save
    (another's save in between is a Conflict), and asks `licensing.completeness.missing(draft)` for its task list.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Sent"
        RETURNED = "returned", "Returned for changes"
        WITHDRAWN = "withdrawn", "Withdrawn"

    reference = models.CharField(max_length=20, unique=True, help_text="AP-YYYY-NNNN")
    kind = models.CharField(max_length=40, default="individual_export")
    organisation = models.ForeignKey("store.Organisation", on_delete=models.PROTECT, related_name="applications")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    draft = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey("store.Account", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    saved_by = models.ForeignKey("store.Account", on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class DraftSave(Immutable):
    """Who saved which version. It says later who drafted the application."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="saves")
    version = models.PositiveIntegerField()
    by = models.ForeignKey("store.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["application", "version"], name="draft_version_once")]

    def __str__(self) -> str:
        return f"{self.application_id} version {self.version}"


class Snapshot(Immutable):
    """One version as it was sent: canonical JSON and its hash. `form` is that JSON as data, for check-answers pages."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    declared_by_name = models.CharField(max_length=150)
    by = models.ForeignKey("store.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="snapshot_number_once")]

    def __str__(self) -> str:
        return f"{self.application_id} sent {self.number}"

    @cached_property
    def form(self) -> dict[str, Any]:
        """The application as sent."""
        form: dict[str, Any] = json.loads(self.content)
        return form

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Goods lines as sent: line, description, quantity, unit, value, code proposed by the exporter …"""
        lines: list[dict[str, Any]] = self.form["lines"]
        return lines

    @property
    def parties(self) -> list[dict[str, Any]]:
        """Parties as sent, each with its key (p1, p2 …), role, name, kind, state …"""
        parties: list[dict[str, Any]] = self.form["parties"]
        return parties
