"""The clock of a case: it stands still while the exporter has the word."""

from __future__ import annotations

from datetime import date, datetime

from licet.licensing.deadlines import due_on, working_days_between
from licet.store.models import Case

__all__ = ["moved_on", "run_again", "stop"]


def stop(case: Case, at: datetime) -> None:
    """Stop the clock, unless it stands already; the caller saves the case."""
    if case.clock_stopped_at is None:
        case.clock_stopped_at = at


def run_again(case: Case, at: datetime) -> None:
    """Let the clock run again and move the due day by the working days it stood; the caller saves the case."""
    if case.clock_stopped_at is not None:
        case.due_on, case.clock_stopped_at = moved_on(case, at), None


def moved_on(case: Case, at: datetime) -> date:
    """Return the due day after the working days for which the clock stood still."""
    if case.clock_stopped_at is None:
        return case.due_on
    return due_on(case.due_on, working_days_between(case.clock_stopped_at.date(), at.date()))
