"""Before a signature the law is asked once more: days pass, members leave, and a rule may name a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.licensing.decision import WEIGHED, Blocker
from licet.licensing.sealed import canonical
from licet.store.standing import present_file

if TYPE_CHECKING:
    from datetime import date

    from licet.store.case_rows import CaseRows

__all__ = ["answers_otherwise"]


def answers_otherwise(rows: CaseRows, *, on: date) -> list[Blocker]:
    """Return what stops a signature when the law of the day no longer answers as the last assessment says.

    That the law, the lists and the inputs are those assessed is asked before (`store.standing.why_stale`).
    """
    from licet.actions.assess_case import answer_of_law  # reads agreements and members: not before it is needed

    row = rows.assessment
    if row is None:
        return []
    text = canonical(present_file(rows, on=on))
    now = answer_of_law(text, on=on, known=row.known, where=rows.case.reference).to_json()
    if _answer(row.data) == _answer(now):
        return []
    sentence = f"The law answers otherwise on {on} than in the assessment of {row.on}; ask it again."
    return [Blocker("stale", sentence, "assess_case", WEIGHED)]


def _answer(data: dict[str, Any]) -> tuple[object, ...]:
    """Return what of an assessment a decision rests on; the words of its reasons may name the day."""
    return (
        data["outcome"],
        [(line["line"], line["outcome"]) for line in data["lines"]],
        sorted(e["criterion"] for e in data["engaged"]),
        sorted(q["fact"] for q in data["questions"]),
        sorted(c["code"] for c in data["conditions"]),
        data["cited"],
    )
