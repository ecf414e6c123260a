"""Every model of the one Django application. Each module adds its names here."""

from __future__ import annotations

from licet.store.models.accounts import AccessLog, Account, AccountRequest
from licet.store.models.applications import (
    Application,
    DraftSave,
    Snapshot,
)
from licet.store.models.cases import (
    AdviceRequest,
    AssessmentRow,
    Case,
    CaseEvent,
    Classification,
    Countersignature,
    Decision,
    DenialRecord,
    EstablishedFact,
    Finding,
    InterestStatement,
    Question,
    Reply,
)
from licet.store.models.ledger import Checkpoint, Entry, Opening, Tile
from licet.store.models.licences import (
    Drawdown,
    DrawdownLine,
    Licence,
    LicenceEvent,
    LicenceLine,
)
from licet.store.models.numbers import Counter
from licet.store.models.organisations import Organisation
from licet.store.models.outbox import (
    IdempotencyKey,
    OutboxRow,
)
from licet.store.models.screenings import (
    Adjudication,
    Hit,
    Screening,
)
from licet.store.models.watchlists import ListEdition, ListEntry

__all__ = [
    "AccessLog",
    "Account",
    "AccountRequest",
    "Adjudication",
    "AdviceRequest",
    "Application",
    "AssessmentRow",
    "Case",
    "CaseEvent",
    "Checkpoint",
    "Classification",
    "Counter",
    "Countersignature",
    "Decision",
    "DenialRecord",
    "DraftSave",
    "Drawdown",
    "DrawdownLine",
    "Entry",
    "EstablishedFact",
    "Finding",
    "Hit",
    "IdempotencyKey",
    "InterestStatement",
    "Licence",
    "LicenceEvent",
    "LicenceLine",
    "ListEdition",
    "ListEntry",
    "Opening",
    "Organisation",
    "OutboxRow",
    "Question",
    "Reply",
    "Screening",
    "Snapshot",
    "Tile",
]
