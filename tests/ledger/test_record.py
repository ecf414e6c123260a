"""Writing entries: in the transaction of the change, covering the rows it saved."""

import contextlib
import json
from datetime import UTC, datetime

import pytest
from django.db import transaction

from licet.common.errors import BadInput, UnknownName
from licet.ledger.commitment import from_base64
from licet.ledger.statement import RowPart, Statement, commit_row, commit_statement, read_entry
from licet.store import ledger
from licet.store.models import AccessLog, Account, Entry, Opening

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def account(name="ada"):
    return Account.objects.create_user(name, roles=["auditor"])


def opening_of(entry):
    opening = Opening.objects.get(entry=entry)
    return Statement.parse(opening.statement), [RowPart.parse(text) for _, text in json.loads(opening.rows)]


@pytest.mark.django_db
def test_an_entry_covers_the_rows_saved_in_its_transaction():
    with transaction.atomic():
        ada = account()
        entry = ledger.record("account.opened", subject="account:ada", record={"name": "Ada"}, actor=None, at=AT)
    statement, parts = opening_of(entry)
    assert (entry.index, entry.version, entry.prev) == (None, 1, "")
    assert (statement.kind, statement.actor, statement.record) == ("account.opened", "system", {"name": "Ada"})
    assert [(part.table, part.key) for part in parts] == [("store_account", str(ada.pk))]
    assert parts[0].record["roles"] == ["auditor"]


@pytest.mark.django_db
def test_the_commitment_opens_to_statement_and_rows():
    with transaction.atomic():
        account()
        entry = ledger.record("account.opened", subject="account:ada", record={}, actor=None, at=AT)
    opening = Opening.objects.get(entry=entry)
    assert commit_statement(bytes(opening.salt), opening.statement) == read_entry(bytes(entry.data))
    marks = Statement.parse(opening.statement).rows
    shown = [(from_base64(salt), text) for salt, text in json.loads(opening.rows)]
    assert [commit_row(salt, text) for salt, text in shown] == [from_base64(mark) for mark in marks]


@pytest.mark.django_db
def test_the_entries_of_a_subject_are_numbered_and_linked():
    with transaction.atomic():
        first = ledger.record("case.drafted", subject="case:1", record={}, actor=None, at=AT)
        other = ledger.record("case.drafted", subject="case:2", record={}, actor=None, at=AT)
        second = ledger.record("case.edited", subject="case:1", record={}, actor=None, at=AT)
    assert (second.version, second.prev, other.version) == (2, first.leaf, 1)


@pytest.mark.django_db
def test_the_same_record_twice_gives_different_leaves():
    with transaction.atomic():
        leaves = {ledger.record("case.drafted", subject=f"case:{n}", record={}, actor=None, at=AT).leaf for n in "ab"}
    assert len(leaves) == 2


@pytest.mark.django_db
def test_rows_of_a_rolled_back_step_are_not_covered():
    with transaction.atomic():
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            account("lost")
            _ = 1 / 0
        account("kept")
        entry = ledger.record("account.opened", subject="account:kept", record={}, actor=None, at=AT)
    _, parts = opening_of(entry)
    assert [part.record["username"] for part in parts] == ["kept"]


@pytest.mark.django_db
def test_rows_are_covered_once():
    with transaction.atomic():
        ada = account()
        row = AccessLog.objects.create(account=ada, kind="case", reference="LC-1", action="read", at=AT)
        ledger.record_row(row, "access.read", actor=ada, at=AT)
        entry = ledger.record("account.opened", subject="account:ada", record={}, actor=None, at=AT)
    _, parts = opening_of(entry)
    assert [part.table for part in parts] == ["store_account"]


@pytest.mark.django_db
def test_a_deleted_row_becomes_a_tombstone():
    with transaction.atomic():
        ada = account()
        ledger.record("account.opened", subject="account:ada", record={}, actor=None, at=AT)
    with transaction.atomic():
        ada.delete()
        entry = ledger.record("row.deleted", subject="account:ada", record={}, actor=None, at=AT)
    _, parts = opening_of(entry)
    assert [(part.deleted, part.record) for part in parts] == [(True, {})]


@pytest.mark.django_db(transaction=True)
def test_refuses_outside_a_transaction():
    with pytest.raises(BadInput, match="LIC-512"):
        ledger.record("case.drafted", subject="case:1", record={}, actor=None, at=AT)


@pytest.mark.django_db(transaction=True)
def test_nothing_stays_of_an_entry_whose_transaction_fails():
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        ledger.record("case.drafted", subject="case:1", record={}, actor=None, at=AT)
        _ = 1 / 0
    assert not Entry.objects.exists()
    assert not Opening.objects.exists()


@pytest.mark.django_db
def test_refuses_a_kind_that_is_not_in_the_list():
    with pytest.raises(UnknownName, match=r"Did you mean .case\.drafted."):
        ledger.record("case.draft", subject="case:1", record={}, actor=None, at=AT)


@pytest.mark.django_db
def test_refuses_an_entry_that_no_bundle_can_hold():
    with pytest.raises(BadInput, match="LIC-513"):
        ledger.record("case.drafted", subject="case:1", record={"document": "x" * 70_000}, actor=None, at=AT)
    assert not Entry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("value", [float("nan"), float("inf"), AT, b"bytes", {1: 2}, "\ud800"])
def test_refuses_a_value_without_canonical_text(value):
    with pytest.raises(BadInput, match="LIC-510"):
        ledger.record("case.drafted", subject="case:1", record={"value": value}, actor=None, at=AT)


@pytest.mark.django_db
def test_refuses_a_moment_without_a_zone():
    with pytest.raises(BadInput, match="time zone"):
        ledger.record("case.drafted", subject="case:1", record={}, actor=None, at=datetime(2026, 1, 1))
