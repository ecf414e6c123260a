from __future__ import annotations

import pytest
from click.testing import CliRunner

from licet.cli import main
from licet.store.models import Account

pytestmark = pytest.mark.django_db


def test_the_first_administrators_are_made_with_passwords_printed_once() -> None:
    done = CliRunner().invoke(main, ["accounts", "bootstrap", "ada", "bo", "cy"])
    assert done.exit_code == 0, done.output
    printed = dict(line.split("  ") for line in done.stdout.splitlines() if "  " in line)
    assert set(printed) == {"ada", "bo", "cy"}
    for name, password in printed.items():
        account = Account.objects.get(username=name)
        assert account.check_password(password)
        assert account.password_lent
        assert account.roles == ["administrator"]


def test_one_administrator_is_bad_input() -> None:
    done = CliRunner().invoke(main, ["accounts", "bootstrap", "ada"])
    assert done.exit_code == 2
    assert "LIC-664" in done.output
    assert not Account.objects.exists()


def test_a_second_start_is_refused_and_prints_no_password() -> None:
    CliRunner().invoke(main, ["accounts", "bootstrap", "ada", "bo"])
    done = CliRunner().invoke(main, ["accounts", "bootstrap", "eve", "mallory"])
    assert done.exit_code == 1
    assert "LIC-665" in done.output
    assert not Account.objects.filter(username="eve").exists()


def test_accounts_are_listed_with_their_roles() -> None:
    CliRunner().invoke(main, ["accounts", "bootstrap", "ada", "bo"])
    done = CliRunner().invoke(main, ["accounts", "list"])
    assert "ada  administrator" in done.stdout


def test_the_reference_prints_the_policy_as_it_is() -> None:
    from pathlib import Path

    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "policy.md"
    printed = CliRunner().invoke(main, ["accounts", "policy"]).stdout
    assert printed in page.read_text(encoding="utf-8")
