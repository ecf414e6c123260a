"""Organisations that apply for licences."""

from __future__ import annotations

from datetime import date

from django.db import models

from licet.store.models.base import Recorded

__all__ = ["Organisation"]


class Organisation(Recorded):
    """A registered exporter. A page prints name, place, state, registration number and whether it is debarred."""

    reference = models.CharField(max_length=20, unique=True, help_text="EXP-NNNN")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=3, help_text="ISO 3166-1 alpha-3 of the seat.")
    address = models.CharField(max_length=300, blank=True)
    registration_number = models.CharField(max_length=60, blank=True)
    eori = models.CharField("EORI number", max_length=30, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    registered_on = models.DateField()
    registered_by = models.ForeignKey("store.Account", on_delete=models.PROTECT, related_name="+")
    debarred_from = models.DateField(null=True, blank=True, help_text="First day on which it may not apply.")
    debarred_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_id(self) -> int:
        """Itself: what the policy asks of anything that belongs to an organisation."""
        return self.pk

    def debarred(self, on: date) -> bool:
        """Say whether the organisation may not apply on that day."""
        return self.debarred_from is not None and self.debarred_from <= on
