"""The site's addresses, and a few pages that only these tests have."""

from __future__ import annotations

from types import SimpleNamespace

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from licet.actions import access, policy
from licet.site import urls
from licet.store import clock
from licet.web.pages import page

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
DONE: list[str] = []


@login_required
def sign(request: HttpRequest) -> HttpResponse:
    access.require_fresh(access.authenticated_at(request.session), clock.wall())
    DONE.append(f"{request.method} {request.POST.get('word', '')}")
    return HttpResponse("signed")


@page
def approve(request: HttpRequest) -> HttpResponse:
    """Sign as a page that forgot to ask for the confirmation."""
    policy.require(request.user, "approve_account", SimpleNamespace(proposed_by_id=-1, account_id=-2))
    DONE.append("approved")
    return HttpResponse("signed")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("olga@ministry.example typed something")


urlpatterns = [
    path("probe/sign", sign),
    path("probe/sign-page", page(sign)),
    path("probe/approve", approve),
    path("probe/forbidden", forbidden),
    path("probe/missing", missing),
    path("probe/broken", broken),
    *urls.urlpatterns,
]
