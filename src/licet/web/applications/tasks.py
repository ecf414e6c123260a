"""The task list: what is done, what is missing, what cannot start yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.licensing.application import FORM, Section
from licet.licensing.completeness import Missing, answered, missing
from licet.store import packs

if TYPE_CHECKING:
    from licet.store.models import Application

__all__ = ["Task", "faults_of", "ready", "tasks"]

LAST = "declarations"


@dataclass(frozen=True, slots=True)
class Task:
    """One section with its state in words, how strongly to print it, and what to say below."""

    section: Section
    status: str
    tone: str
    note: str


def faults_of(application: Application) -> list[Missing]:
    """Return everything that stops the application."""
    return missing(application.draft, packs.states())


def ready(faults: list[Missing]) -> bool:
    """Tell whether only the declaration is still open."""
    return all(fault.section == LAST for fault in faults)


def tasks(application: Application, faults: list[Missing]) -> list[Task]:
    """Return the sections the exporter fills in, without the declaration that ends them."""
    return [_task(part, application.draft, faults) for part in FORM if part.code != LAST]


def _task(part: Section, draft: dict[str, Any], faults: list[Missing]) -> Task:
    mine = [fault for fault in faults if fault.section == part.code]
    if not answered(part, draft):
        return Task(part, _("Not started"), "soon", "")
    if mine:
        words = ngettext("%(n)s answer missing", "%(n)s answers missing", len(mine)) % {"n": len(mine)}
        return Task(part, words, "soon", f"{mine[0].label}: {mine[0].how}")
    if part.repeats:
        count = len(draft[part.code])
        return Task(part, ngettext("%(n)s added", "%(n)s added", count) % {"n": count}, "", "")
    return Task(part, _("Done"), "", "")
