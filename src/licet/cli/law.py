"""`licet law`: check the law files, run their tests and the worked cases, show a rule, list what is covered."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from licet.common.dates import parse_date
from licet.common.errors import LicetError, NotFound, suggest

if TYPE_CHECKING:
    from licet.licensing.casefile_expected import Trial


@click.group()
def law() -> None:
    """Check, test, show and list the law that is loaded."""


@law.command()
def check() -> None:
    """Read every law file and report what looks wrong without running a case."""
    from licet.law.check import check as look_over
    from licet.store import packs

    loaded = packs.law()
    found = look_over(loaded, {state.iso3 for state in packs.states()})
    for one in found:
        click.echo(f"{one.where}: {one.rule}: {one.what}")
    rules = len({r.id for r in loaded.rules})
    click.echo(
        f"{len(loaded.instruments)} instruments, {rules} rules, {len(loaded.tests)} tests; {len(found)} findings."
    )
    sys.exit(1 if any(one.serious for one in found) else 0)


@law.command()
@click.argument("only", required=False, metavar="[INSTRUMENT]")
def test(only: str | None) -> None:
    """Run the tests that stand beside the rules."""
    from licet.licensing.assessment_lawtests import run
    from licet.store import packs

    loaded, failed, ran = packs.law(), 0, 0
    if only and only not in (ids := {i.id for i in loaded.instruments}):
        near = suggest(only, ids)
        raise NotFound("LIC-107", f"There is no instrument '{only}'.{near}", remedy="`licet law coverage` lists them.")
    for one in loaded.tests:
        if only and one.instrument != only:
            continue
        ran += 1
        found = run(one, loaded, packs.states())
        failed += bool(found)
        for what in found:
            click.echo(f"FAIL  {one.where} {one.name}: {what}")
    click.echo(f"{ran - failed} of {ran} tests pass.")
    sys.exit(1 if failed else 0)


@law.command()
@click.argument("folder", metavar="DIR")
def cases(folder: str) -> None:
    """Run a folder of case files against their expected answers: a line per case."""
    files = _case_files(Path(folder))
    if not files or not files[0].exists():
        raise NotFound("LIC-404", "There are no case files there", where=folder, remedy="Name a folder of .yaml files.")
    words = [_case(path) for path in files]
    counts = ", ".join(f"{words.count(w)} {w}" for w in ("PASS", "not_yet", "FAIL", "UNREADABLE") if w in words)
    click.echo(f"{len(words)} cases: {counts}.")
    sys.exit(2 if "UNREADABLE" in words else 1 if "FAIL" in words else 0)


def _case_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return [folder]
    return sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml"))


def _case(path: Path) -> str:
    """Print the line of one case file and return its word."""
    from licet.cli.assess import file_text, run
    from licet.licensing.casefile_expected import differences, read_trials
    from licet.store import packs

    try:
        trials = read_trials(file_text(str(path)), states=packs.states(), where=str(path))
        made = [(trial, run(trial.case, packs.law(), trial.on, trial.case.known_on)) for trial in trials]
    except LicetError as fault:
        click.echo(f"UNREADABLE  {fault}")
        return "UNREADABLE"
    results = [(trial, result.outcome.value, differences(trial, result)) for trial, result in made]
    word, notes = _word([(trial, found) for trial, _outcome, found in results])
    ran = "; ".join(f"{trial.label} {outcome}".strip() for trial, outcome, _found in results)
    click.echo(f"{trials[0].case.id:6} {word:8} {ran}  {trials[0].case.title}")
    for note in notes:
        click.echo(f"         {note}")
    return word


def _word(results: list[tuple[Trial, list[str]]]) -> tuple[str, list[str]]:
    """Return PASS, not_yet or FAIL for a case, and the lines that say why."""
    word, notes = "PASS", []
    for trial, found in results:
        notes += [f"{trial.label}: {what}".lstrip(": ") for what in found]
    marked = [trial for trial, _found in results if trial.not_yet]
    if any(found for trial, found in results if not trial.not_yet):
        word = "FAIL"
    elif marked and not any(found for trial, found in results if trial.not_yet):
        word, notes = "FAIL", [f"it passes though marked not_yet: {marked[0].not_yet}"]
    elif marked:
        word, notes = "not_yet", [marked[0].not_yet]
    return word, notes


@law.command()
@click.argument("rule", metavar="RULE")
@click.option("--on", metavar="DATE", help="The version in force on this day; all versions without it.")
def show(rule: str, on: str | None) -> None:
    """Print a rule: what it says, when it holds, what it rests on."""
    from licet.cli.law_print import rule_lines
    from licet.store import packs

    loaded = packs.law()
    versions = loaded.versions(rule)
    if not versions:
        near = suggest(rule, {r.id for r in loaded.rules})
        raise NotFound("LIC-107", f"There is no rule '{rule}'.{near}", remedy="`licet law coverage` lists them.")
    if on:
        day = parse_date(on, where="--on")
        standing = [s for s in loaded.at(day).standing if s.rule.id == rule]
        if not standing:
            click.echo(f"{rule} is not in force on {day}.")
            sys.exit(1)
        versions = [s.rule for s in standing]
        if standing[0].lapsed:
            click.echo(f"Past its last known end on {day}: whether it was renewed is unknown.")
    for version in versions:
        for line in rule_lines(version):
            click.echo(line)


@law.command()
def coverage() -> None:
    """List every instrument with its rules, dates and how far it was checked."""
    from licet.store import packs

    loaded = packs.law()
    for instrument in sorted(loaded.instruments, key=lambda i: (i.rank, i.id)):
        rules = {r.id: r for r in loaded.rules if r.instrument is instrument}
        tests = sum(1 for t in loaded.tests if t.instrument == instrument.id)
        click.echo(f"{instrument.id}  {instrument.title}")
        click.echo(f"  {instrument.in_force}; {instrument.confidence.word}; {len(rules)} rules, {tests} tests")
        if rules:
            click.echo(f"  {', '.join(rules)}")
