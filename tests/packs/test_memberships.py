"""The lists of members the product ships: known answers, counts, and the reach of each list."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from licet.agreements.memberships import Standing
from licet.common.confidence import Confidence
from licet.store import packs

M = packs.memberships()
BODIES = "UN EU NATO OSCE ATT OTTAWA CCM CWC BWC".split()
HANDBOOK_STATES = (
    "BEL NLD AUT GBR DEU SWE ITA ESP USA DNK FRA CZE POL PRT BRA GRC LVA SSD LBY COD CAF PRK IRN JPN".split()
)


@pytest.mark.parametrize(
    ("body", "state", "day", "value"),
    [
        ("ATT", "BRA", "2018-11-11", False),
        ("ATT", "BRA", "2018-11-12", True),
        ("ATT", "BWA", "2019-09-04", False),
        ("ATT", "BWA", "2019-09-05", True),
        ("ATT", "AND", "2023-03-02", True),
        ("ATT", "AFG", "2020-10-26", False),
        ("ATT", "AFG", "2020-10-27", True),
        ("ATT", "CHN", "2020-10-04", True),
        ("ATT", "POL", "2014-12-24", True),
        ("ATT", "POL", "2014-12-23", False),
        ("ATT", "USA", "2026-11-21", False),
        ("OTTAWA", "EST", "2025-12-26", True),
        ("OTTAWA", "EST", "2025-12-27", False),
        ("OTTAWA", "FIN", "2026-01-09", True),
        ("OTTAWA", "FIN", "2026-01-10", False),
        ("OTTAWA", "POL", "2026-02-19", True),
        ("OTTAWA", "POL", "2026-02-20", False),
        ("OTTAWA", "TON", "2025-12-01", True),
        ("CCM", "LTU", "2025-03-05", True),
        ("CCM", "LTU", "2025-03-06", False),
        ("EU", "GBR", "2020-01-31", True),
        ("EU", "GBR", "2020-02-01", False),
        ("EU", "HRV", "2013-06-30", False),
        ("EU", "HRV", "2013-07-01", True),
        ("NATO", "EST", "2004-03-28", False),
        ("NATO", "EST", "2004-03-29", True),
        ("NATO", "SWE", "2024-03-06", False),
        ("NATO", "SWE", "2024-03-07", True),
        ("ECOWAS", "MLI", "2025-01-28", True),
        ("ECOWAS", "MLI", "2025-01-29", False),
        ("CSTO", "UZB", "2012-12-18", True),
        ("CSTO", "UZB", "2012-12-19", False),
        ("CWC", "SYR", "2013-10-14", True),
        ("CWC", "PRK", "2026-11-21", False),
        ("UN", "SUN", "1991-12-23", True),
        ("UN", "SUN", "1991-12-24", False),
        ("UN", "RUS", "1991-12-24", True),
        ("WA", "IND", "2017-12-07", True),
        ("NSG", "IND", "2026-01-01", False),
    ],
)
def test_known_answers(body: str, state: str, day: str, value: bool) -> None:
    assert M.answer(body, state, date.fromisoformat(day)).value is value


@pytest.mark.parametrize(
    ("body", "day", "count"),
    [
        ("UN", "1945-12-31", 51),
        ("UN", "2026-01-01", 193),
        ("EU", "2013-06-30", 27),
        ("EU", "2013-07-01", 28),
        ("EU", "2020-02-01", 27),
        ("NATO", "1955-05-05", 14),
        ("NATO", "1982-05-30", 16),
        ("NATO", "2024-03-06", 31),
        ("NATO", "2024-03-07", 32),
        ("OSCE", "2026-01-01", 57),
        ("ATT", "2025-08-31", 116),
        ("CWC", "1997-04-29", 87),
        ("CWC", "2026-01-01", 193),
        ("OTTAWA", "2025-12-01", 166),
        ("OTTAWA", "2026-03-01", 161),
        ("CCM", "2010-08-01", 30),
        ("CCM", "2025-03-01", 112),
        ("CCM", "2026-03-01", 112),
        ("BWC", "2026-01-01", 189),
        ("NPT", "2026-01-01", 190),
        ("WA", "2026-01-01", 42),
        ("MTCR", "2026-01-01", 35),
        ("NSG", "2026-01-01", 48),
        ("CSTO", "2026-01-01", 6),
        ("ECOWAS", "2026-01-01", 12),
    ],
)
def test_each_list_has_the_number_of_members_its_secretariat_counts(body: str, day: str, count: int) -> None:
    assert len(M.members(body, date.fromisoformat(day))) == count


@pytest.mark.parametrize("state", HANDBOOK_STATES)
@pytest.mark.parametrize("body", BODIES)
def test_every_state_of_the_handbook_is_answered_through_2026(body: str, state: str) -> None:
    day = date(2014, 12, 24)
    while day <= date(2026, 12, 31):
        answer = M.answer(body, state, day)
        if not (body == "BWC" and answer.standing is Standing.PARTY):
            assert answer.value is not None, (body, state, day)
        assert answer.source
        day += timedelta(days=97)


def test_a_late_joiner_is_bound_ninety_days_after_deposit_and_the_clause_is_cited() -> None:
    answer = M.answer("ATT", "BRA", date(2019, 1, 1))
    assert (answer.since, answer.cite, answer.confidence) == (date(2018, 11, 12), "ATT-22.2", Confidence.VERIFIED)
    for body, days in (("ATT", 90), ("CWC", 30)):
        cite = M.body(body).entry_cite
        late = [
            r for rows in M.body(body).rows.values() for r in rows if r.cite == cite and r.consent and r.standing.bound
        ]
        off = [r.state for r in late if r.valid.first != r.consent + timedelta(days=days) and r.state != "MNE"]
        assert off == []


def test_a_signatory_is_no_party_but_the_signature_is_told() -> None:
    answer = M.answer("ATT", "USA", date(2026, 1, 1))
    assert (answer.value, answer.standing) == (False, Standing.SIGNATORY)


def test_provisional_application_is_not_membership() -> None:
    answer = M.answer("ATT", "ESP", date(2014, 1, 1))
    assert (answer.value, answer.standing, answer.cite) == (False, Standing.PROVISIONAL, "ATT-23")


def test_a_contested_standing_is_unknown_with_its_reason() -> None:
    answer = M.answer("NPT", "PRK", date(2024, 1, 1))
    assert answer.value is None
    assert "disputed" in answer.note


def test_a_day_of_joining_not_on_file_leaves_the_window_unknown() -> None:
    assert M.answer("ATT", "GMB", date(2023, 1, 1)).value is False
    assert M.answer("ATT", "GMB", date(2024, 6, 1)).value is None
    assert M.answer("ATT", "GMB", date(2025, 8, 31)).value is True


def test_outside_its_reach_a_list_says_unknown_and_never_no() -> None:
    answer = M.answer("ATT", "AGO", date(2030, 1, 1))
    assert (answer.value, answer.as_of) == (None, date(2026, 4, 30))
    assert M.answer("ATT", "GRL", date(2020, 1, 1)).value is None
    assert M.answer("NO-SUCH-BODY", "FRA", date(2020, 1, 1)).value is None


def test_a_party_stays_a_party_past_the_day_the_list_was_read() -> None:
    assert M.answer("ATT", "FRA", date(2040, 1, 1)).value is True


def test_names_of_a_body_are_found_by_alias() -> None:
    assert M.answer("APMBC", "EST", date(2026, 1, 1)) == M.answer("OTTAWA", "EST", date(2026, 1, 1))


def test_no_state_has_two_stays_at_once_in_one_body() -> None:
    for body in M:
        for rows in body.rows.values():
            bound = sorted((r.valid for r in rows if r.standing.bound), key=lambda v: v.first or date.min)
            assert all(not a.overlaps(b) for a, b in pairwise(bound)), (body.name, rows[0].state)


def test_a_later_list_makes_a_stay_surer_than_its_first_day() -> None:
    assert M.answer("UN", "BEL", date(1950, 1, 1)).confidence is Confidence.BACKGROUND
    assert M.answer("UN", "BEL", date(2025, 1, 1)).confidence is Confidence.VERIFIED
    assert M.answer("NATO", "POL", date(2005, 1, 1)).confidence is Confidence.BACKGROUND
    assert M.answer("NATO", "POL", date(2025, 1, 1)).confidence is Confidence.VERIFIED


def test_a_no_is_as_sure_as_the_list_it_rests_on() -> None:
    assert M.answer("EU", "USA", date(2026, 5, 31)).confidence is Confidence.VERIFIED
    assert M.answer("EU", "USA", date(2026, 6, 1)).confidence is Confidence.SECONDARY
    assert M.answer("ATT", "RUS", date(2026, 11, 1)).confidence is Confidence.BACKGROUND


def test_each_file_bears_the_name_of_its_body_and_each_alias_leads_to_one() -> None:
    assert all(M.bodies[name].name == name for name in M.bodies)
    assert set(M.aliases.values()) <= set(M.bodies)
    assert not set(M.aliases) & set(M.bodies)
    assert all(code in packs.states() for code in M.universe)


def test_a_note_about_one_state_is_told_of_that_state_only() -> None:
    assert "18 July 2019" in M.answer("ATT", "USA", date(2026, 1, 1)).note
    assert M.answer("ATT", "AGO", date(2025, 1, 1)).note == ""
    for body in M:
        noted = {
            r.note: {x.state for rows in body.rows.values() for x in rows if x.note == r.note}
            for rows in body.rows.values()
            for r in rows
            if r.note
        }
        assert all(len(states) == 1 for states in noted.values()), body.name
