"""The register of agreements: search with facets, and one agreement on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from licet.actions import policy
from licet.agreements.agreement import KINDS, Agreement
from licet.agreements.status import parties_on, status
from licet.common.dates import parse_date
from licet.common.errors import BadInput, NotFound, UnknownName
from licet.store import clock, packs
from licet.web.pages import page
from licet.web.tables import as_csv, one_page

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from licet.web.signed import SignedRequest

COLUMNS = ("id", "title", "short", "kinds", "structure", "signed", "in_force", "first_day_out", "confidence", "sources")
STATUSES = ("state", "name", "status", "since", "bound", "confidence")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the search form says; `fault` is a sentence when the form cannot be read."""

    text: str
    kind: str
    party: str
    on: date | None
    typed_on: str
    fault: str = ""


def _asked(request: SignedRequest) -> Asked:
    get = request.GET
    text, kind = get.get("q", "").strip()[:100], get.get("kind", "")
    typed_party, typed_on = get.get("party", "").strip()[:60], get.get("on", "").strip()[:20]
    party, on, fault = "", None, ""
    try:
        party = packs.states().find(typed_party).iso3 if typed_party else ""
        on = parse_date(typed_on) if typed_on else None
    except BadInput as refused:
        fault = f"{refused.what[:1].upper()}{refused.what[1:]} {refused.remedy}"
    return Asked(text, kind if kind in KINDS else "", party or typed_party, on, typed_on, fault)


@require_GET
@page
def index(request: SignedRequest) -> HttpResponse:
    """List the agreements that meet every facet given."""
    policy.require(request.user, "view_agreements", None)
    asked = _asked(request)
    found = [] if asked.fault else packs.catalogue().search(asked.text, kind=asked.kind, party=asked.party, on=asked.on)
    if request.GET.get("format") == "csv" and not asked.fault:
        return as_csv("agreements", COLUMNS, map(_cells, found))
    context = {
        "asked": asked,
        "page": one_page(request, found),
        "kinds": sorted(KINDS.items(), key=lambda pair: pair[1]),
        "all": len(packs.catalogue()),
    }
    template = "agreements/results.html" if getattr(request, "htmx", False) else "agreements/list.html"
    return render(request, template, context, status=400 if asked.fault else 200)


def _cells(a: Agreement) -> tuple[object, ...]:
    grade = a.grade("in_force").word
    return (
        a.id,
        a.title,
        a.short,
        " ".join(a.kinds),
        a.structure,
        a.signed,
        a.in_force,
        a.first_day_out,
        grade,
        a.sources,
    )


@require_GET
@page
def agreement(request: SignedRequest, key: str) -> HttpResponse:
    """Show one agreement: who is bound on the day, its provisions, its sources."""
    policy.require(request.user, "view_agreements", None)
    try:
        found = packs.catalogue()[key]
    except UnknownName as unknown:
        raise NotFound("LIC-907", unknown.what, remedy=_("Look it up in the list of agreements.")) from None
    typed = request.GET.get("on", "").strip()[:20]
    day, fault = clock.today(), ""
    try:
        day = parse_date(typed) if typed else day
    except BadInput as refused:
        fault = f"{refused.what[:1].upper()}{refused.what[1:]}. {refused.remedy}"
    rows = [_standing(found, state, day) for state in sorted(found.events)]
    if request.GET.get("format") == "csv":
        return as_csv(f"{found.id}-{day}", STATUSES, ([row[k] for k in STATUSES] for row in rows))
    return render(
        request,
        "agreements/agreement.html",
        _shown(found, day, rows) | {"typed": typed, "fault": fault},
        status=400 if fault else 200,
    )


def _standing(found: Agreement, state: str, day: date) -> dict[str, Any]:
    one = status(found, state, day)
    table = packs.states()
    return {
        "state": state,
        "name": table[state].name if state in table else state,
        "status": one.value.value,
        "since": one.since,
        "bound": one.bound,
        "basis": one.basis,
        "confidence": one.confidence.word,
        "views": one.views,
        "leaves_on": one.leaves_on,
        "note": one.note or found.party_notes.get(state, ""),
    }


def _shown(found: Agreement, day: date, rows: list[dict[str, Any]]) -> dict[str, Any]:
    bound, unknown = parties_on(found, day)
    catalogue = packs.catalogue()
    return {
        "a": found,
        "day": day,
        "rows": rows,
        "bound": len(bound),
        "unknown": len(unknown),
        "contested": [row for row in rows if row["views"]],
        "kinds": [KINDS.get(code, code) for code in found.kinds],
        "grades": {fact: found.grade(fact).word for fact in ("signed", "in_force", "end")},
        "relations": [(r, r.target in catalogue.agreements) for r in found.relations],
        "regimes": [catalogue.regimes[r] for r in found.verification if r in catalogue.regimes],
    }
