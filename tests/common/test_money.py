"""Money is exact and never mixes currencies."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.common.errors import BadInput, UnknownName
from licet.common.money import CURRENCIES, Money, parse_decimal

AMOUNTS = st.decimals(Decimal("-1e12"), Decimal("1e12"), places=2)


@given(AMOUNTS, AMOUNTS)
def test_sums_are_exact_and_undone_by_differences(a: Decimal, b: Decimal) -> None:
    total = Money(a, "EUR") + Money(b, "EUR")
    assert total.amount == a + b
    assert total - Money(b, "EUR") == Money(a, "EUR")


@pytest.mark.parametrize("reckon", ["__add__", "__sub__", "__lt__", "__le__"])
def test_two_currencies_are_never_reckoned_together(reckon: str) -> None:
    with pytest.raises(BadInput, match="LIC-005"):
        getattr(Money(Decimal(1), "EUR"), reckon)(Money(Decimal(1), "USD"))


def test_equal_amounts_of_two_currencies_are_not_equal() -> None:
    assert Money(Decimal(1), "EUR") != Money(Decimal(1), "USD")


@given(AMOUNTS, AMOUNTS)
def test_order_follows_the_amount(a: Decimal, b: Decimal) -> None:
    assert (Money(a, "SEK") < Money(b, "SEK")) == (a < b)
    assert (Money(a, "SEK") <= Money(b, "SEK")) == (a <= b)


def test_an_unknown_currency_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="EUR") as fault:
        Money(Decimal(1), "EURO")
    assert fault.value.code == "LIC-003"


def test_currency_codes_are_three_capitals() -> None:
    assert all(len(c) == 3 and c.isalpha() and c.isupper() for c in CURRENCIES)


@pytest.mark.parametrize(
    "text", ["", "1,5", "1e5", "NaN", "Infinity", "-inf", "1_000", "12.5.1", "€5", "0x10", "9" * 41, "--1", "sNaN"]
)
def test_what_is_no_plain_decimal_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="LIC-004"):
        parse_decimal(text, where="line 4")


@pytest.mark.parametrize(
    ("text", "value"), [("1 250 000", "1250000"), ("12.50", "12.50"), ("-3", "-3"), ("1\u00a0000", "1000")]
)
def test_spaces_between_digits_are_allowed(text: str, value: str) -> None:
    assert parse_decimal(text) == Decimal(value)


def test_money_prints_its_currency_first() -> None:
    assert str(Money(Decimal("1250000.50"), "EUR")) == "EUR 1\u00a0250\u00a0000.50"


def test_an_amount_with_digits_too_many_is_told_so_and_not_that_it_is_none() -> None:
    with pytest.raises(BadInput, match="more than 40 digits"):
        parse_decimal("9" * 41)
