"""Where a state stands towards an agreement on a day: replayed from its acts, with what the answer rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from licet.agreements.events import Act, Event
from licet.agreements.leaving import leave
from licet.common.confidence import Confidence, weakest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from licet.agreements.agreement import Agreement

__all__ = ["Standing", "Status", "parties_on", "status"]


class Standing(StrEnum):
    """The standings a state can have."""

    NONE = "not a party"
    SIGNED = "signed"
    CONSENTED = "consented"
    PROVISIONAL = "provisional"
    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Status:
    """The standing, since when, and what it rests on.

    `bound` is the neutral reading: true while the agreement is in force for the state, also when a suspension is
    claimed; None when that is not known. `views` keeps contested readings side by side.
    """

    value: Standing
    since: date | None = None
    bound: bool | None = False
    basis: tuple[str, ...] = ()
    confidence: Confidence = Confidence.BACKGROUND
    views: tuple[tuple[str, str], ...] = ()
    leaves_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Replay:
    """What the acts so far add up to."""

    value: Standing = Standing.NONE
    since: date | None = None
    basis: tuple[Event, ...] = ()
    notices: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()


SETS = {
    Act.SIGN: Standing.SIGNED,
    Act.PROVISIONAL: Standing.PROVISIONAL,
    Act.CONSENT: Standing.CONSENTED,
    Act.ENTER: Standing.IN_FORCE,
    Act.SUSPEND: Standing.SUSPENDED,
    Act.RESUME: Standing.IN_FORCE,
    Act.UNCONSENT: Standing.SIGNED,
    Act.DOUBT: Standing.UNKNOWN,
    Act.WITHDRAW: Standing.WITHDRAWN,
    Act.END: Standing.ENDED,
}
BEFORE = {Standing.NONE, Standing.SIGNED, Standing.CONSENTED, Standing.PROVISIONAL}
NOTICES = {Act.NOTICE, Act.PAUSE, Act.REVOKE}
BINDS = {Standing.IN_FORCE, Standing.SUSPENDED}
NEEDS = {
    Act.SIGN: {Standing.NONE},
    Act.PROVISIONAL: BEFORE,
    Act.CONSENT: {Standing.NONE, Standing.SIGNED, Standing.WITHDRAWN},
    Act.SUSPEND: {Standing.IN_FORCE, Standing.SUSPENDED},
    Act.RESUME: {Standing.SUSPENDED},
    Act.UNCONSENT: {Standing.CONSENTED},
}


def status(agreement: Agreement, state: str, on: date) -> Status:
    """Return where `state` (ISO alpha-3) stands on the day `on`.

    The order in which acts were typed never matters. A computed exit takes effect by the agreement's own rule.
    """
    if state not in agreement.events:
        return _unlisted(agreement, state, on)
    acts = sorted(_acts(agreement, state), key=_order)
    found = _replay([e for e in acts if e.on <= on], on)
    if not any(e.act is Act.WITHDRAW and e.on > on for e in acts):
        found = _with_notice(agreement, found, on)
    if agreement.first_day_out is not None and agreement.first_day_out <= on and found.value is not Standing.WITHDRAWN:
        return _ended(agreement)
    return _finish(agreement, state, found, on)


def parties_on(agreement: Agreement, on: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the states bound on the day and those of which it is not known, each in order of code."""
    found = {state: status(agreement, state, on) for state in sorted(agreement.events)}
    bound = tuple(s for s, one in found.items() if one.bound is True)
    return bound, tuple(s for s, one in found.items() if one.bound is None)


def _acts(agreement: Agreement, state: str) -> list[Event]:
    """The acts that bear on `state`: its own and, where there are two parties, the other's notices."""
    acts = list(agreement.events[state])
    if agreement.structure == "bilateral":
        others = (e for one, done in agreement.events.items() if one != state for e in done)
        acts += [e for e in others if e.act in NOTICES]
    return acts


def _order(event: Event) -> tuple[object, ...]:
    return (*event.order, event.state, event.contested_by, event.note, event.confidence)


def _replay(events: Iterable[Event], on: date) -> _Replay:
    found = _Replay()
    for event in events:
        found = _apply(found, event, on)
    return found


def _apply(found: _Replay, event: Event, on: date) -> _Replay:
    if event.act is Act.NOTICE:
        return replace(found, notices=(*found.notices, event))
    if event.act in NOTICES:
        kept = tuple(n for n in found.notices if n.state != event.state)
        return replace(found, notices=kept, notes=(*found.notes, f"notice {_past(event.act)} on {event.on}"))
    if event.act in (Act.RESERVE, Act.SUSPEND_TOWARDS):
        return replace(found, notes=(*found.notes, event.note or f"{event.act.word} {event.towards}".strip()))
    if event.act in NEEDS and found.value not in NEEDS[event.act]:
        return found
    if event.act is Act.ENTER and event.until is not None:
        return _entered_between(found, event, on)
    notices = () if event.act in (Act.WITHDRAW, Act.END, Act.ENTER) else found.notices
    basis = found.basis if event.act in (Act.SUSPEND, Act.RESUME) else ()
    return replace(found, value=SETS[event.act], since=event.on, basis=(*basis, event), notices=notices)


def _entered_between(found: _Replay, event: Event, on: date) -> _Replay:
    """Only a span holds the first day: unknown inside it, in force from its end."""
    note = f"the first day is not on file; it lies between {event.on} and {event.until}"
    sure = event.until is not None and event.until <= on
    value = Standing.IN_FORCE if sure else Standing.UNKNOWN
    return replace(found, value=value, since=None, basis=(event,), notices=(), notes=(*found.notes, note))


def _past(act: Act) -> str:
    return "put on hold" if act is Act.PAUSE else "taken back"


def _with_notice(agreement: Agreement, found: _Replay, on: date) -> _Replay:
    """Let the earliest notice that has run out take the state out."""
    outs = [(leave(agreement.leaves, agreement.in_force, n.on), n) for n in found.notices]
    due = [(one.first_day_out, one.condition, n) for one, n in outs if one.first_day_out and one.first_day_out <= on]
    if not due or found.value not in BINDS:
        return found
    day, condition, notice = min(due, key=lambda d: d[0])
    gone = Standing.ENDED if agreement.structure == "bilateral" else Standing.WITHDRAWN
    value = Standing.UNKNOWN if condition else gone
    notes = (*found.notes, f"the notice of {notice.on} ran out on {day}") + (
        (f"it takes effect {condition}",) if condition else ()
    )
    return replace(found, value=value, since=day, basis=(*found.basis, notice), notices=(), notes=notes)


def _finish(agreement: Agreement, state: str, found: _Replay, on: date) -> Status:
    value, bound, views = found.value, _bound(found.value), _views(state, found)
    if views:
        value = Standing.CONTESTED
    unsure = value in BEFORE and (agreement.entry_open or not agreement.speaks_for(state, on))
    if unsure:
        value, bound = Standing.UNKNOWN, None
    return Status(
        value,
        found.since,
        bound,
        tuple(_said(e) for e in found.basis),
        weakest(e.grade(on) for e in found.basis) if found.basis else Confidence.BACKGROUND,
        views,
        _leaves_on(agreement, found, on),
        _notes(agreement, state, found, on, unsure=unsure),
    )


def _views(state: str, found: _Replay) -> tuple[tuple[str, str], ...]:
    """The readings side by side where somebody denies the act that the standing rests on."""
    claims = {Standing.SUSPENDED: (Act.SUSPEND, "suspended"), Standing.UNKNOWN: (Act.DOUBT, "no longer in force")}
    if found.value not in claims:
        return ()
    act, claim = claims[found.value]
    contested = [by for e in found.basis if e.act is act for by in e.contested_by]
    return ((state, claim), *((by, "in force") for by in contested)) if contested else ()


def _notes(agreement: Agreement, state: str, found: _Replay, on: date, *, unsure: bool) -> str:
    notes = [*found.notes, *(e.note for e in found.basis if e.note)]
    notes += [d.note for d in agreement.doubts if d.first <= on <= d.last]
    if unsure:
        notes.append("whether it has entered into force for the state since is not on file")
    if state in agreement.party_notes:
        notes.append(agreement.party_notes[state])
    return "; ".join(n.rstrip(".") for n in dict.fromkeys(notes))


def _said(event: Event) -> str:
    return f"{event.act.word} {event.on}" if event.until is None else f"{event.act.word} by {event.until}"


def _leaves_on(agreement: Agreement, found: _Replay, on: date) -> date | None:
    outs = [leave(agreement.leaves, agreement.in_force, n.on).first_day_out for n in found.notices]
    return min((d for d in outs if d is not None and d > on), default=None)


def _bound(value: Standing) -> bool | None:
    return None if value is Standing.UNKNOWN else value in BINDS


def _ended(agreement: Agreement) -> Status:
    basis = (f"first day out {agreement.first_day_out}",)
    return Status(
        Standing.ENDED, agreement.first_day_out, False, basis, agreement.grade("end"), note=agreement.end_reason
    )


def _unlisted(agreement: Agreement, state: str, on: date) -> Status:
    if agreement.first_day_out is not None and agreement.first_day_out <= on:
        return _ended(agreement)
    if agreement.speaks_for(state, on):
        return Status(Standing.NONE, None, False, ("not in the list of parties",), _reach_grade(agreement, state, on))
    basis = ("the list of parties on file does not speak for it on that day",)
    return Status(Standing.UNKNOWN, None, None, basis, note=f"read up to {agreement.as_of}")


def _reach_grade(agreement: Agreement, state: str, on: date) -> Confidence:
    covering = [r.confidence for r in agreement.complete_for if r.covers(state, on, agreement.universe)]
    return max(covering, default=Confidence.BACKGROUND)
