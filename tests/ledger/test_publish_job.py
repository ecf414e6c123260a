"""The publisher of the worker: again and again, through faults, and once more at the end."""

from datetime import UTC, datetime
from threading import Event

import pytest
from django.db import transaction

from licet.jobs import publish as job
from licet.store import ledger
from licet.store.ledger_lock import RollbackDetected
from licet.store.models import Checkpoint

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def one_connection(monkeypatch):
    monkeypatch.setattr(job, "close_old_connections", lambda: None)


@pytest.mark.django_db
def test_it_publishes_what_waits_before_it_ends():
    with transaction.atomic():
        ledger.record("case.drafted", subject="case:1", record={}, actor=None, at=AT)
    stop = Event()
    stop.set()
    job.publish_until(stop)
    assert Checkpoint.objects.get().size == 1


def test_it_goes_on_after_a_fault_more_slowly(monkeypatch, caplog):
    waits, answers = [], iter([RollbackDetected("gone"), OSError("disk full"), None, None])

    class Stop(Event):
        def wait(self, timeout=None):
            waits.append(timeout)
            return len(waits) > 3

    def publish(at):
        if fault := next(answers):
            raise fault

    monkeypatch.setattr(job.ledger, "publish", publish)
    job.publish_until(Stop(), every=1.0)
    assert waits == [1.0, 2.0, 4.0, 1.0]
    assert "LIC-517" in caplog.text
    assert "disk full" in caplog.text
