"""The handbook's worked questions on agreements, with their known answers."""

from __future__ import annotations

from datetime import date

import pytest

from licet.agreements.leaving import leave
from licet.agreements.status import Standing, parties_on, status
from licet.store import packs

C = packs.catalogue()


def standing(key: str, state: str, day: str) -> Standing:
    return status(C[key], state, date.fromisoformat(day)).value


@pytest.mark.parametrize(
    ("key", "state", "day", "value"),
    [
        ("NAT-1949", "EST", "2004-03-28", Standing.NONE),
        ("NAT-1949", "EST", "2004-03-29", Standing.IN_FORCE),
        ("USROC-1954", "USA", "1979-12-31", Standing.IN_FORCE),
        ("USROC-1954", "USA", "1980-01-01", Standing.ENDED),
        ("VFA-PHL-1998", "PHL", "2020-08-10", Standing.IN_FORCE),
        ("VFA-PHL-1998", "USA", "2026-01-01", Standing.IN_FORCE),
        ("OPENSKIES-1992", "USA", "2020-11-21", Standing.IN_FORCE),
        ("OPENSKIES-1992", "USA", "2020-11-22", Standing.WITHDRAWN),
        ("OPENSKIES-1992", "RUS", "2021-12-17", Standing.IN_FORCE),
        ("OPENSKIES-1992", "RUS", "2021-12-18", Standing.WITHDRAWN),
        ("APMBC-1997", "EST", "2025-12-26", Standing.IN_FORCE),
        ("APMBC-1997", "EST", "2025-12-27", Standing.WITHDRAWN),
        ("APMBC-1997", "FIN", "2026-01-10", Standing.WITHDRAWN),
        ("APMBC-1997", "POL", "2026-02-20", Standing.WITHDRAWN),
        ("APMBC-1997", "UKR", "2026-01-01", Standing.CONTESTED),
        ("CWC-1993", "USA", "1997-04-29", Standing.IN_FORCE),
        ("CWC-1993", "PRK", "2026-01-01", Standing.NONE),
        ("NEWSTART-2010", "RUS", "2023-03-01", Standing.CONTESTED),
        ("NEWSTART-2010", "USA", "2023-03-01", Standing.IN_FORCE),
        ("NEWSTART-2010", "RUS", "2026-02-06", Standing.ENDED),
        ("CST-1992", "AZE", "1999-04-19", Standing.IN_FORCE),
        ("CST-1992", "AZE", "1999-05-01", Standing.WITHDRAWN),
        ("RUSUKR-1997", "UKR", "2019-03-31", Standing.IN_FORCE),
        ("RUSUKR-1997", "UKR", "2019-04-01", Standing.ENDED),
        ("JPNKOR-GSOMIA-2016", "KOR", "2019-11-23", Standing.IN_FORCE),
        ("CFE-1990", "RUS", "2023-11-06", Standing.CONTESTED),
        ("CFE-1990", "RUS", "2023-11-07", Standing.WITHDRAWN),
        ("CFE-1990", "DEU", "2023-12-07", Standing.SUSPENDED),
        ("CFE-1990", "MDA", "2024-06-01", Standing.UNKNOWN),
        ("ATT-2013", "BRA", "2018-11-01", Standing.CONSENTED),
        ("ATT-2013", "BRA", "2018-11-12", Standing.IN_FORCE),
        ("ATT-2013", "USA", "2026-01-01", Standing.SIGNED),
        ("ATT-2013", "ESP", "2014-01-01", Standing.PROVISIONAL),
        ("KENSINGTON-2025", "GBR", "2026-01-01", Standing.UNKNOWN),
        ("CTBT-1996", "RUS", "2023-11-01", Standing.CONSENTED),
        ("CTBT-1996", "RUS", "2023-11-02", Standing.SIGNED),
        ("CTBT-1996", "IND", "2026-01-01", Standing.NONE),
        ("NPT-1968", "PRK", "2024-01-01", Standing.CONTESTED),
        ("RIO-1947", "ARG", "2000-01-01", Standing.UNKNOWN),
        ("RIO-1947", "ARG", "2026-04-30", Standing.IN_FORCE),
        ("RIO-1947", "MEX", "2004-09-06", Standing.WITHDRAWN),
        ("USJPN-1960", "FRA", "2030-01-01", Standing.NONE),
        ("NAT-1949", "CHE", "2030-01-01", Standing.UNKNOWN),
    ],
)
def test_standing_on_a_day(key: str, state: str, day: str, value: Standing) -> None:
    assert standing(key, state, day) is value


@pytest.mark.parametrize(
    ("day", "count"), [("2024-03-06", 31), ("2024-03-07", 32), ("1982-05-30", 16), ("1955-05-05", 14)]
)
def test_parties_of_the_north_atlantic_treaty(day: str, count: int) -> None:
    assert len(parties_on(C["NAT-1949"], date.fromisoformat(day))[0]) == count


def test_armenia_is_owed_help_by_fewer_states_after_april_1999_and_the_doubt_is_told() -> None:
    before, _ = parties_on(C["CST-1992"], date(1999, 4, 19))
    after, _ = parties_on(C["CST-1992"], date(1999, 5, 1))
    assert set(before) - {"ARM"} == set("AZE BLR GEO KAZ KGZ RUS TJK UZB".split())
    assert set(after) - {"ARM"} == set("BLR KAZ KGZ RUS TJK".split())
    assert "Continuity" in status(C["CST-1992"], "ARM", date(1999, 5, 1)).note
    assert "Continuity" not in status(C["CST-1992"], "ARM", date(2000, 3, 22)).note


def test_a_claimed_suspension_keeps_both_views_and_the_neutral_reading() -> None:
    found = status(C["NEWSTART-2010"], "RUS", date(2023, 3, 1))
    assert found.bound is True
    assert found.views == (("RUS", "suspended"), ("USA", "in force"))


@pytest.mark.parametrize(
    ("key", "receipt", "last_day", "first_day_out"),
    [
        ("VFA-PHL-1998", "2020-02-11", "2020-08-09", "2020-08-10"),
        ("OPENSKIES-1992", "2020-05-22", "2020-11-21", "2020-11-22"),
        ("APMBC-1997", "2025-06-27", "2025-12-26", "2025-12-27"),
        ("CCM-2008", "2024-09-06", "2025-03-05", "2025-03-06"),
        ("CFE-1990", "2023-06-09", "2023-11-06", "2023-11-07"),
        ("RUSUKR-1997", "2018-09-30", "2019-03-31", "2019-04-01"),
        ("RUSUKR-1997", "2018-10-15", "2029-03-31", "2029-04-01"),
        ("JPNKOR-GSOMIA-2016", "2019-08-24", "2019-11-22", "2019-11-23"),
        ("JPNKOR-GSOMIA-2016", "2019-08-25", "2020-11-22", "2020-11-23"),
        ("NAT-1949", "2026-01-15", "2027-01-14", "2027-01-15"),
        ("ATT-2013", "2026-01-01", "2026-04-01", "2026-04-02"),
    ],
)
def test_notice_ends_when_the_rule_says(key: str, receipt: str, last_day: str, first_day_out: str) -> None:
    agreement = C[key]
    found = leave(agreement.leaves, agreement.in_force, date.fromisoformat(receipt))
    assert (str(found.last_day), str(found.first_day_out)) == (last_day, first_day_out)


def test_an_agreement_ended_by_common_consent_only_has_no_exit_by_notice() -> None:
    assert leave(C["CHNPRK-1961"].leaves, C["CHNPRK-1961"].in_force, date(2026, 1, 1)).first_day_out is None


def test_a_mine_ban_notice_is_conditional_on_peace() -> None:
    assert "armed conflict" in leave(C["APMBC-1997"].leaves, None, date(2026, 1, 1)).condition
