"""When a session ends: after a time without use, after a working day, and when the account changes.

The last is not here: `Account.get_session_auth_hash` covers the password, the session version and the closing.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.account.signals import password_changed
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from licet.store.models import Account

STARTED, SEEN = "licet_started", "licet_seen"
SEEN_STEP = 60
"""Seconds between two writes of the moment of last use."""


@receiver(user_logged_in, dispatch_uid="licet.site.sessions")
def start(sender: object, request: HttpRequest, **kwargs: object) -> None:
    """Note when the session started."""
    request.session[STARTED] = request.session[SEEN] = int(time.time())


@receiver(password_changed, dispatch_uid="licet.site.lent_password")
def own_password(sender: object, user: Account, **kwargs: object) -> None:
    """Note that the password is now the holder's own."""
    if user.password_lent:
        user.password_lent = False
        user.save(update_fields=["password_lent"])


class SessionEndMiddleware:
    """End a session that was unused for too long or is too old; let a person with a lent password only choose one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if has_ended(request, int(time.time())):
                logout(request)
                messages.info(request, _("Your session has ended. Sign in again to go on."))
            elif request.user.password_lent and not _may_pass(request.path):
                return redirect("account_change_password")
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response


def has_ended(request: HttpRequest, now: int) -> bool:
    """Say whether the session is over at `now`; if not, note its use. A session without a start is over."""
    started, seen = request.session.get(STARTED), request.session.get(SEEN)
    if not isinstance(started, int) or not isinstance(seen, int):
        return True
    if now - seen > settings.SESSION_IDLE_SECONDS or now - started > settings.SESSION_ABSOLUTE_SECONDS:
        return True
    if now - seen >= SEEN_STEP:
        request.session[SEEN] = now
    return False


def _may_pass(path: str) -> bool:
    return path in {reverse(name) for name in ("account_change_password", "account_logout", "account_reauthenticate")}
