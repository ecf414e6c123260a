"""A sent application as its exporter sees it: the receipt, where it stands, the questions and the replies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from licet.actions import policy
from licet.actions.answer import do_answer
from licet.common.errors import BadInput, NotFound
from licet.licensing import journey
from licet.store import clock
from licet.web.applications import reading
from licet.web.applications.opening import application_or_404, editable
from licet.web.forms import Form, LongText, token
from licet.web.log.reading import entry_of
from licet.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.store.models import Case, Decision
    from licet.web.signed import SignedRequest


class ReplyForm(Form):
    """The reply to one question."""

    text = LongText(
        label=gettext_lazy("Your reply"), help_text=gettext_lazy("“We do not know” is an answer too; say why.")
    )


@require_GET
@page
def receipt(request: SignedRequest, reference: str) -> HttpResponse:
    """Show the reference, where the case stands, the questions, and what was sent."""
    application = application_or_404(request, reference)
    case = reading.case_of(application)
    if case is None or (editable(application) and case.state != "withdrawn"):
        return redirect("web:application", reference)
    licence = getattr(case, "licence", None)
    context = {
        "application": application,
        "case": case,
        "snapshot": case.snapshot,
        "questions": _questions(case),
        "parts": reading.answers(case.snapshot.form),
        "licence": licence,
        "refusal": _refusal(case),
        "entry": entry_of(case.subject),
        "withdrawable": journey.may(case.standing, "withdraw")
        and policy.allowed(request.user, "withdraw", application).ok,
    }
    return render(request, "applications/receipt.html", context)


def _questions(case: Case) -> list[Any]:
    found: list[Any] = list(case.questions.select_related("reply", "reply__by"))
    for question in found:
        question.answer = getattr(question, "reply", None)
    return found


def _refusal(case: Case) -> Decision | None:
    return case.current_decision if case.state == "refused" else None


@require_http_methods(["GET", "POST"])
@page
def reply(request: SignedRequest, reference: str, number: int) -> HttpResponse:
    """Reply to one question of the ministry."""
    application = application_or_404(request, reference)
    case = reading.case_of(application)
    policy.require(request.user, "answer", case)
    question = case.questions.filter(number=number).first() if case else None
    if case is None or question is None:
        raise NotFound("LIC-901", _("There is no such question"), remedy=_("Open the application."))
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            text = form.cleaned_data["text"]
            do_answer(question, text=text, acting_user=request.user, at=clock.now(), token=token(request.POST))
        except BadInput as fault:
            form.refuse(fault, "text")
        else:
            messages.success(request, _("Your reply was sent."))
            return redirect("web:application_sent", reference)
    context = {
        "form": form,
        "heading": _("Answer question %(n)s") % {"n": number},
        "over": application.title,
        "quoted": question.text,
        "verb": _("Send the reply"),
        "back": reverse("web:application_sent", args=[reference]),
        "trail": [(reverse("web:applications"), _("Applications")), ("", case.reference)],
        "notes": [
            _("The clock of the ministry runs again when every question has its reply."),
            _("A reply stays as it is."),
        ],
    }
    return render(request, "forms/page.html", context, status=400 if form.errors else 200)
