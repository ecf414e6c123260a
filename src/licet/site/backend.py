"""How a name and a password become a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend

if TYPE_CHECKING:
    from django.http import HttpRequest

    from licet.store.models import Account


class OpenAccounts(AuthenticationBackend):  # type: ignore[misc]
    """Lets in open accounts only; a closed one is answered as a wrong password is, after the same work."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Account | None:
        """Return the account of these credentials, unless it is closed."""
        account: Account | None = super().authenticate(request, **credentials)
        self.unstash_authenticated_user()  # a closed account gets no page of its own: that would tell that it exists
        return None if account is None or account.is_closed else account
