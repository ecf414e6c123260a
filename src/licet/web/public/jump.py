"""The jump box: a reference, an agreement or a rule, opened at once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from licet.actions import policy
from licet.store import packs
from licet.web import doors
from licet.web.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.web.signed import SignedRequest


@require_GET
@page
def jump(request: SignedRequest) -> HttpResponse:
    """Open what the reference names; where it names nothing, search."""
    text = request.GET.get("q", "").strip()[:100]
    address = _address(text)
    if address:
        return redirect(address)
    found = packs.catalogue().search(text)[:20] if text else []
    if not found and text and doors.may_open(request.user, "cases"):
        return redirect(f"{reverse('web:cases')}?{urlencode({'q': text})}")
    policy.require(request.user, "view_agreements", None)
    return render(request, "public/jump.html", {"q": text, "found": found})


def _address(text: str) -> str:
    """Return the page of a full reference; that page itself asks the policy."""
    name = text.upper()
    if "/" in name:
        return _rule(text)
    if name.startswith("LC-"):
        return reverse("web:case", args=[name])
    if name.startswith("AP-"):
        return reverse("web:application", args=[name])
    if name.startswith("DN-"):
        return reverse("web:denial", args=[name])
    if len(name) > 6 and name.endswith("-I") and name[:3].isalpha() and name[3] == "-":
        return reverse("web:licence", args=[name])
    if name in packs.catalogue().agreements:
        return reverse("web:agreement", args=[name])
    return _rule(text)


def _rule(text: str) -> str:
    """Return the page of a rule; of all references only a rule's may hold a slash."""
    return reverse("web:rule", args=[text]) if text and packs.law().versions(text) else ""
