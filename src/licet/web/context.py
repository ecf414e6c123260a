"""What every page carries: the navigation this role may open, the two dates, the log's last checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.store import clock
from licet.store.roles import ROLES
from licet.web import doors

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from django_stubs_ext import StrPromise


CHECKPOINT, CHECKPOINT_SECONDS = "licet:checkpoint", 10


class Shown(NamedTuple):
    """The checkpoint in the foot; it may be some seconds old."""

    number: int
    size: int
    at: datetime
    root: str


class NavItem(NamedTuple):
    """One word of the navigation."""

    label: str
    url: str
    key: str
    current: str


class Place(NamedTuple):
    """A page of the navigation: its word, its URL name, the door that opens it, its key."""

    label: StrPromise
    url: str
    door: str
    key: str


PLACES = (
    Place(gettext_lazy("Applications"), "web:applications", "applications", ""),
    Place(gettext_lazy("My work"), "web:work", "work", "work"),
    Place(gettext_lazy("Cases"), "web:cases", "cases", "cases"),
    Place(gettext_lazy("Licences"), "web:licences", "licences", ""),
    Place(gettext_lazy("Agreements"), "web:agreements", "agreements", "agreements"),
    Place(gettext_lazy("Law"), "web:law", "law", "law"),
    Place(gettext_lazy("Log"), "web:log", "log", ""),
    Place(gettext_lazy("Accounts"), "web:people", "people", ""),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what `base.html` prints around every page."""
    moment = clock.now()
    return {
        "nav": SimpleLazyObject(lambda: navigation(request)),
        "who": SimpleLazyObject(lambda: office(_person(request))),
        "held_on": moment.date(),
        "known_by": moment,
        "demo_day": settings.DEMO_DAY,
        "checkpoint": SimpleLazyObject(checkpoint),
        "keys_off": request.COOKIES.get("licet_keys") == "off",
    }


def navigation(request: HttpRequest) -> list[NavItem]:
    """Return the pages this person may open, in their order."""
    open_places = [place for place in PLACES if doors.may_open(_person(request), place.door)]
    return [_item(place, request.path) for place in open_places]


def _person(request: HttpRequest) -> Any:
    """Return who asks; nobody, where a request is refused before it is known whose it is."""
    return getattr(request, "user", None) or AnonymousUser()


def _item(place: Place, path: str) -> NavItem:
    url = reverse(place.url)
    current = "page" if path == url else "true" if path.startswith(url) else ""
    return NavItem(str(place.label), url, place.key, current)


def office(user: Any) -> str:
    """Return what stands under the name: the organisation, or the printed role."""
    if not user.is_authenticated:
        return ""
    if user.organisation_id:
        return str(user.organisation)
    titles = [_(ROLES[role].title) for role in user.roles if role in ROLES]
    return str(user.role_title or ", ".join(titles))


def checkpoint() -> Any:
    """Return the last checkpoint of the log as ``size`` and ``at``, or nothing before the first."""
    from licet.web.log.reading import last_checkpoint

    found = cache.get(CHECKPOINT)
    if found is None:
        newest = last_checkpoint()
        found = (newest.number, newest.size, newest.at, newest.root) if newest else ()
        cache.set(CHECKPOINT, found, CHECKPOINT_SECONDS)
    return Shown(*found) if found else None
