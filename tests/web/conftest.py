"""A signed-in browser for each role, without a browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from licet.actions.access import RECORDS
from licet.site import sessions
from tests.actions.conftest import _small_law
from tests.web.html import Page

__all__ = ["_small_law"]


class Visitor:
    """One person's visit: gets and posts, and reads what comes back."""

    def __init__(self, account: Any = None) -> None:
        self.account = account
        self.client = Client()
        if account is not None:
            self.client.force_login(account)
            assert sessions.STARTED in self.client.session

    def confirm(self) -> Visitor:
        """Show once more who it is, as the step before a signature asks."""
        session = self.client.session
        session[RECORDS] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
        session.save()
        return self

    def get(self, path: str, status: int = 200) -> Page:
        response = self.client.get(path, follow=status == 200)
        assert response.status_code == status, f"{path}: {response.status_code}, expected {status}"
        return Page(response)

    def post(self, path: str, data: dict[str, Any] | None = None, status: int = 200) -> Page:
        response = self.client.post(path, data or {}, follow=status == 200)
        told = Page(response).text[:900]
        assert response.status_code == status, f"{path}: {response.status_code}, expected {status}\n{told}"
        return Page(response)


@pytest.fixture
def visit(db: None) -> Callable[..., Visitor]:
    return Visitor


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    cache.clear()
