"""The request of a person who has signed in: what `pages.page` hands to a view."""

from __future__ import annotations

from django.http import HttpRequest

from licet.store.models import Account

__all__ = ["SignedRequest"]


class SignedRequest(HttpRequest):
    """A request whose user is an account, never nobody."""

    user: Account
