"""The log: its last checkpoint, its verifier line, the newest entries, and the proof of one as a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from licet.actions import policy, visible
from licet.actions.access import log_read
from licet.common.errors import NotFound
from licet.store import clock
from licet.store.ledger_keys import signing_key
from licet.store.ledger_prove import prove
from licet.web.pages import page
from licet.web.tables import as_csv, one_page

if TYPE_CHECKING:
    from licet.store.models.ledger import Entry
    from licet.web.signed import SignedRequest

COLUMNS = ("entry", "at", "kind", "subject", "version", "actor", "leaf")


@require_GET
@page
def index(request: SignedRequest) -> HttpResponse:
    """Show the checkpoint, the verifier line and the entries, newest first; reads are left out unless asked for."""
    text, reads = request.GET.get("q", "").strip()[:100], request.GET.get("reads") == "1"
    found = visible.entries(request.user).order_by("-pk").defer("data")
    found = found if reads else found.exclude(kind=visible.READ)
    if text:
        found = found.filter(stream__icontains=text) | found.filter(kind__icontains=text)
    if request.GET.get("format") == "csv":
        return as_csv(
            "log", COLUMNS, ((e.index, e.at, e.kind, e.stream, e.version, e.actor, e.leaf) for e in found[:10_000])
        )
    context = {
        "page": one_page(request, found),
        "q": text,
        "reads": reads,
        "may_reads": policy.allowed(request.user, "view_reads", None).ok,
        "verifier": signing_key().verifier.to_text(),
    }
    return render(request, "log/list.html", context)


@require_GET
@page
def entry(request: SignedRequest, number: int) -> HttpResponse:
    """Show one entry."""
    shown = {"e": _entry(request, number), "verifier": signing_key().verifier.to_text()}
    return render(request, "log/entry.html", shown)


@require_GET
@page
def proof(request: SignedRequest, number: int) -> HttpResponse:
    """Send the proof of one entry; an auditor gets the statement, everybody else the bare proof."""
    row = _entry(request, number)
    log_read(request.user, "log", str(number), action="prove", at=clock.now())
    bundle = prove(row, redacted=not policy.allowed(request.user, "view_reads", None).ok)
    response = HttpResponse(json.dumps(bundle.to_json(), indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="entry-{number}.json"'
    return response


def _entry(request: SignedRequest, number: int) -> Entry:
    found = visible.entries(request.user).filter(index=number).first()
    if found is None:
        raise NotFound("LIC-909", _("The log has no such entry"), remedy=_("Look it up in the log."))
    return found
