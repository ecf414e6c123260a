"""What pages read: one call for each page, a fixed number of statements whatever the number of goods or cases.

Nothing here asks whether the person may see it: the page calls `policy.require` first, on the row it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from licet.common.errors import NotFound
from licet.licensing.application import FORM, Section
from licet.licensing.completeness import Missing, answered, missing
from licet.licensing.decision import Blocker, Standing, blockers, outcomes_open
from licet.licensing.drawdown import Balance
from licet.licensing.licence import LicenceStatus, normal_code
from licet.licensing.sealed import sha256_hex
from licet.store import case_rows, packs
from licet.store.balances import balances, status_on
from licet.store.case_rows import CaseRows
from licet.store.lists_in_use import Lists, lists_in_use
from licet.store.models import Account, Application, Case, CaseEvent, Drawdown, Licence, LicenceEvent, Question
from licet.store.standing import standing

__all__ = [
    "ApplicationPage",
    "CasePage",
    "LicencePage",
    "Task",
    "application_page",
    "applications_of",
    "case_named",
    "case_page",
    "cases",
    "licence_by_code",
    "licence_named",
    "licence_page",
    "licences",
]


@dataclass(frozen=True, slots=True)
class Task:
    """One task of the exporter's list: done, in progress, not started or problem."""

    section: Section
    status: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """An application in the exporter's hands, with its tasks; `case` once it was sent."""

    application: Application
    tasks: tuple[Task, ...]
    missing: tuple[Missing, ...]
    case: Case | None
    questions: tuple[Question, ...]

    @property
    def complete(self) -> bool:
        """Whether it can be sent."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with all its rows, its timeline, and what still blocks a decision."""

    case: Case
    rows: CaseRows
    events: list[CaseEvent]
    lists: Lists
    standing: Standing
    blockers: list[Blocker]
    outcomes_open: frozenset[str]
    licence: Licence | None

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Goods as sent, each with the classification that holds under `classification`, or None."""
        codes = self.rows.codes
        return [{**line, "classification": codes.get(line["line"])} for line in self.case.snapshot.lines]

    @property
    def parties(self) -> list[dict[str, Any]]:
        """The exporter and the parties as sent, with `hits` and their status, and `listed` true, false or None."""
        listed = self.rows.listed()
        hits = [(hit, self.rows.status_of(hit)) for hit in self.rows.hits]
        return [
            {**p, "listed": listed.get(p["key"]), "hits": [(h, s) for h, s in hits if h.party_key == p["key"]]}
            for p in self.case.everyone
        ]


@dataclass(frozen=True, slots=True)
class LicencePage:
    """A licence with what is left on each line and how it stands on a day."""

    licence: Licence
    status: LicenceStatus
    balances: dict[int, Balance]
    drawdowns: list[Drawdown]
    events: list[LicenceEvent]


def applications_of(organisation_id: int) -> QuerySet[Application]:
    """Return the applications of an exporter, last saved first, each with its case."""
    return Application.objects.filter(organisation=organisation_id).select_related("case", "saved_by")


def application_page(reference: str) -> ApplicationPage:
    """Return an application with its task list: three statements."""
    rows = Application.objects.select_related("organisation", "saved_by", "case")
    row = rows.filter(reference=reference).first()
    if row is None:
        raise NotFound("LIC-609", "there is no such application", remedy="Look it up in the list of applications.")
    found = missing(row.draft, packs.states())
    case = getattr(row, "case", None)
    questions = tuple(case.questions.select_related("by", "reply", "reply__by")) if case else ()
    return ApplicationPage(row, tuple(_task(s, row.draft, found) for s in FORM), tuple(found), case, questions)


def _task(section: Section, draft: dict[str, Any], found: list[Missing]) -> Task:
    own = tuple(m for m in found if m.section == section.code)
    if not answered(section, draft):
        return Task(section, "not started", own)
    return Task(section, "in progress" if own else "done", own)


def cases(
    user: Account,
    *,
    state: str = "",
    officer: int | None = None,
    destination: str = "",
    text: str = "",
    open_only: bool = False,
) -> QuerySet[Case]:
    """Return the cases of the user's state, by due day, ready for a table: two statements with the page's count."""
    rows = Case.objects.select_related("officer", "exporter")
    if user.state:
        rows = rows.filter(exporting_state=user.state)
    if state:
        rows = rows.filter(state=state)
    if officer is not None:
        rows = rows.filter(officer=officer)
    if destination:
        rows = rows.filter(destination=destination)
    if open_only:
        rows = rows.filter(closed_at=None)
    if text:
        words = Q(reference__icontains=text) | Q(title__icontains=text) | Q(end_user__icontains=text)
        rows = rows.filter(words | Q(exporter__name__icontains=text))
    return rows


def case_named(reference: str) -> Case:
    """Return a case with what its header prints; an unknown reference raises `NotFound`."""
    rows = Case.objects.select_related("snapshot", "exporter", "application", "officer", "licence")
    row = rows.filter(reference=reference).first()
    if row is None:
        raise NotFound("LIC-604", "there is no such case", where=reference[:20], remedy="Look it up in the list.")
    return row


def case_page(case: Case, *, today: date) -> CasePage:
    """Return everything a case page prints. `case` comes from `case_named`; fifteen statements beyond it."""
    rows, lists = case_rows.load(case, today=today), lists_in_use(today)
    now = standing(rows, today=today, lists=lists)
    return CasePage(
        case=case,
        rows=rows,
        events=list(case.events.select_related("by")),
        lists=lists,
        standing=now,
        blockers=blockers(now),
        outcomes_open=outcomes_open(now),
        licence=getattr(case, "licence", None),
    )


def licences(user: Account, *, text: str = "") -> QuerySet[Licence]:
    """Return the licences of the user's organisation, or else of the user's state."""
    rows = Licence.objects.select_related("holder", "case")
    if user.has_role("exporter"):
        rows = rows.filter(holder=user.organisation_id)
    elif user.state:
        rows = rows.filter(issuing_state=user.state)
    return rows.filter(Q(number__icontains=text) | Q(holder__name__icontains=text)) if text else rows


def licence_named(number: str) -> Licence:
    """Return a licence with its holder and case; an unknown number raises `NotFound`."""
    row = Licence.objects.select_related("holder", "case", "decision").filter(number=number).first()
    if row is None:
        raise NotFound("LIC-636", "there is no such licence", where=number[:30], remedy="Check the number.")
    return row


def licence_page(licence: Licence, *, today: date) -> LicencePage:
    """Return everything a licence page prints: six statements beyond the licence."""
    now = balances(licence)
    return LicencePage(
        licence=licence,
        status=status_on(licence, now.values(), on=today),
        balances=now,
        drawdowns=list(licence.drawdowns.select_related("by").prefetch_related("lines__line")),
        events=list(licence.events.select_related("by")),
    )


def licence_by_code(code: str) -> Licence | None:
    """Return the licence that bears the verification code, or None.

    The look-up is by the code's hash, so neither the index nor its timing tells anything about codes near to it.
    """
    typed = normal_code(code)
    return Licence.objects.filter(code_sha256=sha256_hex(typed)).first() if typed else None
