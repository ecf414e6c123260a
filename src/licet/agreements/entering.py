"""When an agreement enters into force, and when it does for a state that joins later, by the clause on file.

"n days after" is the day plus n. "First day of the n-th month after" counts whole months from the month of the event.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from licet.common.dates import add_months, entry_into_force

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Entering", "Entry", "EntryRule", "enters", "joins"]


class Entry(StrEnum):
    """The clauses on entry into force seen in practice."""

    COUNT_PLUS_DAYS = "count_plus_days"
    COUNT_PLUS_MONTHS = "count_plus_months_first_day"
    COUNT_NAMED_PLUS_DAYS = "count_plus_named_class_plus_days"
    NAMED_PLUS_DAYS = "named_list_plus_days"
    MAJORITY_PLUS_NAMED = "majority_plus_named"
    AFTER_NOTES = "days_after_exchange_of_notes"
    AFTER_LAST_DEPOSIT = "days_after_last_deposit"
    ALL_NOTIFY = "all_parties_notify"


@dataclass(frozen=True, slots=True)
class EntryRule:
    """The clause on file: how many instruments, by whom, and how long after the last of them."""

    rule: Entry
    count: int = 0
    days: int = 0
    months: int = 0
    latecomers_days: int | None = None
    named: tuple[str, ...] = ()
    cite: str = ""

    @property
    def words(self) -> str:
        """The clause in words."""
        wait = f"the first day of month {self.months} after" if self.months else f"{self.days} days after"
        if not (self.days or self.months):
            wait = "on"
        return f"{wait} {self.event}"

    @property
    def event(self) -> str:
        """The event from which the clause counts."""
        by = f" by {' '.join(self.named)}" if self.named else ""
        return {
            Entry.AFTER_NOTES: "the exchange of notes",
            Entry.AFTER_LAST_DEPOSIT: "the last deposit",
            Entry.ALL_NOTIFY: "the last notification",
            Entry.MAJORITY_PLUS_NAMED: f"deposit by a majority, among them{by[3:]}",
            Entry.NAMED_PLUS_DAYS: f"deposit by all {self.count} states named",
            Entry.COUNT_NAMED_PLUS_DAYS: f"deposit {self.count}, with those{by} and the class named",
        }.get(self.rule, f"deposit {self.count}")


@dataclass(frozen=True, slots=True)
class Entering:
    """The first day in force, or the reason why it cannot be computed."""

    first_day: date | None
    because: str
    cite: str = ""


NOT_ON_FILE = "the clause on entry into force is not on file"


def enters(rule: EntryRule | None, event: date) -> Entering:
    """Return the first day in force when the event that completes the clause falls on that day."""
    if rule is None:
        return Entering(None, NOT_ON_FILE)
    return Entering(_after(rule, event, rule.days), f"{rule.words}, {event}", rule.cite)


def joins(rule: EntryRule | None, in_force: date | None, deposit: date) -> Entering:
    """Return the first day in force for a state that deposits then; before the general entry, that day."""
    if rule is None:
        return Entering(None, NOT_ON_FILE)
    if in_force is None:
        return Entering(None, "it is not in force; the day depends on the deposits of others", rule.cite)
    if rule.months:
        return Entering(
            max(in_force, _after(rule, deposit, 0)), f"first day of month {rule.months} after the deposit", rule.cite
        )
    if deposit < in_force:
        return Entering(in_force, "deposited before the general entry into force", rule.cite)
    if rule.latecomers_days is None:
        return Entering(None, "the clause for a state that joins later is not on file", rule.cite)
    late = rule.latecomers_days
    return Entering(_after(rule, deposit, late), f"{late} days after the deposit of {deposit}", rule.cite)


def _after(rule: EntryRule, event: date, days: int) -> date:
    if rule.months:
        return add_months(event.replace(day=1), rule.months)
    return entry_into_force(event, days)
