"""Lock-out after failed sign-ins. The answer is the same whether or not the account exists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def account_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the one name under which attempts on an account are counted, by user name or by address."""
    given = credentials or {}
    typed = given.get("username") or given.get("email") or ""
    if not typed and request is not None:
        typed = request.POST.get("login", "") or getattr(request.user, "username", "")
    typed = str(typed).strip().casefold()
    if "@" in typed:
        account = get_user_model().objects.filter(email__iexact=typed).first()
        return account.get_username().casefold() if account else typed
    return typed


def locked_out(request: HttpRequest, original: HttpResponse | None, credentials: object) -> HttpResponse:
    """Return the page of a lock-out."""
    from axes.helpers import get_cool_off

    wait = get_cool_off(request)
    minutes = int(wait.total_seconds() // 60) if wait else 0
    return render(request, "account/locked_out.html", {"minutes": minutes}, status=429)


def client_in_logs(*args: object, **kwargs: object) -> str:
    """Return what logs print for the person: nothing that identifies anybody."""
    return "a client"
