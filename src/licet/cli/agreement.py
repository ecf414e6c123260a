"""``licet agreement``: what is on file, who is bound on a day, when it enters and when notice ends it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import click

from licet.agreements.entering import enters as entered
from licet.agreements.entering import joins
from licet.agreements.leaving import leave
from licet.agreements.status import parties_on, status
from licet.cli.agreement_text import entering_lines, leaving_lines, show_lines, status_lines
from licet.cli.django import setup
from licet.common.dates import parse_date
from licet.common.errors import BadInput
from licet.store import packs
from licet.store.clock import today

if TYPE_CHECKING:
    from collections.abc import Callable

    from licet.agreements.agreement import Agreement

__all__ = ["agreement"]


def _on(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--on", metavar="DATE", help="The day asked about; today when left out.")(command)


def _json(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)


@click.group()
def agreement() -> None:
    """Agreements between states: what is on file and who is bound on a day."""


@agreement.command()
@click.argument("key", metavar="ID")
@_on
@_json
def show(key: str, on: str | None, as_json: bool) -> None:
    """Print one agreement with its parties on the day."""
    found, day = packs.catalogue()[key], _day(on)
    bound, unsure = parties_on(found, day)
    if as_json:
        _print(_record(found) | {"on": day.isoformat(), "bound": list(bound), "not_known": list(unsure)})
    else:
        _lines(show_lines(found, day, bound, unsure))


@agreement.command()
@click.argument("key", metavar="ID")
@_on
@_json
def parties(key: str, on: str | None, as_json: bool) -> None:
    """Print the states bound on the day, and those of which it is not known."""
    found, day = packs.catalogue()[key], _day(on)
    bound, unsure = parties_on(found, day)
    if as_json:
        _print(
            {
                "agreement": found.id,
                "on": day.isoformat(),
                "bound": list(bound),
                "not_known": list(unsure),
                "list": found.listed,
            }
        )
        return
    _lines([f"{found.id} on {day}: {len(bound)} bound", *(_named(s) for s in bound)])
    if unsure:
        _lines([f"Not known on that day: {len(unsure)}", *(_named(s) for s in unsure)])
    if not found.complete_for and found.listed != "complete":
        _lines([f"The list of parties on file is {found.listed}."])


@agreement.command("status")
@click.argument("key", metavar="ID")
@click.option("--state", required=True, help="Alpha-3, alpha-2 or a name.")
@_on
@_json
def status_(key: str, state: str, on: str | None, as_json: bool) -> None:
    """Print where a state stands on the day, and what the answer rests on."""
    found, day = packs.catalogue()[key], _day(on)
    code = packs.states().find(state, on=None, where="--state").iso3
    standing = status(found, code, day)
    if not as_json:
        _lines(status_lines(found, code, day, standing))
        return
    _print(
        {
            "agreement": found.id,
            "state": code,
            "on": day.isoformat(),
            "status": standing.value,
            "bound": standing.bound,
            "since": _iso(standing.since),
            "leaves_on": _iso(standing.leaves_on),
            "basis": list(standing.basis),
            "confidence": standing.confidence.word,
            "views": [{"by": by, "holds": holds} for by, holds in standing.views],
            "note": standing.note,
        }
    )


@agreement.command("list")
@click.option("--text", default="", help="Words of title, id or theme; all must occur.")
@click.option("--kind", default="", help="A kind code such as DEF, SOFA or EXPCTL.")
@click.option("--party", default="", help="A state that takes part.")
@click.option(
    "--structure", type=click.Choice(["bilateral", "plurilateral", "multilateral", "international_organisation"])
)
@_on
@_json
def list_(text: str, kind: str, party: str, structure: str | None, on: str | None, as_json: bool) -> None:
    """List agreements; with --on, those in force on that day."""
    day = _day(on) if on else None
    code = packs.states().find(party, where="--party").iso3 if party else ""
    found = packs.catalogue().search(text, kind=kind.upper(), party=code, on=day, structure=structure or "")
    if as_json:
        _print([_record(one) for one in found])
    else:
        _lines([f"{one.id:22} {one.signed or '          '}  {one.title}" for one in found])
        click.echo(f"{len(found)} agreements", err=True)


@agreement.command()
@click.argument("key", metavar="ID")
@click.option("--state", required=True, help="The state that gives notice.")
@click.option("--notice", required=True, metavar="DATE", help="The day on which the notice is received.")
@_json
def ends(key: str, state: str, notice: str, as_json: bool) -> None:
    """Print the last day bound and the first day out after notice."""
    found = packs.catalogue()[key]
    code = packs.states().find(state, where="--state").iso3
    received = parse_date(notice, where="--notice")
    end = leave(found.leaves, found.in_force, received)
    if as_json:
        _print(
            {
                "agreement": found.id,
                "state": code,
                "notice": received.isoformat(),
                "last_day": _iso(end.last_day),
                "first_day_out": _iso(end.first_day_out),
                "because": end.because,
                "cite": end.cite,
                "condition": end.condition,
            }
        )
    else:
        _lines(leaving_lines(found, code, received, end, status(found, code, received)))
    if end.first_day_out is None:
        raise click.exceptions.Exit(1)


@agreement.command()
@click.argument("key", metavar="ID")
@click.option(
    "--deposit", metavar="N=DATE", help="The day of the N-th deposit, or of the event the clause counts from."
)
@click.option("--joins", "joining", metavar="DATE", help="The day on which a state that joins later deposits.")
@_json
def enters(key: str, deposit: str | None, joining: str | None, as_json: bool) -> None:
    """Print the first day in force by the clause on file."""
    found = packs.catalogue()[key]
    if joining:
        entry = joins(found.enters, found.in_force, parse_date(joining, where="--joins"))
    elif deposit:
        entry = entered(found.enters, _event_day(found, deposit))
    else:
        raise BadInput("LIC-311", "no day is given", remedy="Give --deposit N=DATE or --joins DATE.")
    if as_json:
        document = {"first_day": _iso(entry.first_day), "because": entry.because, "cite": entry.cite}
        _print({"agreement": found.id, "on_file": _iso(found.in_force)} | document)
    else:
        _lines(entering_lines(found, entry))
    if entry.first_day is None:
        raise click.exceptions.Exit(1)


def _event_day(found: Agreement, written: str) -> date:
    """The day in ``N=DATE``; N must be the number the clause counts to."""
    count, equals, day = written.partition("=")
    wanted = str(found.enters.count) if found.enters and found.enters.count else ""
    if equals and wanted and count.strip() != wanted:
        raise BadInput(
            "LIC-311",
            f"the clause counts to deposit {wanted}, not {count.strip()[:20]}",
            where="--deposit",
            remedy=f"Write {wanted}=DATE.",
        )
    return parse_date((day if equals else written).strip(), where="--deposit")


def _record(one: Agreement) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "structure": one.structure,
        "form": one.form,
        "binding": one.binding,
        "kinds": list(one.kinds),
        "signed": _iso(one.signed),
        "in_force": _iso(one.in_force),
        "first_day_out": _iso(one.first_day_out),
        "list_of_parties": one.listed,
        "sources": one.sources,
        "as_of": one.as_of.isoformat(),
    }


def _day(on: str | None) -> date:
    if on:
        return parse_date(on, where="--on")
    setup()
    return today()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _named(code: str) -> str:
    table = packs.states()
    return f"  {code}  {table[code].name if code in table else 'European Union'}"


def _lines(lines: list[str]) -> None:
    click.echo("\n".join(lines))


def _print(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
