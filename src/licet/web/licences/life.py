"""A licence suspended, reinstated or revoked: a reason, a fresh confirmation of who signs, one action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from licet.actions.access import authenticated_at, require_fresh
from licet.actions.licence_life import do_reinstate, do_revoke, do_suspend
from licet.common.errors import BadInput
from licet.store import clock
from licet.web.forms import token
from licet.web.licences.forms import ReasonForm
from licet.web.licences.views import licence_or_404
from licet.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.web.signed import SignedRequest

STEPS = {
    "suspend": (
        do_suspend,
        gettext_lazy("Suspend the licence"),
        gettext_lazy("Nothing may leave from now on."),
    ),
    "reinstate": (
        do_reinstate,
        gettext_lazy("End the suspension"),
        gettext_lazy("Not by who suspended it."),
    ),
    "revoke": (do_revoke, gettext_lazy("Revoke the licence"), gettext_lazy("For good. Customs is told.")),
}


@require_http_methods(["GET", "POST"])
@page
def life(request: SignedRequest, number: str, step: str) -> HttpResponse:
    """Suspend, reinstate or revoke a licence, with a reason and a fresh confirmation of who signs."""
    do, heading, note = STEPS[step]
    found = licence_or_404(request, number, step)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        require_fresh(authenticated_at(request.session), timezone.now())
        said: dict[str, Any] = {"acting_user": request.user, "at": clock.now(), "token": token(request.POST)}
        try:
            do(found, reason=form.cleaned_data["reason"], **said)
        except BadInput as fault:
            form.refuse(fault, "reason")
        else:
            messages.success(request, _("Recorded."))
            return redirect("web:licence", number)
    context = {
        "form": form,
        "heading": heading,
        "over": _("Licence %(n)s") % {"n": number},
        "verb": heading,
        "back": reverse("web:licence", args=[number]),
        "trail": [(reverse("web:licences"), _("Licences")), (reverse("web:licence", args=[number]), number)],
        "notes": [note],
    }
    return render(request, "forms/page.html", context, status=400 if form.errors else 200)
