"""Screening all parties of a case: against fit lists or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from licet.actions.screen_parties import do_screen_parties
from licet.common.errors import Conflict, LicetError, NotAllowed, NotYet
from licet.store.models import Case, Hit, Organisation, Screening
from licet.store.queries import case_page
from tests.actions.factories import AT, account, classified, form, fresh, later, officer, screened, submitted, watchlist

pytestmark = pytest.mark.django_db


def with_listed(name: str = "Orlov-Brask Optronics GmbH", **answers: str) -> Case:
    parties = form()["parties"]
    parties[0] = {**parties[0], "name": name, **answers}
    return classified(parties=parties)


def test_every_party_is_screened_and_the_editions_are_kept() -> None:
    case = screened()
    run = case.screenings.get()
    assert [p["key"] for p in run.parties] == ["exporter", "p1", "p2"]
    assert run.editions[0]["source"] == "invented"
    assert len(run.editions[0]["sha256"]) == 64


def test_a_listed_name_is_a_hit_with_both_sides_and_the_reasons() -> None:
    case = with_listed()
    watchlist()
    do_screen_parties(case, acting_user=case.officer, at=AT)
    hit = Hit.objects.get()
    assert (hit.party_key, hit.entry_uid) == ("p1", "INV-026")
    assert hit.score > 0.9
    assert hit.explanation
    assert hit.entry["statements"]


def test_an_exporter_who_is_listed_is_a_hit_and_blocks_the_decision() -> None:
    case = classified()
    Organisation.objects.filter(pk=case.exporter_id).update(name="Orlov-Brask Optronics GmbH")
    watchlist()
    do_screen_parties(case, acting_user=case.officer, at=AT)
    assert (Hit.objects.get().party_key, Hit.objects.get().entry_uid) == ("exporter", "INV-026")
    page = case_page(fresh(case), today=AT.date())
    assert "hit-open" in [b.code for b in page.blockers]
    assert page.parties[0]["hits"]


def test_a_name_in_another_script_is_a_hit() -> None:
    case = with_listed("Дариюш Велканов", kind="individual")
    watchlist()
    do_screen_parties(case, acting_user=case.officer, at=AT)
    assert Hit.objects.get().entry_uid == "INV-001"


def test_without_a_list_nobody_is_screened() -> None:
    case = classified()
    with pytest.raises(NotYet, match="No watchlist has been imported"):
        do_screen_parties(case, acting_user=case.officer, at=AT)
    assert not Screening.objects.exists()


def test_without_a_list_that_is_required_nobody_is_screened(settings: Any) -> None:
    case = classified()
    watchlist()
    settings.REQUIRED_LISTS = ("invented", "un")
    with pytest.raises(NotYet, match="UN Security Council consolidated list has not been imported"):
        do_screen_parties(case, acting_user=case.officer, at=AT)
    assert not Screening.objects.exists()


def test_a_stale_list_does_not_count() -> None:
    case = classified()
    watchlist(AT.date() - timedelta(days=8))
    with pytest.raises(NotYet, match="8 days old"):
        do_screen_parties(case, acting_user=case.officer, at=AT)


def test_a_list_of_exactly_the_allowed_age_counts() -> None:
    case = classified()
    watchlist(AT.date() - timedelta(days=7))
    assert do_screen_parties(case, acting_user=case.officer, at=AT).hits.count() == 0


def test_nobody_else_may_screen() -> None:
    case = classified()
    watchlist()
    for person in (account("exporter"), account("customs"), account("auditor"), officer(state="BEL")):
        with pytest.raises(NotAllowed):
            do_screen_parties(case, acting_user=person, at=AT)


def test_a_case_that_nobody_took_is_not_screened() -> None:
    case = submitted()
    watchlist()
    with pytest.raises(Conflict, match="waiting for an officer"):
        do_screen_parties(case, acting_user=officer(), at=AT)


def test_screening_again_is_a_new_run_and_the_earlier_stays() -> None:
    case = screened()
    do_screen_parties(fresh(case), acting_user=case.officer, at=later())
    assert Screening.objects.count() == 2


def test_a_replayed_form_screens_once() -> None:
    case = classified()
    watchlist()
    first = do_screen_parties(case, acting_user=case.officer, at=AT, token="t")
    assert do_screen_parties(case, acting_user=case.officer, at=later(), token="t") == first
    assert Screening.objects.count() == 1


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(LicetError, match="time zone"):
        do_screen_parties(classified(), acting_user=officer(), at=AT.replace(tzinfo=None))
