"""Every address of the site."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from allauth.account import views as account
from django.urls import include, path
from django.views.i18n import set_language

from licet.site.health import healthz
from licet.site.lazy import LazyBranch

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

handler400 = "licet.web.faults.bad_request"
handler403 = "licet.web.faults.forbidden"
handler404 = "licet.web.faults.not_found"
handler500 = "licet.web.faults.server_error"

# Of allauth only what this site uses: nobody signs up here, and two administrators lend a password, no e-mail does.
SIGN_IN: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include(SIGN_IN)),
    path("language/", set_language, name="set_language"),
]
if find_spec("licet.api.urls"):
    urlpatterns.append(LazyBranch("api/v1/", "licet.api.urls:api", namespace="api"))
urlpatterns.append(path("", include("licet.web.urls")))
