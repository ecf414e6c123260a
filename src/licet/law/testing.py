"""Running the tests that stand beside the rules: what each named rule came to, and what it still asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.law.evaluate import Judgement, LineTruths, Result
from licet.law.kleene import word
from licet.law.node import Ctx, Shared
from licet.law.questions import Space, TooManyCompletions
from licet.law.residual import Residuals

if TYPE_CHECKING:
    from licet.law.law import LawTest, LawVersion
    from licet.law.registers import Registers
    from licet.law.subject import Subject

__all__ = ["EXPECTED_WORDS", "failures"]

EXPECTED_WORDS = frozenset({r.value for r in Result})


def failures(test: LawTest, version: LawVersion, subject: Subject, registers: Registers) -> list[str]:
    """Return a sentence for each expectation of a test that the first line of its case does not meet."""
    ctx = Ctx(subject, subject.items[0], version.on, registers, version.params, Shared())
    truths = LineTruths(version, ctx)
    found: list[str] = []
    for rule_id, expected in test.expect.items():
        index = version.by_id.get(rule_id)
        judged = truths.judge(index) if index is not None else None
        if expected not in _words(judged):
            came = "absent" if judged is None else judged.result.value
            found.append(f"{rule_id} is {came}, not {expected}")
    if test.questions is not None:
        asked = _asked([version.by_id[r] for r in test.expect if r in version.by_id], truths)
        if asked != test.questions:
            found.append(f"it asks {sorted(asked)}, not {sorted(test.questions)}")
    return found


def _words(judged: Judgement | None) -> set[str]:
    """Return every word that is right for a judgement."""
    if judged is None or judged.result is Result.OUT_OF_REACH:
        return {"absent", "false"}
    return {judged.result.value, word(judged.truth)}


def _asked(indexes: list[int], truths: LineTruths) -> frozenset[str]:
    """Return the keys of the facts that can still change what these rules come to."""
    residuals = Residuals(truths)
    parts = [part for index in indexes for part in residuals.holding(index)]
    try:
        space = Space(parts)
    except TooManyCompletions:
        return frozenset({"too many to list"})
    masks = [space.mask(part) for part in parts]
    mattering = [v for v in space.variables if space.matters(v, masks)]
    return frozenset(entity.fact_key(name) for v in mattering for entity, name, _kind in v.labels)
