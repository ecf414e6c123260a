"""Seed the demonstration once; a second start finds it as it was left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import click
from django.conf import settings

from licet.cli.demo.journey import walk_all
from licet.cli.demo.ministry import demo_password, open_ministry
from licet.common.errors import Conflict
from licet.store import clock, ledger
from licet.store.lists import import_list
from licet.store.models import Account, ListEdition
from licet.store.packs.demo_data import applications

__all__ = ["real_lists", "seeded"]

FINISHED = "demo.day"
"""Written last: its day is read by every later command, and a start that was interrupted has none."""
OPENED_BEFORE = timedelta(days=25)


def seeded(home: Path) -> str:
    """Fill an empty installation and return the password of its accounts.

    An installation with accounts but without the demonstration's password is a real one: it is left alone.
    """
    if Account.objects.exists():
        if not (home / "demo.password").exists():
            raise Conflict(
                "LIC-801",
                "this installation holds accounts that are not the demonstration's",
                where=str(home),
                remedy="Set LICET_HOME to an empty folder. Nothing was changed.",
            )
        if (home / FINISHED).exists():
            return demo_password(home)
        raise Conflict(
            "LIC-801",
            "the last start of the demonstration was interrupted",
            where=str(home),
            remedy="Remove that folder, or set LICET_HOME to an empty one.",
        )
    password = demo_password(home)
    day = date.fromisoformat(settings.DEMO_DAY)
    opened = day - OPENED_BEFORE
    with _publishing_later():
        open_ministry(password, at=datetime.combine(opened, time(8, tzinfo=UTC)))
        walk_all(applications(), first=opened, day=day)
    ledger.publish(clock.now())
    (home / FINISHED).write_text(f"{day}\n", encoding="ascii")
    return password


@contextmanager
def _publishing_later() -> Iterator[None]:
    """Sign one checkpoint at the end instead of one after each of hundreds of steps."""
    before = os.environ.get("LICET_PUBLISH")
    os.environ["LICET_PUBLISH"] = "worker"
    try:
        yield
    finally:
        os.environ.pop("LICET_PUBLISH")
        if before is not None:
            os.environ["LICET_PUBLISH"] = before


def real_lists(un: Path | None, ofac: Path | None) -> None:
    """Import the real lists that were named. They keep their true date and show their age."""
    for source, path in (("un", un), ("ofac", ofac)):
        if path is not None:
            made = import_list(source, path, at=clock.now())
            click.echo(f"list      {source}: {_aged(made.edition)}")


def _aged(edition: ListEdition) -> str:
    told = f"{edition.entry_count} entries of {edition.list_date or 'unknown date'}"
    age = (clock.today() - edition.list_date).days if edition.list_date else None
    if age is not None and age <= settings.LIST_MAX_AGE_DAYS:
        return told
    years = "its age is unknown" if age is None else f"{age} days old"
    return f"{told}; {years}, so no case can be decided. LICET_LIST_MAX_AGE_DAYS sets how old a list may be."
