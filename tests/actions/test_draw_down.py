"""Drawing down: exact, never past what is licensed, and refused shipments are kept as refused."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from licet.actions.draw_down import Shipped, do_draw_down
from licet.actions.licence_life import do_reinstate, do_revoke, do_suspend
from licet.common.errors import BadInput, Conflict, NotAllowed
from licet.common.quantities import Quantity
from licet.store.balances import balances, status_on
from licet.store.models import Account, Drawdown, Licence
from tests.actions.factories import AT, account, countersigner, exporter, issued, later, line, officer

REASON = "New information on the recipient has come in."


def customs() -> Account:
    return account("customs")


def ships(
    licence: Licence,
    amount: str,
    *,
    n: int = 1,
    unit: str = "NAR",
    value: str = "1",
    by: Account | None = None,
    ref: str = "",
) -> Drawdown:
    reference = ref or f"26NL{licence.drawdowns.count():08}"
    return do_draw_down(
        licence,
        shipped=[Shipped(n, Quantity(Decimal(amount), unit), Decimal(value))],
        shipped_on=AT.date(),
        customs_reference=reference,
        office="Rotterdam",
        acting_user=by or customs(),
        at=AT,
    )


def left(licence: Licence, n: int = 1) -> Decimal:
    return balances(licence)[n].left.amount


@pytest.mark.django_db
class TestDrawDown:
    def test_what_is_shipped_is_no_longer_left(self) -> None:
        licence = issued()
        assert ships(licence, "48").answer == "accepted"
        assert left(licence) == 32

    def test_more_than_is_left_is_refused_whole_and_kept(self) -> None:
        licence = issued()
        ships(licence, "48")
        made = ships(licence, "40")
        assert (made.answer, made.why) == ("refused", "Refused, 8 too many on line 1: 32 items left")
        assert left(licence) == 32

    def test_the_last_item_exhausts_it_and_then_nothing_goes(self) -> None:
        licence = issued()
        ships(licence, "80")
        assert status_on(licence, balances(licence).values(), on=AT.date()) == "exhausted"
        assert "exhausted" in ships(licence, "1").why

    def test_tenths_of_a_kilogram_add_up_exactly(self) -> None:
        licence = issued(lines=[line(quantity="0.3", unit="KGM")])
        for _ in range(3):
            assert ships(licence, "100", unit="GRM").answer == "accepted"
        assert left(licence) == 0
        assert ships(licence, "0.000001", unit="KGM").answer == "refused"

    def test_the_largest_quantity_is_drawn_down_to_the_last_digit(self) -> None:
        licence = issued(lines=[line(quantity="999999999.999999", unit="KGM")])
        assert ships(licence, "999999999.999998", unit="KGM").answer == "accepted"
        assert left(licence) == Decimal("0.000001")
        assert ships(licence, "0.000002", unit="KGM").answer == "refused"
        assert ships(licence, "0.000001", unit="KGM").answer == "accepted"

    def test_a_value_past_the_line_is_refused(self) -> None:
        licence = issued()
        assert ships(licence, "1", value="6400.51").answer == "refused"
        assert ships(licence, "1", value="6400.50").answer == "accepted"

    def test_several_lines_go_together_or_not_at_all(self) -> None:
        licence = issued(goods=2)
        made = do_draw_down(
            licence,
            shipped=[Shipped(n, Quantity(Decimal(a), "NAR"), Decimal(1)) for n, a in ((1, "10"), (2, "81"))],
            shipped_on=AT.date(),
            customs_reference="MRN-1",
            office="Rotterdam",
            acting_user=customs(),
            at=AT,
        )
        assert made.answer == "refused"
        assert left(licence, 1) == left(licence, 2) == 80

    @pytest.mark.parametrize(
        ("amount", "unit", "n"),
        [("0", "NAR", 1), ("-5", "NAR", 1), ("0.5", "NAR", 1), ("1", "KGM", 1), ("1", "NAR", 9)],
    )
    def test_a_faulty_request_is_refused_and_not_kept(self, amount: str, unit: str, n: int) -> None:
        licence = issued()
        with pytest.raises(BadInput):
            ships(licence, amount, unit=unit, n=n)
        assert not Drawdown.objects.exists()

    def test_a_line_named_twice_is_refused(self) -> None:
        licence = issued()
        one = Shipped(1, Quantity(Decimal(50), "NAR"), Decimal(1))
        with pytest.raises(BadInput, match="once"):
            do_draw_down(
                licence,
                shipped=[one, one],
                shipped_on=AT.date(),
                customs_reference="MRN-1",
                office="",
                acting_user=customs(),
                at=AT,
            )

    def test_a_customs_reference_counts_once(self) -> None:
        licence = issued()
        ships(licence, "1", ref="MRN-1")
        with pytest.raises(Conflict, match="already"):
            ships(licence, "1", ref="MRN-1")
        assert left(licence) == 79

    def test_a_replayed_message_counts_once(self) -> None:
        licence, person = issued(), customs()
        said = {
            "shipped": [Shipped(1, Quantity(Decimal(5), "NAR"), Decimal(1))],
            "shipped_on": AT.date(),
            "customs_reference": "MRN-1",
            "office": "Rotterdam",
            "acting_user": person,
            "token": "message-1",
        }
        assert do_draw_down(licence, at=AT, **said) == do_draw_down(licence, at=later(), **said)
        assert left(licence) == 75

    def test_a_shipment_of_tomorrow_is_refused(self) -> None:
        with pytest.raises(BadInput, match="after today"):
            do_draw_down(
                issued(),
                shipped=[Shipped(1, Quantity(Decimal(1), "NAR"), Decimal(1))],
                shipped_on=AT.date() + timedelta(days=1),
                customs_reference="MRN-1",
                office="",
                acting_user=customs(),
                at=AT,
            )

    def test_nobody_but_customs_of_the_state_may(self) -> None:
        licence = issued()
        others = (
            exporter(licence.holder),
            officer(),
            countersigner(),
            account("auditor"),
            account("customs", state="BEL"),
        )
        for person in others:
            with pytest.raises(NotAllowed):
                ships(licence, "1", by=person)

    def test_a_suspended_licence_lets_nothing_through_until_it_is_reinstated_by_another(self) -> None:
        licence = issued()
        do_suspend(licence, reason=REASON, acting_user=officer(), at=AT)
        assert ships(licence, "1").why == "Refused, on 2026-11-20 the licence is suspended"
        do_reinstate(licence, reason=REASON, acting_user=countersigner(), at=AT)
        assert ships(licence, "1").answer == "accepted"

    def test_a_revoked_licence_lets_nothing_through_ever(self) -> None:
        licence = issued()
        do_revoke(licence, reason=REASON, acting_user=countersigner(), at=AT)
        assert ships(licence, "1").answer == "refused"
        for act in (do_suspend, do_reinstate, do_revoke):
            with pytest.raises((Conflict, NotAllowed)):
                act(licence, reason=REASON, acting_user=countersigner(), at=AT)

    def test_who_suspended_does_not_reinstate(self) -> None:
        licence, person = issued(), account("licensing_officer", "countersigner")
        do_suspend(licence, reason=REASON, acting_user=person, at=AT)
        with pytest.raises(NotAllowed, match="another person"):
            do_reinstate(licence, reason=REASON, acting_user=person, at=AT)

    def test_a_suspension_needs_a_reason_and_the_right_person(self) -> None:
        licence = issued()
        with pytest.raises(BadInput):
            do_suspend(licence, reason="", acting_user=officer(), at=AT)
        for person in (customs(), exporter(licence.holder), account("auditor")):
            with pytest.raises(NotAllowed):
                do_suspend(licence, reason=REASON, acting_user=person, at=AT)

    def test_after_its_last_day_it_has_expired_without_any_job(self) -> None:
        licence = issued()
        rows = balances(licence).values()
        assert status_on(licence, rows, on=licence.valid_until - timedelta(days=1)) == "issued"
        assert status_on(licence, rows, on=licence.valid_until) == "expired"
        assert status_on(licence, rows, on=licence.valid_from - timedelta(days=1)) == "not_yet_valid"


class Never(TestCase):
    licence: Licence

    @classmethod
    def setUpTestData(cls) -> None:
        cls.licence = issued(lines=[line(quantity="10", unit="KGM", value="1000")])
        cls.customs = customs()

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.integers(1, 6_000_000), st.sampled_from(["KGM", "GRM", "MGM"])), max_size=8))
    def test_no_sequence_of_shipments_goes_past_what_is_licensed(self, wanted: list[tuple[int, str]]) -> None:
        for amount, unit in wanted:
            ships(self.licence, str(amount), unit=unit, by=self.customs)
        shipped = sum(
            (use.quantity for d in self.licence.drawdowns.filter(answer="accepted") for use in d.lines.all()),
            Decimal(0),
        )
        assert shipped <= 10
        assert left(self.licence) == 10 - shipped
