"""Who belongs to what on which day: organisations, treaties and regimes, each with the reach of its list.

Inside the reach of a list a state that is not on it is outside the body; elsewhere its standing is unknown,
never "no". A state on the list stays in until its leaving is on file, and one that left stays out until its
return is, also past the day the list was read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from licet.common.confidence import Confidence
from licet.common.dates import Interval
from licet.common.errors import UnknownName, suggest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

__all__ = ["Body", "MembershipAnswer", "Memberships", "Reach", "Row", "Standing"]


class Standing(StrEnum):
    """What a row says of a state. Only members and parties are bound in full."""

    MEMBER = "member"
    PARTY = "party"
    PROVISIONAL = "provisional"
    SIGNATORY = "signatory"
    CONTESTED = "contested"

    @property
    def bound(self) -> bool:
        """Whether the state belongs to the body."""
        return self in (Standing.MEMBER, Standing.PARTY)


@dataclass(frozen=True, slots=True)
class Row:
    """One stay of one state: first day in, first day out, and what the fact rests on.

    `not_before` is set where the first day is only known to lie from there up to ``valid.first``. `sure` is the grade
    from `sure_from` on, where a list read later names the state although its first day is less sure.
    """

    state: str
    standing: Standing
    valid: Interval
    source: str
    as_of: date
    confidence: Confidence
    cite: str = ""
    consent: date | None = None
    not_before: date | None = None
    note: str = ""
    sure_from: date | None = None
    sure: Confidence = Confidence.BACKGROUND

    def grade(self, on: date) -> Confidence:
        """Return how sure it is that the state was in on that day."""
        later = self.sure if self.sure_from is not None and self.sure_from <= on else self.confidence
        return max(self.confidence, later)

    def undecided(self, on: date) -> bool:
        """Whether `on` lies where the first day of this stay may already have passed."""
        return (
            self.not_before is not None and on not in self.valid and on in Interval(self.not_before, self.valid.first)
        )


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a list is complete: these states (None: all), from the first day to the last."""

    states: frozenset[str] | None
    days: Interval
    as_of: date
    confidence: Confidence
    source: str

    def covers(self, state: str, on: date, universe: frozenset[str]) -> bool:
        """Whether a missing row means "no" for that state on that day."""
        return on in self.days and state in (universe if self.states is None else self.states)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, treaty or regime with its dated rows by state and the reach of the list."""

    name: str
    title: str
    kind: str
    began: date
    rows: Mapping[str, tuple[Row, ...]]
    complete_for: tuple[Reach, ...]
    agreement: str = ""
    entry_cite: str = ""
    exit_cite: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MembershipAnswer:
    """Yes, no or unknown (None), with the first day of that standing and what it rests on."""

    value: bool | None
    body: str
    state: str
    source: str
    confidence: Confidence
    standing: Standing | None = None
    since: date | None = None
    until: date | None = None
    cite: str = ""
    as_of: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Memberships:
    """All bodies by name, and the states for which "all" in a reach speaks."""

    bodies: Mapping[str, Body]
    universe: frozenset[str]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Body]:
        return iter(self.bodies.values())

    def body(self, name: str) -> Body:
        """Return the body of that name or alias, or raise `UnknownName`."""
        known = self.aliases.get(name, name)
        if known in self.bodies:
            return self.bodies[known]
        raise UnknownName(
            "LIC-301",
            f"no list of members of '{name}' is on file.{suggest(name, [*self.bodies, *self.aliases])}",
            remedy=f"Use one of {', '.join(sorted(self.bodies))}.",
        )

    def answer(self, body: str, state: str, on: date) -> MembershipAnswer:
        """Return whether `state` (ISO alpha-3) belongs to `body` on the day `on`; a body not on file is unknown."""
        try:
            found = self.body(body)
        except UnknownName as fault:
            return MembershipAnswer(None, body, state, fault.what, Confidence.BACKGROUND)
        return self._answer(found, state, on)

    def members(self, body: str, on: date) -> tuple[str, ...]:
        """Return the states known to belong to `body` on the day, in order of code."""
        found = self.body(body)
        return tuple(sorted(s for s in found.rows if self._answer(found, s, on).value is True))

    def _answer(self, body: Body, state: str, on: date) -> MembershipAnswer:
        rows = body.rows.get(state, ())
        for row in rows:
            if on in row.valid and row.standing.bound:
                return _from_row(body, row, on, value=True)
        for row in rows:
            if row.undecided(on) or (row.standing is Standing.CONTESTED and on in row.valid):
                return _from_row(body, row, on, value=None)
        return self._absent(body, state, on, rows)

    def _absent(self, body: Body, state: str, on: date, rows: tuple[Row, ...]) -> MembershipAnswer:
        left = [r for r in rows if r.standing.bound and r.valid.until is not None and r.valid.until <= on]
        lesser = [r for r in rows if not r.standing.bound and on in r.valid]
        if on < body.began:
            return _before(body, state, on, lesser)
        if left:
            return _left(body, max(left, key=lambda r: r.valid.until or on))
        reach = next((r for r in body.complete_for if r.covers(state, on, self.universe)), None)
        if reach is None:
            return _out_of_reach(body, state, lesser)
        return _not_listed(body, state, reach, lesser)


def _from_row(body: Body, row: Row, on: date, *, value: bool | None) -> MembershipAnswer:
    return MembershipAnswer(
        value,
        body.name,
        row.state,
        row.source,
        row.grade(on),
        row.standing,
        row.valid.first,
        row.valid.until,
        row.cite or body.entry_cite,
        row.as_of,
        row.note,
    )


def _left(body: Body, row: Row) -> MembershipAnswer:
    return MembershipAnswer(
        False,
        body.name,
        row.state,
        row.source,
        row.confidence,
        since=row.valid.until,
        cite=body.exit_cite or row.cite,
        as_of=row.as_of,
        note=row.note,
    )


def _before(body: Body, state: str, on: date, lesser: list[Row]) -> MembershipAnswer:
    if lesser:
        return _from_row(body, lesser[0], on, value=False)
    source = f"{body.title} began on {body.began}"
    return MembershipAnswer(
        False, body.name, state, source, Confidence.VERIFIED, until=body.began, cite=body.entry_cite
    )


def _not_listed(body: Body, state: str, reach: Reach, lesser: list[Row]) -> MembershipAnswer:
    """A "no" rests on the reach; a signature or provisional application is told beside it."""
    row = lesser[0] if lesser else None
    return MembershipAnswer(
        False,
        body.name,
        state,
        reach.source,
        reach.confidence,
        standing=row.standing if row else None,
        since=row.valid.first if row else None,
        cite=body.entry_cite,
        as_of=reach.as_of,
        note=row.note if row else "",
    )


def _out_of_reach(body: Body, state: str, lesser: list[Row]) -> MembershipAnswer:
    read = max((r.as_of for r in body.complete_for), default=None)
    source = f"the list of {body.name} does not speak for {state} on that day"
    standing = lesser[0].standing if lesser else None
    return MembershipAnswer(None, body.name, state, source, Confidence.BACKGROUND, standing, as_of=read)
