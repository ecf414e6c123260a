"""What is left on a licence and how it stands, derived from its rows on every reading."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from licet.common.quantities import Quantity
from licet.licensing.drawdown import Balance, balance
from licet.licensing.licence import Event, LicenceStatus, status
from licet.store.models import Drawdown, DrawdownLine, Licence

__all__ = ["balances", "status_on"]


def balances(licence: Licence) -> dict[int, Balance]:
    """Return the balance of each line by its number, in two statements."""
    lines = list(licence.lines.all())
    accepted = DrawdownLine.objects.filter(drawdown__licence=licence, drawdown__answer=Drawdown.Answer.ACCEPTED)
    uses: dict[int, list[DrawdownLine]] = {}
    for use in accepted:
        uses.setdefault(use.line_id, []).append(use)
    return {
        line.number: balance(
            line.number,
            Quantity(line.quantity, line.unit),
            line.value,
            [(Quantity(u.quantity, line.unit), u.value) for u in uses.get(line.pk, [])],
        )
        for line in lines
    }


def status_on(licence: Licence, now: Iterable[Balance], *, on: date) -> LicenceStatus:
    """Return the status of the licence on a day, from its dates, its events and its balances."""
    rows = list(now)
    events = [Event(e.kind, e.on) for e in licence.events.all()]
    exhausted = bool(rows) and all(b.used_up for b in rows)
    return status(licence.valid_from, licence.valid_until, events, exhausted=exhausted, on=on)
