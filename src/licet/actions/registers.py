"""The registers that law may ask, built from the lists of members and the agreements on file.

A register without a source says unknown and gives its name, so that the question can say who did not answer.
Nothing here needs Django: ``licet assess`` uses it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.agreements.inforce import in_force_between
from licet.common.confidence import Confidence
from licet.law.registers import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from licet.agreements.catalogue import Catalogue
    from licet.agreements.memberships import Memberships

__all__ = ["RegistersOnFile", "build"]

CASE_FILE = "the case file's own states"


def build(
    catalogue: Catalogue | Callable[[], Catalogue],
    memberships: Memberships,
    invented: Mapping[str, Collection[str]] | None = None,
) -> RegistersOnFile:
    """Return the registers.

    `catalogue` may be the function that reads it, called at the first question only. `invented` gives, for each
    state a case file declares, the bodies and treaties it belongs to; about those states the case file is complete.
    """
    return RegistersOnFile(catalogue, memberships, invented or {})


class RegistersOnFile:
    """Answers from what is on file; satisfies ``licet.law.registers.Registers``."""

    def __init__(
        self,
        catalogue: Catalogue | Callable[[], Catalogue],
        memberships: Memberships,
        invented: Mapping[str, Collection[str]],
    ) -> None:
        self._catalogue, self._memberships = catalogue, memberships
        self._invented = {state: frozenset(bodies) for state, bodies in invented.items()}

    def member(self, body: str, state: str, on: date) -> Answer:
        """Whether `state` belongs to the body or is bound by the treaty on the day."""
        if state in self._invented:
            name = self._memberships.aliases.get(body, body)
            return Answer(bool({body, name} & self._invented[state]), CASE_FILE, as_of=on)
        found = self._memberships.answer(body, state, on)
        return Answer(found.value, found.source, found.cite, found.as_of, found.confidence)

    def agreement(self, kind: str, parties: tuple[str, ...], on: date) -> Answer:
        """Whether an agreement of that kind (a kind code or an agreement's id) binds all the parties on the day."""
        if any(state in self._invented for state in parties):
            return _silent("agreement", f"no agreement of {CASE_FILE} is on file")
        catalogue = self._catalogue() if callable(self._catalogue) else self._catalogue
        found = in_force_between(catalogue, kind, parties, on)
        return Answer(found.value, found.source, found.agreement, found.as_of, found.confidence)

    def embargo(self, authority: str, state: str, on: date) -> Answer:
        """Unknown: embargoes are law and stand in the law pack."""
        return _silent("embargo")

    def indicator(self, name: str, state: str, on: date) -> Answer:
        """Unknown: no indicator is on file."""
        return _silent("indicator", f"the indicator '{name}' is not on file")

    def finding(self, body: str, state: str, on: date) -> Answer:
        """Unknown: no findings of international bodies are on file."""
        return _silent("finding")

    def denial(self, item: str, state: str, on: date) -> Answer:
        """Unknown: denials of other states are not on file."""
        return _silent("denial")


def _silent(register: str, why: str = "nothing is on file") -> Answer:
    return Answer(None, f"the register '{register}' does not answer: {why}", confidence=Confidence.BACKGROUND)
