"""Refusals as problem documents (RFC 9457) that carry the same codes as pages and the command line."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse

from licet.common.errors import LicetError

if TYPE_CHECKING:
    from django.http import HttpRequest
    from ninja import NinjaAPI

__all__ = ["problem", "register"]


def problem(status: int, *, code: str, detail: str, where: str = "", remedy: str = "") -> JsonResponse:
    """Return one problem document."""
    body: dict[str, Any] = {
        "type": f"urn:licet:error:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
    }
    body |= {key: value for key, value in (("instance", where), ("remedy", remedy)) if value}
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/problem+json"
    response["Cache-Control"] = "no-store"
    return response


def register(api: NinjaAPI) -> None:
    """Make the API answer every refusal with a problem document."""
    from django.http import Http404
    from ninja.errors import AuthenticationError, HttpError, ValidationError

    @api.exception_handler(LicetError)
    def refused(request: HttpRequest, fault: LicetError) -> JsonResponse:
        return problem(fault.http_status, code=fault.code, detail=fault.what, where=fault.where, remedy=fault.remedy)

    @api.exception_handler(AuthenticationError)
    def nobody(request: HttpRequest, fault: AuthenticationError) -> JsonResponse:
        return problem(401, code="LIC-910", detail="Nobody is signed in.", remedy="Sign in on the site first.")

    @api.exception_handler(ValidationError)
    def unreadable(request: HttpRequest, fault: ValidationError) -> JsonResponse:
        where = ".".join(str(part) for part in fault.errors[0].get("loc", ())) if fault.errors else ""
        detail = str(fault.errors[0].get("msg", "")) if fault.errors else "The request cannot be read."
        return problem(400, code="LIC-911", detail=detail, where=where, remedy="See /api/v1/docs.")

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, fault: Http404) -> JsonResponse:
        return problem(404, code="LIC-912", detail="Nothing here, or not for you.")

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, fault: HttpError) -> JsonResponse:
        return problem(fault.status_code, code="LIC-911", detail=fault.message)
