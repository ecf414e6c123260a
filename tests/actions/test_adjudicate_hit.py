"""Settling a hit: a reason always, two persons above the threshold, and only while both sides stay as they are."""

from __future__ import annotations

import pytest

from licet.actions.adjudicate_hit import do_adjudicate_hit
from licet.actions.record_interest import do_record_interest
from licet.actions.screen_parties import do_screen_parties
from licet.common.errors import BadInput, Conflict, NotAllowed
from licet.licensing.decision import blockers
from licet.store.case_rows import load
from licet.store.models import Account, Adjudication, Case, Hit
from tests.actions.factories import AT, account, countersigner, form, fresh, later, officer, screened

pytestmark = pytest.mark.django_db

REASON = "The listed company has another seat and another register number."


def case_with_hit() -> Case:
    parties = form()["parties"]
    parties[0]["name"] = "Orlov-Brask Optronics GmbH"
    return screened(parties=parties)


def says(hit: Hit, verdict: str, person: Account | None = None, reason: str = REASON) -> Adjudication:
    return do_adjudicate_hit(hit, verdict=verdict, reason=reason, acting_user=person or officer(), at=AT)


def status(case: Case) -> str:
    rows = load(fresh(case), today=AT.date())
    return rows.status_of(rows.hits[0])


def test_a_strong_hit_takes_two_persons_to_clear() -> None:
    case = case_with_hit()
    assert status(case) == "open"
    says(Hit.objects.get(), "cleared")
    assert status(case) == "second"
    says(Hit.objects.get(), "cleared", countersigner())
    assert status(case) == "cleared"


def test_who_has_an_interest_settles_no_hit() -> None:
    case, person = case_with_hit(), officer()
    text = "I hold shares of the consignee."
    do_record_interest(case, has_interest=True, party="p1", text=text, acting_user=person, at=AT)
    with pytest.raises(NotAllowed, match="interest"):
        says(Hit.objects.get(), "cleared", person)
    assert status(case) == "open"


def test_one_person_is_not_two() -> None:
    case_with_hit()
    person = officer()
    says(Hit.objects.get(), "cleared", person)
    with pytest.raises(Conflict, match="Another person"):
        raise_with_remedy(lambda: says(Hit.objects.get(), "cleared", person))


def raise_with_remedy(do: object) -> None:
    try:
        do()  # type: ignore[operator]
    except Conflict as fault:
        raise Conflict(fault.code, f"{fault.what}. {fault.remedy}") from None


def test_one_person_is_not_two_even_by_way_of_another_answer() -> None:
    case = case_with_hit()
    person = officer()
    for verdict in ("cleared", "unsettled", "cleared"):
        says(Hit.objects.get(), verdict, person)
    assert status(case) == "second"


def test_one_person_confirms() -> None:
    case = case_with_hit()
    says(Hit.objects.get(), "confirmed")
    assert status(case) == "confirmed"


def test_what_cannot_be_told_stays_open() -> None:
    case = case_with_hit()
    says(Hit.objects.get(), "unsettled")
    assert status(case) == "unsettled"


@pytest.mark.parametrize("reason", ["", "ok", "false positive", "no match", "            "])
def test_a_reason_that_says_nothing_is_refused(reason: str) -> None:
    case_with_hit()
    with pytest.raises(BadInput):
        says(Hit.objects.get(), "cleared", reason=reason)
    assert not Adjudication.objects.exists()


def test_an_unknown_answer_is_refused() -> None:
    case_with_hit()
    with pytest.raises(BadInput, match="not an answer"):
        says(Hit.objects.get(), "perhaps")


def test_nobody_else_may() -> None:
    case_with_hit()
    for person in (account("technical_assessor"), account("adviser"), account("auditor"), officer(state="BEL")):
        with pytest.raises(NotAllowed):
            says(Hit.objects.get(), "cleared", person)


def test_a_clearance_holds_in_the_next_screening_while_nothing_changed() -> None:
    case = case_with_hit()
    for person in (officer(), officer()):
        says(Hit.objects.get(), "cleared", person)
    do_screen_parties(fresh(case), acting_user=officer(), at=later())
    assert status(case) == "cleared"


def test_a_clearance_ends_when_the_list_entry_changes() -> None:
    case = case_with_hit()
    for person in (officer(), officer()):
        says(Hit.objects.get(), "cleared", person)
    Hit.objects.update(entry_sha256="0" * 64)
    assert status(case) == "open"


def test_a_clearance_ends_when_the_party_changes() -> None:
    case = case_with_hit()
    for person in (officer(), officer()):
        says(Hit.objects.get(), "cleared", person)
    Hit.objects.update(party_sha256="0" * 64)
    assert status(case) == "open"


def test_a_hit_of_an_earlier_screening_is_not_settled() -> None:
    case = case_with_hit()
    hit = Hit.objects.get()
    do_screen_parties(case, acting_user=officer(), at=later())
    with pytest.raises(Conflict, match="last screening"):
        says(hit, "cleared")


def test_an_open_hit_blocks_and_a_confirmed_one_blocks_a_grant_only() -> None:
    from licet.store.lists_in_use import lists_in_use
    from licet.store.standing import standing

    case = case_with_hit()
    for verdict, stops in (("unsettled", 3), ("confirmed", 2)):
        says(Hit.objects.get(), verdict)
        rows = load(fresh(case), today=AT.date())
        found = blockers(standing(rows, today=AT.date(), lists=lists_in_use(AT.date())))
        assert len(next(b for b in found if b.code == f"hit-{verdict}").stops) == stops


def test_two_officers_at_once_get_one_clearance_each_and_the_third_a_conflict() -> None:
    case_with_hit()
    says(Hit.objects.get(), "cleared")
    says(Hit.objects.get(), "cleared")
    with pytest.raises(Conflict, match="settled hit 1 already"):
        says(Hit.objects.get(), "cleared")
