"""How often one address may ask the public check: so many attempts in ten minutes, kept in the cache."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache

if TYPE_CHECKING:
    from django.http import HttpRequest

__all__ = ["ATTEMPTS", "WINDOW_SECONDS", "too_many"]

ATTEMPTS = 20
WINDOW_SECONDS = 600


def too_many(request: HttpRequest) -> bool:
    """Count this attempt and tell whether the address has used up its attempts."""
    key = _key(request)
    if cache.add(key, 1, WINDOW_SECONDS):
        return False
    try:
        return bool(cache.incr(key) > ATTEMPTS)
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, WINDOW_SECONDS)
        return False


def _key(request: HttpRequest) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    return "verify:" + hashlib.sha256(f"{settings.SECRET_KEY}{address}".encode()).hexdigest()[:32]
