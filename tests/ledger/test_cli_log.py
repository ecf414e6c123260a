"""``licet log``: what it prints and how it exits."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from licet.cli import main
from licet.store import ledger
from licet.store.ledger_keys import signing_key
from licet.store.ledger_lock import lock_path
from licet.store.models import Account, Checkpoint

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries():
    with transaction.atomic():
        Account.objects.create_user("ada")
        ledger.record("account.opened", subject="account:ada", record={"name": "Ada"}, actor=None, at=AT)
        ledger.record("licence.issued", subject="licence:1", record={"number": "1"}, actor=None, at=AT)
    ledger.publish(AT)


def run(*words):
    return CliRunner().invoke(main, ["log", *map(str, words)])


def line():
    return signing_key().verifier.to_text()


def test_fsck_says_what_it_looked_at():
    result = run("fsck")
    assert result.exit_code == 0
    assert result.output.startswith("Checked 2 entries (0 waiting), 1 checkpoints, 1 rows of ")
    assert json.loads(run("fsck", "--json").output)["ok"] is True


def test_fsck_names_table_row_entry_and_field():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_account SET username = 'eve'")
    result, pk = run("fsck"), Account.objects.get().pk
    assert result.exit_code == 1
    assert f"store_account {pk}, entry 0: the row was edited: username" in result.output
    (fault,) = json.loads(run("fsck", "--json").output)["faults"]
    assert fault["fields"] == ["username"]


def test_an_entry_is_proven_and_verified_without_the_database(tmp_path):
    file = tmp_path / "proof.json"
    assert run("prove", "0", "--out", file).exit_code == 0
    result = run("verify", file, "--key", line())
    assert (result.exit_code, result.output.splitlines()[0][:24]) == (0, "Verified: entry 0 of 2 i")
    body = json.loads(run("verify", file, "--key", line(), "--json").output)
    assert (body["ok"], body["statement"]["record"], body["rows"]) == (True, {"name": "Ada"}, [])


def test_rows_and_content_are_shown_or_kept_back(tmp_path):
    file = tmp_path / "proof.json"
    run("prove", "account:ada", "--rows", "--out", file)
    body = json.loads(run("verify", file, "--key", line(), "--json").output)
    assert body["rows"][0]["record"]["username"] == "ada"
    run("prove", "account:ada", "--redacted", "--out", file)
    assert "What it says is not shown." in run("verify", file, "--key", line()).output
    assert "Ada" not in file.read_text()


def test_the_key_may_stand_in_a_file(tmp_path):
    (tmp_path / "log.pub").write_text(run("key").output)
    (tmp_path / "proof.json").write_text(run("prove", "1").output)
    assert run("verify", tmp_path / "proof.json", "--key", tmp_path / "log.pub").exit_code == 0


def test_a_changed_proof_is_not_verified_and_exits_with_one(tmp_path):
    body = json.loads(run("prove", "0").output)
    body["opening"]["statement"][1] = body["opening"]["statement"][1].replace("Ada", "Eve")
    (tmp_path / "proof.json").write_text(json.dumps(body))
    result = run("verify", tmp_path / "proof.json", "--key", line())
    assert (result.exit_code, result.output[:12]) == (1, "Not verified")


def test_a_licence_file_is_verified_with_its_facts(tmp_path):
    from licet.exchange.bundle import write_licence_bundle

    file = tmp_path / "licence.json"
    text = write_licence_bundle(ledger.prove(1))
    file.write_text(text)
    assert run("verify", file, "--key", line()).exit_code == 0
    file.write_text(text.replace('"number": "1"', '"number": "2"'))
    result = run("verify", file, "--key", line())
    assert result.exit_code == 1
    assert "not what the log says" in result.output


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["prove", "99"], 2, "LIC-516"),
        (["prove", "case:none"], 2, "LIC-516"),
        (["verify", "missing.json", "--key", "KEY"], 2, "cannot be read"),
        (["verify", "missing.json", "--key", "nonsense"], 2, "LIC-501"),
        (["verify", "missing.json"], 2, "--key"),
        (["relock", "missing.note", "--key", "KEY"], 2, "cannot be read"),
    ],
)
def test_bad_input_gets_one_message_and_exit_code_two(words, code, said):
    result = run(*[line() if word == "KEY" else word for word in words])
    assert result.exit_code == code
    assert said in result.output


def test_an_entry_that_waits_is_not_yet_proven():
    with transaction.atomic():
        ledger.record("licence.issued", subject="licence:2", record={}, actor=None, at=AT)
    result = run("prove", "licence:2")
    assert result.exit_code == 1
    assert "LIC-515" in result.output


def test_a_lost_lock_file_is_made_anew_from_a_checkpoint_kept_elsewhere(tmp_path):
    note = tmp_path / "checkpoint"
    note.write_text(Checkpoint.objects.get().note)
    lock_path().unlink()
    assert run("fsck").exit_code == 1
    assert run("relock", note, "--key", line()).exit_code == 0
    assert run("fsck").exit_code == 0
    ledger.publish(AT)


def test_a_checkpoint_that_the_database_does_not_continue_makes_no_lock(tmp_path):
    from licet.ledger.checkpoint import sign_checkpoint

    for size in (2, 3):
        (tmp_path / "note").write_text(sign_checkpoint(size, b"x" * 32, signing_key()))
        result = run("relock", tmp_path / "note", "--key", line())
        assert (result.exit_code, "LIC-517" in result.output) == (1, True)
