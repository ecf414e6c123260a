"""The reading rows of the policy as queries: which cases, licences and entries of the log a person may open.

A list shows exactly what `policy.allowed` would grant on each row; a test compares the two for every role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from licet.actions import policy
from licet.store.models import Case, Licence
from licet.store.models.ledger import Entry

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["READ", "cases", "entries", "licences"]

NOTHING = Q(pk__in=[])
READ = "access.read"
"""The kind of the entries that say who read what."""


def cases(user: Any) -> QuerySet[Case]:
    """Return the cases this person may open, with exporter and officer."""
    rows = Case.objects.select_related("exporter", "officer")
    if user.has_role("auditor"):
        return rows
    may_see = _of_state(user, "exporting_state", "licensing_officer", "countersigner", "technical_assessor")
    if not user.has_role("adviser"):
        return rows.filter(may_see)
    asked = Q(advice_requests__adviser=user) & (Q(exporting_state=user.state) if user.state else Q())
    return rows.filter(may_see | asked).distinct()


def licences(user: Any) -> QuerySet[Licence]:
    """Return the licences this person may open, with holder and case."""
    rows = Licence.objects.select_related("holder", "case")
    if user.has_role("auditor"):
        return rows
    may_see = _of_state(user, "issuing_state", "licensing_officer", "countersigner", "customs", "inspector")
    if user.has_role("exporter") and user.organisation_id:
        may_see |= Q(holder_id=user.organisation_id)
    return rows.filter(may_see)


def entries(user: Any) -> QuerySet[Entry]:
    """Return the entries of the log this person may open: who read what is for those who may see that."""
    policy.require(user, "view_log", None)
    rows = Entry.objects.all()
    return rows if policy.allowed(user, "view_reads", None).ok else rows.exclude(kind=READ)


def _of_state(user: Any, field: str, *roles: str) -> Q:
    """Return what those roles see: their own state's rows, all rows where the account serves no single state."""
    if not user.has_role(*roles):
        return NOTHING
    return Q(**{field: user.state}) if user.state else ~NOTHING
