"""Every page, by its noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from licet.web.public import views as public

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

pages: list[URLPattern | URLResolver] = [
    path("", public.first, name="first"),
    path("language/", public.language, name="language"),
    path("keyboard/", public.keyboard, name="keyboard"),
]

urlpatterns: list[URLPattern | URLResolver] = [path("", include((pages, "web")))]
