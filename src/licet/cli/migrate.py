"""``licet migrate``: make the database, or bring it to this version."""

from __future__ import annotations

import click


@click.command()
def migrate() -> None:
    """Make the database, or bring it to this version."""
    from licet.cli.django import setup

    setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    click.echo("The database is at this version.")
