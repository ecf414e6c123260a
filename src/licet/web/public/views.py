"""Pages open to everybody: the first page, keyboard help, language, and the check of a licence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

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


@require_POST
@public_page
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie and return to the page."""
    response = HttpResponseRedirect(_back(request))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax", httponly=True)
    return response


@require_http_methods(["GET", "POST"])
@public_page
def keyboard(request: HttpRequest) -> HttpResponse:
    """List the shortcuts and let a person switch them off."""
    if request.method == "POST":
        response = redirect("web:keyboard")
        response.set_cookie("licet_keys", "off" if request.POST.get("keys") == "off" else "on", samesite="Lax")
        return response
    return render(request, "public/keyboard.html")


def _back(request: HttpRequest) -> str:
    """Return the page the form was on, never another site."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"
