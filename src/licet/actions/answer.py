"""The exporter replies to a question. With the last reply the clock runs again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions import clocks
from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.common.errors import BadInput, Conflict
from licet.store import ledger
from licet.store.models import Case, Question, Reply
from licet.store.outbox import enqueue

__all__ = ["check_answer", "do_answer"]


def check_answer(case: Case, question: Question, *, text: str, acting_user: Any) -> None:
    """Raise unless this person may reply to that question now."""
    require(acting_user, "answer", case)
    check_step(case, "answer")
    if question.case_id != case.pk:
        what = f"question {question.number} is not of {case.reference}"
        raise BadInput("LIC-617", what, remedy="Open the question from its case.")
    reply = Reply.objects.select_related("by").filter(question=question).first()
    if reply is not None:
        what = f"{reply.by} has replied to question {question.number}"
        raise Conflict("LIC-617", what, where=case.reference, remedy="A reply stays as it is. Nothing was changed.")
    if not text.strip():
        what = f"the reply to question {question.number} is empty"
        raise BadInput("LIC-617", what, where=case.reference, remedy="Write what you know, or that it is not known.")


@action("answer")
def do_answer(question: Question, *, text: str, acting_user: Any, at: datetime, token: str | None = None) -> Reply:
    """Reply to the question and return the reply."""
    row = locked(question.case)
    check_answer(row, question, text=text, acting_user=acting_user)
    reply = Reply.objects.create(question=question, text=text, by=acting_user, at=at)
    last = not row.questions.filter(reply=None).exists()
    if last:
        clocks.run_again(row, at)
    step = "answer_last" if last else "answer"
    move(row, step, by=acting_user, at=at, permission="answer", detail={"question": question.number})
    enqueue("officer.notice", row.subject, {"what": "answered", "question": question.number}, at=at)
    record = {"case": row.reference, "question": question.number}
    ledger.record("case.information_given", subject=row.subject, record=record, actor=acting_user, at=at)
    return reply
