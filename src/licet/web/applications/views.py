"""The exporter's pages: own applications, the task list of one, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from licet.actions import policy
from licet.actions.draft import do_start_draft
from licet.actions.withdraw import do_withdraw
from licet.common.errors import NotFound
from licet.licensing.application import FORM
from licet.licensing.application import section as section_of
from licet.store import clock
from licet.store.models import Application
from licet.web.applications import reading
from licet.web.applications.opening import application_or_404, editable
from licet.web.applications.tasks import LAST, faults_of, ready, tasks
from licet.web.forms import token
from licet.web.pages import page
from licet.web.tables import as_csv, one_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.web.signed import SignedRequest


COLUMNS = ("reference", "case", "title", "state", "saved_at", "open_questions")


@require_GET
@page
def index(request: SignedRequest) -> HttpResponse:
    """List the applications of the person's organisation."""
    policy.require(request.user, "list_applications", None)
    found = reading.own(request.user)
    if request.GET.get("format") == "csv":
        cells = (
            (a.reference, a.case_reference, a.title, reading.state_label(a), a.saved_at, a.open_questions)
            for a in found
        )
        return as_csv("applications", COLUMNS, cells)
    rows = one_page(request, found)
    for row in rows:
        row.case_state = reading.state_label(row)
    return render(
        request,
        "applications/list.html",
        {"rows": rows.object_list, "page": rows, "organisation": request.user.organisation},
    )


@require_POST
@page
def start(request: SignedRequest) -> HttpResponse:
    """Begin an application and open its task list."""
    organisation = request.user.organisation
    if organisation is None:
        raise NotFound("LIC-901", _("You belong to no organisation that applies"), remedy=_("Ask an administrator."))
    made = do_start_draft(organisation, acting_user=request.user, at=clock.now(), token=token(request.POST))
    return redirect("web:application", made.reference)


@require_GET
@page
def overview(request: SignedRequest, reference: str) -> HttpResponse:
    """Show the task list of a draft, or where a sent application stands."""
    application = application_or_404(request, reference)
    if not editable(application):
        return redirect("web:application_sent", reference)
    faults = faults_of(application)
    before = [fault for fault in faults if fault.section != LAST]
    return render(
        request,
        "applications/tasks.html",
        {
            "application": application,
            "tasks": tasks(application, faults),
            "last": len(FORM),
            "ready": ready(faults),
            "open": len(before),
            "returned": _returned(application),
            "declaration_why": section_of(LAST).why,
        },
    )


def _returned(application: Application) -> str:
    if application.state != Application.State.RETURNED:
        return ""
    case = reading.case_of(application)
    event = case.events.filter(action="return_to_exporter").last() if case else None
    return event.reason if event else ""


@require_POST
@page
def withdraw(request: SignedRequest, reference: str) -> HttpResponse:
    """Take the application back."""
    application = application_or_404(request, reference, "withdraw")
    reason = request.POST.get("reason", "")[:2000]
    do_withdraw(application, reason=reason, acting_user=request.user, at=clock.now(), token=token(request.POST))
    messages.success(request, _("Withdrawn. Nothing was deleted."))
    return redirect("web:applications")
