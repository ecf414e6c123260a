"""What the API sends, as types: they make the OpenAPI document."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Schema

__all__ = ["AgreementRow", "Answer", "Listed", "RuleRow"]


class AgreementRow(Schema):
    """One agreement of a list."""

    id: str
    title: str
    short: str
    kinds: list[str]
    structure: str
    signed: date | None
    in_force: date | None
    first_day_out: date | None
    confidence: str
    sources: str


class RuleRow(Schema):
    """One rule of the law on file."""

    id: str
    cite: str
    title: str
    effect: str
    says: str
    instrument: str
    valid_from: date | None
    valid_until: date | None
    renewal: str
    confidence: str
    url: str


class Answer(Schema):
    """The public answer about a licence: no party, no goods, no value."""

    verdict: str
    number: str = ""
    issuing_state: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    document_sha256: str = ""


class Listed(Schema):
    """A page of rows, with how many there are in all."""

    count: int
    offset: int
    items: list[dict[str, Any]]
