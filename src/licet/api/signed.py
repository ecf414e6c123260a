"""The request of a person who has signed in: what the API's own check lets through."""

from __future__ import annotations

from django.http import HttpRequest

from licet.store.models import Account

__all__ = ["SignedRequest"]


class SignedRequest(HttpRequest):
    """A request whose user is an account, never nobody."""

    user: Account
