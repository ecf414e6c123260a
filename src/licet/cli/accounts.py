"""``licet accounts``: the first administrators, a list of accounts, and who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from licet.actions.policy_conditions import Condition


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


@accounts.command(name="policy")
def show_policy() -> None:
    """Print the policy table: every action, who may do it and under which conditions, as docs/reference/policy.md."""
    from licet.actions.policy_table import TABLE
    from licet.store.roles import ROLES

    click.echo("| Action | In words | Who, and when | Signature | Read logged as |\n|---|---|---|---|---|")
    for name, row in sorted(TABLE.items()):
        everybody = row.grants.keys() == ROLES.keys() and not any(row.grants.values())
        who = "everybody with a role" if everybody else "; ".join(_grant(role, row.grants[role]) for role in row.grants)
        click.echo(f"| `{name}` | {row.words} | {who} | {'yes' if row.fresh else ''} | {row.read_of} |")


def _grant(role: str, conditions: tuple[Condition, ...]) -> str:
    held = ", ".join(condition.name for condition in conditions)
    return f"{role} ({held})" if held else role
