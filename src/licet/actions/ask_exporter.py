"""An officer asks the exporter; the clock stands still until every question has its reply."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions import clocks
from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.licensing.advice import check_text
from licet.store import ledger
from licet.store.models import Case, Question
from licet.store.outbox import enqueue

__all__ = ["check_ask_exporter", "do_ask_exporter"]


def check_ask_exporter(case: Case, *, text: str, acting_user: Any) -> None:
    """Raise unless this person may ask the exporter that question now."""
    require(acting_user, "ask_exporter", case)
    check_step(case, "ask_exporter")
    check_text(text, "the question")


@action("ask_exporter")
def do_ask_exporter(
    case: Case,
    *,
    text: str,
    path: str = "",
    fact: str = "",
    acting_user: Any,
    at: datetime,
    token: str | None = None,
) -> Question:
    """Ask, stop the clock and return the question. `path` names the field, `fact` the fact it would settle."""
    row = locked(case)
    check_ask_exporter(row, text=text, acting_user=acting_user)
    question = Question.objects.create(
        case=row,
        number=row.questions.count() + 1,
        text=text,
        path=path[:120],
        fact=fact[:160],
        by=acting_user,
        at=at,
    )
    clocks.stop(row, at)
    move(row, "ask_exporter", by=acting_user, at=at, permission="ask_exporter", detail={"question": question.number})
    enqueue("exporter.notice", row.subject, {"what": "asked", "question": question.number}, at=at)
    record = {"case": row.reference, "question": question.number, "fact": fact}
    ledger.record("case.information_asked", subject=row.subject, record=record, actor=acting_user, at=at)
    return question
