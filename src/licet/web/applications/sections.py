"""One form a section, one form an entry: products, parties, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from licet.common.errors import Conflict, LicetError
from licet.licensing.application import FORM
from licet.licensing.application import section as section_of
from licet.web.applications import reading
from licet.web.applications.forms import SectionForm, answers_in, form_for
from licet.web.applications.opening import application_or_404, save
from licet.web.applications.tasks import LAST, faults_of
from licet.web.forms import token
from licet.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.licensing.application import Section
    from licet.store.models import Application
    from licet.web.signed import SignedRequest


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
        save(request, application, {code: kept}, token(request.POST))
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
            save(request, application, changes, token(request.POST))
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
