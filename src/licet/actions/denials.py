"""A countersigned refusal becomes a denial record: confidential, looked at for three years, or until it is revoked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.policy import require
from licet.common.errors import Conflict, NotFound
from licet.licensing.advice import check_text
from licet.licensing.denial import expires
from licet.store import ledger
from licet.store.case_rows import CaseRows
from licet.store.models import Decision, DenialRecord
from licet.store.numbers import reference
from licet.store.outbox import enqueue

__all__ = ["check_revoke_denial", "do_revoke_denial", "record_denial"]

INTERMEDIARIES = ("broker", "agent", "freight_forwarder", "carrier", "intermediate_consignee")


def record_denial(rows: CaseRows, decision: Decision, *, at: datetime) -> DenialRecord:
    """Write the denial record of a refusal and its notice to partners; part of the countersignature's transaction."""
    case, form, on = rows.case, rows.case.snapshot.form, at.date()
    named = {p["role"]: p["name"] for p in form["parties"]}
    codes = {n: c.code for n, c in rows.codes.items()}
    denial = DenialRecord.objects.create(
        reference=reference("DN", at.year),
        case=case,
        decision=decision,
        denying_state=case.exporting_state,
        denied_on=on,
        valid_until=expires(on),
        destination=case.destination,
        consignee=named.get("consignee", "")[:200],
        end_user=case.end_user,
        intermediaries=[p["name"] for p in form["parties"] if p["role"] in INTERMEDIARIES],
        items=[
            {"code": codes.get(line["line"], ""), **{k: line[k] for k in ("description", "quantity", "unit")}}
            for line in form["lines"]
        ],
        stated_end_use=form["end_use"]["text"],
        criteria=[r["criterion"] for r in decision.reasons_by_criterion],
        reasons=decision.reasons,
    )
    enqueue("denial.circulate", f"denial:{denial.reference}", {"state": denial.denying_state}, at=at)
    return denial


def check_revoke_denial(denial: DenialRecord, *, reason: str, acting_user: Any) -> None:
    """Raise unless this person may revoke the denial, with a reason."""
    require(acting_user, "revoke_denial", denial)
    if denial.revoked_on is not None:
        what = f"{denial.reference} was revoked on {denial.revoked_on}"
        raise Conflict("LIC-635", what, remedy="Nothing was changed.")
    check_text(reason, "the reason for revoking")


@action("revoke_denial")
def do_revoke_denial(
    denial: DenialRecord, *, reason: str, acting_user: Any, at: datetime, token: str | None = None
) -> DenialRecord:
    """Revoke the denial from this day and return it."""
    row = DenialRecord.objects.select_for_update(of=("self",)).select_related("case").filter(pk=denial.pk).first()
    if row is None:
        raise NotFound("LIC-604", "there is no such denial", remedy="Look it up in the list of denials.")
    check_revoke_denial(row, reason=reason, acting_user=acting_user)
    row.revoked_on = at.date()
    row.save(update_fields=["revoked_on"])
    subject = f"denial:{row.reference}"
    enqueue("denial.circulate", subject, {"state": row.denying_state, "revoked": True}, at=at)
    record = {"denial": row.reference, "revoked_on": at.date().isoformat(), "reason": reason}
    ledger.record("denial.recorded", subject=subject, record=record, actor=acting_user, at=at)
    return row
