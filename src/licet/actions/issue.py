"""A countersigned grant becomes a licence, if it still rests on the law, the lists and the facts of the day."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from licet.actions.acting import action
from licet.actions.asked_again import answers_otherwise
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.common.errors import NotYet
from licet.common.money import parse_decimal
from licet.licensing.decision import Authority, reach
from licet.licensing.licence import CODE_BYTES, licence_number, licence_text, validity, verification_code
from licet.licensing.sealed import canonical, sha256_hex
from licet.store import case_rows, ledger
from licet.store.case_rows import CaseRows
from licet.store.lists_in_use import lists_in_use
from licet.store.models import Case, Countersignature, Decision, Licence, LicenceLine
from licet.store.numbers import next_number
from licet.store.outbox import enqueue
from licet.store.standing import grounds_lost, reached_by

__all__ = ["check_issue", "do_issue"]


def check_issue(rows: CaseRows, *, acting_user: Any, at: datetime) -> Decision:
    """Return the countersigned grant, or raise when it no longer stands on its own day's law, lists and facts."""
    case, decision, on = rows.case, rows.current_decision, at.date()
    require(acting_user, "issue", case)
    check_step(case, "issue")
    signed = getattr(decision, "countersignature", None)
    if decision is None or not decision.grants or signed is None or signed.verdict != Countersignature.Verdict.AGREES:
        what = "no countersigned grant is on file"
        raise NotYet("LIC-621", what, where=case.reference, remedy="Have the decision countersigned first.")
    stopping = grounds_lost(rows, decision, today=on, lists=lists_in_use(on)) or answers_otherwise(rows, on=on)
    lost = [b.sentence for b in stopping]
    lost += reach(_authority_then(signed), reached_by(rows, decision))
    if lost:
        what = f"the grant of {decision.at:%d %b %Y} cannot be issued: {lost[0]}"
        remedy = "Screen and assess again, or reopen the case. No licence was issued."
        raise NotYet("LIC-624", what, where=case.reference, remedy=remedy)
    return decision


@action("issue")
def do_issue(
    case: Case, *, version: int | None = None, acting_user: Any, at: datetime, token: str | None = None
) -> Licence:
    """Issue the licence with its number, its lines, its document and its verification code, and return it."""
    row = locked(case, version=version)
    rows = case_rows.load(row, today=at.date())
    decision = check_issue(rows, acting_user=acting_user, at=at)
    first, until = validity(at.date(), decision.valid_months)
    number = licence_number(row.exporting_state, at.year, next_number(f"{row.exporting_state}-{at.year}"))
    lines = _lines(rows)
    document = canonical(_text(rows, decision, number, first, until, lines))
    code = verification_code(secrets.token_bytes(CODE_BYTES))
    licence = Licence.objects.create(
        number=number,
        case=row,
        decision=decision,
        holder=row.exporter,
        issuing_state=row.exporting_state,
        destination=row.destination,
        valid_from=first,
        valid_until=until,
        document=document,
        document_sha256=sha256_hex(document),
        code=code,
        code_sha256=sha256_hex(code),
        by=acting_user,
        at=at,
    )
    LicenceLine.objects.bulk_create([LicenceLine(licence=licence, **_row(line)) for line in lines])
    detail = {"licence": number, "decision": decision.number, "document": licence.document_sha256}
    move(row, "issue", by=acting_user, at=at, permission="issue", detail=detail)
    enqueue("customs.licence", licence.subject, detail, at=at)
    enqueue("exporter.notice", row.subject, {"what": "issued", "licence": number}, at=at)
    facts = {"issuing_state": row.exporting_state, "valid_from": first.isoformat(), "valid_until": until.isoformat()}
    ledger.record("licence.issued", subject=licence.subject, record={**detail, **facts}, actor=acting_user, at=at)
    return licence


def _authority_then(signed: Countersignature) -> Authority:
    """Return the authority the second signature was put with."""
    held = signed.authority
    return Authority(Decimal(held["ceiling"]), held["currency"], tuple(held["goods"]), tuple(held["destinations"]))


def _lines(rows: CaseRows) -> list[dict[str, Any]]:
    codes = rows.codes
    return [
        {
            "number": line["line"],
            "description": line["description"],
            "code": codes[line["line"]].code,
            "edition": codes[line["line"]].edition,
            "quantity": line["quantity"],
            "unit": line["unit"],
            "value": line["value"],
            "currency": line["currency"],
        }
        for line in rows.case.snapshot.lines
    ]


def _row(line: dict[str, Any]) -> dict[str, Any]:
    numbers = {key: parse_decimal(line[key]) for key in ("quantity", "value")}
    return {**line, **numbers, "description": line["description"][:300]}


def _text(
    rows: CaseRows, decision: Decision, number: str, first: date, until: date, lines: list[dict[str, Any]]
) -> dict[str, Any]:
    case, second = rows.case, decision.countersignature
    return licence_text(
        number=number,
        issuing_state=case.exporting_state,
        case=case.reference,
        issued=first,
        until=until,
        holder={
            "name": case.exporter.name,
            "address": case.exporter.address,
            "registration_number": case.exporter.registration_number,
            "eori": case.exporter.eori,
        },
        form=case.snapshot.form,
        lines=lines,
        conditions=decision.conditions,
        basis={
            "law_version": decision.assessment.law_version,
            "assessed_on": decision.assessment.on.isoformat(),
            "snapshot": case.snapshot.sha256,
        },
        signatures=[
            {"name": str(signed.by), "title": signed.role_title, "at": signed.at.isoformat()}
            for signed in (decision, second)
        ],
    )
