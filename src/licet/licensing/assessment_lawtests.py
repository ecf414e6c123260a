"""The tests beside the rules, run with the same reader and the same engine as any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.common.errors import BadInput, LicetError
from licet.common.outcomes import Outcome
from licet.law.registers import ListedMembers
from licet.law.schema import Reader
from licet.law.testing import EXPECTED_WORDS, failures
from licet.law.yamltext import YamlMap
from licet.licensing.assessment import assess
from licet.licensing.casefile import CODE, case_from
from licet.licensing.facts import subject

if TYPE_CHECKING:
    from licet.common.states import StateTable
    from licet.law.law import Law, LawTest

__all__ = ["run"]


def run(test: LawTest, law: Law, states: StateTable) -> list[str]:
    """Return what a test found wrong, in sentences; an unreadable test is a finding too."""
    try:
        return _run(test, law, states)
    except LicetError as fault:
        return [str(fault)]


def _run(test: LawTest, law: Law, states: StateTable) -> list[str]:
    data = YamlMap(test.case.line)
    data.update({"case": test.name, "title": test.name, **test.case})
    data.lines.update(test.case.lines)
    case = case_from(Reader(data, test.where.rpartition(":")[0], "A test", CODE), states)
    if case.assessed_on is None:
        raise BadInput(
            "LIC-405", "The test does not say on which day", where=test.where, remedy="Write 'assessed_on:'."
        )
    strange = [w for w in test.expect.values() if w not in EXPECTED_WORDS]
    missing = sorted(set(test.expect) - {r.id for r in law.rules})
    if strange or missing:
        return [*(f"'{w}' is not a result" for w in strange), *(f"there is no rule {r}" for r in missing)]
    registers = ListedMembers(test.members)
    version = law.at(case.assessed_on, case.known_on)
    found = failures(test, version, subject(case, version.facts), registers)
    if test.outcome:
        made = assess(case, law=law, registers=registers, on=case.assessed_on, known=case.known_on)
        wanted = Outcome.parse(test.outcome, where=test.where)
        found += [] if made.outcome is wanted else [f"the outcome is {made.outcome}, not {wanted}"]
    return found
