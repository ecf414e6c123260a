"""My work: what waits for one person, in at most six statements however many cases there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from licet.licensing.deadlines import working_days_between
from licet.licensing.journey import CaseState
from licet.store.models import Account, AdviceRequest, Application, Case, Finding, Question

__all__ = ["WorkItem", "my_work", "team_work"]

NEXT = {
    CaseState.SUBMITTED: "Take the case",
    CaseState.RETURNED: "Wait for the exporter",
    CaseState.IN_REVIEW: "Review the case",
    CaseState.ASKED: "Wait for the exporter's reply",
    CaseState.COUNTERSIGN: "Countersign the decision",
    CaseState.GRANTED: "Issue the licence",
}
OWN = (CaseState.IN_REVIEW, CaseState.ASKED, CaseState.RETURNED, CaseState.GRANTED)


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One row: what to do next, on which case or application, by when. `days_left` counts working days."""

    reference: str
    kind: str
    what: str
    title: str
    who: str
    due_on: date | None
    days_left: int | None
    stopped: bool = False

    @property
    def late(self) -> bool:
        """Whether the day has passed while the clock ran."""
        return self.days_left is not None and self.days_left < 0 and not self.stopped


def my_work(user: Account, *, today: date) -> list[WorkItem]:
    """Return what waits for this person, by due day; what has no due day comes last."""
    items = [*_of_officer(user, today), *_of_countersigner(user, today), *_of_adviser(user, today)]
    items += [*_of_assessor(user, today), *_of_exporter(user, today)]
    return sorted(items, key=lambda i: (i.due_on is None, i.due_on or today, i.reference))


def team_work(user: Account, *, today: date) -> list[WorkItem]:
    """Return the cases of the person's state that nobody has taken: one statement."""
    if not user.has_role("licensing_officer"):
        return []
    return [_case(c, NEXT[CaseState.SUBMITTED], today) for c in _cases(user).filter(state=CaseState.SUBMITTED.value)]


def _cases(user: Account) -> QuerySet[Case]:
    rows = Case.objects.select_related("exporter")
    return rows.filter(exporting_state=user.state) if user.state else rows


def _of_officer(user: Account, today: date) -> Iterator[WorkItem]:
    if user.has_role("licensing_officer"):
        for case in _cases(user).filter(officer=user, state__in=[s.value for s in OWN]):
            yield _case(case, NEXT[case.standing], today)


def _of_countersigner(user: Account, today: date) -> Iterator[WorkItem]:
    if user.has_role("countersigner"):
        waiting = _cases(user).filter(state=CaseState.COUNTERSIGN.value)
        for case in waiting.exclude(decisions__by=user):
            yield _case(case, NEXT[CaseState.COUNTERSIGN], today)


def _of_adviser(user: Account, today: date) -> Iterator[WorkItem]:
    if user.has_role("adviser"):
        answered = Finding.objects.filter(by=user).values("case")
        asked = AdviceRequest.objects.filter(adviser=user, case__closed_at=None).exclude(case__in=answered)
        for request in asked.select_related("case", "case__exporter"):
            what = f"Advise on {', '.join(request.criteria)}"
            yield _case(request.case, what, today, due=request.due_on)


def _of_assessor(user: Account, today: date) -> Iterator[WorkItem]:
    if user.has_role("technical_assessor"):
        reviewed = _cases(user).filter(state=CaseState.IN_REVIEW.value)
        for case in reviewed.exclude(classifications__confirmed=True):
            yield _case(case, "Classify the goods", today)


def _of_exporter(user: Account, today: date) -> Iterator[WorkItem]:
    if user.organisation_id is None or not user.has_role("exporter"):
        return
    drafts = (Application.State.DRAFT, Application.State.RETURNED)
    for row in Application.objects.filter(organisation=user.organisation_id, state__in=drafts):
        what = "Finish and send" if row.state == Application.State.DRAFT else "Change and send again"
        yield WorkItem(row.reference, "application", what, row.title, "", None, None)
    open_questions = Question.objects.filter(case__exporter=user.organisation_id, reply=None)
    for question in open_questions.select_related("case", "case__exporter"):
        yield _case(question.case, f"Reply to question {question.number}", today)


def _case(case: Case, what: str, today: date, *, due: date | None = None) -> WorkItem:
    day = due or case.due_on
    left = working_days_between(today, day)
    stopped = case.clock_stopped_at is not None
    return WorkItem(case.reference, "case", what, case.title, case.exporter.name, day, left, stopped)
