"""The functions of the language: each turns constant or evaluated arguments into a node."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from licet.common.dates import add_months, parse_date
from licet.law.codes import carries
from licet.law.kleene import Truth, both, either, negate
from licet.law.node import RECEIVERS, Ctx
from licet.law.subject import Entity

if TYPE_CHECKING:
    from licet.law.node import Evaluate
    from licet.law.subject import Denial

__all__ = [
    "agreement",
    "at",
    "claimed",
    "code",
    "consulted",
    "denied",
    "document",
    "indicator",
    "knowledge",
    "member",
    "money",
    "standing_place",
    "touches",
]

END_USERS = frozenset({"end_user", "ultimate_end_user"})


def code(scheme: str, wanted: frozenset[str], entity: Callable[[Ctx], Entity]) -> Evaluate:
    """Whether the line carries one of the codes of a scheme."""

    def ev(ctx: Ctx) -> Truth:
        line = entity(ctx)
        have = ctx.look(line, scheme, "codes")
        if have is None:
            return None
        assert isinstance(have, tuple)
        answer = carries(scheme, have, wanted)
        if answer is None and ctx.trace is not None:
            ctx.trace.add((line, scheme, "codes"))
        return answer

    return ev


def standing_place(ctx: Ctx, party: Entity, wanted: frozenset[str]) -> Truth:
    """Whether a party belongs to, or is stated to be or act in, one of the states."""
    places = party.values.get("places", ())
    state = party.values.get("state")
    if state in wanted or (isinstance(places, tuple) and not wanted.isdisjoint(places)):
        ctx.look(party, "state", "state")
        return True
    return None if ctx.look(party, "state", "state") is None else False


def at(name: str, wanted: frozenset[str]) -> Evaluate:
    """Whether the party bound to `name` is at one of the places."""

    def ev(ctx: Ctx) -> Truth:
        party = ctx.env[name]
        assert isinstance(party, Entity)
        return standing_place(ctx, party, wanted)

    return ev


def touches(wanted: frozenset[str]) -> Evaluate:
    """Whether the goods go to one of the states, or to somebody of or in it."""

    def ev(ctx: Ctx) -> Truth:
        if ctx.places is not None and ctx.reads is None:
            return not wanted.isdisjoint(ctx.places)
        destination = ctx.look(ctx.case, "destination", "state")
        if destination in wanted:
            return True
        answer: Truth = None if destination is None else False
        receivers = [p for p in ctx.subject.parties if p.values.get("role") in RECEIVERS]
        for party in receivers:
            here = standing_place(ctx, party, wanted)
            if here is True:
                return True
            answer = None if here is None else answer
        if answer is False and not any(p.values.get("role") in END_USERS for p in receivers):
            ctx.miss("end_user")
            answer = None
        return answer

    return ev


def member(body: str, state: Evaluate) -> Evaluate:
    """Whether a state belongs to a body or is bound by a treaty."""

    def ev(ctx: Ctx) -> Truth:
        who = state(ctx)
        if who is None:
            return None
        value = ctx.ask(f"member.{body}.{who}", lambda: ctx.registers.member(body, str(who), ctx.on))
        return None if value is None else bool(value)

    return ev


def agreement(kind: str, left: Evaluate, right: Evaluate) -> Evaluate:
    """Whether an agreement of a kind is in force between two states."""

    def ev(ctx: Ctx) -> Truth:
        pair = (left(ctx), right(ctx))
        if None in pair:
            return None
        who = tuple(sorted(str(s) for s in pair))
        value = ctx.ask(f"agreement.{kind}.{'.'.join(who)}", lambda: ctx.registers.agreement(kind, who, ctx.on))
        return None if value is None else bool(value)

    return ev


def indicator(name: str, state: Evaluate) -> Evaluate:
    """A number of the registers about a state."""

    def ev(ctx: Ctx) -> int | None:
        who = state(ctx)
        if who is None:
            return None
        return ctx.ask(f"indicator.{name}.{who}", lambda: ctx.registers.indicator(name, str(who), ctx.on))

    return ev


def claimed(what: str) -> Evaluate:
    """Whether the case claims an exemption or licence; what is not claimed is false."""
    return lambda ctx: what in ctx.subject.claims


def document(kind: str, about: str) -> Evaluate:
    """Whether such a document is on file on the day; unknown when nobody has looked."""

    def ev(ctx: Ctx) -> Truth:
        if ctx.subject.documents is None:
            name = f"documents.{kind}" + (f".{about}" if about else "")
            value = ctx.look(ctx.case, name, "bool")
            return None if value is None else bool(value)
        return any(
            d.kind == kind and (not about or d.about == about) and (d.on is None or d.on <= ctx.on)
            for d in ctx.subject.documents
        )

    return ev


def knowledge(kinds: frozenset[str]) -> Evaluate:
    """Whether the deciding state has a record of such knowledge on the day."""
    return lambda ctx: any(k.kind in kinds and k.on <= ctx.on for k in ctx.subject.knowledge)


def _denials(ctx: Ctx, months: int, body: str) -> list[tuple[Denial, Truth]]:
    """Return the denials that may count, each with whether its state belonged to `body` when it denied."""
    own = ctx.case.values.get("exporting_state")
    recent = [
        d
        for d in ctx.subject.denials or ()
        if d.identical != "no" and d.state != own and d.on <= ctx.on <= add_months(d.on, months)
    ]
    return [(d, True if not body else _belonged(ctx, body, d)) for d in recent]


def _belonged(ctx: Ctx, body: str, denial: Denial) -> Truth:
    key = f"member.{body}.{denial.state}.{denial.on}"
    value = ctx.ask(key, lambda: ctx.registers.member(body, denial.state, denial.on))
    return None if value is None else bool(value)


def denied(months: int, body: str = "") -> Evaluate:
    """Whether another state (of `body`) denied an essentially identical transaction in the last `months`."""

    def ev(ctx: Ctx) -> Truth:
        if ctx.subject.denials is None:
            value = ctx.look(ctx.case, "denials", "bool")
            return None if value is None else bool(value)
        return either(counts for _denial, counts in _denials(ctx, months, body))

    return ev


def consulted(months: int, body: str = "") -> Evaluate:
    """Whether consultation on every such denial is closed."""

    def ev(ctx: Ctx) -> Truth:
        if ctx.subject.denials is None and ctx.case.values.get("denials") is not False:
            value = ctx.look(ctx.case, "denials.consulted", "bool")
            return None if value is None else bool(value)
        return both(True if d.consulted else negate(counts) for d, counts in _denials(ctx, months, body))

    return ev


def money(name: str, currency: str, entity: Callable[[Ctx], Entity]) -> Evaluate:
    """The value of the line or the case in one currency; nothing is converted."""
    return lambda ctx: ctx.look(entity(ctx), f"{name}.{currency}", "number")


def day(text: str, where: str) -> Evaluate:
    """A constant day."""
    value = parse_date(text, where=where)
    return lambda ctx: value
