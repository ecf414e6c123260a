"""Pages open to everybody: the first page and keyboard help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from licet.web import doors
from licet.web.context import PLACES
from licet.web.pages import public_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
@public_page
def first(request: HttpRequest) -> HttpResponse:
    """Send a signed-in person to the first place they may open; tell anybody else what this is."""
    if request.user.is_authenticated:
        for place in PLACES:
            if doors.may_open(request.user, place.door):
                return redirect(place.url)
    return render(request, "public/first.html")


@require_http_methods(["GET", "POST"])
@public_page
def keyboard(request: HttpRequest) -> HttpResponse:
    """List the shortcuts and let a person switch them off."""
    if request.method == "POST":
        response = redirect("web:keyboard")
        response.set_cookie("licet_keys", "off" if request.POST.get("keys") == "off" else "on", samesite="Lax")
        return response
    return render(request, "public/keyboard.html")
