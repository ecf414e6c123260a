"""``licet lists``: read watchlists in. ``licet screen``: ask whether a name is on one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from licet.cli.django import setup
from licet.common.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licet.parties import Party
    from licet.screening import Hit, Problem
    from licet.store.lists import Imported

__all__ = ["lists", "screen"]

SHOWN = 5
KIND_OF = {"person": "individual", "organisation": "company", "vessel": "vessel", "aircraft": "aircraft"}
_FILE = click.Path(path_type=Path)


@click.group()
def lists() -> None:
    """Read watchlists in, and show which are in use."""


@lists.group(name="import")
def import_() -> None:
    """Read one edition of a list from a file or folder. What cannot be read whole changes nothing."""


@import_.command()
@click.argument("path", type=_FILE)
@click.option("--date", "dated", help="The day of the list, only where the file does not say it.")
def un(path: Path, dated: str | None) -> None:
    """The UN Security Council consolidated list, in XML."""
    setup()
    from licet.store.clock import now
    from licet.store.lists import import_list

    _report(import_list("un", path, at=now(), list_date=_day(dated)))


@import_.command()
@click.argument("path", type=_FILE)
@click.option("--add", type=_FILE, help="The file of addresses, where it is not beside PATH.")
@click.option("--alt", type=_FILE, help="The file of other names, where it is not beside PATH.")
@click.option("--date", "dated", help="The day of the list: the files do not say it.")
def ofac(path: Path, add: Path | None, alt: Path | None, dated: str | None) -> None:
    """The OFAC list, in CSV with or without header row; addresses and other names are found beside it."""
    setup()
    from licet.store.clock import now
    from licet.store.lists import import_list

    _report(import_list("ofac", path, at=now(), add=add, alt=alt, list_date=_day(dated)))


@lists.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def show(as_json: bool) -> None:
    """The editions in use and whether they are fit to screen against today."""
    setup()
    from licet.store.clock import today
    from licet.store.lists import editions_in_use

    editions, problems = editions_in_use(today()), _problems(today())
    if as_json:
        rows = [_edition_json(e) for e in editions]
        click.echo(json.dumps({"lists": rows, "problems": [_problem_json(p) for p in problems]}, indent=2))
    else:
        for edition in editions:
            click.echo(_edition_line(edition, today()))
        _echo_problems(problems)
    if problems:
        raise SystemExit(1)


@click.command()
@click.argument("name")
@click.option("--schema", type=click.Choice(list(KIND_OF)), help="What the party is.")
@click.option("--birth-date", help="YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--state", help="Its state: code or name.")
@click.option("--threshold", type=click.FloatRange(0.3, 1.0), default=0.7, show_default=True, help="The lowest score.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def screen(
    name: str, schema: str | None, birth_date: str | None, state: str | None, threshold: float, as_json: bool
) -> None:
    """Ask whether NAME may be on a list in use. Exit code 1: it may be, or the lists are not fit to say."""
    setup()
    from licet.screening import screen as find
    from licet.store.clock import today
    from licet.store.lists import current_index

    party = _party(name, schema, birth_date, state)
    index, problems = current_index(today()), _problems(today())
    hits = find(party, index, threshold=threshold)
    if as_json:
        click.echo(json.dumps(_screened_json(party, hits, problems, index.lists), indent=2, ensure_ascii=False))
    else:
        _echo_hits(party, hits, len(index))
        _echo_problems(problems)
    if hits or problems:
        raise SystemExit(1)


def _day(text: str | None) -> date | None:
    return parse_date(text, where="--date") if text else None


def _problems(on: date) -> list[Problem]:
    from django.conf import settings

    from licet.screening import freshness
    from licet.store.lists import outlines

    return freshness(outlines(on), on, settings.LIST_MAX_AGE_DAYS, required=settings.REQUIRED_LISTS)


def _party(name: str, schema: str | None, birth_date: str | None, state: str | None) -> Party:
    from licet.parties import read_party
    from licet.store.packs import states

    row = {"role": "third_party", "name": name, "kind": KIND_OF.get(schema or "", "unknown")}
    row |= {key: value for key, value in (("birth_date", birth_date), ("state", state)) if value}
    return read_party(row, states=states(), where="screen")


def _report(done: Imported) -> None:
    edition = done.edition
    dated = edition.list_date.isoformat() if edition.list_date else "unknown date (give it with --date)"
    if not done.new:
        click.echo(f"This edition was imported before; nothing changed: {edition.source}, {dated}.")
        return
    click.echo(f"{edition.entry_count:,} entries of {edition.source}, {dated}, SHA-256 {edition.sha256[:16]}…")
    click.echo("In use." if edition.active else "Kept, not in use: a later edition is, or one whose date is known.")
    for problem in done.problems[:SHOWN]:
        click.echo(f"  not used: {problem.where}: {problem.what}")
    if len(done.problems) > SHOWN:
        click.echo(f"  and {len(done.problems) - SHOWN:,} more: licet lists show --json")


def _edition_line(edition: object, on: date) -> str:
    row = _edition_json(edition)
    dated = row["list_date"]
    age = f"{(on - date.fromisoformat(str(dated))).days} days old" if dated else "of unknown date"
    return f"{row['source']:10} {dated or '-':10}  {age:>16}  {row['entries']:>7,} entries  {str(row['sha256'])[:16]}…"


def _edition_json(edition: object) -> dict[str, object]:
    from licet.store.models import ListEdition

    assert isinstance(edition, ListEdition)
    return {
        "source": edition.source,
        "list_date": edition.list_date.isoformat() if edition.list_date else None,
        "fetched_at": edition.fetched_at.isoformat(),
        "entries": edition.entry_count,
        "sha256": edition.sha256,
        "files": edition.files,
        "not_used": edition.problems,
    }


def _problem_json(problem: Problem) -> dict[str, str]:
    return {"code": problem.code, "source": problem.source, "what": problem.what, "remedy": problem.remedy}


def _screened_json(
    party: Party, hits: Sequence[Hit], problems: Sequence[Problem], used: Sequence[object]
) -> dict[str, object]:
    from licet.screening import WatchList

    editions = [w for w in used if isinstance(w, WatchList)]
    return {
        "name": party.name,
        "lists": [{"source": w.source, "list_date": str(w.list_date or ""), "sha256": w.sha256} for w in editions],
        "hits": [hit.to_json() for hit in hits],
        "problems": [_problem_json(p) for p in problems],
    }


def _echo_hits(party: Party, hits: Sequence[Hit], entries: int) -> None:
    if not hits and entries:
        click.echo(f"No hit for '{party.name}' among {entries:,} entries.")
    for hit in hits:
        programmes = ", ".join(hit.entry.programmes)
        click.echo(f"{hit.score:.2f}  {hit.entry.name}  ({hit.entry.source} {hit.entry.uid}, {programmes})")
        for sentence in hit.explanation.sentences():
            click.echo(f"      {sentence}")


def _echo_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(f"licet: {problem.what}", err=True)
        click.echo(f"  {problem.remedy}", err=True)
