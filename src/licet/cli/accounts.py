"""``licet accounts``: the first administrators, and a list of accounts."""

from __future__ import annotations

import click


@click.group()
def accounts() -> None:
    """Make the first administrators; list accounts."""


@accounts.command()
@click.argument("names", nargs=-1, required=True)
def bootstrap(names: tuple[str, ...]) -> None:
    """Make the first administrators, at least two, and print a password for each once.

    Each must choose a password of their own at the first sign-in. From then on accounts are made, changed and closed
    by two administrators on the site. Three are better than two: nobody approves a change of their own account.
    """
    from licet.cli.django import setup

    setup()
    from licet.actions.accounts_made import do_bootstrap
    from licet.store import clock

    for made in do_bootstrap(names, at=clock.now()):
        click.echo(f"{made.account.username}  {made.password}")
    click.echo("Hand each over in person. They are printed only now and must be replaced at the first sign-in.")


@accounts.command(name="list")
def list_accounts() -> None:
    """List accounts: name, roles, whether closed."""
    from licet.cli.django import setup

    setup()
    from licet.store.models import Account

    for account in Account.objects.order_by("username"):
        closed = f"  closed {account.closed_at:%Y-%m-%d}" if account.closed_at else ""
        click.echo(f"{account.username}  {', '.join(account.roles)}{closed}")
