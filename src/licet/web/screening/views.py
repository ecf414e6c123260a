"""A screening hit: our party and the listed one side by side, and what a person finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from licet.actions import policy
from licet.actions.access import authenticated_at, log_read, require_fresh
from licet.actions.adjudicate_hit import do_adjudicate_hit
from licet.common.errors import BadInput, NotFound
from licet.licensing import journey
from licet.licensing.hits import HIT_WORDS, hit_status
from licet.parties import KINDS, ROLES
from licet.screening.adjudication import SECOND_PERSON_ABOVE, needs_second
from licet.screening.screen import THRESHOLD
from licet.screening.watchlist import SOURCES
from licet.store import clock
from licet.store.models import Adjudication, Hit
from licet.web.cases.opening import case_or_404
from licet.web.cases.steps import said
from licet.web.forms import Form, Reason
from licet.web.pages import page
from licet.web.screening.listed import facts

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.store.models import Case
    from licet.web.signed import SignedRequest

VERDICTS = [
    ("confirmed", gettext_lazy("The same: the listed person or organisation")),
    ("cleared", gettext_lazy("Different")),
    ("unsettled", gettext_lazy("Cannot tell, facts are needed")),
]


class HitForm(Form):
    """One person's answer."""

    verdict = forms.ChoiceField(label=gettext_lazy("Your decision"), choices=VERDICTS, widget=forms.RadioSelect)
    reason = Reason(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Name the fact that settles it and the document that shows it."),
    )


@require_http_methods(["GET", "POST"])
@page
def hit(request: SignedRequest, reference: str, pk: int) -> HttpResponse:
    """Compare the two, and adjudicate."""
    case = case_or_404(request, reference)
    found = Hit.objects.select_related("screening__case").filter(pk=pk, screening__case=case).first()
    if found is None:
        raise NotFound("LIC-905", _("There is no such hit"), remedy=_("Open it from the case."))
    form = HitForm(request.POST or None)
    if request.method == "POST":
        policy.require(request.user, "adjudicate_hit", case)
        if form.is_valid() and _act(request, found, form):
            return redirect("web:case", reference)
    log_read(request.user, "person", f"{reference}/hit/{found.number}", action="compare", at=clock.now())
    context = _shown(request, case, found) | {"form": form}
    return render(request, "screening/hit.html", context, status=400 if form.errors else 200)


def _act(request: SignedRequest, found: Hit, form: HitForm) -> bool:
    require_fresh(authenticated_at(request.session), timezone.now())
    try:
        do_adjudicate_hit(found, **form.cleaned_data, **said(request))
    except BadInput as fault:
        form.refuse(fault, "reason")
        return False
    messages.success(request, _("Recorded."))
    return True


def _shown(request: SignedRequest, case: Case, found: Hit) -> dict[str, Any]:
    hits = list(Hit.objects.filter(screening=found.screening).order_by("number").values_list("pk", "number"))
    at = [pk for pk, _number in hits].index(found.pk)
    answers = _answers(case, found)
    party = found.party
    kind = KINDS.get(party.get("kind", ""))
    return {
        "case": case,
        "hit": found,
        "place": at + 1,
        "all": len(hits),
        "previous": hits[at - 1][0] if at > 0 else None,
        "next": hits[at + 1][0] if at + 1 < len(hits) else None,
        "role": _(ROLES[found.party_role].word) if found.party_role in ROLES else found.party_role,
        "party": {**party, "kind_word": _(kind.word) if kind else ""},
        "listed": facts(found.entry),
        "source": SOURCES.get(found.source, found.source),
        "edition": next((e for e in found.screening.editions if e.get("source") == found.source), None),
        "answers": answers,
        "status": _(HIT_WORDS[hit_status(float(found.score), [(a.verdict, a.by_id) for a in answers])]),
        "two": needs_second(float(found.score)),
        "threshold": THRESHOLD,
        "second_above": SECOND_PERSON_ABOVE,
        "may": policy.allowed(request.user, "adjudicate_hit", case).ok and journey.may(case.standing, "adjudicate_hit"),
    }


def _answers(case: Case, found: Hit) -> list[Adjudication]:
    same = case.adjudications.filter(
        source=found.source,
        entry_uid=found.entry_uid,
        entry_sha256=found.entry_sha256,
        party_sha256=found.party_sha256,
    )
    return list(same.select_related("by"))
