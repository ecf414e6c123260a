"""The pages Django asks for itself: 400, 403, 404, 500."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.template.loader import render_to_string

from licet.web.pages import fault_number

if TYPE_CHECKING:
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


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page of a fault; it asks the database nothing."""
    from django.http import HttpResponse as Response

    number = fault_number()
    log.error("fault %s at %s", number, request.path)
    return Response(render_to_string("500.html", {"number": number}), status=500)
