"""The agreements the product ships: whole, linked, and honest about what is not on file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from licet.agreements.agreement import KINDS, Listed
from licet.agreements.events import Act
from licet.agreements.status import Standing, parties_on, status
from licet.common.confidence import Confidence
from licet.common.errors import UnknownName
from licet.store import packs

C = packs.catalogue()
EFFECTIVE_BEFORE_ITS_NOTES = {"FPDA-1971"}


def test_the_whole_catalogue_is_there() -> None:
    assert len(C) >= 131
    assert len(C.regimes) == 17


def test_every_relation_and_every_regime_points_at_a_record() -> None:
    assert [(a.id, r.target) for a in C for r in a.relations if r.target not in C.agreements] == []
    assert [(a.id, v) for a in C for v in a.verification if v not in C.regimes] == []
    assert [r.id for r in C.regimes.values() if r.agreement not in C.agreements] == []


def test_no_regime_is_left_without_an_agreement_that_names_it() -> None:
    named = {v for a in C for v in a.verification}
    assert set(C.regimes) - named == set()


def test_days_follow_one_another() -> None:
    for a in C:
        if a.signed and a.in_force and a.id not in EFFECTIVE_BEFORE_ITS_NOTES:
            assert a.signed <= a.in_force, a.id
        if a.in_force and a.first_day_out:
            assert a.in_force < a.first_day_out, a.id


def test_a_bilateral_agreement_has_two_parties_or_a_state_and_its_successor() -> None:
    for a in C:
        if a.structure == "bilateral":
            assert a.listed is Listed.COMPLETE, a.id
            assert len(a.events) >= 2, a.id


def test_every_kind_is_known_and_every_agreement_has_a_source() -> None:
    assert all(a.kinds and set(a.kinds) <= set(KINDS) for a in C)
    assert all(a.sources for a in C)


def test_an_agreement_whose_entry_is_not_on_file_is_unknown_and_never_in_force() -> None:
    for a in C:
        if a.entry_open:
            for state, acts in a.events.items():
                if all(e.act is Act.SIGN for e in acts):
                    assert status(a, state, a.as_of).value is Standing.UNKNOWN, (a.id, state)


def test_nobody_is_bound_after_the_first_day_out() -> None:
    for a in C:
        if a.first_day_out:
            assert parties_on(a, a.first_day_out)[0] == (), a.id
            assert parties_on(a, a.first_day_out - timedelta(days=1))[0] != (), a.id


def test_a_list_that_is_not_complete_says_unknown_of_a_state_it_does_not_name() -> None:
    found = status(C["NATOSOFA-1951"], "EST", date(2020, 1, 1))
    assert (found.value, found.bound) == (Standing.UNKNOWN, None)


def test_past_the_day_read_a_state_not_listed_is_unknown() -> None:
    assert status(C["NAT-1949"], "CHE", date(2026, 4, 30)).value is Standing.NONE
    assert status(C["NAT-1949"], "CHE", date(2026, 5, 1)).value is Standing.UNKNOWN


def test_treaties_with_a_list_of_members_agree_with_it_day_by_day() -> None:
    lists = packs.memberships()
    for a in C:
        if not a.members:
            continue
        for state in lists.universe:
            for day in (date(1999, 6, 1), date(2014, 12, 24), date(2025, 7, 1), date(2026, 11, 21)):
                answer, found = lists.answer(a.members, state, day), status(a, state, day)
                if found.value is Standing.CONTESTED:
                    continue
                assert found.bound is answer.value, (a.id, state, day, found, answer)
                if answer.value:
                    assert found.confidence is answer.confidence, (a.id, state, day)


def test_only_facts_seen_in_a_source_are_verified() -> None:
    assert C["NAT-1949"].grade("FIN") is Confidence.VERIFIED
    assert C["NAT-1949"].grade("GRC") is Confidence.BACKGROUND
    assert status(C["ANZUS-1951"], "AUS", date(2000, 1, 1)).confidence is Confidence.VERIFIED
    assert status(C["RIO-1947"], "ARG", date(2026, 4, 30)).confidence is Confidence.BACKGROUND


def test_one_way_pledges_name_states_one_by_one() -> None:
    assert C["FPDA-1971"].pledges[0].givers == ("AUS", "GBR", "NZL")


@pytest.mark.parametrize(
    ("facets", "inside", "outside"),
    [
        ({"kind": "DEF", "party": "JPN", "on": date(2026, 1, 1)}, "USJPN-1960", "JPNKOR-GSOMIA-2016"),
        ({"text": "open skies"}, "OPENSKIES-1992", "CFE-1990"),
        ({"party": "SUN"}, "WTO-1955", "NAT-1949"),
        ({"on": date(1960, 1, 1)}, "WTO-1955", "NEWSTART-2010"),
        ({"structure": "bilateral", "kind": "EXPCTL"}, "FRADEU-EXPORT-2019", "ATT-2013"),
        ({"form": "mou", "party": "IND"}, "IND-SOSA-2024", "IND-BECA-2020"),
    ],
)
def test_search_by_facets(facets: dict[str, object], inside: str, outside: str) -> None:
    found = {a.id for a in C.search(**facets)}
    assert inside in found
    assert outside not in found


def test_an_unknown_id_or_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="NAT-1949"):
        C["NAT1949"]
    with pytest.raises(UnknownName, match="SOFA"):
        C.search(kind="SOFFA")
