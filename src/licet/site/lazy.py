"""A branch of the address tree whose module is imported at the first request for it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.functional import cached_property


class LazyBranch(URLResolver):
    """Addresses of a django-ninja API, ``module:name``, under `route`; reversed by ``namespace:name``."""

    def __init__(self, route: str, api: str, *, namespace: str) -> None:
        self.api = api
        super().__init__(RoutePattern(route, is_endpoint=False), api, app_name="ninja", namespace=namespace)

    @cached_property
    def urlconf_module(self) -> Any:
        """Import the API and return its patterns."""
        module, name = self.api.split(":")
        return getattr(import_module(module), name).urls[0]

    @cached_property
    def url_patterns(self) -> list[URLPattern | URLResolver]:
        return list(self.urlconf_module)

    def _populate(self) -> None:
        """Stay unread while the tree above is indexed; names below are found through the namespace."""
        if "urlconf_module" in self.__dict__:
            super()._populate()
