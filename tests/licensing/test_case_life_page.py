"""The reference page on the life of a case names everything that the tables hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from licet.licensing.advice import CONDITIONS
from licet.licensing.application import FORM, Section
from licet.licensing.journey import FINAL, OPEN, TRANSITIONS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "case-life.md").read_text(encoding="utf-8")


def written_edges() -> set[tuple[str, str, str]]:
    """The edges of the page's table, with its shorthands written out."""
    edges = set()
    for row in re.findall(r"^\| (.+?) \| (`.+?) \| (.+?) \|$", PAGE.split("## What blocks")[0], re.MULTILINE):
        sources = re.findall(r"`(\w+)`", row[0]) or [s.value for s in OPEN]
        for source in sources:
            for action in re.findall(r"`(\w+)`", row[1]):
                edges.add((source, action, source if row[2] == "the same" else row[2].strip("`")))
    return edges


def test_the_page_has_exactly_the_edges_of_the_table() -> None:
    assert written_edges() == {(s.value, action, to.value) for (s, action), to in TRANSITIONS.items()}


def test_the_page_names_the_final_states() -> None:
    sentence = next(line for line in PAGE.splitlines() if "are final" in line)
    assert set(re.findall(r"`(\w+)`", sentence)) == {s.value for s in FINAL}


@pytest.mark.parametrize("part", FORM, ids=lambda part: part.code)
def test_the_page_has_exactly_the_fields_of_a_section(part: Section) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{part.code}`"))
    assert re.findall(r"`(\w+)`", row)[1:] == [f.code for f in part.fields]
    if part.repeats:
        assert f"({part.least} to {part.most})" in row


def test_the_page_names_every_condition() -> None:
    assert re.findall(r"`(P\d\d)`", PAGE.split("## Conditions")[1]) == list(CONDITIONS)
