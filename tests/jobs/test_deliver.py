"""What an action enqueues leaves the building at least once, whole, and only when it is due."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from licet.jobs.deliver import deliver, hand_over, outgoing
from licet.store import clock
from licet.store.models import OutboxRow
from licet.store.outbox import enqueue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> Path:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def row(**changes: object) -> OutboxRow:
    made = enqueue("customs.licence", "licence:NLD-2026-00001-I", {"licence": "NLD-2026-00001-I"}, at=clock.now())
    OutboxRow.objects.filter(pk=made.pk).update(**changes)
    made.refresh_from_db()
    return made


def files() -> list[Path]:
    return sorted(outgoing().rglob("*.json"))


def test_a_due_row_is_handed_over_once_for_its_moment() -> None:
    row()
    assert hand_over() == 1
    assert hand_over() == 0
    assert DBTaskResult.objects.count() == 1


def test_a_row_that_is_not_due_waits() -> None:
    row(due_at=clock.now() + timedelta(hours=1))
    assert hand_over() == 0


def test_a_delivery_writes_the_message_and_closes_the_row() -> None:
    made = row()
    deliver.call(made.pk)
    (path,) = files()
    assert json.loads(path.read_text())["payload"] == {"licence": "NLD-2026-00001-I"}
    assert path.stat().st_mode & 0o077 == 0
    made.refresh_from_db()
    assert made.done_at is not None


def test_an_interrupted_delivery_is_handed_over_again_when_its_lease_ends() -> None:
    made = row()
    hand_over()
    OutboxRow.objects.filter(pk=made.pk).update(due_at=clock.now() - timedelta(seconds=1))
    assert hand_over() == 1
    made.refresh_from_db()
    assert made.attempts == 2


def test_a_second_delivery_changes_nothing() -> None:
    made = row()
    deliver.call(made.pk)
    before = files()[0].stat().st_mtime_ns
    deliver.call(made.pk)
    assert files()[0].stat().st_mtime_ns == before


def test_a_folder_that_cannot_be_written_leaves_the_row_open_with_the_fault(home: Path) -> None:
    made = row()
    (home / "outgoing").write_text("a file where the folder should be")
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        deliver.call(made.pk)
    made.refresh_from_db()
    assert made.done_at is None
    assert "cannot be written" in made.fault
