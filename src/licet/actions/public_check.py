"""What a stranger learns about a licence: valid, not valid today, or unknown. One answer for unknown and forbidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from licet.ledger.bundle import Bundle
from licet.store.ledger_keys import known_keys
from licet.store.ledger_prove import verify_bundle
from licet.store.models import Licence
from licet.store.queries import licence_by_code, licence_page

if TYPE_CHECKING:
    from datetime import date

__all__ = ["UNKNOWN", "Answer", "by_bundle", "by_code"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of the public check. `shown` is what the visitor's own bundle says, once it is proved."""

    verdict: str
    number: str = ""
    issuing_state: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    document_sha256: str = ""
    shown: dict[str, Any] | None = None
    entry: int | None = None


UNKNOWN = Answer("unknown")


def by_code(typed: str, on: date) -> Answer:
    """Return the answer for a code as somebody typed it. Codes are looked up by hash; no party or value is told."""
    return _answer(licence_by_code(typed[:100]), on)


def by_bundle(data: bytes, on: date) -> Answer:
    """Return the answer for an uploaded bundle: proved under this log's key, about a licence issued here.

    A file that is no bundle raises `Unreadable`; a bundle that proves nothing is unknown.
    """
    bundle = Bundle.read(data, where="bundle")
    verdict = next((v for key in known_keys() if (v := verify_bundle(bundle, key)).ok), None)
    if verdict is None or verdict.statement is None:
        return UNKNOWN
    kind, _colon, number = verdict.statement.subject.partition(":")
    licence = Licence.objects.filter(number=number).first() if kind == "licence" else None
    return _answer(licence, on, shown=dict(verdict.statement.record), entry=verdict.index)


def _answer(
    licence: Licence | None, on: date, *, shown: dict[str, Any] | None = None, entry: int | None = None
) -> Answer:
    if licence is None:
        return UNKNOWN
    status = licence_page(licence, today=on).status
    return Answer(
        "valid" if status.live else "not_valid",
        licence.number,
        licence.issuing_state,
        licence.valid_from,
        licence.valid_until,
        licence.document_sha256,
        shown,
        entry,
    )
