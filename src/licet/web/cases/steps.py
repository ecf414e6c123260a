"""An officer's steps on a case. Each view reads the form and calls one action; the action decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licet.actions.advise import do_advise
from licet.actions.ask_advice import do_ask_advice
from licet.actions.ask_exporter import do_ask_exporter
from licet.actions.classify import do_classify
from licet.actions.establish_fact import do_establish_fact
from licet.actions.record_interest import do_record_interest
from licet.actions.return_to_exporter import do_return_to_exporter
from licet.actions.screen_parties import do_screen_parties
from licet.actions.take_case import do_take_case
from licet.common.criteria import CRITERIA
from licet.common.errors import BadInput, NotFound
from licet.store import clock
from licet.web.cases import forms
from licet.web.cases.opening import case_or_404
from licet.web.forms import token
from licet.web.pages import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from licet.store.models import Case
    from licet.web.forms import Form
    from licet.web.signed import SignedRequest


def said(request: SignedRequest) -> dict[str, Any]:
    """Return what every action is told: who acts, when, and the form's token."""
    return {"acting_user": request.user, "at": clock.now(), "token": token(request.POST)}


def version(request: SignedRequest) -> int:
    """Return the version of the record that the person's page showed; a form that names none showed no version."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@require_POST
@page
def take(request: SignedRequest, reference: str) -> HttpResponse:
    """Make the case one's own."""
    case = case_or_404(request, reference, "take_case")
    do_take_case(case, version=version(request), **said(request))
    messages.success(request, _("The case is yours."))
    return redirect("web:case", reference)


@require_POST
@page
def screen(request: SignedRequest, reference: str) -> HttpResponse:
    """Screen every party against the lists in use."""
    case = case_or_404(request, reference, "screen_parties")
    run = do_screen_parties(case, **said(request))
    messages.success(request, _("Screened. Hits: %(n)s.") % {"n": run.hits.count()})
    return redirect(f"{reverse('web:case', args=[reference])}#parties")


@require_POST
@page
def assess(request: SignedRequest, reference: str) -> HttpResponse:
    """Ask the law."""
    from licet.actions.assess_case import do_assess_case

    case = case_or_404(request, reference, "assess_case")
    do_assess_case(case, **said(request))
    return redirect("web:case_assessment", reference)


@require_http_methods(["GET", "POST"])
@page
def return_it(request: SignedRequest, reference: str) -> HttpResponse:
    """Return the application to its exporter."""
    case = case_or_404(request, reference, "return_to_exporter")
    form = forms.ReturnForm(request.POST or None)

    def act() -> None:
        do_return_to_exporter(case, reason=form.cleaned_data["reason"], version=version(request), **said(request))

    shown = {"heading": _("Return to the exporter"), "verb": _("Return the application"), "version": case.version}
    return step(
        request, case, form, act, "web:case", {**shown, "notes": [_("The clock stands still until it is sent again.")]}
    )


@require_http_methods(["GET", "POST"])
@page
def ask(request: SignedRequest, reference: str) -> HttpResponse:
    """Ask the exporter a question."""
    case = case_or_404(request, reference, "ask_exporter")
    form = forms.AskForm(request.POST or None, initial={"fact": request.GET.get("fact", "")[:160]})

    def act() -> None:
        do_ask_exporter(case, **form.cleaned_data, **said(request))

    shown = {"heading": _("Ask the exporter"), "verb": _("Send the question")}
    return step(
        request,
        case,
        form,
        act,
        "web:case_questions",
        {**shown, "notes": [_("The clock stands still until every question has its reply.")]},
    )


@require_http_methods(["GET", "POST"])
@page
def classify(request: SignedRequest, reference: str, line: int) -> HttpResponse:
    """Give one line its control code."""
    case = case_or_404(request, reference, "classify")
    sent = next((row for row in case.snapshot.lines if row["line"] == line), None)
    if sent is None:
        raise NotFound("LIC-904", _("There is no such line"), remedy=_("Open it from the case."))
    form = forms.ClassifyForm(request.POST or None, initial={k: sent.get(k, "") for k in ("code", "unroca")})

    def act() -> None:
        typed = dict(form.cleaned_data)
        do_classify(case, line=line, confirmed=typed.pop("confirmed") == "yes", **typed, **said(request))

    shown = {
        "heading": _("Classify line %(n)s") % {"n": line},
        "quoted": " · ".join(filter(None, (sent.get(k, "") for k in ("description", "manufacturer", "model")))),
        "verb": _("Give it this code"),
        "law": [("ATT Art. 5(2)", _("Each item stands on a control list, or is said not to."))],
    }
    return step(request, case, form, act, "web:case", shown)


@require_http_methods(["GET", "POST"])
@page
def fact(request: SignedRequest, reference: str) -> HttpResponse:
    """Answer a question of the assessment from a document on file."""
    case = case_or_404(request, reference, "establish_fact")
    form = forms.FactForm(request.POST or None, initial={"fact": request.GET.get("fact", "")[:160]})

    def act() -> None:
        do_establish_fact(case, **form.cleaned_data, **said(request))

    shown = {
        "heading": _("Record an answer"),
        "verb": _("Record the answer"),
        "notes": [_("A later answer to the same question holds from then on.")],
    }
    return step(request, case, form, act, "web:case_assessment", shown)


@require_http_methods(["GET", "POST"])
@page
def finding(request: SignedRequest, reference: str, criterion: str) -> HttpResponse:
    """Write a finding on one criterion."""
    case = case_or_404(request, reference, "advise")
    if criterion not in CRITERIA:
        raise NotFound("LIC-904", _("There is no such criterion"), remedy=_("Open it from the assessment."))
    form = forms.FindingForm(request.POST or None)

    def act() -> None:
        typed = form.cleaned_data
        do_advise(
            case,
            criterion=criterion,
            conclusion=typed["conclusion"],
            text=typed["text"],
            conditions=forms.conditions_in(form),
            refer=typed["refer"],
            **said(request),
        )

    shown = {
        "heading": _("Finding on %(code)s, %(title)s") % {"code": criterion, "title": _(CRITERIA[criterion])},
        "verb": _("Sign the finding"),
        "law": [(_cite(criterion), "")],
        "notes": [
            _("A finding stays as it is. A correction is a new finding."),
            _("Who writes one does not countersign."),
        ],
    }
    return step(request, case, form, act, "web:case_assessment", shown)


def _cite(criterion: str) -> str:
    if criterion.startswith("C"):
        return f"2008/944/CFSP Art. 2({criterion[1:]})"
    article, *points = criterion[1:].split(".")
    return f"ATT Art. {article}" + "".join(f"({point})" for point in points)


@require_http_methods(["GET", "POST"])
@page
def advice(request: SignedRequest, reference: str) -> HttpResponse:
    """Ask an adviser for findings."""
    case = case_or_404(request, reference, "ask_advice")
    last = case.assessments.order_by("-pk").first()
    form = forms.AdviceForm(last.engaged_criteria if last else [], request.POST or None)

    def act() -> None:
        typed = form.cleaned_data
        do_ask_advice(case, typed["adviser"], criteria=typed["criteria"], **said(request))

    shown = {
        "heading": _("Ask for advice"),
        "verb": _("Ask the adviser"),
        "notes": [_("Until the advice is given, nothing is decided.")],
    }
    return step(request, case, form, act, "web:case_assessment", shown)


@require_http_methods(["GET", "POST"])
@page
def interest(request: SignedRequest, reference: str) -> HttpResponse:
    """State an interest in a party, or none."""
    case = case_or_404(request, reference, "record_interest")
    form = forms.InterestForm(case.snapshot.parties, request.POST or None)

    def act() -> None:
        typed = dict(form.cleaned_data)
        do_record_interest(case, has_interest=typed.pop("has_interest") == "yes", **typed, **said(request))

    shown = {
        "heading": _("State your interests"),
        "verb": _("State it"),
        "notes": [_("The last statement holds. Who has an interest neither advises nor signs.")],
    }
    return step(request, case, form, act, "web:case", shown)


def step(
    request: SignedRequest, case: Case, form: Form, act: Callable[[], None], then: str, shown: dict[str, Any]
) -> HttpResponse:
    """Show the form; when it was sent, act, and go on or say beside the form what was wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except BadInput as fault:
            form.refuse(fault, fault.where)
        else:
            messages.success(request, _("Recorded."))
            return redirect(then, case.reference)
    home = reverse("web:case", args=[case.reference])
    context = {
        "form": form,
        "over": f"{case.reference}, {case.title}",
        "back": reverse(then, args=[case.reference]),
        "trail": [(reverse("web:cases"), _("Cases")), (home, case.reference)],
        **shown,
    }
    return render(request, "forms/page.html", context, status=400 if form.errors else 200)
