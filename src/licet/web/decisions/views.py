"""The decision of a case: its draft, the two signatures, the licence or the refusal that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from licet.actions import policy
from licet.actions.access import authenticated_at, log_read, require_fresh
from licet.actions.countersign import authority_of, do_countersign, why_not
from licet.actions.decide import Blocked, do_decide
from licet.actions.issue import do_issue
from licet.actions.reopen import do_reopen
from licet.common.errors import BadInput, NotFound
from licet.licensing.decision import reach
from licet.licensing.journey import CaseState
from licet.store import clock
from licet.store.models import DenialRecord
from licet.store.standing import involvement, reached_by
from licet.web.cases.forms import conditions_in
from licet.web.cases.opening import case_or_404, frame
from licet.web.cases.steps import said, step, version
from licet.web.decisions.forms import CountersignForm, DecideForm, ReopenForm
from licet.web.log.reading import entry_of
from licet.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.store.case_rows import CaseRows
    from licet.store.models import Account, Case
    from licet.web.signed import SignedRequest


def _signing(request: SignedRequest) -> None:
    """Ask who signs unless they have just confirmed it; the form is kept and sent again after that."""
    require_fresh(authenticated_at(request.session), timezone.now())


@require_GET
@page
def decision(request: SignedRequest, reference: str) -> HttpResponse:
    """Show the decision as it stands: what was drafted, who signed, what follows."""
    case = case_or_404(request, reference)
    rows, context = frame(request, case, "decision")
    return render(request, "decisions/decision.html", context | _stands(request, rows))


def _stands(request: SignedRequest, rows: CaseRows) -> dict[str, Any]:
    now = rows.current_decision
    return {
        "decision": now,
        "second": getattr(now, "countersignature", None),
        "earlier": rows.decisions[:-1],
        "waits": rows.case.state == CaseState.COUNTERSIGN,
        "denial": _denial(request, rows.case),
    }


def _denial(request: SignedRequest, case: Case) -> DenialRecord | None:
    if case.state != CaseState.REFUSED:
        return None
    found = DenialRecord.objects.filter(case=case).first()
    return found if found and policy.allowed(request.user, "view_denial", found).ok else None


@require_http_methods(["GET", "POST"])
@page
def decide(request: SignedRequest, reference: str) -> HttpResponse:
    """Draft the decision and put the first signature."""
    case = case_or_404(request, reference, "decide")
    rows, context = frame(request, case, "decision")
    outcomes = context["outcomes"]
    form = DecideForm(outcomes, request.POST or None, initial=_relied_on(rows))
    if request.method == "POST" and form.is_valid():
        _signing(request)
        if _decided(request, case, form):
            messages.success(request, _("Signed. A second person is to countersign."))
            return redirect("web:case_decision", reference)
    context |= {"form": form, "version": case.version}
    return render(request, "decisions/decide.html", context, status=400 if form.errors else 200)


def _relied_on(rows: CaseRows) -> dict[str, Any]:
    """Return the conditions on which findings in force rely, chosen beforehand."""
    conditions = {c["code"]: c.get("text", "") for f in rows.findings_in_force for c in f.conditions}
    return {
        "conditions": list(conditions),
        "details": "\n".join(f"{code} {text}" for code, text in conditions.items() if text),
    }


def _decided(request: SignedRequest, case: Case, form: DecideForm) -> bool:
    typed = form.cleaned_data
    try:
        do_decide(
            case,
            outcome=typed["outcome"],
            reasons=typed["reasons"],
            reasons_by_criterion=typed["by_criterion"],
            conditions=conditions_in(form),
            valid_months=typed["valid_months"],
            version=version(request),
            **said(request),
        )
    except Blocked as fault:
        form.refuse(fault)
    except BadInput as fault:
        form.refuse(
            fault,
            {"LIC-455": "conditions", "LIC-454": "reasons", "LIC-620": "by_criterion", "LIC-457": "valid_months"}.get(
                fault.code
            ),
        )
    else:
        return True
    return False


@require_http_methods(["GET", "POST"])
@page
def countersign(request: SignedRequest, reference: str) -> HttpResponse:
    """Read the decision, state that there is no interest, and countersign it or send it back."""
    case = case_or_404(request, reference)
    rows, context = frame(request, case, "decision")
    now = rows.current_decision
    if now is None or case.state != CaseState.COUNTERSIGN:
        return redirect("web:case_decision", reference)
    form = CountersignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        policy.require(request.user, "countersign", case)
        _signing(request)
        if _countersigned(request, case, form):
            return redirect("web:case_decision", reference)
    context |= {
        "form": form,
        "decision": now,
        "version": case.version,
        "checks": _checks(rows, request.user),
        "outside": reach(authority_of(request.user), reached_by(rows, now)),
        "permission": policy.allowed(request.user, "countersign", case),
        "refused": why_not(rows, now, request.user, states_no_interest=True),
    }
    return render(request, "decisions/countersign.html", context, status=400 if form.errors else 200)


CHECKS = (
    ("decided", "You did not sign a decision on this case"),
    ("drafted", "You did not draft or send this application"),
    ("advised", "You wrote no finding on this case"),
    ("adjudicated", "You settled no screening hit in this case"),
    ("sole_classifier", "You did not alone classify goods of this case"),
)


def _checks(rows: CaseRows, person: Account) -> list[tuple[str, bool]]:
    """Return each rule of separation with whether it holds; the server asks them again at the signature."""
    did = involvement(rows)
    return [(_(words), person.pk not in getattr(did, name)) for name, words in CHECKS]


VERDICTS = {"agrees": True, "sends_back": False}


def _countersigned(request: SignedRequest, case: Case, form: CountersignForm) -> bool:
    verdict, typed = request.POST.get("verdict"), form.cleaned_data
    if verdict not in VERDICTS:
        form.add_error(None, _("Say whether you countersign the decision or send it back."))
        return False
    agrees = VERDICTS[verdict]
    if not typed["states_no_interest"]:
        form.add_error("states_no_interest", _("State it, or leave the signature to somebody else."))
        return False
    try:
        do_countersign(case, agrees=agrees, version=version(request), **typed, **said(request))
    except BadInput as fault:
        form.refuse(fault, "reason")
        return False
    messages.success(
        request, _("Countersigned.") if agrees else _("Sent back. The first signature is void; nothing was deleted.")
    )
    return True


@require_POST
@page
def issue(request: SignedRequest, reference: str) -> HttpResponse:
    """Issue the licence under a countersigned grant."""
    case = case_or_404(request, reference, "issue")
    _signing(request)
    made = do_issue(case, version=version(request), **said(request))
    messages.success(request, _("Licence %(n)s was issued.") % {"n": made.number})
    if policy.allowed(request.user, "view_licence", made).ok:
        return redirect("web:licence", made.number)
    return redirect("web:case_decision", reference)


@require_http_methods(["GET", "POST"])
@page
def reopen(request: SignedRequest, reference: str) -> HttpResponse:
    """Open a granted case again."""
    case = case_or_404(request, reference, "reopen")
    form = ReopenForm(request.POST or None)

    def act() -> None:
        do_reopen(case, reason=form.cleaned_data["reason"], **said(request))

    shown = {
        "heading": _("Reopen the case"),
        "verb": _("Reopen it"),
        "notes": [_("It needs a new decision and a new countersignature.")],
    }
    return step(request, case, form, act, "web:case_decision", shown)


@require_GET
@page
def denial(request: SignedRequest, reference: str) -> HttpResponse:
    """Show a refusal as it is shared between governments; the read is logged."""
    found = (
        DenialRecord.objects.select_related("case", "decision__by", "decision__countersignature__by")
        .filter(reference=reference)
        .first()
    )
    if found is None or not policy.allowed(request.user, "view_denial", found).ok:
        raise NotFound("LIC-906", _("There is no such denial"), remedy=_("Look it up from its case."))
    log_read(request.user, "denial", found.reference, action="view", at=clock.now())
    context = {
        "denial": found,
        "decision": found.decision,
        "entry": entry_of(found.case.subject),
        "may_case": policy.allowed(request.user, "view_case", found.case).ok,
    }
    return render(request, "decisions/denial.html", context)
