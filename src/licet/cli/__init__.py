"""The licet command. Each subcommand lives in a module of its own and is imported only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

import click

from licet import __version__
from licet.common.errors import BadInput, LicetError

__all__ = ["COMMANDS", "main"]

COMMANDS: dict[str, str] = {
    "accounts": "licet.cli.accounts:accounts",
    "agreement": "licet.cli.agreement:agreement",
    "assess": "licet.cli.assess:assess",
    "backup": "licet.cli.backup:backup",
    "demo": "licet.cli.demo:demo",
    "law": "licet.cli.law:law",
    "lists": "licet.cli.lists:lists",
    "log": "licet.cli.log:log",
    "migrate": "licet.cli.migrate:migrate",
    "restore": "licet.cli.backup:restore",
    "screen": "licet.cli.lists:screen",
    "serve": "licet.cli.serve:serve",
    "worker": "licet.cli.serve:worker",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a fault prints one line of cause and one of remedy, and sets the exit code."""
        try:
            return super().invoke(ctx)
        except LicetError as fault:
            _tell(fault)
        except Exception as fault:
            _tell(_of_the_database(fault))
        return None


def _tell(fault: LicetError) -> NoReturn:
    click.echo(f"licet: {fault}", err=True)
    if fault.remedy:
        click.echo(f"  {fault.remedy}", err=True)
    sys.exit(fault.exit_code)


def _of_the_database(fault: Exception) -> LicetError:
    """Return the fault in words when it is the database's; anything else is raised again."""
    if type(fault).__module__ != "django.db.utils":
        raise fault
    if any(words in str(fault) for words in ("no such table", "no such column", "does not exist")):
        what, remedy = "the database is not at this version of Licet", "Run: licet migrate"
    else:
        what, remedy = f"the database does not answer: {fault}", "Check LICET_HOME or LICET_DATABASE_URL, then repeat."
    return BadInput("LIC-802", what, remedy=remedy)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="licet")
def main() -> None:
    """Licet keeps what a state has promised and decides what it may ship."""
