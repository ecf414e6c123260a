"""Which licences a person may see, and the balance of each line, in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch

from licet.common.quantities import UNITS, Quantity
from licet.licensing.drawdown import Balance, balance
from licet.licensing.licence import Event, LicenceStatus, status
from licet.store.models import Drawdown, DrawdownLine, Licence

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from licet.store.models import LicenceLine

__all__ = ["LineBalance", "balances", "full", "standing"]


@dataclass(frozen=True, slots=True)
class LineBalance:
    """A line with what was shipped of it and what is left."""

    line: LicenceLine
    unit: str
    balance: Balance

    @property
    def used(self) -> Decimal:
        """What was shipped, in the line's unit."""
        return self.balance.shipped.amount

    @property
    def left(self) -> Decimal:
        """What may still go, in the line's unit."""
        return self.balance.left.amount


def full(licences: QuerySet[Licence]) -> QuerySet[Licence]:
    """Return licences with everything their status and balance need: four statements, however many rows."""
    accepted = DrawdownLine.objects.filter(drawdown__answer=Drawdown.Answer.ACCEPTED)
    return licences.select_related("holder", "case").prefetch_related(
        "lines", "events", Prefetch("lines__uses", queryset=accepted, to_attr="accepted")
    )


def balances(licence: Licence) -> list[LineBalance]:
    """Return the balance of each line."""
    return [LineBalance(line, UNITS[line.unit].word, _balance(line)) for line in licence.lines.all()]


def _balance(line: Any) -> Balance:
    uses = [(Quantity(use.quantity, line.unit), use.value) for use in line.accepted]
    return balance(line.number, Quantity(line.quantity, line.unit), line.value, uses)


def standing(licence: Licence, on: date, rows: list[LineBalance]) -> LicenceStatus:
    """Return how the licence stands on a day: derived from its days, events and balance."""
    events = [Event(event.kind, event.on) for event in licence.events.all()]
    exhausted = bool(rows) and all(row.balance.used_up for row in rows)
    return status(licence.valid_from, licence.valid_until, events, exhausted=exhausted, on=on)
