"""Customs puts a shipment to a licence. It is accepted whole or refused whole, and both answers are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from licet.actions.acting import action
from licet.actions.policy import require
from licet.common.errors import BadInput, Conflict, NotFound
from licet.common.quantities import Quantity
from licet.licensing.drawdown import Answer, Balance, draw, wanted
from licet.store import ledger
from licet.store.balances import balances, status_on
from licet.store.models import Drawdown, DrawdownLine, Licence, LicenceLine
from licet.store.outbox import enqueue

__all__ = ["Shipped", "check_draw_down", "do_draw_down", "locked_licence"]


@dataclass(frozen=True, slots=True)
class Shipped:
    """How much of one licence line leaves, in any unit of its dimension, and at which value."""

    line: int
    quantity: Quantity
    value: Decimal


def locked_licence(licence: Licence) -> Licence:
    """Return the licence, locked until the transaction ends, so that two shipments never share a balance."""
    rows = Licence.objects.select_for_update(of=("self",)).select_related("case").filter(pk=licence.pk)
    row = rows.first()
    if row is None:
        raise NotFound("LIC-636", "there is no such licence", remedy="Check the number on the paper.")
    return row


def check_draw_down(
    licence: Licence,
    shipped: Sequence[Shipped],
    *,
    shipped_on: date,
    customs_reference: str,
    acting_user: Any,
    at: datetime,
) -> Answer:
    """Return the answer to a shipment. Only faults of the request raise; a refusal is an answer."""
    require(acting_user, "draw_down", licence)
    where = licence.number
    if not customs_reference.strip() or len(customs_reference) > 40:
        what = "the shipment has no customs reference"
        raise BadInput("LIC-633", what, where=where, remedy="Give the reference of the export declaration.")
    if licence.drawdowns.filter(customs_reference=customs_reference, answer=Drawdown.Answer.ACCEPTED).exists():
        what = f"{customs_reference} was drawn down already"
        raise Conflict("LIC-637", what, where=where, remedy="Use the reference of this shipment. Nothing was changed.")
    if shipped_on > at.date():
        what = f"the shipment is dated {shipped_on}, after today"
        raise BadInput("LIC-633", what, where=where, remedy="Record it on the day it leaves.")
    now = balances(licence)
    _check_lines(shipped, now, where)
    standing = status_on(licence, now.values(), on=shipped_on)
    if not standing.live:
        return Answer(False, f"Refused, on {shipped_on} the licence is {standing.label.lower()}")
    answers = [draw(now[s.line], s.quantity, s.value, where=f"{where}, line {s.line}") for s in shipped]
    return next((a for a in answers if not a.accepted), Answer(True))


@action("draw_down")
def do_draw_down(
    licence: Licence,
    *,
    shipped: Sequence[Shipped],
    shipped_on: date,
    customs_reference: str,
    office: str,
    acting_user: Any,
    at: datetime,
    token: str | None = None,
) -> Drawdown:
    """Record the shipment with its answer, accepted or refused, and return it."""
    row = locked_licence(licence)
    answer = check_draw_down(
        row, shipped, shipped_on=shipped_on, customs_reference=customs_reference, acting_user=acting_user, at=at
    )
    made = Drawdown.objects.create(
        licence=row,
        number=row.drawdowns.count() + 1,
        shipped_on=shipped_on,
        customs_reference=customs_reference,
        office=office[:80],
        answer=Drawdown.Answer.ACCEPTED if answer.accepted else Drawdown.Answer.REFUSED,
        why=answer.why,
        by=acting_user,
        at=at,
    )
    lines = {line.number: line for line in row.lines.all()}
    DrawdownLine.objects.bulk_create([_line(made, lines[s.line], s) for s in shipped])
    enqueue("customs.answer", row.subject, {"drawdown": made.number, "answer": made.answer}, at=at)
    record = {"licence": row.number, "drawdown": made.number, "answer": made.answer, "reference": customs_reference}
    ledger.record("drawdown.recorded", subject=row.subject, record=record, actor=acting_user, at=at)
    return made


def _check_lines(shipped: Sequence[Shipped], now: dict[int, Balance], where: str) -> None:
    numbers = [s.line for s in shipped]
    strange = sorted(set(numbers) - now.keys())
    if not numbers or strange or len(set(numbers)) != len(numbers):
        what = f"the licence has no line {strange[0]}" if strange else "each line is named once, and at least one"
        raise BadInput("LIC-633", what, where=where, remedy=f"Use lines {', '.join(map(str, sorted(now)))}.")


def _line(made: Drawdown, line: LicenceLine, shipped: Shipped) -> DrawdownLine:
    amount = wanted(shipped.quantity, line.unit).amount
    return DrawdownLine(drawdown=made, line=line, quantity=amount, value=shipped.value)
