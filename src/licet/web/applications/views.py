"""The exporter's pages: applications, the task list, one form a section, check answers, declare and send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from licet.actions import policy
from licet.actions.draft import do_save_draft, do_start_draft
from licet.actions.submit import Incomplete, do_submit
from licet.actions.withdraw import do_withdraw
from licet.common.errors import Conflict, LicetError, NotFound
from licet.licensing.application import FORM, Section
from licet.licensing.application import section as section_of
from licet.licensing.completeness import missing
from licet.store import clock, packs
from licet.store.models import Application
from licet.web.applications import reading
from licet.web.applications.forms import SectionForm, answers_in, form_for
from licet.web.applications.tasks import LAST, faults_of, ready, tasks
from licet.web.forms import token, told
from licet.web.pages import page
from licet.web.tables import as_csv, one_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.licensing.completeness import Missing
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


def application_or_404(request: SignedRequest, reference: str, action: str = "view_application") -> Application:
    """Return the application when this person may do `action` to it; one that is not theirs looks like none."""
    found = Application.objects.select_related("organisation", "saved_by").filter(reference=reference).first()
    if found is None or not policy.allowed(request.user, "view_application", found).ok:
        raise NotFound("LIC-901", _("There is no such application"), remedy=_("Look it up in the list."))
    policy.require(request.user, action, found)
    return found


def editable(application: Application) -> bool:
    """Tell whether the exporter may still change it."""
    return application.state in (Application.State.DRAFT, Application.State.RETURNED)


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


@require_http_methods(["GET", "POST"])
@page
def section(request: SignedRequest, reference: str, code: str) -> HttpResponse:
    """Show one section: its form, or the list of its entries."""
    application = application_or_404(request, reference, "edit_application")
    part = _part(code)
    if part.repeats:
        return _entries(request, application, part)
    return _form(request, application, part, None)


@require_http_methods(["GET", "POST"])
@page
def entry(request: SignedRequest, reference: str, code: str, number: int) -> HttpResponse:
    """Show the form of one entry: a product, a party, a document."""
    application = application_or_404(request, reference, "edit_application")
    part = _part(code)
    count = len(answers_in(part, application.draft))
    if not part.repeats or not 1 <= number <= min(count + 1, part.most):
        raise Http404
    return _form(request, application, part, number)


@require_POST
@page
def remove(request: SignedRequest, reference: str, code: str, number: int) -> HttpResponse:
    """Take one entry out of the draft."""
    application = application_or_404(request, reference, "edit_application")
    part = _part(code)
    kept = list(answers_in(part, application.draft))
    if 1 <= number <= len(kept):
        del kept[number - 1]
        _save(request, application, {code: kept}, token(request.POST))
    return redirect("web:application_section", reference, code)


def _part(code: str) -> Section:
    if code == LAST or code not in {part.code for part in FORM}:
        raise Http404
    return section_of(code)


def _entries(request: SignedRequest, application: Application, part: Section) -> HttpResponse:
    given = answers_in(part, application.draft)
    faults = [fault for fault in faults_of(application) if fault.section == part.code]
    rows = [
        {
            "number": number,
            "title": reading.title_of(part, one, number),
            "note": _note(part, one),
            "faults": sum(fault.path.startswith(f"{part.code}.{number}.") for fault in faults),
        }
        for number, one in enumerate(given, 1)
    ]
    context = {
        "application": application,
        "section": part,
        "entries": rows,
        "next": len(given) + 1,
        "faults": [fault for fault in faults if fault.path == part.code],
    }
    return render(request, "applications/entries.html", context)


def _note(part: Section, one: dict[str, Any]) -> str:
    shown = [
        reading.shown(f, one.get(f.code, ""))
        for f in part.fields
        if f.code in {"role", "kind", "quantity", "unit", "code"}
    ]
    return ", ".join(text for text in shown if text)


def _form(request: SignedRequest, application: Application, part: Section, number: int | None) -> HttpResponse:
    given = answers_in(part, application.draft)
    now = given if number is None else given[number - 1] if number <= len(given) else {}
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_for(part, now, *data)
    if request.method == "POST" and (form.is_valid() if request.POST.get("later") else form.check()):
        changes = {part.code: _placed(given, number, form.answers())}
        try:
            _save(request, application, changes, token(request.POST))
        except Conflict:
            raise
        except LicetError as fault:
            form.refuse(fault)
        else:
            return _onwards(request, application, part)
    version = request.POST.get("version", application.version)
    return _show_form(request, application, part, number, form, version)


def _show_form(
    request: SignedRequest, application: Application, part: Section, number: int | None, form: SectionForm, version: Any
) -> HttpResponse:
    whys = list(dict.fromkeys((f.label, f.why) for f in part.fields if f.why)) or [("", part.why)]
    context = {
        "application": application,
        "section": part,
        "number": number,
        "form": form,
        "version": version,
        "whys": whys,
    }
    return render(request, "applications/section.html", context, status=400 if form.errors else 200)


def _placed(given: Any, number: int | None, answers: dict[str, Any]) -> Any:
    if number is None:
        return answers
    return [*given[: number - 1], answers, *given[number:]]


def _onwards(request: SignedRequest, application: Application, part: Section) -> HttpResponse:
    if part.repeats and not request.POST.get("later"):
        return redirect("web:application_section", application.reference, part.code)
    return redirect("web:application", application.reference)


def _save(request: SignedRequest, application: Application, changes: dict[str, Any], once: str | None) -> Application:
    version = request.POST.get("version", "")
    return do_save_draft(
        application,
        changes=changes,
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        acting_user=request.user,
        at=clock.now(),
        token=once,
    )


@require_GET
@page
def check(request: SignedRequest, reference: str) -> HttpResponse:
    """Show every answer with a link to change it."""
    application = application_or_404(request, reference, "edit_application")
    faults = faults_of(application)
    context = {
        "application": application,
        "parts": reading.answers(application.draft, reference),
        "ready": ready(faults),
        "faults": [fault for fault in faults if fault.section != LAST],
    }
    return render(request, "applications/check.html", context)


@require_http_methods(["GET", "POST"])
@page
def send(request: SignedRequest, reference: str) -> HttpResponse:
    """Declare and send: the answers become a snapshot that never changes."""
    application = application_or_404(request, reference, "submit")
    if not editable(application):
        return redirect("web:application_sent", reference)
    part = section_of(LAST)
    form = form_for(part, {}, *((request.POST,) if request.method == "POST" else ()))
    if request.method == "POST" and form.check():
        try:
            _declare_and_send(request, application, form)
        except Incomplete as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("Sent. This version is kept for ever."))
            return redirect("web:application_sent", reference)
    context = {
        "application": application,
        "form": form,
        "version": request.POST.get("version", application.version),
        "whys": [(f.label, f.why) for f in part.fields if f.why] or [("", part.why)],
    }
    return render(request, "applications/send.html", context, status=400 if form.errors else 200)


def _declare_and_send(request: SignedRequest, application: Application, form: SectionForm) -> None:
    once = token(request.POST)
    declared = _save(request, application, {LAST: form.answers()}, once and f"{once}-declared")
    do_submit(application, version=declared.version, acting_user=request.user, at=clock.now(), token=once)


@require_POST
@page
def withdraw(request: SignedRequest, reference: str) -> HttpResponse:
    """Take the application back."""
    application = application_or_404(request, reference, "withdraw")
    reason = request.POST.get("reason", "")[:2000]
    do_withdraw(application, reason=reason, acting_user=request.user, at=clock.now(), token=token(request.POST))
    messages.success(request, _("Withdrawn. Nothing was deleted."))
    return redirect("web:applications")


def missing_in(part: Section, answers: Any) -> list[Missing]:
    """Return what is missing in one section."""
    return [fault for fault in missing({part.code: answers}, packs.states()) if fault.section == part.code]


__all__ = [
    "application_or_404",
    "check",
    "editable",
    "entry",
    "index",
    "overview",
    "remove",
    "section",
    "send",
    "start",
    "told",
    "withdraw",
]
