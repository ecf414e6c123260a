"""``licet backup`` and ``licet restore``: both end with a check of the log."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from licet.cli.log import read_key, told

if TYPE_CHECKING:
    from licet.store.ledger_fsck import Report

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("target", type=FILE)
@click.option("--with-key", is_flag=True, help="Put the log's private signing key into the backup as well.")
def backup(target: Path, with_key: bool) -> None:
    """Write database, documents and the log's verifier line into TARGET, a folder or a new file.

    The site may run on meanwhile. The log is checked in the copy; exit 1 when it has faults.
    """
    from licet.cli.django import setup

    setup()
    from licet.store import clock
    from licet.store.backup import write_backup

    path, report = write_backup(target, clock.now(), with_key=with_key)
    click.echo(f"The backup is {path}.")
    if with_key:
        click.echo(
            "It holds the log's private signing key: whoever has it can sign in the ministry's name. Lock it up."
        )
    else:
        click.echo("It does not hold the log's private signing key (log.key); keep a copy of that elsewhere.")
    _end(report)


@click.command()
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Replace a database that is not empty; it is kept beside the new one.")
@click.option("--key", "verifier", default="", help="The log's verifier line, when it is not known here.")
def restore(file: Path, force: bool, verifier: str) -> None:
    """Put the backup FILE in the place of this installation's database and documents. Stop the site first.

    A backup older than what was signed since is found by the log's lock file, and said.
    """
    from licet.cli.django import setup

    setup()
    from licet.store import clock
    from licet.store.backup_restore import restore as put_back

    key = read_key(verifier) if verifier else None
    done = put_back(file, clock.now(), key=key, force=force)
    click.echo(f"The backup of {done.made_at} is in place.")
    for path in done.kept:
        click.echo(f"What was here is kept in {path}.")
    _end(done.report)


def _end(report: Report) -> None:
    click.echo(told(report))
    sys.exit(1 if report.faults else 0)
