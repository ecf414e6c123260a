"""The second signature: within authority by value, goods and destination; sending back; and what follows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from licet.actions.countersign import do_countersign
from licet.actions.denials import do_revoke_denial
from licet.common.errors import BadInput, Conflict, NotAllowed
from licet.store.models import Account, Case, Countersignature, DenialRecord, OutboxRow
from tests.actions.factories import (
    AT,
    account,
    advised,
    assessed,
    countersigned,
    countersigner,
    decided,
    fresh,
    in_review,
    later,
    officer,
)

pytestmark = pytest.mark.django_db


def sign(case: Case, person: Account | None = None, **said: Any) -> Countersignature:
    said = {"agrees": True, "states_no_interest": True, "at": AT, **said}
    return do_countersign(case, acting_user=person or countersigner(), **said)


def test_the_signature_keeps_the_authority_and_the_statement_it_rests_on() -> None:
    made = sign(decided())
    assert made.authority["goods"] == ["*"]
    assert made.interest.has_interest is False
    assert made.decided_by == made.decision.by


@pytest.mark.parametrize(
    ("held", "word"),
    [
        ({"authority_ceiling": Decimal("6400.49")}, "authority ends at"),
        ({"authority_ceiling": None}, "No authority"),
        ({"authority_currency": "USD"}, "USD"),
        ({"authority_goods": []}, "does not reach ML5.b"),
        ({"authority_goods": ["ML6", "ML5.a"]}, "does not reach ML5.b"),
        ({"authority_destinations": []}, "destination NOR"),
        ({"authority_destinations": ["SWE", "FIN"]}, "destination NOR"),
    ],
)
def test_beyond_their_authority_nobody_signs(held: dict[str, Any], word: str) -> None:
    case = decided()
    with pytest.raises(NotAllowed, match=word):
        sign(case, countersigner(**held))
    assert fresh(case).state == "countersign"


@pytest.mark.parametrize(
    "held",
    [
        {"authority_ceiling": Decimal("6400.50")},
        {"authority_goods": ["ML5"]},
        {"authority_goods": ["ML5.b"]},
        {"authority_destinations": ["NOR"]},
    ],
)
def test_exactly_enough_authority_is_enough(held: dict[str, Any]) -> None:
    sign(decided(), countersigner(**held))


def test_authority_for_ml2_does_not_reach_ml22() -> None:
    from licet.licensing.decision import Authority, Reached, reach

    held = Authority(Decimal(10), "EUR", ("ML2",), ("*",))
    assert reach(held, Reached(Decimal(1), "EUR", ("ML22.a",), "NOR"))
    assert not reach(held, Reached(Decimal(1), "EUR", ("ML2.a",), "NOR"))


def test_a_case_referred_upwards_needs_authority_without_limits() -> None:
    case = advised(conclusion="risk")
    assert case.assessments.last().outcome == "REFER_MINISTER"  # type: ignore[union-attr]
    case = decided(case)
    with pytest.raises(NotAllowed, match="refers this to the top"):
        sign(case, countersigner(authority_destinations=["NOR"]))
    sign(case)


def test_sending_back_voids_the_first_signature_and_keeps_it() -> None:
    case = decided()
    made = sign(case, agrees=False, reason="Criterion 7 has no word on the depot.")
    assert (made.verdict, fresh(case).state) == ("sends_back", "in_review")
    assert case.decisions.count() == 1
    assert decided(fresh(case), by=officer()).decisions.count() == 2


def test_sending_back_needs_a_reason() -> None:
    with pytest.raises(BadInput):
        sign(decided(), agrees=False)
    assert not Countersignature.objects.exists()


def test_without_a_decision_there_is_nothing_to_sign() -> None:
    with pytest.raises(Conflict):
        sign(in_review())
    with pytest.raises(Conflict):
        sign(advised())


def test_two_countersigners_at_once_get_one_signature() -> None:
    case = decided()
    sign(case, countersigner(name="H. Verbeek"))
    with pytest.raises(Conflict, match=r"H\. Verbeek did 'countersign grant' on 20 Nov 2026, 09:00 UTC"):
        sign(case, at=later())
    assert Countersignature.objects.count() == 1


def test_a_replayed_form_signs_once() -> None:
    case, person = decided(), countersigner()
    assert sign(case, person, token="t") == sign(case, person, token="t", at=later())


def test_a_countersigned_refusal_makes_a_denial_record_for_three_years() -> None:
    case = countersigned(decided(outcome="refuse"))
    denial = DenialRecord.objects.get()
    assert fresh(case).state == "refused"
    assert denial.reference == "DN-2026-0001"
    assert (denial.destination, denial.end_user) == ("NOR", "Norwegian Army")
    assert denial.criteria
    assert denial.items[0]["code"] == "ML5.b"
    assert denial.valid_until.isoformat() == "2029-11-20"
    assert OutboxRow.objects.filter(kind="denial.circulate").count() == 1
    assert OutboxRow.objects.filter(kind="exporter.notice", payload__what="refused").count() == 1


def test_the_exporter_is_told_nothing_of_the_denial_record() -> None:
    countersigned(decided(outcome="refuse"))
    for row in OutboxRow.objects.filter(kind="exporter.notice"):
        assert "DN-" not in str(row.payload)


def test_a_refusal_sent_back_makes_no_denial() -> None:
    sign(decided(outcome="refuse"), agrees=False, reason="Criterion 7 has no word on the depot.")
    assert not DenialRecord.objects.exists()


def test_a_denial_is_revoked_once_with_a_reason_by_a_countersigner() -> None:
    countersigned(decided(outcome="refuse"))
    denial, reason = DenialRecord.objects.get(), "The risk was removed by a new depot."
    for person in (officer(), account("liaison"), account("auditor")):
        with pytest.raises(NotAllowed):
            do_revoke_denial(denial, reason=reason, acting_user=person, at=AT)
    with pytest.raises(BadInput):
        do_revoke_denial(denial, reason="", acting_user=countersigner(), at=AT)
    assert do_revoke_denial(denial, reason=reason, acting_user=countersigner(), at=AT).revoked_on == AT.date()
    with pytest.raises(Conflict, match="was revoked"):
        do_revoke_denial(denial, reason=reason, acting_user=countersigner(), at=AT)


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({}, True),
        ({"end_user": "NORWEGIAN  ARMY", "consignee": ""}, True),
        ({"end_user": "Other"}, True),
        ({"end_user": "Other", "consignee": "Other"}, False),
        ({"items": [{"code": "ML1.a"}]}, False),
        ({"denying_state": "NLD"}, False),
        ({"revoked_on": AT.date()}, False),
        ({"valid_until": AT.date()}, False),
    ],
)
def test_a_live_denial_of_another_state_for_these_goods_and_this_recipient_is_put_to_the_law(
    change: dict[str, Any], asked: bool
) -> None:
    countersigned(decided(outcome="refuse"))
    DenialRecord.objects.update(**{"denying_state": "SWE", **change})
    last = assessed().assessments.last()
    assert last is not None
    assert ('"denials":[{"consultation":"open"' in last.inputs) is asked
