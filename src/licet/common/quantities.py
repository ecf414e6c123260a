"""Quantities with units, exact, converted only inside one dimension.

Unit codes are those used on export licences (UN/ECE Recommendation 20 where one exists).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from licet.common.errors import BadInput, UnknownName, suggest

__all__ = ["UNITS", "Quantity", "Unit"]


class Unit(NamedTuple):
    """A unit: its dimension, its size in the dimension's base unit, and its word."""

    dimension: str
    factor: Decimal
    word: str


UNITS: dict[str, Unit] = {
    "NAR": Unit("count", Decimal(1), "items"),
    "TON": Unit("mass", Decimal(1000), "tonnes"),
    "KGM": Unit("mass", Decimal(1), "kg"),
    "GRM": Unit("mass", Decimal("0.001"), "g"),
    "MGM": Unit("mass", Decimal("0.000001"), "mg"),
    "MCG": Unit("mass", Decimal("0.000000001"), "µg"),
    "MTR": Unit("length", Decimal(1), "m"),
    "MTK": Unit("area", Decimal(1), "m²"),
    "MTQ": Unit("volume", Decimal(1), "m³"),
    "LTR": Unit("volume", Decimal("0.001"), "l"),
    "MLT": Unit("volume", Decimal("0.000001"), "ml"),
    "MCL": Unit("volume", Decimal("0.000000001"), "µl"),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact amount of one unit."""

    amount: Decimal
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise UnknownName(
                "LIC-006",
                f"'{self.unit}' is not a unit.{suggest(self.unit, UNITS)}",
                remedy=f"Use one of {', '.join(UNITS)}.",
            )

    def to(self, unit: str) -> Quantity:
        """Return the same quantity in `unit`; another dimension raises `BadInput`."""
        target = Quantity(Decimal(0), unit)
        here, there = UNITS[self.unit], UNITS[target.unit]
        if here.dimension != there.dimension:
            raise BadInput(
                "LIC-007",
                f"{self.unit} ({here.dimension}) does not convert into {unit} ({there.dimension})",
                remedy="Give the quantity in the unit of the licence line.",
            )
        return Quantity(self.amount * here.factor / there.factor, unit)

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.amount + other.to(self.unit).amount, self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        return Quantity(self.amount - other.to(self.unit).amount, self.unit)

    def __lt__(self, other: Quantity) -> bool:
        return self.amount < other.to(self.unit).amount

    def __le__(self, other: Quantity) -> bool:
        return self.amount <= other.to(self.unit).amount

    def __str__(self) -> str:
        whole, _, decimals = f"{self.amount:,f}".replace(",", "\u00a0").partition(".")
        places = decimals.rstrip("0")
        return f"{whole}{'.' + places if places else ''} {UNITS[self.unit].word}"
