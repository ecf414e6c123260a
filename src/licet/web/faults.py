"""The pages Django asks for itself: 400, 403, 404, 405, 500."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from licet.web.pages import fault_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

log = logging.getLogger("licet.web")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page of a request that cannot be read."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page of an action this person may not take."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page of a form whose token is missing or of another visit."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return one page for what is not there and for what may not be seen."""
    return render(request, "404.html", status=404)


class OnlyFromAForm:
    """Middleware: gives a page to whoever opens an address that takes only what a form sends, not an empty answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.streaming or response.content:
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page.headers["Allow"] = response.headers["Allow"]
        patch_cache_control(page, private=True, no_store=True)
        return page


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page of a fault; it asks the database nothing."""
    from django.http import HttpResponse as Response

    number = fault_number()
    log.error("fault %s at %s", number, request.path)
    return Response(render_to_string("500.html", {"number": number}), status=500)
