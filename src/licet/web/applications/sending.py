"""Check answers, declare and send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from licet.actions.submit import Incomplete, do_submit
from licet.licensing.application import section as section_of
from licet.store import clock
from licet.web.applications import reading
from licet.web.applications.forms import SectionForm, form_for
from licet.web.applications.opening import application_or_404, editable, save
from licet.web.applications.tasks import LAST, faults_of, ready
from licet.web.forms import token
from licet.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.store.models import Application
    from licet.web.signed import SignedRequest


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
    declared = save(request, application, {LAST: form.answers()}, once and f"{once}-declared")
    do_submit(application, version=declared.version, acting_user=request.user, at=clock.now(), token=once)
