"""An officer answers a question of the assessment, with the source it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_no_interest, check_step, locked, move
from licet.common.errors import BadInput
from licet.licensing.advice import check_text
from licet.licensing.casefile import read_case
from licet.licensing.facts import subject
from licet.licensing.inputs import DENIALS, Established, case_file, contradicts, denials_said, settable
from licet.licensing.sealed import canonical
from licet.store import case_rows, ledger, packs
from licet.store.case_rows import CaseRows
from licet.store.models import Case, EstablishedFact

__all__ = ["check_establish_fact", "do_establish_fact"]

LONGEST = 200


def check_establish_fact(case: Case, *, fact: str, value: str, source: str, acting_user: Any, at: datetime) -> None:
    """Raise unless this person may settle that fact. Register facts (member.…, renewal.…) belong in the register."""
    require(acting_user, "establish_fact", case)
    check_step(case, "establish_fact")
    roles = [p["role"] for p in case.snapshot.parties]
    if len(fact) > 160 or not settable(fact, lines=case.line_count, roles=roles):
        what = f"'{fact[:60]}' is not a fact that an officer settles on a case"
        remedy = "Use a name as the question gives it, such as items.1.calibre_mm or parties.end_user.government."
        raise BadInput("LIC-629", what, where=case.reference, remedy=remedy)
    if not value.strip() or len(value) > LONGEST:
        what = f"{fact} has no value of at most {LONGEST} characters"
        raise BadInput("LIC-629", what, where=case.reference, remedy="Write true, false, unknown, a number or a code.")
    check_text(source, f"the source of {fact}")
    check_no_interest(case, acting_user, "establishes the fact")
    if fact == DENIALS and value.strip() != "unknown":
        for denial in denials_said(value):
            packs.states().find(denial["state"], where=DENIALS)
    said = Established(fact, value.strip(), source, str(acting_user), at.date())
    _check_fits(case_rows.load(case, today=at.date()), said, at.date())


def _check_fits(rows: CaseRows, said: Established, on: date) -> None:
    """Raise unless the law can read the answer, and it is not another than was sent, classified or screened."""
    reference, form, given = rows.case.reference, rows.case.snapshot.form, rows.given()
    holds = contradicts(case_file(reference, form, replace(given, facts=()), on=on), said.fact, said.value)
    if holds:
        what = f"{said.fact} is {holds}, as sent, classified or screened; an answer does not change it"
        remedy = "Return the application, classify the line again, or settle the hit. Nothing was changed."
        raise BadInput("LIC-629", what, where=reference, remedy=remedy)
    file = case_file(reference, form, replace(given, facts=[said]), on=on)
    subject(read_case(canonical(file), states=packs.states(), where=reference), packs.law().at(on).facts)


@action("establish_fact")
def do_establish_fact(
    case: Case, *, fact: str, value: str, source: str, acting_user: Any, at: datetime, token: str | None = None
) -> EstablishedFact:
    """Record the answer; a later answer to the same question holds from then on."""
    row = locked(case)
    check_establish_fact(row, fact=fact, value=value, source=source, acting_user=acting_user, at=at)
    made = EstablishedFact.objects.create(
        case=row, snapshot=row.snapshot, fact=fact, value=value.strip(), source=source, by=acting_user, at=at
    )
    detail = {"fact": fact, "value": made.value}
    move(row, "establish_fact", by=acting_user, at=at, permission="establish_fact", reason=source, detail=detail)
    ledger.record("fact.established", subject=row.subject, record=detail, actor=acting_user, at=at)
    return made
