"""Every model of the one Django application. Each module adds its names here."""

from __future__ import annotations

from licet.store.models.accounts import AccessLog, Account, AccountRequest
from licet.store.models.organisations import Organisation

__all__ = ["AccessLog", "Account", "AccountRequest", "Organisation"]
