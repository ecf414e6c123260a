from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse

from licet.site.lazy import LazyBranch


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("from the branch")


class Counted(ModuleType):
    """A module that counts how often its API is asked for."""

    asked = 0

    def __getattr__(self, name: str) -> Any:
        if name != "api":
            raise AttributeError(name)
        type(self).asked += 1
        return SimpleNamespace(urls=([path("thing", answer, name="thing")], "ninja", "late"))


@pytest.fixture
def branch(monkeypatch: pytest.MonkeyPatch, settings: Any) -> type[Counted]:
    Counted.asked = 0
    monkeypatch.setitem(sys.modules, "late_api", Counted("late_api"))
    urls = ModuleType("late_urls")
    urls.urlpatterns = [path("plain", answer, name="plain"), LazyBranch("late/", "late_api:api", namespace="late")]
    monkeypatch.setitem(sys.modules, "late_urls", urls)
    settings.ROOT_URLCONF = "late_urls"
    return Counted


def test_other_addresses_do_not_import_the_branch(branch: type[Counted], db: None) -> None:
    assert reverse("plain") == "/plain"
    assert Client().get("/plain").status_code == 200
    assert branch.asked == 0


def test_its_own_addresses_do(branch: type[Counted], db: None) -> None:
    assert Client().get("/late/thing").content == b"from the branch"
    assert branch.asked == 1


def test_its_names_are_found(branch: type[Counted]) -> None:
    assert reverse("late:thing") == "/late/thing"


def test_what_it_does_not_have_is_not_found(branch: type[Counted]) -> None:
    from django.urls import Resolver404, resolve

    with pytest.raises(Resolver404):
        resolve("/late/nothing")
