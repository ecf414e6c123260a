"""A signature that is not fresh: ask who signs, then do what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.actions.access_fresh import NotFresh, visit
from licet.store import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class StepUpMiddleware:
    """Make every signature within a request need a confirmation; ask for it, keep the request and resume it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE:
            return self.get_response(request)
        with visit(request.session, clock.wall):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer `NotFresh`; anything else is not ours."""
        if not isinstance(exception, NotFresh):
            return None
        from allauth.account.adapter import get_adapter
        from allauth.account.internal.flows.reauthentication import suspend_request
        from django.urls import reverse

        methods = get_adapter().get_reauthentication_methods(request.user)
        address = methods[0]["url"] if methods else reverse("account_login")
        answer: HttpResponse = suspend_request(request, address)
        return answer
