"""A second person agrees to a decision or sends it back. Nobody countersigns their own, by any route."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.asked_again import answers_otherwise
from licet.actions.decide import Blocked
from licet.actions.denials import record_denial
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.common.errors import Conflict, NotAllowed
from licet.licensing.advice import check_text
from licet.licensing.decision import Authority, reach, why_not_countersign
from licet.store import case_rows, ledger
from licet.store.case_rows import CaseRows
from licet.store.lists_in_use import lists_in_use
from licet.store.models import Account, Case, Countersignature, Decision, InterestStatement
from licet.store.outbox import enqueue
from licet.store.standing import grounds_lost, involvement, reached_by

__all__ = ["authority_of", "check_countersign", "do_countersign", "why_not"]


def authority_of(person: Account) -> Authority:
    """Return how far this person may sign."""
    return Authority(
        ceiling=person.authority_ceiling,
        currency=person.authority_currency,
        goods=tuple(person.authority_goods),
        destinations=tuple(person.authority_destinations),
    )


def why_not(rows: CaseRows, decision: Decision, person: Account, *, states_no_interest: bool) -> list[str]:
    """Return why this person may not put the second signature under the decision, in sentences; for pages too."""
    did = why_not_countersign(person.pk, involvement(rows), states_no_interest=states_no_interest)
    return did + reach(authority_of(person), reached_by(rows, decision))


def check_countersign(
    rows: CaseRows, *, agrees: bool, reason: str, states_no_interest: bool, acting_user: Any, at: datetime
) -> Decision:
    """Return the decision that waits, or raise with every rule that stands against this person's signature."""
    case, decision = rows.case, rows.current_decision
    if decision is None or hasattr(decision, "countersignature"):
        check_step(case, "send_back")
        what = "no decision waits for a countersignature"
        raise Conflict("LIC-621", what, where=case.reference, remedy="Nothing was changed.")
    require(acting_user, "countersign", case)
    check_step(case, "send_back")
    _check_signatory(rows, decision, acting_user, states_no_interest)
    if not agrees:
        check_text(reason, "the reason for sending back")
        return decision
    lost = grounds_lost(rows, decision, today=at.date(), lists=lists_in_use(at.date()))
    lost = lost or answers_otherwise(rows, on=at.date())
    if lost:
        raise Blocked(lost, case.reference)
    return decision


def _check_signatory(rows: CaseRows, decision: Decision, person: Account, states_no_interest: bool) -> None:
    """Raise with every rule that stands against this person's signature: part in the case first, then authority."""
    where = rows.case.reference
    did = why_not_countersign(person.pk, involvement(rows), states_no_interest=states_no_interest)
    short = reach(authority_of(person), reached_by(rows, decision))
    if did:
        remedy = "A countersigner with the authority who took no part in the case can sign. Nothing was changed."
        raise NotAllowed("LIC-622", f"You may not countersign: {' '.join(did + short)}", where=where, remedy=remedy)
    if short:
        remedy = "A countersigner whose authority reaches it can sign. Nothing was changed."
        raise NotAllowed("LIC-623", f"You may not countersign: {' '.join(short)}", where=where, remedy=remedy)


@action("countersign")
def do_countersign(
    case: Case,
    *,
    agrees: bool,
    states_no_interest: bool,
    reason: str = "",
    version: int | None = None,
    acting_user: Any,
    at: datetime,
    token: str | None = None,
) -> Countersignature:
    """Put the second signature under the decision that waits, or send it back with a reason."""
    row = locked(case, version=version)
    rows = case_rows.load(row, today=at.date())
    decision = check_countersign(
        rows, agrees=agrees, reason=reason, states_no_interest=states_no_interest, acting_user=acting_user, at=at
    )
    made = _sign(row, decision, agrees, reason, acting_user, at)
    step = ("countersign_grant" if decision.grants else "countersign_refusal") if agrees else "send_back"
    detail = {"decision": decision.number, "outcome": decision.outcome, "verdict": made.verdict}
    move(row, step, by=acting_user, at=at, permission="countersign", reason=reason, detail=detail)
    if agrees and not decision.grants:
        record_denial(rows, decision, at=at)
        enqueue("exporter.notice", row.subject, {"what": "refused"}, at=at)
    elif not agrees:
        enqueue("officer.notice", row.subject, {"what": "sent_back", "reason": reason}, at=at)
    kind = "decision.countersigned" if agrees else "decision.returned"
    ledger.record(kind, subject=row.subject, record=detail, actor=acting_user, at=at)
    return made


def _sign(case: Case, decision: Decision, agrees: bool, reason: str, person: Account, at: datetime) -> Countersignature:
    statement = InterestStatement.objects.create(case=case, has_interest=False, by=person, at=at)
    verdict = Countersignature.Verdict.AGREES if agrees else Countersignature.Verdict.SENDS_BACK
    held = authority_of(person)
    return Countersignature.objects.create(
        decision=decision,
        decided_by_id=decision.by_id,
        verdict=verdict,
        reason=reason,
        interest=statement,
        authority={
            "ceiling": str(held.ceiling),
            "currency": held.currency,
            "goods": list(held.goods),
            "destinations": list(held.destinations),
        },
        role_title=person.role_title,
        by=person,
        at=at,
    )
