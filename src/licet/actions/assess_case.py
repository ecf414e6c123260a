"""The law of the day is asked about a case. What it answers is kept with everything it was asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from licet.actions import registers
from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.common.errors import NotYet
from licet.licensing.assessment import Assessment, assess
from licet.licensing.casefile import read_case
from licet.licensing.inputs import inputs_digest
from licet.licensing.sealed import canonical
from licet.store import case_rows, ledger, packs
from licet.store.case_rows import CaseRows
from licet.store.lists_in_use import Lists, lists_in_use
from licet.store.models import AssessmentRow, Case
from licet.store.standing import present_file

__all__ = ["answer_of_law", "check_assess_case", "do_assess_case"]


def check_assess_case(rows: CaseRows, lists: Lists, *, acting_user: Any) -> None:
    """Raise unless this person may assess the case now, with its parties screened against the lists in use."""
    require(acting_user, "assess_case", rows.case)
    check_step(rows.case, "assess_case")
    run = rows.screening
    if lists.problems:
        remedy = "Import the present edition of the list, screen, then assess."
        raise NotYet("LIC-618", lists.problems[0], where=rows.case.reference, remedy=remedy)
    if run is None or run.snapshot_id != rows.case.snapshot_id or _hashes(run.editions) != lists.hashes:
        what = "the parties have not been screened against the lists in use"
        raise NotYet("LIC-618", what, where=rows.case.reference, remedy="Screen the parties first.")


@action("assess_case")
def do_assess_case(
    case: Case, *, known: date | None = None, acting_user: Any, at: datetime, token: str | None = None
) -> AssessmentRow:
    """Assess the case on the day of `at` and return the row. `known` leaves out law learned later."""
    row = locked(case)
    on = at.date()
    rows, lists = case_rows.load(row, today=on), lists_in_use(on)
    check_assess_case(rows, lists, acting_user=acting_user)
    file = present_file(rows, on=on)
    found = answer_of_law(canonical(file), on=on, known=known, where=row.reference)
    made = AssessmentRow.objects.create(
        case=row,
        snapshot=row.snapshot,
        screening=rows.screening,
        on=on,
        known=known,
        law_version=found.law_version,
        outcome=found.outcome.value,
        confidence=found.confidence.word,
        content=canonical(found.to_json()),
        inputs=canonical(file),
        inputs_sha256=inputs_digest(file),
        lists=list(lists.editions),
        by=acting_user,
        at=at,
    )
    detail = {"outcome": made.outcome, "law": made.law_version, "inputs": made.inputs_sha256, "on": on.isoformat()}
    move(row, "assess_case", by=acting_user, at=at, permission="assess_case", detail=detail)
    ledger.record("case.assessed", subject=row.subject, record=detail, actor=acting_user, at=at)
    return made


def answer_of_law(text: str, *, on: date, known: date | None, where: str) -> Assessment:
    """Return what the law says of a case file: the same for the same text, law and day."""
    case = read_case(text, states=packs.states(), where=where)
    asked = registers.build(packs.catalogue, packs.memberships())
    return assess(case, law=packs.law(), registers=asked, on=on, known=known)


def _hashes(editions: list[dict[str, str]]) -> frozenset[str]:
    return frozenset(e["sha256"] for e in editions)
