"""Write the generated pages of docs/reference: errors and commands. A test fails when they are out of date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from licet.cli import main as licet
from licet.common.error_codes import ERROR_CODES
from licet.common.outcomes import CLEARED, LIVE_ONLY, Outcome

PAGES = Path(__file__).resolve().parent.parent / "docs" / "reference"


def errors() -> str:
    """Return the page of error codes."""
    rows = "\n".join(f"| `{code}` | {text} |" for code, text in sorted(ERROR_CODES.items()))
    return (
        "# Error codes\n\nEvery message carries a stable code, what happened, where, and what to do. "
        "The command line ends with 2 for bad input and 1 where the law or a check says no; the API answers with "
        "a problem document (RFC 9457) that carries the same code.\n\n"
        f"| Code | What it says |\n|---|---|\n{rows}\n"
    )


def outcomes() -> str:
    """Return the page of outcome codes."""
    rows = "\n".join(f"| `{o}` | {_exit(o)} |" for o in Outcome)
    return (
        "# Outcomes\n\nThe first that holds is the answer, in this order. Of several lines the most restrictive "
        f"counts.\n\n| Code | `licet assess` ends with |\n|---|---|\n{rows}\n"
    )


def _exit(outcome: Outcome) -> str:
    if outcome in LIVE_ONLY:
        return "asked of a live licence only"
    return "0" if outcome in CLEARED else "1"


def commands() -> str:
    """Return the page of commands, each with its help."""
    blocks = "\n\n".join(f"## {path}\n\n```\n{text}\n```" for path, text in _helps(licet, "licet"))
    return (
        "# Commands\n\nExit code 0: done. 1: the law or a check says no, or not yet. 2: bad input, with one line of "
        f"cause and one of remedy.\n\n{blocks}\n"
    )


def _helps(command: click.Command, path: str, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    name = path.rsplit(" ", 1)[-1]
    wide = {**command.context_settings, "max_content_width": 100, "terminal_width": 100}
    context = click.Context(command, info_name=name, parent=parent, **wide)
    yield path, command.get_help(context)
    if isinstance(command, click.Group):
        for child_name in command.list_commands(context):
            child = command.get_command(context, child_name)
            if child is not None:
                yield from _helps(child, f"{path} {child_name}", context)


GENERATED = {"errors.md": errors, "outcomes.md": outcomes, "commands.md": commands}

if __name__ == "__main__":
    for name, page in GENERATED.items():
        (PAGES / name).write_text(page(), encoding="utf-8")
