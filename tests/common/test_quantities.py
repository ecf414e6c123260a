"""Quantities convert exactly, and only inside one dimension."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.common.errors import BadInput, UnknownName
from licet.common.quantities import UNITS, Quantity

AMOUNTS = st.decimals(Decimal(0), Decimal("1e9"), places=3)
PAIRS = [(a, b) for a in UNITS for b in UNITS if UNITS[a].dimension == UNITS[b].dimension]
MIXED = [(a, b) for a in UNITS for b in UNITS if UNITS[a].dimension != UNITS[b].dimension]


def test_a_tenth_and_two_tenths_of_a_kilogram_are_three_tenths() -> None:
    assert Quantity(Decimal("0.1"), "KGM") + Quantity(Decimal("0.2"), "KGM") == Quantity(Decimal("0.3"), "KGM")


def test_units_of_one_dimension_add_up() -> None:
    assert (Quantity(Decimal(1), "TON") + Quantity(Decimal(500), "KGM")).amount == Decimal("1.5")
    assert (Quantity(Decimal(2), "LTR") - Quantity(Decimal(500), "MLT")).amount == Decimal("1.5")


@given(AMOUNTS, st.sampled_from(PAIRS))
def test_converting_there_and_back_loses_nothing(amount: Decimal, units: tuple[str, str]) -> None:
    here, there = units
    assert Quantity(amount, here).to(there).to(here).amount == amount


@given(AMOUNTS, AMOUNTS, st.sampled_from(PAIRS))
def test_order_does_not_depend_on_the_unit(a: Decimal, b: Decimal, units: tuple[str, str]) -> None:
    here, there = units
    assert (Quantity(a, here) < Quantity(b, here)) == (Quantity(a, here).to(there) < Quantity(b, here))
    assert (Quantity(a, here) <= Quantity(b, here)) == (Quantity(a, here).to(there) <= Quantity(b, here))


@pytest.mark.parametrize(("here", "there"), MIXED)
def test_another_dimension_is_refused(here: str, there: str) -> None:
    with pytest.raises(BadInput, match="LIC-007"):
        Quantity(Decimal(1), here).to(there)
    with pytest.raises(BadInput, match="LIC-007"):
        Quantity(Decimal(1), here) + Quantity(Decimal(1), there)


def test_an_unknown_unit_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="KGM"):
        Quantity(Decimal(1), "KGS")


def test_a_quantity_prints_with_its_word() -> None:
    assert str(Quantity(Decimal("1200"), "NAR")) == "1\u00a0200 items"
