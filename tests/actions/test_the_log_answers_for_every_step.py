"""Every action writes its entry in its own transaction, and an edit past the actions is found and located."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from licet.actions.countersign import do_countersign
from licet.actions.draw_down import Shipped, do_draw_down
from licet.common.errors import NotAllowed
from licet.common.quantities import Quantity
from licet.store import ledger
from licet.store.ledgered import ledgered_models
from licet.store.models import Account, Case, Entry, Licence
from tests.actions.factories import AT, account, countersigned, decided, issued

pytestmark = pytest.mark.django_db


def whole_life() -> Licence:
    licence = issued(goods=3)
    do_draw_down(
        licence,
        shipped=[Shipped(1, Quantity(Decimal(5), "NAR"), Decimal(1))],
        shipped_on=AT.date(),
        customs_reference="MRN-1",
        office="Rotterdam",
        acting_user=account("customs"),
        at=AT,
    )
    countersigned(decided(outcome="refuse"))
    return licence


def of_cases(faults: list[Any]) -> list[Any]:
    """Faults of the tables of a case; accounts are made past the actions by the tests themselves."""
    return [f for f in faults if "account" not in str(f)]


def test_each_step_has_one_entry_in_order() -> None:
    licence = whole_life()
    kinds = list(Entry.objects.filter(stream=licence.case.subject).order_by("pk").values_list("kind", flat=True))
    assert kinds == [
        "case.submitted",
        "case.assigned",
        *["item.classified"] * 3,
        "parties.screened",
        "case.assessed",
        "finding.written",
        "finding.written",
        "case.assessed",
        "decision.proposed",
        "decision.countersigned",
    ]
    life = list(Entry.objects.filter(stream=licence.subject).order_by("pk").values_list("kind", flat=True))
    assert life == ["licence.issued", "drawdown.recorded"]


def test_after_a_whole_life_the_log_and_the_rows_agree() -> None:
    whole_life()
    ledger.publish(AT)
    assert of_cases(ledger.fsck()) == []


CHANGES: dict[str, dict[str, Any]] = {
    "case": {"state": "withdrawn"},
    "application": {"title": "Another"},
    "snapshot": {"content": "{}"},
    "caseevent": {"reason": "Another"},
    "classification": {"code": "ML1.a"},
    "screening": {"editions": []},
    "assessmentrow": {"outcome": "APPROVE"},
    "finding": {"conclusion": "risk"},
    "decision": {"outcome": "grant_with_conditions"},
    "countersignature": {"verdict": "sends_back"},
    "intereststatement": {"text": "Another"},
    "denialrecord": {"end_user": "Another"},
    "licence": {"valid_until": "2099-01-01"},
    "licenceline": {"quantity": Decimal(10_000)},
    "drawdown": {"answer": "refused"},
    "drawdownline": {"quantity": Decimal(1)},
}


def faults_after(change: Callable[[], object]) -> int:
    """How many faults the log finds after a change past the actions, which is then undone."""
    with transaction.atomic():
        change()
        found = len(of_cases(ledger.fsck()))
        transaction.set_rollback(True)
    return found


def test_an_edit_of_any_table_past_the_actions_is_found_once() -> None:
    whole_life()
    ledger.publish(AT)
    found = {}
    for name, change in CHANGES.items():
        rows = apps.get_model("store", name)._base_manager.all()
        row = rows.first()
        assert row is not None
        found[name] = faults_after(partial(rows.filter(pk=row.pk).update, **change))
    assert found == dict.fromkeys(CHANGES, 1)


def test_a_row_deleted_from_any_table_past_the_actions_is_found() -> None:
    whole_life()
    ledger.publish(AT)
    names = ("Finding", "DrawdownLine", "LicenceLine", "CaseEvent", "Classification", "DraftSave")
    for name in names:
        rows = apps.get_model("store", name)._base_manager.all()
        last = rows.last()
        assert last is not None
        assert faults_after(partial(rows.filter(pk=last.pk)._raw_delete, "default")), name


def test_every_table_of_a_case_is_answered_for() -> None:
    names = {m.__name__ for m in ledgered_models()}
    assert names >= {
        "AdviceRequest",
        "Adjudication",
        "Application",
        "AssessmentRow",
        "Case",
        "CaseEvent",
        "Classification",
        "Countersignature",
        "Decision",
        "DenialRecord",
        "DraftSave",
        "Drawdown",
        "EstablishedFact",
        "Finding",
        "InterestStatement",
        "Licence",
        "LicenceEvent",
        "Organisation",
        "Question",
        "Reply",
        "Screening",
        "Snapshot",
    }


def test_an_action_that_fails_leaves_no_entry() -> None:
    case = decided()
    before = Entry.objects.count()
    person = case.decisions.get().by
    Account.objects.filter(pk=person.pk).update(roles=["countersigner"])
    with pytest.raises(NotAllowed, match="own"):
        do_countersign(case, agrees=True, states_no_interest=True, acting_user=person, at=AT)
    assert Entry.objects.count() == before
    assert Case.objects.get(pk=case.pk).version == case.version
