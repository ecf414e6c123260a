"""Which cases a person may see, as one query, and the tabs of the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from licet.actions import visible
from licet.licensing.journey import OPEN

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from licet.store.models import Case

__all__ = ["TABS", "queue"]

TABS = ("mine", "team", "all")


def queue(user: Any, tab: str, *, text: str = "", state: str = "") -> QuerySet[Case]:
    """Return one tab of the queue: mine, those without an officer, or all; open cases unless a state is asked for."""
    cases = visible.cases(user)
    if state:
        cases = cases.filter(state=state)
    elif tab != "all":
        cases = cases.filter(state__in=[s.value for s in OPEN])
    if tab == "mine":
        cases = cases.filter(_mine(user))
    elif tab == "team":
        cases = cases.filter(officer=None)
    if text:
        cases = cases.filter(
            Q(reference__icontains=text)
            | Q(title__icontains=text)
            | Q(exporter__name__icontains=text)
            | Q(end_user__icontains=text)
            | Q(destination__iexact=text)
        )
    return cases.order_by("due_on", "reference")


def _mine(user: Any) -> Q:
    """Return what waits for this person: their cases, their advice, decisions for a second signature."""
    mine = Q(officer=user)
    if user.has_role("adviser"):
        mine |= Q(advice_requests__adviser=user)
    if user.has_role("countersigner"):
        mine |= Q(state="countersign")
    return mine
