"""``licet agreement`` at the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from licet.cli import main


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["agreement", *words])


def test_show_prints_parties_of_the_day() -> None:
    out = run("show", "NAT-1949", "--on", "2024-03-07").output
    assert "North Atlantic Treaty" in out
    assert "SWE" in out.split("bound:")[1].split("1 (obligation)")[0]


def test_parties_counts_and_names() -> None:
    out = run("parties", "NAT-1949", "--on", "2024-03-06").output
    assert out.startswith("NAT-1949 on 2024-03-06: 31 bound")
    assert "Norway" in out


def test_status_takes_a_name_or_any_code() -> None:
    for word in ("BRA", "BR", "brazil"):
        found = json.loads(run("status", "ATT-2013", "--state", word, "--on", "2018-11-12", "--json").output)
        assert (found["state"], found["status"], found["since"]) == ("BRA", "in force", "2018-11-12")


def test_a_contested_status_prints_both_views() -> None:
    out = run("status", "NEWSTART-2010", "--state", "RUS", "--on", "2023-03-01").output
    assert "contested" in out
    assert "RUS: suspended" in out
    assert "USA: in force" in out


def test_ends_prints_last_day_bound_and_first_day_out() -> None:
    out = run("ends", "OPENSKIES-1992", "--state", "USA", "--notice", "2020-05-22").output
    assert "2020-11-21" in out
    assert "2020-11-22" in out


def test_ends_says_when_there_is_nothing_to_leave() -> None:
    out = run("ends", "OPENSKIES-1992", "--state", "USA", "--notice", "2022-01-01").output
    assert "anything to leave" in out


def test_ends_exits_with_one_where_no_end_can_be_computed() -> None:
    result = run("ends", "CHNPRK-1961", "--state", "CHN", "--notice", "2025-01-01")
    assert result.exit_code == 1
    assert "common consent" in result.output


def test_list_narrows_by_kind_party_and_day() -> None:
    out = run("list", "--kind", "def", "--party", "JP", "--on", "2026-01-01").output
    assert "USJPN-1960" in out
    assert "NAT-1949" not in out


@pytest.mark.parametrize(
    "words",
    [
        ("show", "NAT-1949", "--on", "2024-03-07", "--json"),
        ("parties", "NAT-1949", "--on", "2024-03-07", "--json"),
        ("status", "NAT-1949", "--state", "SWE", "--on", "2024-03-07", "--json"),
        ("list", "--json"),
        ("ends", "NAT-1949", "--state", "SWE", "--notice", "2026-03-07", "--json"),
    ],
)
def test_every_answer_has_a_json_form(words: tuple[str, ...]) -> None:
    assert json.loads(run(*words).stdout)


@pytest.mark.parametrize(
    ("words", "cause", "remedy"),
    [
        (("show", "NAT1949", "--on", "2024-01-01"), "Did you mean 'NAT-1949'?", "licet agreement list"),
        (("status", "NAT-1949", "--state", "Brasil", "--on", "2024-01-01"), "Did you mean 'Brazil'?", "ISO 3166-1"),
        (("status", "NAT-1949", "--state", "SWE", "--on", "1 March"), "--on: '1 March'", "YYYY-MM-DD"),
        (("ends", "NAT-1949", "--state", "SWE", "--notice", "2024-02-30"), "--notice: '2024-02-30'", "YYYY-MM-DD"),
        (("list", "--kind", "DEFF"), "Did you mean 'DEF'?", "such as"),
    ],
)
def test_bad_input_gets_cause_remedy_and_exit_code_two(words: tuple[str, ...], cause: str, remedy: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert cause in result.output
    assert remedy in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("key", ["NAT-1949", "VFA-PHL-1998", "JPNKOR-GSOMIA-2016", "RUSUKR-1997", "NEWSTART-2010"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_refused_or_answered_and_never_a_crash(key: str, day: str) -> None:
    for words in (("ends", key, "--state", "RUS", "--notice", day), ("status", key, "--state", "RUS", "--on", day)):
        result = run(*words)
        assert result.exit_code in (0, 1, 2), result.exception
        assert result.exception is None or isinstance(result.exception, SystemExit)


def test_enters_prints_the_first_day_by_the_clause() -> None:
    assert "2021-01-22" in run("enters", "TPNW-2017", "--deposit", "50=2020-10-24").output
    assert "2018-11-12" in run("enters", "ATT-2013", "--joins", "2018-08-14").output
    found = json.loads(run("enters", "ATT-2013", "--joins", "2018-08-14", "--json").output)
    assert (found["first_day"], found["cite"]) == ("2018-11-12", "ATT-22")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("enters", "ATT-2013"), 2),
        (("enters", "ATT-2013", "--deposit", "49=2014-09-25"), 2),
        (("enters", "ATT-2013", "--deposit", "50=yesterday"), 2),
        (("enters", "USKOR-1953", "--joins", "2020-01-01"), 1),
        (("enters", "ATT-2013", "--joins", "9999-12-31"), 2),
    ],
)
def test_enters_refuses_what_it_cannot_count(words: tuple[str, ...], code: int) -> None:
    result = run(*words)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
