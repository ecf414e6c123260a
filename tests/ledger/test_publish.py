"""Publishing: contiguous indices, one signed root for each size, and no signature on a database put back."""

import itertools
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from licet.common.errors import NotYet, Tampered
from licet.ledger.checkpoint import open_checkpoint
from licet.ledger.merkle import leaf_hash, root_of, verify_consistency
from licet.store import ledger, ledger_publish
from licet.store.ledger_keys import home, signing_key
from licet.store.ledger_lock import RollbackDetected, lock_path, read_lock, write_lock
from licet.store.models import Checkpoint, Entry, Tile

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def write(count, subject="case:1"):
    with transaction.atomic():
        return [ledger.record("case.edited", subject=subject, record={"n": n}, actor=None, at=AT) for n in range(count)]


def test_waiting_entries_get_contiguous_indices_in_their_order():
    first = write(3)
    ledger.publish(AT)
    second = write(2)
    ledger.publish(AT)
    pks = Entry.objects.order_by("index").values_list("pk", flat=True)
    assert list(pks) == [entry.pk for entry in first + second]
    assert list(Entry.objects.order_by("index").values_list("index", flat=True)) == [0, 1, 2, 3, 4]


def test_the_checkpoint_signs_the_root_of_all_entries():
    write(300)
    head = open_checkpoint(ledger.publish(AT).note, signing_key().verifier)
    data = Entry.objects.order_by("index").values_list("data", flat=True)
    assert (head.size, head.root) == (300, root_of(leaf_hash(bytes(entry)) for entry in data))
    assert ledger.fsck() == []


def test_each_checkpoint_continues_the_one_before():
    for count in (1, 255, 1, 1, 40):
        write(count)
        ledger.publish(AT)
    marks = list(Checkpoint.objects.order_by("size"))
    assert [mark.size for mark in marks] == [1, 256, 257, 258, 298]
    for old, new in itertools.pairwise(marks):
        roots = bytes.fromhex(old.root), bytes.fromhex(new.root)
        assert verify_consistency(old.size, new.size, ledger.consistency(old.size, new.size), *roots)


def test_publishing_with_nothing_new_signs_nothing():
    assert ledger.publish(AT) is None
    write(1)
    first = ledger.publish(AT)
    assert ledger.publish(AT) == first
    assert Checkpoint.objects.count() == 1


def test_key_and_lock_are_for_the_owner_alone():
    write(1)
    ledger.publish(AT)
    for name in ("log.key", "log.lock"):
        assert (home() / name).stat().st_mode & 0o777 == 0o600


def test_a_key_that_others_may_read_is_not_used():
    signing_key()
    (home() / "log.key").chmod(0o644)
    with pytest.raises(Exception, match="LIC-522"):
        signing_key()


def test_an_entry_that_waits_has_no_proof_yet():
    (entry,) = write(1)
    with pytest.raises(NotYet, match="LIC-515"):
        ledger.prove(entry)


@pytest.mark.parametrize("step", ["sign_checkpoint", "write_lock", "_keep"])
def test_a_stop_at_any_step_loses_nothing_and_forks_nothing(step, monkeypatch):
    write(3)
    ledger.publish(AT)
    write(2)
    with monkeypatch.context() as patch:
        patch.setattr(ledger_publish, step, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            ledger.publish(AT)
    signed = read_lock()
    write(4)
    ledger.publish(AT)
    assert ledger.fsck() == []
    assert Entry.objects.filter(index=None).count() == 0
    if signed.size == 5:
        assert Checkpoint.objects.get(size=5).note == signed.note


def test_a_database_put_back_cannot_sign():
    write(3)
    ledger.publish(AT)
    old = read_lock()
    write(2)
    ledger.publish(AT)
    newer = lock_path().read_text()
    _forget_after(3)
    write(1)
    with pytest.raises(RollbackDetected, match="5 entries were signed, and the database holds 3"):
        ledger.publish(AT)
    assert lock_path().read_text() == newer
    assert any("LIC-517" in fault.what for fault in ledger.fsck())
    write_lock(old)
    ledger.publish(AT)


def test_a_database_that_grew_differently_cannot_sign():
    write(3)
    ledger.publish(AT)
    early = lock_path().read_text()
    write(2)
    ledger.publish(AT)
    late = lock_path().read_text()
    _forget_after(3)
    lock_path().write_text(early)
    write(4)
    ledger.publish(AT)
    lock_path().write_text(late)
    with pytest.raises(RollbackDetected, match="not those that were signed"):
        ledger.publish(AT)


def test_a_log_whose_lock_file_is_gone_cannot_sign():
    write(1)
    ledger.publish(AT)
    lock_path().unlink()
    with pytest.raises(RollbackDetected, match="lock file"):
        ledger.publish(AT)
    assert "lock file is gone" in ledger.fsck()[0].what


@pytest.mark.parametrize("text", ["", "{", "[]", '{"size": "x"}', '{"size": 1}'])
def test_a_damaged_lock_file_is_said_to_be_one(text):
    write(1)
    ledger.publish(AT)
    lock_path().write_text(text)
    with pytest.raises(Tampered, match="LIC-518"):
        ledger.publish(AT)


def test_a_waiting_entry_that_a_stranger_wrote_is_not_published():
    write(2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_entry SET seal = %s WHERE version = 2", ["00000000:" + "0" * 64])
    with pytest.raises(Tampered, match="LIC-519"):
        ledger.publish(AT)
    assert not Checkpoint.objects.exists()


def test_an_inline_publication_that_fails_does_not_undo_the_change(caplog):
    write(1)
    ledger.publish(AT)
    lock_path().unlink()
    write(1)
    ledger_publish.publish_inline(AT)
    assert "LIC-517" in caplog.text
    assert Entry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_on_sqlite_a_commit_publishes_by_itself(settings):
    settings.LOG_PUBLISH = "inline"
    write(2)
    assert Checkpoint.objects.get().size == 2
    settings.LOG_PUBLISH = "worker"
    write(2)
    assert Checkpoint.objects.get().size == 2


def _forget_after(size):
    """Put the database back to the time when it held `size` entries."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'DELETE FROM store_opening WHERE entry_id IN (SELECT id FROM store_entry WHERE "index" >= {size})'
        )
        cursor.execute(f'DELETE FROM store_entry WHERE "index" >= {size}')
        cursor.execute(f"DELETE FROM store_checkpoint WHERE size > {size}")
    Tile.objects.update(data=b"".join(bytes.fromhex(e.leaf) for e in Entry.objects.order_by("index")))
