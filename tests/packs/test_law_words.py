"""The words that the shipped law files compare kinds of party and activities with are words of those tables.

A word that is in no table never matches: the rule would be silent without anybody noticing.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import licet
from licet.law.vocabulary import BUILTIN_SETS
from licet.licensing.case import ACTIVITIES
from licet.parties.roles import KINDS

_TESTED = re.compile(r"\b(?:p\.kind|activity)\s+(?:==|!=|not in|in)\s+('\w+'|\[[^\]]*\]|[A-Z][A-Z0-9_]*)")
_FILES = sorted((Path(licet.__file__).parent / "packs" / "law").rglob("*.yaml"))


def _words(operand: str, sets: dict[str, Any]) -> set[str]:
    if operand[0] in "'[":
        return set(re.findall(r"'(\w+)'", operand))
    return set(sets.get(operand) or BUILTIN_SETS[operand])


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_kinds_and_activities_in_conditions_are_known_words(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    sets = yaml.load(text, Loader=yaml.BaseLoader).get("sets") or {}
    known = set(KINDS) | set(ACTIVITIES)
    used = {word for operand in _TESTED.findall(text) for word in _words(operand, sets)}
    assert used <= known, f"{file.name}: {sorted(used - known)}"
