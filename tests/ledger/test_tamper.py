"""Whatever is edited, added or deleted behind the program's back is found, and found where it is."""

import contextlib

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from licet.ledger.fsck import differences
from licet.store import ledger, ledgered
from licet.store.models import Account, Checkpoint, Entry, Opening, Tile
from tests.ledger.rows import AT, one_of, plain

pytestmark = pytest.mark.django_db
TABLES = [model.__name__ for model in ledgered.ledgered_models()]
CHILDREN = sorted({m.__name__ for m in apps.get_models() if hasattr(m, "ledger_record")} - set(TABLES))


@pytest.fixture
def made():
    """One row of every ledgered table and of every table committed with one, all published."""
    rows = {}
    with without_checks(), transaction.atomic():
        for model in apps.get_models():
            if hasattr(model, "ledger_record"):
                one_of(model, rows)
        everything = [rows[model] for model in ledgered.ledgered_models()]
        ledger.record("row.changed", subject="test:1", record={}, actor=None, at=AT, rows=everything[:3])
        ledger.record("row.changed", subject="test:1", record={}, actor=None, at=AT, rows=everything[3:])
        ledger.record("row.changed", subject="test:2", record={}, actor=None, at=AT, rows=[])
    ledger.publish(AT)
    assert ledger.fsck() == []
    with undo():
        yield {model.__name__: row for model, row in rows.items()}


@contextlib.contextmanager
def without_checks():
    """Switch off CHECK constraints, as somebody who holds the database file can."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def sql(statement, *values):
    with without_checks(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute(statement, values)


def edit(row, field):
    """Change one column of a row by SQL; say whether the database took it."""
    if isinstance(field, models.ForeignKey):
        value = (getattr(row, field.attname) or 0) + 1_000_000
    else:
        value = field.get_db_prep_save(plain(field, turn=1), connection)
    try:
        with transaction.atomic():
            sql(f'UPDATE {row._meta.db_table} SET "{field.column}" = %s WHERE id = %s', value, row.pk)
    except Exception:
        return False
    return True


def undo():
    """Return a block whose changes are taken back."""
    return _Undo()


class _Undo(contextlib.AbstractContextManager):
    def __enter__(self):
        self.point = transaction.savepoint()

    def __exit__(self, *_):
        transaction.savepoint_rollback(self.point)


@pytest.mark.parametrize("name", TABLES)
def test_a_row_edited_deleted_or_added_by_sql_is_found(made, name):
    row = made[name]
    table, before = row._meta.db_table, ledgered.part_of(fresh(row)).record
    field = next(f for f in covered(type(row)) if isinstance(f, models.CharField | models.DateTimeField))
    with undo():
        assert edit(row, field)
        (fault,) = [fault for fault in ledger.fsck() if fault.table == table]
        assert (fault.key, {path.split("[")[0] for path in fault.fields}) == (str(row.pk), {name_in_record(row, field)})
    with undo():
        sql(f"DELETE FROM {table} WHERE id = %s", row.pk)
        assert (table, str(row.pk)) in {(f.table, f.key) for f in ledger.fsck() if "gone" in f.what}
    with undo():
        copied = str(copy_row(row))
        assert (table, copied) in {(f.table, f.key) for f in ledger.fsck() if "added outside" in f.what}
    for field in covered(type(row)):
        with undo():
            if edit(row, field):
                found = {path.split("[")[0] for path in differences(before, ledgered.part_of(fresh(row)).record)}
                assert name_in_record(row, field) in found


def covered(model):
    """Return the columns that the record of a model holds."""
    out = ledgered.left_out(model)
    return [f for f in model._meta.concrete_fields if not f.primary_key and f.attname not in out]


def fresh(row):
    return type(row)._base_manager.get(pk=row.pk)


def name_in_record(row, field):
    return field.attname if field.attname in fresh(row).ledger_record() else field.name


@pytest.mark.parametrize("name", CHILDREN)
def test_a_row_committed_with_its_parent_is_found_at_its_parent(made, name):
    row = made[name]
    number = next(f for f in type(row)._meta.concrete_fields if isinstance(f, models.DecimalField))
    changes = (
        lambda: edit(row, number),
        lambda: copy_row(row),
        lambda: sql(f"DELETE FROM {row._meta.db_table} WHERE id = %s", row.pk),
    )
    for change in changes:
        with undo():
            change()
            assert any("[" in path for fault in ledger.fsck() for path in fault.fields)


def copy_row(row):
    """Add a row like `row` by SQL, with unique texts changed, and return its key."""
    columns, values = [], []
    for field in type(row)._meta.concrete_fields:
        value = field.get_db_prep_save(getattr(row, field.attname), connection)
        if field.primary_key:
            value = row.pk + 500
        elif isinstance(field, models.ForeignKey):
            value = getattr(row, field.attname)
            value = value + 1_000_000 if value and only_keys_are_unique(field) else value
        elif isinstance(field, models.CharField) or "number" in field.name or field.name == "version":
            value = field.get_db_prep_save(plain(field, turn=1), connection)
        columns.append(f'"{field.column}"')
        values.append(value)
    marks = ", ".join(["%s"] * len(values))
    sql(f"INSERT INTO {row._meta.db_table} ({', '.join(columns)}) VALUES ({marks})", *values)
    return row.pk + 500


def only_keys_are_unique(field):
    """Say whether another row needs another value of this foreign key."""
    meta = field.model._meta
    together = [c.fields for c in meta.constraints if isinstance(c, models.UniqueConstraint) and field.name in c.fields]
    return field.unique or any(all(meta.get_field(name).is_relation for name in names) for names in together)


@pytest.mark.parametrize("model", [Entry, Opening, Checkpoint, Tile])
def test_an_edited_row_of_the_log_is_found(made, model):
    for row in model.objects.all():
        for field in model._meta.concrete_fields:
            if field.primary_key or field.name == "entry":
                continue
            with undo():
                if field.name == "rows":
                    sql("UPDATE store_opening SET rows = %s WHERE id = %s", '[["AA==", "{}"]]', row.pk)
                elif not edit(row, field):
                    continue
                faults = ledger.fsck()
                assert faults, (model, field.name)
                assert model._meta.db_table in {fault.table for fault in faults}, (field.name, faults)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_deleted_entry_is_found_by_its_index(made, index):
    entry = Entry.objects.get(index=index)
    sql("DELETE FROM store_opening WHERE entry_id = %s", entry.pk)
    sql("DELETE FROM store_entry WHERE id = %s", entry.pk)
    faults = [fault for fault in ledger.fsck() if fault.what == "the entry is gone"]
    assert [fault.index for fault in faults] == [index]


def test_a_deleted_opening_is_found_at_its_entry(made):
    sql("DELETE FROM store_opening WHERE entry_id = %s", Entry.objects.get(index=2).pk)
    assert [(f.what, f.index) for f in ledger.fsck()] == [("the opening of the entry is gone", 2)]


def test_an_opening_without_an_entry_is_found(made):
    sql("DELETE FROM store_entry WHERE id = %s", Entry.objects.get(index=2).pk)
    assert any("has no entry" in fault.what for fault in ledger.fsck())


def test_a_deleted_checkpoint_is_found():
    for subject in ("case:1", "case:2", "case:3"):
        with transaction.atomic():
            ledger.record("case.edited", subject=subject, record={}, actor=None, at=AT)
        ledger.publish(AT)
    for size, what in ((1, "missing before"), (2, "missing before"), (3, "last checkpoint")):
        with undo():
            sql("DELETE FROM store_checkpoint WHERE size = %s", size)
            assert any(what in fault.what for fault in ledger.fsck()), size


def test_a_deleted_tile_is_found(made):
    sql("DELETE FROM store_tile")
    assert [(f.what, f.key) for f in ledger.fsck()] == [("the tile is gone", "0/0")]


def test_two_entries_that_changed_places_are_found(made):
    sql('UPDATE store_entry SET "index" = 77 WHERE "index" = 2')
    sql('UPDATE store_entry SET "index" = 2 WHERE "index" = 1')
    sql('UPDATE store_entry SET "index" = 1 WHERE "index" = 77')
    assert {fault.index for fault in ledger.fsck() if "not the one that was signed" in fault.what} == {1, 2}


def test_an_entry_added_by_a_stranger_is_found_even_with_a_fitting_opening(made):
    with transaction.atomic():
        entry = ledger.record("row.changed", subject="test:9", record={}, actor=None, at=AT)
    sql("UPDATE store_entry SET seal = %s WHERE id = %s", entry.seal[:9] + "f" * 64, entry.pk)
    assert ["not written by this installation" in fault.what for fault in ledger.fsck()] == [True]


def test_a_waiting_entry_is_no_fault(made):
    with transaction.atomic():
        ledger.record("row.changed", subject="test:9", record={}, actor=None, at=AT)
    report = ledger.inspect()
    assert (report.faults, report.waiting, report.entries) == ([], 1, 4)


def test_a_deleted_waiting_entry_is_found_by_the_gap_in_its_stream(made):
    with transaction.atomic():
        first = ledger.record("row.changed", subject="test:9", record={}, actor=None, at=AT)
        ledger.record("row.changed", subject="test:9", record={}, actor=None, at=AT)
    sql("DELETE FROM store_opening WHERE entry_id = %s", first.pk)
    sql("DELETE FROM store_entry WHERE id = %s", first.pk)
    assert [fault.fields for fault in ledger.fsck()] == [("test:9 version 1",)]


def test_a_row_changed_through_an_action_is_covered_by_its_new_entry(made):
    row = made["Account"]
    with transaction.atomic():
        row.roles = ["auditor"]
        row.save()
        ledger.record("account.changed", subject="account:1", record={}, actor=None, at=AT)
    assert ledger.fsck() == []
    Account.objects.filter(pk=row.pk).update(roles=["administrator"])
    assert [(fault.key, fault.fields) for fault in ledger.fsck()] == [(str(row.pk), ("roles[0]",))]


def test_a_row_put_back_after_its_deletion_is_found():
    with transaction.atomic():
        ada = Account.objects.create_user("ada")
        ledger.record("account.opened", subject="account:ada", record={}, actor=None, at=AT)
        kept = ada.pk
        ada.delete()
        ledger.record("row.deleted", subject="account:ada", record={}, actor=None, at=AT)
    assert ledger.fsck() == []
    Account(pk=kept, username="ada").save_base(raw=True, force_insert=True)
    assert ["deleted" in fault.what for fault in ledger.fsck()] == [True]
