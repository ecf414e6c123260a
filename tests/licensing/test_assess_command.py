from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from licet.cli import main

CASES = Path(__file__).parent.parent / "cases"

HARMLESS = """case: X
title: Nothing much
exporting_state: BE
activity: export
assessed_on: 2026-03-01
destination: DE
items: [{line: 1, description: rifles, codes: {ml: ML1.a}}]
"""


def run(*args):
    return CliRunner().invoke(main, list(args))


def test_a_no_is_exit_code_one_and_starts_with_a_sentence():
    made = run("assess", str(CASES / "E01.yaml"))
    assert made.exit_code == 1
    assert made.output.splitlines()[3].startswith("PROHIBITED  Prohibited.")
    assert "UN-DRC" in made.output
    assert "Law version" in made.output
    assert "lawful" not in made.output.lower()


def test_a_yes_is_exit_code_zero():
    assert run("assess", str(CASES / "E12.yaml")).exit_code == 0


def test_json_is_one_document_with_the_documented_keys():
    made = run("assess", str(CASES / "E01.yaml"), "--json")
    data = json.loads(made.output)
    page = (Path(__file__).parents[2] / "docs/reference/assessment.md").read_text(encoding="utf-8")
    for key in (*data, *data["reasons"][0], *data["lines"][0], *data["engaged"][0]):
        assert f"`{key}`" in page, key


def test_the_day_and_the_state_can_be_given(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(HARMLESS.replace("assessed_on: 2026-03-01\n", ""), encoding="utf-8")
    assert run("assess", str(path)).exit_code == 2
    made = run("assess", str(path), "--on", "2026-03-02", "--state", "FRA", "--known", "2026-03-02")
    assert "decided by France. Law held on 2026-03-02, known by 2026-03-02" in made.output
    assert made.exit_code == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"case: [", "not YAML"),
        (HARMLESS.replace("BE", "Atlantis").encode(), "Atlantis"),
        (b"- a\n- b\n", "not a mapping"),
        (HARMLESS.replace("assessed_on: 2026-03-01", "assessed_on: 2026-03-32").encode(), "not a day"),
    ],
)
def test_bad_input_is_one_message_a_remedy_and_exit_code_two(tmp_path, content, words):
    path = tmp_path / "case.yaml"
    path.write_bytes(content)
    made = subprocess.run(
        [str(Path(sys.executable).parent / "licet"), "assess", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 2
    assert made.stdout == ""
    first, second = made.stderr.strip().splitlines()
    assert words in first
    assert second.startswith("  ")


def test_a_missing_file_is_bad_input():
    made = run("assess", "/nowhere/case.yaml")
    assert made.exit_code == 2


def test_a_folder_is_not_a_case(tmp_path):
    assert run("assess", str(tmp_path)).exit_code == 2


def test_assess_starts_without_the_web_framework():
    code = (
        "import sys; from licet.cli.assess import assess, run; import licet.store.packs; print('django' in sys.modules)"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "False"


def case_file(tmp_path, extra):
    (tmp_path / "one.yaml").write_text(HARMLESS + extra, encoding="utf-8")
    return run("law", "cases", str(tmp_path))


def test_a_case_that_meets_its_expectations_passes(tmp_path):
    made = case_file(tmp_path, "expected: {must_not_outcome: [APPROVE]}\n")
    assert made.exit_code == 0
    assert "PASS" in made.output


def test_a_case_that_does_not_is_a_failure_with_its_reason(tmp_path):
    made = case_file(tmp_path, "expected: {outcomes: [APPROVE], must_cite: [NO-RULE]}\n")
    assert made.exit_code == 1
    assert "NO-RULE is not cited" in made.output


def test_not_yet_is_shown_and_is_no_failure_until_it_passes(tmp_path):
    made = case_file(tmp_path, "expected: {outcomes: [APPROVE]}\nnot_yet: no such law is loaded\n")
    assert made.exit_code == 0
    assert "not_yet" in made.output
    assert "no such law is loaded" in made.output
    passing = case_file(tmp_path, "expected: {must_not_outcome: [APPROVE]}\nnot_yet: never\n")
    assert passing.exit_code == 1
    assert "passes though marked not_yet" in passing.output


def test_an_unreadable_case_is_never_passed_over(tmp_path):
    made = case_file(tmp_path, "expectd: {}\n")
    assert made.exit_code == 2
    assert "UNREADABLE" in made.output


def test_a_rule_is_shown_as_of_a_day():
    made = run("law", "show", "UN-DRC", "--on", "2025-11-03")
    assert made.exit_code == 0
    assert "reach: touches('COD')" in made.output
    assert run("law", "show", "UN-DRC", "--on", "1999-01-01").exit_code == 1
    lapsed = run("law", "show", "UN-DRC", "--on", "2026-11-21")
    assert "whether it was renewed is unknown" in lapsed.output
    assert run("law", "show", "UN-DCR").exit_code == 2


def test_the_shipped_law_is_clean_and_its_tests_pass():
    assert run("law", "check").exit_code == 0
    made = run("law", "test")
    assert made.exit_code == 0, made.output[-2000:]
    assert "UN-DRC" in run("law", "coverage").output


def test_an_instrument_that_is_not_there_has_no_tests_that_pass():
    made = run("law", "test", "un/hatii")
    assert made.exit_code == 2
    assert "There is no instrument 'un/hatii'. Did you mean 'un/haiti'?" in str(made.exception) + made.output
