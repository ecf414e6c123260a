"""What an exporter's pages show: own applications, the answers in their order, the questions of the ministry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q
from django.urls import reverse

from licet.licensing.application import FORM, Field, Section
from licet.licensing.journey import CaseState
from licet.store.models import Application, Case

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["answers", "own", "state_label", "title_of"]


def own(user: Any) -> QuerySet[Any]:
    """Return the applications of the person's organisation, with the case each became."""
    unanswered = Q(case__questions__isnull=False, case__questions__reply=None)
    found = Application.objects.filter(organisation_id=user.organisation_id).annotate(
        case_reference=F("case__reference"),
        case_state_code=F("case__state"),
        open_questions=Count("case__questions", filter=unanswered),
    )
    return found.order_by("-saved_at", "-pk")


def state_label(application: Any) -> str:
    """Return how the application stands: its case's state once it was sent."""
    if application.state == Application.State.SUBMITTED and application.case_state_code:
        return CaseState(application.case_state_code).label
    return str(application.get_state_display())


def answers(form: dict[str, Any], reference: str = "") -> list[dict[str, Any]]:
    """Return every section with its questions and answers, in the order of the form."""
    return [_part(part, form.get(part.code), reference) for part in FORM if part.code != "declarations"]


def _part(part: Section, given: Any, reference: str) -> dict[str, Any]:
    entries = given if part.repeats else [given]
    groups = [_group(part, entry or {}, number, reference) for number, entry in enumerate(entries or [], 1)]
    return {"section": part, "groups": groups}


def _group(part: Section, entry: dict[str, Any], number: int, reference: str) -> dict[str, Any]:
    url = ""
    if reference:
        to = [reference, part.code, *([number] if part.repeats else [])]
        url = reverse("web:application_entry" if part.repeats else "web:application_section", args=to)
    rows = [
        {"label": field.label, "value": shown(field, entry.get(field.code, "")), "url": f"{url}#id_{field.code}"}
        for field in part.fields
    ]
    return {"title": title_of(part, entry, number) if part.repeats else "", "rows": rows}


def shown(field: Field, value: Any) -> str:
    """Return an answer as people read it: the word of a choice, lists one below the other."""
    if isinstance(value, list):
        return "\n".join(str(v) for v in value)
    return str((field.options or {}).get(str(value), value))


def title_of(part: Section, entry: dict[str, Any], number: int) -> str:
    """Return what an entry is called in a list."""
    named = entry.get("description") or entry.get("name") or entry.get("reference")
    return str(named or f"{part.entry} {number}")


def case_of(application: Application) -> Case | None:
    """Return the case an application became, or nothing."""
    return Case.objects.select_related("exporter", "officer", "snapshot").filter(application=application).first()
