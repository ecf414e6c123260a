"""Licences, what was shipped under them, and what happened to them. State and balance are derived, never stored."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import Any

from django.db import models

from licet.store.models.base import Immutable

__all__ = ["Drawdown", "DrawdownLine", "Licence", "LicenceEvent", "LicenceLine"]


class Licence(Immutable):
    """An issued licence.

    A page prints `text` (all that is on the paper, as data), number, validity, and from licensing/licence.py the status
    and balance of a day. `valid_until` is the first day on which it no longer holds. `code` is for the holder's paper
    only; the public page looks up `code_sha256` and compares in constant time.
    """

    ledger_children = ("lines",)

    number = models.CharField(max_length=30, unique=True, help_text="NLD-2026-00001-I")
    case = models.OneToOneField("store.Case", on_delete=models.PROTECT, related_name="licence")
    decision = models.OneToOneField("store.Decision", on_delete=models.PROTECT, related_name="licence")
    holder = models.ForeignKey("store.Organisation", on_delete=models.PROTECT, related_name="licences")
    issuing_state = models.CharField(max_length=3)
    destination = models.CharField(max_length=3)
    valid_from = models.DateField()
    valid_until = models.DateField()
    document = models.TextField(help_text="All that stands on the licence, canonical JSON.")
    document_sha256 = models.CharField(max_length=64)
    code = models.CharField(max_length=40)
    code_sha256 = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey("store.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The name under which the ledger and the outbox know the licence."""
        return f"licence:{self.number}"

    @property
    def organisation_id(self) -> int:
        """The organisation to which the licence belongs."""
        return self.holder_id

    @property
    def exporting_state(self) -> str:
        """The state that issued it."""
        return self.issuing_state

    def ledger_record(self) -> dict[str, Any]:
        """Return every value; of the verification code its hash only, for an entry may be shown to others."""
        return {**super().ledger_record(), "code": hashlib.sha256(self.code.encode()).hexdigest()}

    @cached_property
    def text(self) -> dict[str, Any]:
        """All that stands on the licence, as data."""
        text: dict[str, Any] = json.loads(self.document)
        return text


class LicenceLine(Immutable):
    """One line of goods: what may be shipped."""

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    description = models.CharField(max_length=300)
    code = models.CharField(max_length=40)
    edition = models.CharField(max_length=60)
    quantity = models.DecimalField(max_digits=15, decimal_places=6)
    unit = models.CharField(max_length=3)
    value = models.DecimalField(max_digits=15, decimal_places=2)
    currency = models.CharField(max_length=3)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["licence", "number"], name="licence_line_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.description}"


class Drawdown(Immutable):
    """One shipment put to the licence by customs, accepted or refused; a refused one is kept and counts for nothing."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        REFUSED = "refused", "Refused"

    ledger_children = ("lines",)

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="drawdowns")
    number = models.PositiveIntegerField()
    shipped_on = models.DateField()
    customs_reference = models.CharField(max_length=40, help_text="MRN of the export declaration.")
    office = models.CharField(max_length=80)
    answer = models.CharField(max_length=10, choices=Answer)
    why = models.CharField(max_length=300, blank=True, help_text="Refused, 8 too many")
    by = models.ForeignKey("store.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["licence", "number"], name="drawdown_number_once")]

    def __str__(self) -> str:
        return f"{self.customs_reference} {self.answer}"


class DrawdownLine(Immutable):
    """How much of one licence line, in the line's unit."""

    drawdown = models.ForeignKey(Drawdown, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(LicenceLine, on_delete=models.PROTECT, related_name="uses")
    quantity = models.DecimalField(max_digits=15, decimal_places=6)
    value = models.DecimalField(max_digits=15, decimal_places=2)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.line_id}"


class LicenceEvent(Immutable):
    """A suspension, its end, or a revocation, from a day on."""

    class Kind(models.TextChoices):
        SUSPENDED = "suspended", "Suspended"
        REINSTATED = "reinstated", "Reinstated"
        REVOKED = "revoked", "Revoked"
        SURRENDERED = "surrendered", "Surrendered"

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind)
    on = models.DateField()
    reason = models.TextField()
    review_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey("store.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"
