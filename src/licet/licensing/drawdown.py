"""What may still be shipped under a licence line. Never more than is licensed; exact decimals, no tolerance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from licet.common.errors import BadInput
from licet.common.quantities import UNITS, Quantity

__all__ = ["Answer", "Balance", "balance", "draw", "wanted"]

PLACES = 6


@dataclass(frozen=True, slots=True)
class Balance:
    """A licence line on a day: licensed, shipped and left, in the line's unit and currency."""

    line: int
    licensed: Quantity
    shipped: Quantity
    licensed_value: Decimal
    shipped_value: Decimal

    @property
    def left(self) -> Quantity:
        """What may still be shipped."""
        return self.licensed - self.shipped

    @property
    def left_value(self) -> Decimal:
        """Up to which value more may be shipped."""
        return self.licensed_value - self.shipped_value

    @property
    def used_up(self) -> bool:
        """Whether nothing is left."""
        return self.left.amount <= 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What customs is told: accepted, or refused and by how much."""

    accepted: bool
    why: str = ""


def balance(line: int, licensed: Quantity, value: Decimal, uses: Iterable[tuple[Quantity, Decimal]]) -> Balance:
    """Return the balance after accepted `uses`, each a quantity in any unit of the same dimension and a value."""
    rows = list(uses)
    shipped = sum((q for q, _ in rows), Quantity(Decimal(0), licensed.unit))
    return Balance(line, licensed, shipped, value, sum((v for _, v in rows), Decimal(0)))


def wanted(amount: Quantity, unit: str, *, where: str = "") -> Quantity:
    """Return the quantity in the line's unit; none, part of an item or too fine a fraction raises `BadInput`."""
    here = amount.to(unit)
    if here.amount <= 0:
        raise BadInput("LIC-456", "the quantity is not above zero", where=where, remedy="Enter what was shipped.")
    if UNITS[unit].dimension == "count" and here.amount % 1:
        what = f"{amount.amount} is not a whole number of items"
        raise BadInput("LIC-456", what, where=where, remedy="Enter a whole number of units, such as 80.")
    if here.amount != round(here.amount, PLACES):
        what = f"{here.amount} {UNITS[unit].word} is finer than {PLACES} places"
        raise BadInput("LIC-456", what, where=where, remedy="Round it as the export declaration does.")
    return here


def draw(before: Balance, amount: Quantity, value: Decimal, *, where: str = "") -> Answer:
    """Return whether `amount` of this `value` may go. A quantity past what is left is refused whole, never in part."""
    more = wanted(amount, before.licensed.unit, where=where)
    if value < 0:
        raise BadInput("LIC-456", "the value is below zero", where=where, remedy="Enter the value of the shipment.")
    if before.left < more:
        over = more - before.left
        word = f"{over.amount.normalize():f}" if UNITS[over.unit].dimension == "count" else _plain(over)
        return Answer(False, f"Refused, {word} too many on line {before.line}: {_plain(before.left)} left")
    if value > before.left_value:
        left = f"{before.left_value:,.2f}".replace(",", "\u00a0")
        return Answer(False, f"Refused, the value of line {before.line} is used up to {left}")
    return Answer(True)


def _plain(quantity: Quantity) -> str:
    return f"{quantity.amount.normalize():f} {UNITS[quantity.unit].word}"
