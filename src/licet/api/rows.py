"""Rows as plain data, the same for lists and single records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from licet.actions.public_check import Answer
    from licet.agreements.agreement import Agreement
    from licet.agreements.status import Status
    from licet.law.model import Rule
    from licet.store.models import Account, Application, Case, CaseEvent, Decision, DenialRecord, Hit, Licence
    from licet.store.models.ledger import Entry
    from licet.store.queries import CasePage, LicencePage

Data = dict[str, Any]


def case(row: Case) -> Data:
    """A case of a list."""
    return {
        "reference": row.reference,
        "title": row.title,
        "state": row.state,
        "exporter": row.exporter.name,
        "end_user": row.end_user,
        "exporting_state": row.exporting_state,
        "destination": row.destination,
        "value": str(row.value),
        "currency": row.currency,
        "lines": row.line_count,
        "officer": str(row.officer) if row.officer else "",
        "opened_at": row.opened_at,
        "due_on": row.due_on,
        "version": row.version,
    }


def whole_case(page: CasePage) -> Data:
    """A case with all that its page shows."""
    parties = [
        {
            **p,
            "hits": [
                {"number": h.number, "name": h.matched_name, "score": str(h.score), "status": s} for h, s in p["hits"]
            ],
        }
        for p in page.parties
    ]
    lines = [
        {**line, "classification": _code(line["classification"]) if line["classification"] else None}
        for line in page.lines
    ]
    return case(page.case) | {
        "parties": parties,
        "lines": lines,
        "blockers": [
            {"code": b.code, "sentence": b.sentence, "action": b.action, "basis": b.basis} for b in page.blockers
        ],
        "outcomes_open": sorted(page.outcomes_open),
        "decisions": [_decision(d) for d in page.rows.decisions],
        "licence": page.licence.number if page.licence else None,
    }


def _code(row: Any) -> Data:
    return {"code": row.code, "edition": row.edition, "reason": row.reason, "by": str(row.by), "at": row.at}


def _decision(row: Decision) -> Data:
    second = getattr(row, "countersignature", None)
    return {
        "number": row.number,
        "outcome": row.outcome,
        "reasons": row.reasons,
        "conditions": row.conditions,
        "by": str(row.by),
        "at": row.at,
        "second": {"verdict": second.verdict, "by": str(second.by), "at": second.at} if second else None,
    }


def event(row: CaseEvent) -> Data:
    """A line of the timeline."""
    return {
        "at": row.at,
        "action": row.action,
        "by": str(row.by),
        "role": row.role,
        "state": row.to_state,
        "reason": row.reason,
    }


def hit(row: Hit) -> Data:
    """A hit with both sides as they were."""
    return {
        "number": row.number,
        "score": str(row.score),
        "party": row.party,
        "entry": row.entry,
        "matched_name": row.matched_name,
        "because": row.explanation,
        "entry_sha256": row.entry_sha256,
    }


def application(row: Application) -> Data:
    """An application of a list."""
    found = getattr(row, "case", None)
    return {
        "reference": row.reference,
        "title": row.title,
        "state": row.state,
        "saved_at": row.saved_at,
        "case": found.reference if found else None,
    }


def licence(row: Licence) -> Data:
    """A licence of a list."""
    return {
        "number": row.number,
        "holder": row.holder.name,
        "issuing_state": row.issuing_state,
        "destination": row.destination,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "case": row.case.reference,
    }


def whole_licence(page: LicencePage) -> Data:
    """A licence with balance and shipments; the code stays on the holder's paper."""
    lines = [
        {
            "line": b.line,
            "unit": b.licensed.unit,
            "licensed": str(b.licensed.amount),
            "shipped": str(b.shipped.amount),
            "left": str(b.left.amount),
        }
        for b in page.balances.values()
    ]
    shipments = [
        {"shipped_on": d.shipped_on, "customs_reference": d.customs_reference, "answer": d.answer, "why": d.why}
        for d in page.drawdowns
    ]
    found = page.licence
    return licence(found) | {
        "status": page.status.value,
        "document": found.text,
        "document_sha256": found.document_sha256,
        "balance": lines,
        "shipments": shipments,
    }


def denial(row: DenialRecord) -> Data:
    """A denial record."""
    names = (
        "reference", "denying_state", "denied_on", "valid_until", "destination", "consignee", "end_user",
        "intermediaries", "items", "stated_end_use", "criteria", "reasons", "revoked_on",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names}


def agreement(row: Agreement) -> Data:
    """An agreement of a list."""
    return {
        "id": row.id,
        "title": row.title,
        "short": row.short,
        "kinds": list(row.kinds),
        "structure": row.structure,
        "signed": row.signed,
        "in_force": row.in_force,
        "first_day_out": row.first_day_out,
        "confidence": row.grade("in_force").word,
        "sources": row.sources,
    }


def standing(row: Status) -> Data:
    """Where a state stands."""
    return {
        "status": row.value.value,
        "since": row.since,
        "bound": row.bound,
        "basis": list(row.basis),
        "confidence": row.confidence.word,
        "views": [list(view) for view in row.views],
    }


def rule(row: Rule) -> Data:
    """One version of a rule."""
    return {
        "id": row.id,
        "cite": row.cite,
        "title": row.title,
        "effect": row.effect,
        "says": row.says,
        "instrument": row.instrument.id,
        "valid_from": row.valid.first,
        "valid_until": row.valid.until,
        "renewal": row.renewal,
        "confidence": row.confidence.word,
        "url": row.instrument.source.url,
    }


def entry(row: Entry) -> Data:
    """An entry of the log."""
    return {
        "index": row.index,
        "at": row.at,
        "kind": row.kind,
        "subject": row.stream,
        "version": row.version,
        "actor": row.actor,
        "leaf": row.leaf,
    }


def account(row: Account) -> Data:
    """An account, without its e-mail address."""
    return {
        "username": row.username,
        "display_name": row.display_name,
        "roles": row.roles,
        "organisation": row.organisation.name if row.organisation else None,
        "state": row.state,
        "closed_at": row.closed_at,
    }


def public(answer: Answer) -> Data:
    """What anybody may know of a licence."""
    names = ("verdict", "number", "issuing_state", "valid_from", "valid_until", "document_sha256")
    return {name: getattr(answer, name) for name in names}
