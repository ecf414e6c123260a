"""`licet assess`: one case file against the law of a day, in words or as JSON."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from licet.common.dates import parse_date
from licet.common.errors import BadInput, NotFound, Unreadable
from licet.common.outcomes import CLEARED

if TYPE_CHECKING:
    from licet.law.law import Law
    from licet.law.registers import Registers
    from licet.licensing.assessment import Assessment
    from licet.licensing.case import Case


def file_text(path: str) -> str:
    """Return the text of a file named on the command line."""
    from licet.law.yamltext import MOST_BYTES, decode

    try:
        with Path(path).open("rb") as file:
            return decode(file.read(MOST_BYTES + 1), where=path)
    except FileNotFoundError:
        raise NotFound("LIC-404", "There is no such file", where=path, remedy="Check the path.") from None
    except OSError as fault:
        what = f"The file cannot be read: {fault.strerror}"
        raise Unreadable("LIC-404", what, where=path, remedy="Check the path and its permissions.") from None


def registers_for(case: Case) -> Registers:
    """Return the registers the product ships, with the states the case invents."""
    from licet.actions.registers import build
    from licet.store import packs

    return build(lambda: packs.catalogue(), packs.memberships(), case.invented)


def day_of(case: Case, given: str | None) -> date:
    """Return the day the law is read on: the command's, else the case's."""
    if given:
        return parse_date(given, where="--on")
    if case.assessed_on is None:
        what = "The case does not say on which day it is assessed"
        raise BadInput("LIC-405", what, where=case.id, remedy="Write 'assessed_on:' or give --on YYYY-MM-DD.")
    return case.assessed_on


def run(case: Case, law: Law, on: date, known: date | None) -> Assessment:
    """Return the assessment of a case with the registers on file."""
    from licet.licensing.assessment import assess as assess_case

    return assess_case(case, law=law, registers=registers_for(case), on=on, known=known)


@click.command()
@click.argument("case_file", metavar="CASE.yaml")
@click.option("--on", metavar="DATE", help="Read the law as in force on this day instead of the case's.")
@click.option("--known", metavar="DATE", help="Leave out law learned after this day.")
@click.option("--state", metavar="ISO3", help="Decide as this state instead of the case's exporting state.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def assess(case_file: str, on: str | None, known: str | None, state: str | None, as_json: bool) -> None:
    """Say what the loaded law says of one case.

    Exit code 0 for EXEMPT, GENERAL, APPROVE and APPROVE_COND; 1 for every other outcome; 2 for bad input.
    """
    from dataclasses import replace

    from licet.cli.assess_print import lines
    from licet.licensing.casefile import read_case
    from licet.store import packs

    case = read_case(file_text(case_file), states=packs.states(), where=case_file)
    if state:
        found = packs.states().find(state, where="--state")
        case = replace(case, exporting_state=found.iso3, names={**case.names, found.iso3: found.name})
    known_on = parse_date(known, where="--known") if known else case.known_on
    made = run(case, packs.law(), day_of(case, on), known_on)
    if as_json:
        click.echo(json.dumps(made.to_json(), indent=2, ensure_ascii=False))
    else:
        for line in lines(case, made, datetime.now(UTC).date()):
            click.echo(line)
    sys.exit(0 if made.outcome in CLEARED else 1)
