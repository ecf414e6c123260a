"""A signed-in browser for each role, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from licet.site import sessions
from tests.web.html import Page


class Visitor:
    """One person's visit: gets and posts, and reads what comes back."""

    def __init__(self, account: Any = None) -> None:
        self.account = account
        self.client = Client()
        if account is not None:
            self.client.force_login(account)
            assert sessions.STARTED in self.client.session

    def get(self, path: str, status: int = 200) -> Page:
        response = self.client.get(path, follow=status == 200)
        assert response.status_code == status, f"{path}: {response.status_code}, expected {status}"
        return Page(response)

    def post(self, path: str, data: dict[str, Any] | None = None, status: int = 200) -> Page:
        response = self.client.post(path, data or {}, follow=status == 200)
        assert response.status_code == status, (
            f"{path}: {response.status_code}, expected {status}\n{Page(response).text[:800]}"
        )
        return Page(response)


@pytest.fixture
def visit(db: None) -> Callable[[Any], Visitor]:
    return Visitor


@pytest.fixture(autouse=True)
def _nothing_cached() -> None:
    cache.clear()
