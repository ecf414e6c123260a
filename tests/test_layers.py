"""The core is pure: it imports only what the conventions list, and reads no clock."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parent.parent / "src" / "licet"
CORE = "common law parties agreements screening licensing verification oversight analysis ledger exchange".split()
ALLOWED = {"yaml", "cryptography", "icu", "numpy", "rapidfuzz", "defusedxml"}
CLOCKS = {"now", "today", "utcnow", "monotonic", "perf_counter"}


def modules() -> list[Path]:
    return sorted(p for part in CORE for p in (SRC / part).rglob("*.py"))


def imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_core_imports_only_what_the_conventions_allow(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    foreign = {n for n in imported(tree) if n not in sys.stdlib_module_names and n != "licet"}
    part = path.relative_to(SRC).parts[0]
    assert foreign <= (set() if part == "common" and path.name != "yamltext.py" else ALLOWED)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SRC)))
def test_core_reads_no_clock_and_opens_no_file(path: Path) -> None:
    calls = [n.func for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    named = {f.attr for f in calls if isinstance(f, ast.Attribute)} & CLOCKS
    opened = {f.id for f in calls if isinstance(f, ast.Name)} & {"open", "input", "print", "eval", "exec"}
    assert not named | opened
