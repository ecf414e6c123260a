"""What is to be done after a change, written in its transaction; and the tokens that make a replayed form harmless."""

from __future__ import annotations

from django.db import models

__all__ = ["IdempotencyKey", "OutboxRow"]


class OutboxRow(models.Model):
    """One piece of work for the jobs. A page shows kind, subject, whether it is done and the last fault."""

    kind = models.CharField(max_length=40, help_text="exporter.notice, customs.licence, denial.circulate …")
    subject = models.CharField(max_length=80, db_index=True, help_text="case:LC-2026-0412")
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    fault = models.TextField(blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["done_at", "due_at"], name="outbox_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class IdempotencyKey(models.Model):
    """A form token once used. The same person sending the same form again gets the first result, not a second row."""

    account = models.ForeignKey("store.Account", on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=80)
    action = models.CharField(max_length=40)
    request_sha256 = models.CharField(max_length=64)
    model = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "token"], name="form_token_once")]

    def __str__(self) -> str:
        return f"{self.action} {self.token[:8]}"
