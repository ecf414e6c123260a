"""Sending an application: field-exact refusals, an immutable snapshot, and few statements however many goods."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licet.actions.draft import do_save_draft
from licet.actions.submit import Incomplete, do_submit
from licet.common.errors import Conflict, NotAllowed
from licet.store.models import Application, Case, CaseEvent, Entry, IdempotencyKey, OutboxRow, Snapshot
from tests.actions.factories import AT, application, exporter, form, later, line, officer, submitted

pytestmark = pytest.mark.django_db


def test_sending_opens_a_case_with_a_snapshot_an_event_and_an_entry() -> None:
    row = application()
    case = do_submit(row, acting_user=row.created_by, at=AT)
    assert case.reference == "LC-2026-0001"
    assert (case.exporting_state, case.destination, case.end_user) == ("NLD", "NOR", "Norwegian Army")
    assert case.snapshot.parties[1]["key"] == "p2"
    assert CaseEvent.objects.get(case=case).to_state == "submitted"
    assert Entry.objects.filter(stream=case.subject, kind="case.submitted").count() == 1
    assert OutboxRow.objects.get().subject == case.subject
    row.refresh_from_db()
    assert row.state == Application.State.SUBMITTED


def test_it_is_due_twenty_working_days_later() -> None:
    assert submitted().due_on.isoformat() == "2026-12-18"


def test_the_value_is_the_exact_sum_of_the_lines() -> None:
    case = submitted(lines=[line(value="0.10"), line(2, value="0.20")])
    assert str(case.value) == "0.30"


def test_the_largest_amounts_are_kept_to_the_last_digit() -> None:
    case = submitted(lines=[line(quantity="999999999.999999", unit="KGM", value="9999999999999.99")])
    case.refresh_from_db()
    assert str(case.value) == "9999999999999.99"
    assert case.snapshot.lines[0]["quantity"] == "999999999.999999"


@pytest.mark.parametrize("goods", [1, 10, 100])
def test_it_takes_at_most_thirty_statements_however_many_goods(goods: int) -> None:
    row = application(goods=goods)
    with CaptureQueriesContext(connection) as seen:
        do_submit(row, acting_user=row.created_by, at=AT, token="t")
    assert len(seen) <= 30, [q["sql"][:80] for q in seen]


def test_what_was_sent_is_not_changed_by_a_later_edit() -> None:
    case = submitted()
    with pytest.raises(TypeError, match="never changed"):
        case.snapshot.save()
    with pytest.raises(Conflict, match="sent"):
        do_save_draft(
            case.application, changes={"lines": []}, version=1, acting_user=case.application.created_by, at=AT
        )


@pytest.mark.parametrize(
    ("sections", "paths"),
    [
        ({"lines": []}, ["lines"]),
        ({"lines": [line(quantity="")]}, ["lines.1.quantity"]),
        ({"lines": [line(quantity="80 pcs")]}, ["lines.1.quantity"]),
        ({"lines": [line(quantity="0.5")]}, ["lines.1.quantity"]),
        ({"lines": [line(quantity="-1")]}, ["lines.1.quantity"]),
        ({"lines": [line(unit="box")]}, ["lines.1.unit"]),
        ({"lines": [line(currency="XYZ")]}, ["lines.1.currency"]),
        ({"lines": [line(), line(2, currency="USD")]}, ["lines"]),
        ({"lines": [line(description="—")]}, ["lines.1.description"]),
        ({"lines": [line(description="x" * 201)]}, ["lines.1.description"]),
        ({"lines": [line(value="9999999999999.99"), line(2, value="0.01")]}, ["lines"]),
        ({"lines": [line(value="1.001")]}, ["lines.1.value"]),
        ({"lines": [line(value="1e3")]}, ["lines.1.value"]),
        ({"lines": [line(value="NaN")]}, ["lines.1.value"]),
        ({"lines": [line(incorporated="yes")]}, ["lines.1.incorporated_into"]),
        ({"route": {"destination": "Atlantis", "origin": "NL"}}, ["route.destination"]),
        ({"documents": []}, ["documents", "documents"]),
        ({"parties": []}, ["parties", "parties", "parties"]),
        ({"end_use": {}}, ["end_use.text", "end_use.re_export"]),
        (
            {"declarations": {}},
            [f"declarations.{f}" for f in ("weapons_of_mass_destruction", "embargo_known", "truth", "name")],
        ),
        ({"export": {**form()["export"], "export_type": "temporary"}}, ["export.return_by"]),
        ({"export": {**form()["export"], "contract_date": "2026-02-30"}}, ["export.contract_date"]),
    ],
)
def test_it_names_every_field_that_is_missing_or_wrong(sections: dict[str, object], paths: list[str]) -> None:
    row = application(**sections)
    with pytest.raises(Incomplete) as refused:
        do_submit(row, acting_user=row.created_by, at=AT)
    assert [m.path for m in refused.value.missing] == paths
    assert all(m.how and m.label and m.why for m in refused.value.missing)
    assert not Case.objects.exists()
    assert not Snapshot.objects.exists()


def test_a_stranger_may_not_send_it() -> None:
    row = application()
    for person in (exporter(), officer()):
        with pytest.raises(NotAllowed):
            do_submit(row, acting_user=person, at=AT)


def test_it_is_refused_when_somebody_saved_since() -> None:
    row = application()
    do_save_draft(row, changes={}, version=1, acting_user=row.created_by, at=later())
    with pytest.raises(Conflict, match="version 2"):
        do_submit(row, version=1, acting_user=row.created_by, at=later(2))


def test_a_debarred_exporter_may_not_send() -> None:
    row = application()
    row.organisation.debarred_from = AT.date()
    row.organisation.save()
    with pytest.raises(NotAllowed, match="may not apply"):
        do_submit(row, acting_user=row.created_by, at=AT)


def test_the_same_form_sent_twice_gives_the_same_case() -> None:
    row = application()
    first = do_submit(row, acting_user=row.created_by, at=AT, token="form-1")
    again = do_submit(row, acting_user=row.created_by, at=later(), token="form-1")
    assert first == again
    assert Case.objects.count() == Snapshot.objects.count() == IdempotencyKey.objects.count() == 1


def test_a_token_of_another_form_is_refused() -> None:
    one, person = application(), None
    person = one.created_by
    other = application(person)
    do_submit(one, acting_user=person, at=AT, token="form-1")
    with pytest.raises(Conflict, match="other answers"):
        do_submit(other, acting_user=person, at=AT, token="form-1")


def test_sending_again_without_a_token_is_a_conflict() -> None:
    case = submitted()
    with pytest.raises(Conflict, match="sent"):
        do_submit(case.application, acting_user=case.application.created_by, at=AT)


@pytest.mark.parametrize("state", ["CSK", "Soviet Union", "Yugoslavia"])
def test_a_state_that_is_no_more_is_refused_by_the_server_too(state: str) -> None:
    row = application(route={"destination": state, "origin": "NL", "transit": []})
    with pytest.raises(Incomplete, match="destination"):
        do_submit(row, acting_user=row.created_by, at=AT)
    assert not Case.objects.exists()
