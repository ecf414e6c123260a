"""My work and the list of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from licet.actions import policy
from licet.licensing.deadlines import working_days_between
from licet.licensing.journey import CaseState
from licet.store import clock
from licet.web.cases import reading
from licet.web.pages import page
from licet.web.tables import as_csv, one_page

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from licet.store.models import Case
    from licet.web.signed import SignedRequest

COLUMNS = (
    "due_on",
    "reference",
    "title",
    "state",
    "exporter",
    "end_user",
    "destination",
    "value",
    "currency",
    "officer",
)

NEXT = {
    CaseState.SUBMITTED: gettext_lazy("Take the case and check that it is complete"),
    CaseState.RETURNED: gettext_lazy("The exporter is to change the application"),
    CaseState.IN_REVIEW: gettext_lazy("Settle what blocks a decision"),
    CaseState.ASKED: gettext_lazy("The exporter is to answer"),
    CaseState.COUNTERSIGN: gettext_lazy("A second person is to countersign"),
    CaseState.GRANTED: gettext_lazy("Issue the licence"),
}


@require_GET
@page
def work(request: SignedRequest) -> HttpResponse:
    """Show what waits for this person, by due date."""
    return _list(request, tab=request.GET.get("tab", "mine"), template="work/work.html")


@require_GET
@page
def cases(request: SignedRequest) -> HttpResponse:
    """Show every case this person may open."""
    return _list(request, tab=request.GET.get("tab", "all"), template="cases/list.html")


def _list(request: SignedRequest, tab: str, template: str) -> HttpResponse:
    policy.require(request.user, "list_cases", None)
    tab = tab if tab in reading.TABS else "mine"
    text, state = request.GET.get("q", "").strip()[:100], request.GET.get("state", "")
    state = state if state in set(CaseState) else ""
    found = reading.queue(request.user, tab, text=text, state=state)
    if request.GET.get("format") == "csv":
        return as_csv(f"cases-{tab}", COLUMNS, (_cells(case) for case in found))
    rows = one_page(request, found)
    today = clock.today()
    context = {
        "tab": tab,
        "page": rows,
        "rows": [(case, next_step(case), time_left(case, today)) for case in rows],
        "q": text,
        "state": state,
        "states": [(s.value, s.label) for s in CaseState],
        "team": reading.queue(request.user, "team").count() if tab == "mine" else None,
    }
    return render(request, template, context)


def _cells(case: Case) -> tuple[Any, ...]:
    officer = case.officer.display_name if case.officer else ""
    return (
        case.due_on,
        case.reference,
        case.title,
        case.state,
        case.exporter.name,
        case.end_user,
        case.destination,
        case.value,
        case.currency,
        officer,
    )


def next_step(case: Case) -> str:
    """Return what is to be done next, in words."""
    return str(NEXT.get(case.standing, case.standing.label))


def time_left(case: Case, today: date) -> tuple[str, str]:
    """Return the working days left, in words, and how strongly to print them."""
    if case.closed_at:
        return _("closed"), "dim"
    if case.clock_stopped_at:
        return _("clock stopped"), "dim"
    if case.due_on < today:
        late = working_days_between(case.due_on, today)
        return ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}, "late"
    left = working_days_between(today, case.due_on)
    words = ngettext("%(n)s day", "%(n)s days", left) % {"n": left}
    return words, "soon" if left <= 4 else "dim"
