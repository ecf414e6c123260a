"""No change without asking: every `do_` function reaches `require`, with an action that the table names."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import licet.actions
from licet.actions.policy_table import TABLE

FOLDER = Path(licet.actions.__file__).parent
MODULES = sorted(path for path in FOLDER.glob("*.py") if path.stem not in ("__init__", "policy"))
WITHOUT_A_PERSON = {"do_bootstrap"}
"""What the command line does where there is no account yet."""


@cache
def functions() -> dict[str, list[ast.FunctionDef]]:
    """Return every function of the actions by name."""
    found: dict[str, list[ast.FunctionDef]] = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append(node)
    return found


def calls(node: ast.AST) -> set[str]:
    names = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
    return {name.id if isinstance(name, ast.Name) else getattr(name, "attr", "") for name in names}


def reaches(name: str, target: str, seen: frozenset[str] = frozenset()) -> bool:
    if name == target:
        return True
    if name in seen or name not in functions():
        return False
    return any(reaches(called, target, seen | {name}) for node in functions()[name] for called in calls(node))


DOERS = sorted(name for name in functions() if name.startswith("do_") and name not in WITHOUT_A_PERSON)


def asked(path: Path) -> set[str]:
    """Return the actions that a module asks `require` for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [c for c in ast.walk(tree) if isinstance(c, ast.Call) and getattr(c.func, "id", "") == "require"]
    return {str(getattr(call.args[1], "value", "a name worked out at run time")) for call in found}


def test_there_are_changes_to_look_at() -> None:
    assert {"do_approve", "do_propose_account"} <= set(DOERS)


@pytest.mark.parametrize("name", DOERS)
def test_every_change_asks_the_policy(name: str) -> None:
    assert reaches(name, "require")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_action_that_is_asked_for_is_in_the_table(path: Path) -> None:
    assert asked(path) <= set(TABLE)


@pytest.mark.parametrize("name", DOERS)
def test_every_change_takes_the_person_and_the_moment_by_name(name: str) -> None:
    for node in functions()[name]:
        assert {"acting_user", "at"} <= {argument.arg for argument in node.args.kwonlyargs}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_action_reads_the_clock(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {
        f"{getattr(c.func.value, 'id', '')}.{c.func.attr}"
        for c in ast.walk(tree)
        if isinstance(c, ast.Call) and isinstance(c.func, ast.Attribute)
    }
    assert not named & {
        "clock.now",
        "clock.today",
        "clock.wall",
        "datetime.now",
        "date.today",
        "timezone.now",
        "time.time",
    }
