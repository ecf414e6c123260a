"""Goods get their control codes. A proposal and its confirmation are rows; the last confirmed row of a line holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.common.errors import BadInput
from licet.law.codes import normal
from licet.licensing.application import UNROCA
from licet.store import ledger
from licet.store.models import Case, Classification

__all__ = ["LISTS", "check_classify", "do_classify"]

LISTS = {
    "ml": "Common Military List",
    "annex_i": "Annex I to Regulation (EU) 2021/821",
    "usml": "United States Munitions List",
    "eccn": "United States Commerce Control List",
}


def check_classify(
    case: Case,
    *,
    line: int,
    code: str,
    control_list: str,
    edition: str,
    reason: str,
    unroca: str | None = None,
    acting_user: Any,
) -> None:
    """Raise unless this person may give that line that code. An empty code says: not controlled, with a reason."""
    require(acting_user, "classify", case)
    check_step(case, "classify")
    if line not in {row["line"] for row in case.snapshot.lines}:
        what = f"the application has no line {line}"
        raise BadInput("LIC-616", what, where=case.reference, remedy=f"Use 1 to {case.line_count}.")
    if control_list not in LISTS:
        what = f"'{control_list[:40]}' is not a control list"
        raise BadInput("LIC-616", what, where=f"line {line}", remedy=f"Use one of: {', '.join(LISTS)}.")
    if len(code) > 40 or (code and not code.isascii()) or not edition.strip() or not reason.strip():
        what = "a code needs its list's edition and a reason"
        raise BadInput("LIC-616", what, where=f"line {line}", remedy="Say which edition, and why this code fits.")
    if code.strip() and normal(control_list, code) is None:
        what = f"'{code[:40]}' is not a code of the {LISTS[control_list]}"
        raise BadInput(
            "LIC-616", what, where=f"line {line}", remedy="Write it as the list does, such as ML5.b or 6A003."
        )
    if unroca and unroca not in UNROCA:
        what = f"'{unroca[:40]}' is not a category of the United Nations register"
        raise BadInput("LIC-616", what, where=f"line {line}", remedy=f"Use one of: {', '.join(UNROCA)}.")


@action("classify")
def do_classify(
    case: Case,
    *,
    line: int,
    code: str,
    edition: str,
    reason: str,
    control_list: str = "ml",
    unroca: str | None = None,
    confirmed: bool = True,
    acting_user: Any,
    at: datetime,
    token: str | None = None,
) -> Classification:
    """Give one line its code, as a proposal or confirmed, and return the row.

    Without a `unroca` category the one the exporter stated is taken over: confirming a line confirms both.
    """
    row = locked(case)
    check_classify(
        row,
        line=line,
        code=code,
        control_list=control_list,
        edition=edition,
        reason=reason,
        unroca=unroca,
        acting_user=acting_user,
    )
    found = Classification.objects.create(
        case=row,
        snapshot=row.snapshot,
        line=line,
        code=code.strip(),
        control_list=control_list,
        unroca=_unroca(row, line) if unroca is None else unroca,
        edition=edition.strip(),
        reason=reason,
        confirmed=confirmed,
        by=acting_user,
        at=at,
    )
    detail = {"line": line, "code": found.code, "confirmed": confirmed}
    move(row, "classify", by=acting_user, at=at, permission="classify", detail=detail)
    ledger.record("item.classified", subject=row.subject, record=detail, actor=acting_user, at=at)
    return found


def _unroca(case: Case, line: int) -> str:
    return str(case.snapshot.lines[line - 1].get("unroca", ""))[:20]
