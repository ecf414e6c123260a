from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from licet.store.models import Account

PASSWORD = "forty green umbrellas"


@pytest.fixture(autouse=True)
def _no_counted_attempts() -> None:
    cache.clear()


@pytest.fixture
def olga(db: None) -> Account:
    return Account.objects.create_user(
        "olga", "olga@ministry.example", PASSWORD, display_name="Olga Ek", roles=["licensing_officer"], state="XXA"
    )


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    def enter(name: str = "olga", password: str = PASSWORD) -> Client:
        client = Client()
        client.post("/accounts/login/", {"login": name, "password": password})
        return client

    return enter
