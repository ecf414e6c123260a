"""First days in force by the clause, with the answers the handbook knows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.agreements.entering import Entry, EntryRule, enters, joins
from licet.store import packs

C = packs.catalogue()
DAYS = st.dates(date(1990, 1, 1), date(2050, 1, 1))


@pytest.mark.parametrize(
    ("key", "event", "first"),
    [
        ("TPNW-2017", "2020-10-24", "2021-01-22"),
        ("CWC-1993", "1996-10-31", "1997-04-29"),
        ("CCM-2008", "2010-02-16", "2010-08-01"),
        ("APMBC-1997", "1998-09-16", "1999-03-01"),
        ("ATT-2013", "2014-09-25", "2014-12-24"),
        ("RAA-JPNAUS-2022", "2023-08-08", "2023-08-13"),
        ("RAA-JPNGBR-2023", "2023-09-15", "2023-10-15"),
    ],
)
def test_the_clause_gives_the_day_on_file(key: str, event: str, first: str) -> None:
    found = enters(C[key].enters, date.fromisoformat(event))
    assert str(found.first_day) == first
    assert C[key].in_force == found.first_day


@pytest.mark.parametrize(
    ("key", "deposit", "first"),
    [
        ("ATT-2013", "2018-08-14", "2018-11-12"),
        ("ATT-2013", "2014-12-17", "2014-12-24"),
        ("CWC-1993", "2018-05-17", "2018-06-16"),
        ("APMBC-1997", "2012-01-09", "2012-07-01"),
        ("APMBC-1997", "2025-06-25", "2025-12-01"),
        ("CCM-2008", "2011-03-24", "2011-09-01"),
        ("OPENSKIES-1992", "2005-03-24", "2005-05-23"),
    ],
)
def test_a_state_that_joins_later_has_a_day_of_its_own(key: str, deposit: str, first: str) -> None:
    assert str(joins(C[key].enters, C[key].in_force, date.fromisoformat(deposit)).first_day) == first


def test_every_late_deposit_on_file_gives_the_first_day_on_file() -> None:
    for key in ("ATT-2013", "CWC-1993", "APMBC-1997", "CCM-2008"):
        a = C[key]
        for rows in packs.memberships().body(a.members).rows.values():
            for row in rows:
                late = row.consent is not None and row.standing.bound and row.state not in ("MNE", "SSD")
                if late and a.in_force and row.consent:
                    assert joins(a.enters, a.in_force, row.consent).first_day == row.valid.first, (key, row.state)


def test_what_is_not_on_file_is_not_computed() -> None:
    assert enters(C["USKOR-1953"].enters, date(2020, 1, 1)).first_day is None
    assert joins(C["CTBT-1996"].enters, C["CTBT-1996"].in_force, date(2020, 1, 1)).first_day is None


@given(DAYS, DAYS, st.integers(1, 200), st.integers(1, 24))
def test_a_later_deposit_never_enters_earlier(a: date, b: date, days: int, months: int) -> None:
    low, high = min(a, b), max(a, b)
    for rule in (
        EntryRule(Entry.COUNT_PLUS_DAYS, count=2, days=days, latecomers_days=days),
        EntryRule(Entry.COUNT_PLUS_MONTHS, count=2, months=months),
    ):
        first, second = enters(rule, low).first_day, enters(rule, high).first_day
        assert first is not None
        assert second is not None
        assert low < first <= second
