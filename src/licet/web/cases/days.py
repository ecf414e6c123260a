"""The working days of a case as a strip: counted, held while the clock stood still, still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from licet.licensing.deadlines import SERVICE_LEVEL_DAYS, WEEKEND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.store.models import Case, CaseEvent

__all__ = ["Cell", "Strip", "strip_of"]

WIDE, MOST = 1148.0, 80
STOPS, STARTS = {"ask_exporter", "return_to_exporter"}, {"answer_last", "submit"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One working day: used, held or open, with its place."""

    kind: str
    x: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The cells in the reading direction, and the same in words."""

    cells: tuple[Cell, ...]
    width: str
    today: str
    today_text: str
    anchor: str
    rtl: bool
    today_label: str
    target: str
    label: str


def strip_of(case: Case, events: Sequence[CaseEvent], today: date) -> Strip | None:
    """Return the strip of a case from the day it was sent to the day it is due; events oldest first."""
    first = case.opened_at.astimezone(UTC).date()
    last = max(case.due_on, min(today, case.closed_at.astimezone(UTC).date() if case.closed_at else today))
    days = _each(first + timedelta(days=1), last)
    if not days or len(days) > MOST:
        return None
    held, until = _held(events, today), case.closed_at.astimezone(UTC).date() if case.closed_at else today
    kinds = ["held" if any(a < d <= b for a, b in held) else "used" if d <= until else "open" for d in days]
    return _drawn(kinds, sum(d <= until for d in days), closed=case.closed_at is not None)


def _each(first: date, last: date) -> list[date]:
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [d for d in span if d.weekday() not in WEEKEND]


def _held(events: Sequence[CaseEvent], today: date) -> list[tuple[date, date]]:
    """Return the spans in which the clock stood still."""
    spans, since = [], None
    for event in events:
        day = event.at.astimezone(UTC).date()
        if event.action in STOPS and since is None:
            since = day
        elif event.action in STARTS and since is not None:
            spans.append((since, day))
            since = None
    return [*spans, (since, today)] if since else spans


def _drawn(kinds: list[str], past: int, *, closed: bool) -> Strip:
    rtl = get_language_bidi()
    step = WIDE / len(kinds)
    places = [WIDE - (i + 1) * step if rtl else i * step for i in range(len(kinds))]
    cells = tuple(Cell(kind, f"{x + 0.8:.1f}") for kind, x in zip(kinds, places, strict=True))
    now = WIDE - past * step if rtl else past * step
    used, held = kinds.count("used"), kinds.count("held")
    said = {"used": used, "held": held, "open": kinds.count("open"), "all": SERVICE_LEVEL_DAYS}
    label = _("%(used)s of %(all)s working days used; the clock stood still for %(held)s; %(open)s are left.") % said
    near_start = now < 140
    return Strip(
        cells,
        f"{step - 1.5:.1f}",
        f"{max(now, 6):.1f}",
        f"{now + 10 if near_start else now - 10:.1f}",
        "start" if near_start != rtl else "end",
        rtl,
        (_("closed, day %(n)s") if closed else _("today, day %(n)s")) % {"n": used},
        f"{1.5 if rtl else WIDE:.1f}",
        label,
    )
