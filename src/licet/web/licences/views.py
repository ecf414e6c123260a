"""Licences: the list, one licence with its balance, the paper, and a shipment recorded by customs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from licet.actions import policy, visible
from licet.actions.access import log_read
from licet.actions.draw_down import do_draw_down
from licet.common.errors import BadInput, NotFound
from licet.licensing.licence import LicenceStatus
from licet.parties import ROLES
from licet.store import clock
from licet.store.models import Licence
from licet.web.forms import token
from licet.web.licences import reading
from licet.web.licences.forms import DrawdownForm
from licet.web.licences.qr import qr
from licet.web.log.reading import entry_of
from licet.web.pages import page
from licet.web.tables import as_csv, one_page

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from licet.web.signed import SignedRequest

OVER = {LicenceStatus.REVOKED, LicenceStatus.SURRENDERED, LicenceStatus.EXPIRED}
COLUMNS = ("number", "holder", "destination", "valid_from", "valid_until", "status")
SHIPMENTS = ("shipped_on", "customs_reference", "office", "line", "quantity", "unit", "value", "answer", "why")


@require_GET
@page
def index(request: SignedRequest) -> HttpResponse:
    """List the licences this person may open."""
    policy.require(request.user, "list_licences", None)
    text = request.GET.get("q", "").strip()[:100]
    found = reading.full(visible.licences(request.user)).order_by("-at", "-pk")
    if text:
        found = found.filter(number__icontains=text) | found.filter(holder__name__icontains=text)
    today = clock.today()
    if request.GET.get("format") == "csv":
        return as_csv("licences", COLUMNS, (_cells(licence, today) for licence in found))
    rows = one_page(request, found)
    return render(request, "licences/list.html", {"page": rows, "rows": [_row(r, today) for r in rows], "q": text})


def _row(licence: Licence, today: date) -> dict[str, Any]:
    status = reading.standing(licence, today, reading.balances(licence))
    return {"licence": licence, "status": status, "label": _(status.label), "last": last_day(licence)}


def _cells(licence: Licence, today: date) -> tuple[object, ...]:
    status = reading.standing(licence, today, reading.balances(licence)).value
    name = licence.holder.name
    return licence.number, name, licence.destination, licence.valid_from, licence.valid_until, status


def last_day(licence: Licence) -> date:
    """Return the last day on which it holds; the row stores the first day out."""
    return licence.valid_until - timedelta(days=1)


def licence_or_404(request: SignedRequest, number: str, action: str = "view_licence") -> Licence:
    """Return the licence when this person may see it; one that is not theirs looks like none."""
    found = reading.full(Licence.objects.filter(number=number)).first()
    if found is None or not policy.allowed(request.user, "view_licence", found).ok:
        raise NotFound("LIC-903", _("There is no such licence"), remedy=_("Look it up in the list."))
    policy.require(request.user, action, found)
    return found


@require_GET
@page
def licence(request: SignedRequest, number: str) -> HttpResponse:
    """Show a licence: how it stands, what is left on each line, what was shipped."""
    found = licence_or_404(request, number)
    now = clock.now()
    log_read(request.user, "licence", number, action="view", at=now)
    shipments = list(found.drawdowns.prefetch_related("lines__line").order_by("-number"))
    if request.GET.get("format") == "csv":
        return as_csv(f"shipments-{number}", SHIPMENTS, _shipped(shipments))
    rows = reading.balances(found)
    standing = reading.standing(found, now.date(), rows)
    context = _paper(found) | {
        "rows": rows,
        "status": standing,
        "days_left": _days_left(found, now.date()),
        "drawdowns": shipments,
        "entry": entry_of(found.subject),
        "may": {
            "suspend": policy.allowed(request.user, "suspend", found).ok and standing.live,
            "reinstate": policy.allowed(request.user, "reinstate", found).ok and standing is LicenceStatus.SUSPENDED,
            "revoke": policy.allowed(request.user, "revoke", found).ok and standing not in OVER,
            "draw_down": policy.allowed(request.user, "draw_down", found).ok,
            "case": policy.allowed(request.user, "view_case", found.case).ok,
        },
    }
    return render(request, "licences/licence.html", context)


def _shipped(shipments: list[Any]) -> list[tuple[object, ...]]:
    return [
        (
            d.shipped_on,
            d.customs_reference,
            d.office,
            of.line.number,
            of.quantity,
            of.line.unit,
            of.value,
            d.answer,
            d.why,
        )
        for d in shipments
        for of in d.lines.all()
    ]


def _days_left(found: Licence, today: date) -> str:
    left = (found.valid_until - today).days
    if left <= 0:
        return _("over")
    return ngettext("%(n)s day left", "%(n)s days left", left) % {"n": left}


def _paper(found: Licence) -> dict[str, Any]:
    """Return what the page and the printed document take from the text of the licence."""
    text = found.text
    parties = [{**p, "role": _(ROLES[p["role"]].word) if p["role"] in ROLES else p["role"]} for p in text["parties"]]
    end_user = next((p for p in text["parties"] if p["role"] == "end_user"), {"name": ""})
    return {
        "licence": found,
        "text": text,
        "last": last_day(found),
        "parties": parties,
        "end_user": end_user,
        "conditions": text.get("conditions", []),
        "basis": text.get("basis", {}),
        "signatures": text.get("signatures", []),
    }


@require_GET
@page
def document(request: SignedRequest, number: str) -> HttpResponse:
    """Show the licence as it is printed."""
    found = licence_or_404(request, number)
    log_read(request.user, "licence", number, action="print", at=clock.now())
    address = request.build_absolute_uri(reverse("web:verify_code", args=[found.code]))
    context = _paper(found) | {
        "lines": found.lines.all(),
        "verify_url": address,
        "qr": qr(f"{address}#{found.document_sha256}"),
        "entry": entry_of(found.subject),
    }
    return render(request, "licences/document.html", context)


@require_http_methods(["GET", "POST"])
@page
def drawdown(request: SignedRequest, number: str) -> HttpResponse:
    """Record a shipment; what is more than is left is refused whole, and kept as refused."""
    found = licence_or_404(request, number, "draw_down")
    form = DrawdownForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = do_draw_down(
                found,
                shipped=form.shipped(),
                shipped_on=typed["shipped_on"],
                customs_reference=typed["customs_reference"],
                office=typed["office"],
                acting_user=request.user,
                at=clock.now(),
                token=token(request.POST),
            )
        except BadInput as fault:
            form.refuse(fault, fault.where)
        else:
            _tell(request, made)
            return redirect("web:licence", number)
    context = {
        "form": form,
        "heading": _("Record a shipment"),
        "over": _("Licence %(n)s") % {"n": number},
        "verb": _("Record the shipment"),
        "back": reverse("web:licence", args=[number]),
        "trail": [(reverse("web:licences"), _("Licences")), (reverse("web:licence", args=[number]), number)],
        "law": [("ATT Art. 12", _("Actual exports are recorded."))],
        "notes": [_("A quantity past what is left is refused whole, never in part.")],
    }
    return render(request, "licences/drawdown.html", context, status=400 if form.errors else 200)


def _tell(request: SignedRequest, made: Any) -> None:
    if made.answer == "accepted":
        messages.success(request, _("Accepted and recorded."))
    else:
        messages.error(request, made.why or _("Refused"))
