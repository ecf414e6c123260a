"""Licences: status from dates, balance and events; exact balances; numbers, codes, denials and working days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.common.errors import BadInput
from licet.common.quantities import Quantity
from licet.licensing.deadlines import due_on, working_days_between
from licet.licensing.denial import Denial, Sought, alike, expires
from licet.licensing.drawdown import balance, draw
from licet.licensing.licence import Event, LicenceStatus, normal_code, status, validity, verification_code

FIRST, UNTIL = date(2026, 11, 20), date(2028, 11, 20)


def on(day: date, *events: Event, exhausted: bool = False) -> str:
    return status(FIRST, UNTIL, events, exhausted=exhausted, on=day)


def test_status_follows_the_days() -> None:
    assert on(FIRST - timedelta(days=1)) == "not_yet_valid"
    assert on(FIRST) == "issued"
    assert on(UNTIL - timedelta(days=1)) == "issued"
    assert on(UNTIL) == "expired"


def test_a_suspension_holds_until_reinstated_and_an_event_of_tomorrow_does_not_count() -> None:
    held, back = Event("suspended", date(2027, 1, 10)), Event("reinstated", date(2027, 2, 1))
    assert on(date(2027, 1, 9), held) == "issued"
    assert on(date(2027, 1, 10), held) == "suspended"
    assert on(date(2027, 2, 1), back, held) == "issued"


def test_the_end_of_a_licence_outranks_a_suspension_and_an_empty_balance() -> None:
    held, gone = Event("suspended", FIRST), Event("revoked", FIRST)
    assert on(FIRST, held, gone) == "revoked"
    assert on(UNTIL, held) == "expired"
    assert on(FIRST, held, exhausted=True) == "suspended"
    assert on(FIRST, exhausted=True) == "exhausted"
    assert [s for s in LicenceStatus if s.live] == [LicenceStatus.ISSUED]


@pytest.mark.parametrize("months", [0, -1, 61])
def test_a_validity_of_no_months_or_too_many_is_refused(months: int) -> None:
    with pytest.raises(BadInput):
        validity(FIRST, months)


def test_validity_is_clamped_to_the_end_of_a_month() -> None:
    assert validity(date(2026, 8, 31), 6) == (date(2026, 8, 31), date(2027, 2, 28))


@given(st.binary(min_size=10, max_size=10))
def test_a_code_keeps_all_eighty_bits_and_survives_being_read_aloud(random: bytes) -> None:
    code = verification_code(random)
    assert normal_code(code.lower().replace("-", " ").replace("1", "l").replace("0", "o")) == code
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = 0
    for char in code.replace("-", ""):
        number = number * 32 + alphabet.index(char)
    assert number.to_bytes(10) == random


@pytest.mark.parametrize("size", [0, 9, 11])
def test_a_code_takes_exactly_ten_bytes(size: int) -> None:
    with pytest.raises(ValueError, match="random bytes"):
        verification_code(bytes(size))


@pytest.mark.parametrize(
    "text", ["", "3Q7K", "3Q7K-9M2D-XV48-R0T", "3Q7K-9M2D-XV48-R0TZ-1", "3Q7K-9M2D-XV48-R0T€", "U" * 16]
)
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert normal_code(text) == ""


KILOGRAMS = st.decimals(Decimal("0.000001"), Decimal(20), places=6)


@given(KILOGRAMS, st.lists(KILOGRAMS, max_size=10))
def test_what_was_accepted_never_exceeds_what_is_licensed(licensed: Decimal, wanted: list[Decimal]) -> None:
    uses: list[tuple[Quantity, Decimal]] = []
    for amount in wanted:
        now = balance(1, Quantity(licensed, "KGM"), Decimal(100), uses)
        if draw(now, Quantity(amount, "KGM"), Decimal(0)).accepted:
            uses.append((Quantity(amount, "KGM"), Decimal(0)))
    assert sum((q.amount for q, _ in uses), Decimal(0)) <= licensed


@given(KILOGRAMS, KILOGRAMS)
def test_the_unit_of_a_shipment_makes_no_difference(licensed: Decimal, amount: Decimal) -> None:
    now = balance(1, Quantity(licensed, "KGM"), Decimal(100), [])
    in_grams = Quantity(amount * 1000, "GRM")
    assert draw(now, in_grams, Decimal(0)) == draw(now, Quantity(amount, "KGM"), Decimal(0))


def test_a_fraction_too_fine_for_the_line_is_refused() -> None:
    now = balance(1, Quantity(Decimal(1), "TON"), Decimal(1), [])
    with pytest.raises(BadInput, match="finer"):
        draw(now, Quantity(Decimal("0.1"), "GRM"), Decimal(0))


def denial(**said: object) -> Denial:
    basic = {
        "reference": "DN-1",
        "denying_state": "SWE",
        "denied_on": date(2026, 1, 1),
        "destination": "NOR",
        "end_user": "Norwegian Army",
        "consignee": "",
        "codes": ("ML5.b",),
        "valid_until": date(2029, 1, 1),
    }
    return Denial(**{**basic, **said})  # type: ignore[arg-type]


SOUGHT = Sought("NOR", ("norwegian  ARMY",), ("Fjordlys AS",), ("ML5.d",))


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ({}, ("goods", "destination", "end user")),
        ({"end_user": "Other"}, ("goods", "destination")),
        ({"destination": "SWE"}, ("goods", "end user")),
        ({"destination": "SWE", "end_user": "Fjordlys AS"}, ("goods", "end user")),
        ({"destination": "SWE", "end_user": "Other", "consignee": "fjordlys as"}, ("goods", "consignee")),
    ],
)
def test_a_denial_resembles_a_case_by_goods_and_one_thing_more(said: dict[str, object], same: tuple[str, ...]) -> None:
    assert [m.same for m in alike(SOUGHT, [denial(**said)], on=date(2026, 6, 1))] == [same]


@pytest.mark.parametrize(
    "said",
    [
        {"codes": ("ML50.b",)},
        {"codes": ("ML1.a",)},
        {"destination": "SWE", "end_user": "", "consignee": ""},
        {"revoked_on": date(2026, 6, 1)},
        {"denied_on": date(2026, 6, 2)},
        {"valid_until": date(2026, 6, 1)},
    ],
)
def test_what_differs_in_goods_or_is_over_does_not(said: dict[str, object]) -> None:
    assert alike(SOUGHT, [denial(**said)], on=date(2026, 6, 1)) == []


def test_a_denial_counts_for_three_years() -> None:
    assert expires(date(2024, 2, 29)) == date(2027, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_a_due_day_is_a_working_day_so_many_later(start: date, days: int) -> None:
    due = due_on(start, days)
    assert working_days_between(start, due) == days
    assert days == 0 or due.weekday() < 5
    assert working_days_between(due, start) == -days
