"""Screening of a case's parties against the watchlists, the hits, and what people found about each hit."""

from __future__ import annotations

from django.db import models

from licet.store.models.base import Immutable

__all__ = ["Adjudication", "Hit", "Screening"]


class Screening(Immutable):
    """One run over all parties of a case. The last run counts.

    `editions` lists {source, list_date, fetched_at, sha256}; `parties` lists {key, role, name, sha256, hits}.
    """

    ledger_children = ("hits",)

    case = models.ForeignKey("store.Case", on_delete=models.PROTECT, related_name="screenings")
    snapshot = models.ForeignKey("store.Snapshot", on_delete=models.PROTECT, related_name="+")
    editions = models.JSONField(default=list)
    parties = models.JSONField(default=list)
    by = models.ForeignKey("store.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id} screened {self.at:%Y-%m-%d}"


class Hit(Immutable):
    """A listed person who may be a party. `party` and `entry` hold both sides as they were; `explanation` the evidence.

    Whether it is open, waits for a second person, is cleared or confirmed: `screening_state.hit_state(hit, …)`.
    """

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="hits")
    number = models.PositiveIntegerField()
    party_key = models.CharField(max_length=20)
    party_name = models.CharField(max_length=200)
    party_role = models.CharField(max_length=40)
    party = models.JSONField()
    party_sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=40)
    entry_uid = models.CharField(max_length=80)
    entry_sha256 = models.CharField(max_length=64)
    entry = models.JSONField()
    matched_name = models.CharField(max_length=300)
    score = models.DecimalField(max_digits=6, decimal_places=4)
    explanation = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.party_name} / {self.matched_name}"


class Adjudication(Immutable):
    """One person's answer to a hit: the same person, another person, or cannot tell.

    It holds for this pair of party and entry as they were (both hashes), in later screenings of the case too.
    """

    class Verdict(models.TextChoices):
        CLEARED = "cleared", "Different person"
        CONFIRMED = "confirmed", "Same person"
        UNSETTLED = "unsettled", "Cannot tell, facts are needed"

    case = models.ForeignKey("store.Case", on_delete=models.PROTECT, related_name="adjudications")
    hit = models.ForeignKey(Hit, on_delete=models.PROTECT, related_name="adjudications")
    source = models.CharField(max_length=40)
    entry_uid = models.CharField(max_length=80)
    entry_sha256 = models.CharField(max_length=64)
    party_sha256 = models.CharField(max_length=64)
    verdict = models.CharField(max_length=12, choices=Verdict)
    reason = models.TextField()
    by = models.ForeignKey("store.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verdict} {self.entry_uid}"
