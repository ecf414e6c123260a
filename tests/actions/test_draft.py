"""Writing an application: whole sections, each save from the version it was read in, only by its own people."""

from __future__ import annotations

from typing import Any

import pytest

from licet.actions.draft import do_save_draft, do_start_draft
from licet.actions.return_to_exporter import do_return_to_exporter
from licet.common.errors import BadInput, Conflict, NotAllowed
from licet.store.models import Application, DraftSave
from tests.actions.factories import AT, account, application, exporter, form, fresh, later, line, officer, submitted

pytestmark = pytest.mark.django_db


def test_a_draft_may_be_empty() -> None:
    person = exporter()
    assert person.organisation is not None
    row = do_start_draft(person.organisation, acting_user=person, at=AT)
    assert (row.title, row.version, row.reference) == ("Untitled application", 1, "AP-2026-0001")


def test_a_save_replaces_whole_sections_and_keeps_the_others() -> None:
    row = application()
    saved = do_save_draft(
        row, changes={"lines": [line(quantity="3")]}, version=1, acting_user=row.created_by, at=later()
    )
    assert saved.draft["lines"][0]["quantity"] == "3"
    assert saved.draft["parties"] == form()["parties"]
    assert saved.version == 2
    assert [s.by_id for s in DraftSave.objects.all()] == [row.created_by_id] * 2


def test_two_colleagues_at_once_get_one_save_and_a_conflict_that_says_who_and_when() -> None:
    row = application(exporter())
    other = exporter(row.organisation)
    do_save_draft(row, changes={}, version=1, acting_user=other, at=later())
    with pytest.raises(Conflict, match=f"{other} saved version 2 on 20 Nov 2026, 09:01 UTC"):
        do_save_draft(row, changes={"lines": []}, version=1, acting_user=row.created_by, at=later(2))
    row.refresh_from_db()
    assert len(row.draft["lines"]) == 1


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"linez": []}, "lines"),
        ({"lines": {}}, "lines"),
        ({"lines": ["x"]}, "lines.1"),
        ({"lines": [{"quantiti": "1"}]}, "quantity"),
        ({"lines": [{"quantity": 80}]}, "lines.1.quantity"),
        ({"lines": [{"description": "x" * 10_001}]}, "lines.1.description"),
        ({"lines": [{"description": "a\x00b"}]}, "lines.1.description"),
        ({"lines": [{}] * 501}, "501"),
        ({"route": {"transit": [1]}}, "route.transit"),
        ({"export": []}, "export"),
    ],
)
def test_what_the_form_does_not_know_is_refused_with_its_place(changes: dict[str, Any], place: str) -> None:
    row = application()
    with pytest.raises(BadInput) as refused:
        do_save_draft(row, changes=changes, version=1, acting_user=row.created_by, at=AT)
    assert place in str(refused.value)
    row.refresh_from_db()
    assert row.version == 1


def test_an_application_of_a_megabyte_is_refused() -> None:
    row = application()
    lines = [{"description": "x" * 9_000}] * 120
    with pytest.raises(BadInput, match="characters"):
        do_save_draft(row, changes={"lines": lines}, version=1, acting_user=row.created_by, at=AT)


def test_strangers_may_neither_begin_nor_save() -> None:
    row = application()
    for person in (exporter(), officer(), account("administrator"), account("auditor")):
        with pytest.raises(NotAllowed):
            do_save_draft(row, changes={}, version=1, acting_user=person, at=AT)
        with pytest.raises(NotAllowed):
            do_start_draft(row.organisation, acting_user=person, at=AT)
    assert Application.objects.count() == 1


def test_a_returned_application_is_written_again() -> None:
    case = submitted()
    do_return_to_exporter(case, reason="Name the unit that receives them.", acting_user=officer(), at=AT)
    row = fresh(case).application
    assert do_save_draft(row, changes={}, version=1, acting_user=row.created_by, at=AT).version == 2


def test_a_replayed_save_is_one_save() -> None:
    row = application()
    said: dict[str, Any] = {"changes": {"lines": []}, "version": 1, "acting_user": row.created_by, "token": "t"}
    do_save_draft(row, at=AT, **said)
    assert do_save_draft(row, at=later(), **said).version == 2
