"""The case: one row that moves, and the rows people add to it. Only `Case` changes; all else is added and stays."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.db import models

from licet.licensing.journey import CaseState
from licet.store.models.applications import DraftSave, Snapshot
from licet.store.models.base import Immutable, Recorded
from licet.store.models.screenings import Adjudication

__all__ = [
    "AdviceRequest",
    "AssessmentRow",
    "Case",
    "CaseEvent",
    "Classification",
    "Countersignature",
    "Decision",
    "DenialRecord",
    "EstablishedFact",
    "Finding",
    "InterestStatement",
    "Question",
    "Reply",
]

ACCOUNT = "store.Account"


class Case(Recorded):
    """A case, from the day it was sent. `state` moves only along licensing/journey.py.

    A page prints reference, title, exporter, value, destination, officer, due_on; `version` grows with each change.
    """

    reference = models.CharField(max_length=20, unique=True, help_text="LC-YYYY-NNNN")
    application = models.OneToOneField("store.Application", on_delete=models.PROTECT, related_name="case")
    snapshot = models.ForeignKey("store.Snapshot", on_delete=models.PROTECT, related_name="+")
    exporter = models.ForeignKey("store.Organisation", on_delete=models.PROTECT, related_name="cases")
    title = models.CharField(max_length=200)
    state = models.CharField(
        max_length=20, choices=[(s.value, s.label) for s in CaseState], default=CaseState.SUBMITTED.value
    )
    officer = models.ForeignKey(ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    exporting_state = models.CharField(max_length=3, db_index=True)
    destination = models.CharField(max_length=3, help_text="State of final destination.")
    end_user = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=15, decimal_places=2)
    currency = models.CharField(max_length=3)
    line_count = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    due_on = models.DateField(help_text="Working days of the service level, moved on by stopped clocks.")
    clock_stopped_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="case_by_state")]

    def __str__(self) -> str:
        return self.reference

    @property
    def subject(self) -> str:
        """The name under which the ledger and the outbox know the case."""
        return f"case:{self.reference}"

    @property
    def standing(self) -> CaseState:
        """The state as the journey knows it."""
        return CaseState(self.state)

    @property
    def organisation_id(self) -> int:
        """The organisation to which the case belongs."""
        return self.exporter_id

    @property
    def everyone(self) -> list[dict[str, Any]]:
        """All who are screened: the exporter as registered, and the parties as sent."""
        who = self.exporter
        exporter = {"key": "exporter", "role": "exporter", "kind": "unknown", "name": who.name, "state": who.state}
        return [
            {**exporter, "address": who.address, "registration": who.registration_number},
            *self.snapshot.parties,
        ]

    @property
    def current_decision(self) -> Decision | None:
        """The last decision signed, whether countersigned, sent back or waiting."""
        return self.decisions.order_by("-number").select_related("countersignature").first()

    def asked_advisers(self) -> set[int]:
        """Accounts that were asked for advice."""
        return set(self.advice_requests.values_list("adviser_id", flat=True))

    def people_involved(self) -> set[int]:
        """Everybody who drafted, sent, advised, adjudicated a hit or signed a decision, in one statement."""
        rows = DraftSave.objects.filter(application__case=self).values_list("by_id")
        others = (
            Snapshot.objects.filter(application__case=self),
            self.findings.all(),
            Adjudication.objects.filter(case=self),
            self.decisions.all(),
        )
        return {pk for (pk,) in rows.order_by().union(*(o.order_by().values_list("by_id") for o in others))}


class CaseEvent(Immutable):
    """One line of the timeline: what was done, by whom in which role, why, and the state before and after."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    action = models.CharField(max_length=40)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, help_text="The role under which the policy allowed it.")
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.action}"


class Classification(Immutable):
    """A control code given to one line by one person. The last confirmed row of a line holds.

    Unconfirmed rows propose. An empty code says the line is not controlled.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="classifications")
    snapshot = models.ForeignKey("store.Snapshot", on_delete=models.PROTECT, related_name="+")
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=40, blank=True)
    control_list = models.CharField(max_length=20, help_text="ml, annex_i, usml, eccn")
    unroca = models.CharField(max_length=20, blank=True, help_text="Category of the United Nations register.")
    edition = models.CharField(max_length=60)
    reason = models.TextField()
    confirmed = models.BooleanField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"line {self.line} {self.code or 'not controlled'}"


class EstablishedFact(Immutable):
    """The answer of a named officer to a question of the assessment, with its source. The last row of a fact holds.

    It is about the application as sent: sent again, the question is asked again.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="facts")
    snapshot = models.ForeignKey("store.Snapshot", on_delete=models.PROTECT, related_name="+")
    fact = models.CharField(max_length=160, help_text="The fact's name as the question gives it.")
    value = models.CharField(max_length=200, help_text="true, false, unknown, a number or a word.")
    source = models.TextField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.fact} = {self.value}"


class AssessmentRow(Immutable):
    """The law asked once. `data` is Assessment.to_json(): outcome, lines, reasons, engaged, questions, cited.

    `inputs_sha256` hashes the case file, `lists` holds the editions screened against. The last row is current while
    law, lists and inputs are unchanged.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    snapshot = models.ForeignKey("store.Snapshot", on_delete=models.PROTECT, related_name="+")
    screening = models.ForeignKey("store.Screening", null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    known = models.DateField(null=True)
    law_version = models.CharField(max_length=64)
    outcome = models.CharField(max_length=30)
    confidence = models.CharField(max_length=12)
    content = models.TextField()
    inputs = models.TextField(help_text="The case as the engine saw it, canonical JSON.")
    inputs_sha256 = models.CharField(max_length=64)
    lists = models.JSONField(default=list)
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.outcome} on {self.on}"

    @cached_property
    def data(self) -> dict[str, Any]:
        """The assessment as data."""
        data: dict[str, Any] = json.loads(self.content)
        return data

    @property
    def engaged_criteria(self) -> list[str]:
        """Criteria that the law asks to be weighed; those that a gate alone settles are not."""
        return [e["criterion"] for e in self.data["engaged"] if e["needs_finding"]]

    @property
    def open_criteria(self) -> list[str]:
        """Engaged criteria without a finding when the law was asked."""
        return [e["criterion"] for e in self.data["engaged"] if e["needs_finding"] and e["finding"] is None]

    @property
    def unknown_gates(self) -> list[str]:
        """Prohibitions the law could not answer, in their printed form.

        An unknown duty to hold a licence does not stop a licence: where it can still matter, a question asks for it.
        """
        reasons = self.data["reasons"]
        return [r["display"] for r in reasons if r["truth"] == "unknown" and r["effect"] == "prohibit"]


class Finding(Immutable):
    """One person's written finding on one criterion, with the conditions it needs. A correction supersedes it.

    It counts for the application as sent; what is sent again is weighed again.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    snapshot = models.ForeignKey("store.Snapshot", on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(AssessmentRow, on_delete=models.PROTECT, related_name="+")
    criterion = models.CharField(max_length=12)
    rule = models.CharField(max_length=60, blank=True)
    conclusion = models.CharField(max_length=20, help_text="no_risk, risk_mitigated, risk, clear_risk, overriding_risk")
    text = models.TextField()
    conditions = models.JSONField(default=list, help_text="[{code: P03, text: …}]")
    refer = models.BooleanField(default=False, help_text="The author asks that the minister decide.")
    role = models.CharField(max_length=40)
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.criterion} {self.conclusion}"


class AdviceRequest(Immutable):
    """An adviser asked for a finding on some criteria, by a day. Without an answer nothing is decided."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="advice_requests")
    adviser = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    criteria = models.JSONField(default=list)
    due_on = models.DateField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "adviser"], name="adviser_asked_once")]

    def __str__(self) -> str:
        return f"{self.adviser_id} asked for {', '.join(self.criteria)}"


class Question(Immutable):
    """A question to the exporter. While one has no reply the clock stands still and nothing is decided."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    path = models.CharField(max_length=120, blank=True, help_text="The field it is about, such as lines.2.origin.")
    fact = models.CharField(max_length=160, blank=True, help_text="The fact it would settle.")
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="question_number_once")]

    def __str__(self) -> str:
        return f"question {self.number}"


class Reply(Immutable):
    """The exporter's reply to one question."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="reply")
    text = models.TextField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reply to {self.question_id}"


class InterestStatement(Immutable):
    """What a person states about interests in the parties of a case. Who ever states one neither advises nor signs."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interests")
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    has_interest = models.BooleanField()
    party = models.CharField(max_length=20, blank=True, help_text="Key of the party, p3.")
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return "has an interest" if self.has_interest else "has no interest"


class Decision(Immutable):
    """A decision drafted and signed by one officer. It is final only when a second person countersigns.

    A page prints outcome, reasons, reasons_by_criterion, conditions, valid_months and the signature.
    """

    class Outcome(models.TextChoices):
        GRANT = "grant", "Grant"
        GRANT_WITH_CONDITIONS = "grant_with_conditions", "Grant with conditions"
        REFUSE = "refuse", "Refuse"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=24, choices=Outcome)
    reasons = models.TextField()
    reasons_by_criterion = models.JSONField(default=list, help_text="[{criterion, text}], what a refusal rests on.")
    conditions = models.JSONField(default=list, help_text="[{code, text}]")
    valid_months = models.PositiveIntegerField(default=24)
    assessment = models.ForeignKey(AssessmentRow, on_delete=models.PROTECT, related_name="decisions")
    snapshot = models.ForeignKey("store.Snapshot", on_delete=models.PROTECT, related_name="+")
    role_title = models.CharField(max_length=150, blank=True)
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="decision_number_once")]

    def __str__(self) -> str:
        return f"decision {self.number}: {self.get_outcome_display()}"

    @property
    def decided_by_id(self) -> int:
        """The account that signed first."""
        return self.by_id

    @property
    def grants(self) -> bool:
        """Whether it allows the export."""
        return self.outcome != self.Outcome.REFUSE


class Countersignature(Immutable):
    """The second person's answer to one decision. Sending back voids the first signature; nothing is deleted.

    The database itself refuses a row whose two signatures are one person's.
    """

    class Verdict(models.TextChoices):
        AGREES = "agrees", "Countersigned"
        SENDS_BACK = "sends_back", "Sent back"

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="countersignature")
    verdict = models.CharField(max_length=12, choices=Verdict)
    reason = models.TextField(blank=True)
    interest = models.ForeignKey(InterestStatement, on_delete=models.PROTECT, related_name="+")
    authority = models.JSONField(default=dict, help_text="Ceiling, goods and destinations held on that day.")
    role_title = models.CharField(max_length=150, blank=True)
    decided_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(by=models.F("decided_by")), name="countersigned_by_another")
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.decision_id}"


class DenialRecord(Recorded):
    """A refusal as it is shared between governments. Confidential: each read is logged; revoking is the one change."""

    reference = models.CharField(max_length=20, unique=True, help_text="DN-YYYY-NNNN")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="denial")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="denial")
    denying_state = models.CharField(max_length=3)
    denied_on = models.DateField()
    valid_until = models.DateField(help_text="First day on which it no longer counts.")
    destination = models.CharField(max_length=3, db_index=True)
    consignee = models.CharField(max_length=200, blank=True)
    end_user = models.CharField(max_length=200)
    intermediaries = models.JSONField(default=list)
    items = models.JSONField(default=list, help_text="[{code, description, quantity, unit}]")
    stated_end_use = models.TextField()
    criteria = models.JSONField(default=list)
    reasons = models.TextField()
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-denied_on", "-pk"]

    def __str__(self) -> str:
        return self.reference

    @property
    def exporting_state(self) -> str:
        """The state that keeps the record."""
        return self.denying_state
