"""When a state is out after notice: last day bound and first day out, by the agreement's own rule.

Notice in days: the last day bound is receipt + n. Notice in months or years: the first day out has the day number of
the receipt, n months later, clamped to the month's end. A later notice never ends earlier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from licet.common.dates import add_months, first_day_out_after_days, first_day_out_after_months
from licet.common.errors import BadInput

__all__ = ["Leaving", "LeavingRule", "Period", "Rule", "leave"]


class Rule(StrEnum):
    """How an agreement is left."""

    NOTICE = "notice"
    TACIT_RENEWAL = "tacit_renewal"
    FIXED_TERM = "fixed_term"
    CONSENT_ONLY = "consent_only"


@dataclass(frozen=True, slots=True)
class Period:
    """A period in days or in months."""

    days: int = 0
    months: int = 0

    @classmethod
    def parse(cls, text: str, *, where: str = "") -> Period:
        """Return the period written as ``P90D``, ``P6M`` or ``P1Y``; anything else raises `BadInput`."""
        found = re.fullmatch(r"P(\d{1,4})([DMY])", text)
        if found is None:
            raise BadInput("LIC-306", f"'{text[:30]}' is not a period", where=where, remedy="Write P90D, P6M or P1Y.")
        number = int(found[1])
        return {"D": cls(days=number), "M": cls(months=number), "Y": cls(months=12 * number)}[found[2]]

    def first_day_out(self, receipt: date) -> date:
        """Return the first day no longer bound after notice received on that day."""
        return (
            first_day_out_after_months(receipt, self.months)
            if self.months
            else first_day_out_after_days(receipt, self.days)
        )

    def latest_before(self, last_day: date) -> date:
        """Return the last day on which notice may arrive to stop a renewal after `last_day`."""
        return add_months(last_day, -self.months) if self.months else last_day - timedelta(days=self.days)

    def __str__(self) -> str:
        return f"{self.months} months" if self.months else f"{self.days} days"


@dataclass(frozen=True, slots=True)
class LeavingRule:
    """The rule on file; `earliest` is the first day on which notice may be given."""

    rule: Rule
    notice: Period | None = None
    term: Period | None = None
    renewal: Period | None = None
    earliest: date | None = None
    expiry: date | None = None
    unless: str = ""
    to: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Leaving:
    """The end a notice brings, or the reason why it brings none that can be computed."""

    first_day_out: date | None
    because: str
    cite: str = ""
    condition: str = ""

    @property
    def last_day(self) -> date | None:
        """The last day bound."""
        return None if self.first_day_out is None else self.first_day_out - timedelta(days=1)


SILENT = (
    "the rule on leaving is not on file; where a treaty is silent it cannot be left unless that was intended "
    "or is implied, and then with twelve months notice (Vienna Convention, Article 56)"
)


def leave(rule: LeavingRule | None, in_force: date | None, receipt: date) -> Leaving:
    """Return when a state is out whose notice arrived on `receipt`."""
    if rule is None:
        return Leaving(None, SILENT, "VCLT-56")
    if rule.rule is Rule.CONSENT_ONLY:
        return Leaving(None, "it can be ended by common consent only", rule.cite)
    if rule.rule is Rule.FIXED_TERM:
        return _after_term(rule, in_force)
    if rule.notice is None:
        return Leaving(None, "the period of notice is not on file", rule.cite)
    if rule.rule is Rule.TACIT_RENEWAL:
        return _at_renewal(rule, rule.notice, in_force, receipt)
    return _after_notice(rule, rule.notice, receipt)


def _after_notice(rule: LeavingRule, notice: Period, receipt: date) -> Leaving:
    start = max(receipt, rule.earliest) if rule.earliest else receipt
    out = notice.first_day_out(start)
    why = f"{notice} after notice received on {receipt}"
    if start != receipt:
        why = f"{notice} after {start}, the first day on which notice counts"
    if rule.expiry and out > rule.expiry:
        out, why = rule.expiry + timedelta(days=1), f"it expires on {rule.expiry}"
    condition = "not before the end of an armed conflict in which the state is then engaged"
    return Leaving(out, why, rule.cite, condition if rule.unless else "")


def _at_renewal(rule: LeavingRule, notice: Period, in_force: date | None, receipt: date) -> Leaving:
    if in_force is None or rule.term is None:
        return Leaving(None, "the term that renews itself is not on file", rule.cite)
    terms, length = 0, rule.term
    boundary = _boundary(in_force, length, rule.renewal, terms)
    while notice.latest_before(boundary - timedelta(days=1)) < receipt:
        terms += 1
        boundary = _boundary(in_force, length, rule.renewal, terms)
    deadline = notice.latest_before(boundary - timedelta(days=1))
    return Leaving(boundary, f"the running term ends then; notice had to arrive by {deadline}", rule.cite)


def _boundary(in_force: date, term: Period, renewal: Period | None, renewals: int) -> date:
    """Return the first day after the term and so many renewals."""
    again = renewal or term
    if term.months and (again.months or not renewals):
        return add_months(in_force, term.months + again.months * renewals)
    return in_force + timedelta(days=term.days + again.days * renewals)


def _after_term(rule: LeavingRule, in_force: date | None) -> Leaving:
    if in_force is None or rule.term is None:
        return Leaving(None, "the fixed term is not on file", rule.cite)
    return Leaving(
        _boundary(in_force, rule.term, None, 0), "it ends with its fixed term; notice does not end it", rule.cite
    )
