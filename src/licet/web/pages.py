"""How a view is called: signed in, faults turned into pages, one form token, CSV beside each table."""

from __future__ import annotations

import functools
import logging
import re
import secrets
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from licet.actions.access import NotFresh
from licet.common.errors import BadInput, Conflict, LicetError, NotAllowed, NotFound, NotYet

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

__all__ = ["fault_page", "page", "public_page"]

log = logging.getLogger("licet.web")

FAULT_TEMPLATES: dict[type[LicetError], str] = {
    NotAllowed: "403.html",
    NotFound: "404.html",
    Conflict: "409.html",
    NotYet: "409.html",
    BadInput: "400.html",
}


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view that only a signed-in person reaches and that answers each refusal with its page."""
    return login_required(public_page(view))


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view that answers each refusal with its page and is kept by no cache."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except NotFresh:
            raise  # the middleware asks who signs, then sends this request again
        except LicetError as fault:
            response = fault_page(request, fault)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answer


def fault_page(request: HttpRequest, fault: LicetError) -> HttpResponse:
    """Return the page of a refusal: what, why, what to do, what was not changed."""
    template = next((t for kind, t in FAULT_TEMPLATES.items() if isinstance(fault, kind)), None)
    if template is None:
        number = fault_number()
        log.error("fault %s: %s", number, fault, exc_info=fault)
        return render(request, "500.html", {"number": number}, status=500)
    context = {"fault": fault, "typed": _typed(request), "record": _record(fault)}
    return render(request, template, context, status=fault.http_status)


def _record(fault: LicetError) -> str:
    """Return the reference of the record a refusal is about: the jump box knows where it is shown."""
    named = re.search(r"\b(?:(?:LC|AP|DN)-\d{4}-\d+|[A-Z]{3}-\d{4}-\d{5}-I)\b", f"{fault.where} {fault.what}")
    return named[0] if named else ""


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what the person had written, so that a refusal loses nothing."""
    hidden = {"csrfmiddlewaretoken", "once", "version", "password"}
    return [(name, str(value)) for name, value in request.POST.items() if name not in hidden and value]


def fault_number() -> str:
    """Return a number under which a fault is found in the server's log."""
    return secrets.token_hex(4).upper()
