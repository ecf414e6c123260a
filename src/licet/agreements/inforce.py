"""Whether an agreement of a kind binds a set of states on a day, for the rules that ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.agreements.agreement import KINDS
from licet.agreements.status import status
from licet.common.confidence import Confidence, weakest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from licet.agreements.agreement import Agreement
    from licet.agreements.catalogue import Catalogue

__all__ = ["BetweenAnswer", "in_force_between"]

WORDS = {
    "security_of_supply": "SUPPLY",
    "export_control": "EXPCTL",
    "information_security": "INFO",
    "defence_pact": "DEF",
}


@dataclass(frozen=True, slots=True)
class BetweenAnswer:
    """Yes, no or unknown (None), with the agreement and what the answer rests on."""

    value: bool | None
    source: str
    agreement: str = ""
    as_of: date | None = None
    confidence: Confidence = Confidence.BACKGROUND


def in_force_between(catalogue: Catalogue, kind: str, parties: tuple[str, ...], on: date) -> BetweenAnswer:
    """Return whether an agreement of that kind code or id is in force for all of `parties` on the day.

    An id on file can be answered "no". A kind cannot: the catalogue does not hold every agreement there is.
    """
    if kind in catalogue.agreements:
        return _between(catalogue[kind], parties, on)
    code = WORDS.get(kind.lower(), kind.upper())
    if code not in KINDS:
        return BetweenAnswer(None, f"'{kind}' is neither an agreement on file nor a kind of agreement")
    found = [_between(one, parties, on) for one in catalogue if code in one.kinds]
    certain = [one for one in found if one.value]
    if certain:
        return max(certain, key=lambda one: (one.confidence, one.agreement))
    return BetweenAnswer(
        None, f"no agreement of kind {code} between {', '.join(parties)} is on file, and the file is not complete"
    )


def _between(agreement: Agreement, parties: Iterable[str], on: date) -> BetweenAnswer:
    found = [status(agreement, state, on) for state in parties]
    values = {one.bound for one in found}
    value = False if False in values else None if None in values or not found else True
    if any(one.value == "contested" for one in found) and value:
        value = None
    grade = weakest(one.confidence for one in found)
    return BetweenAnswer(value, agreement.title, agreement.id, agreement.as_of, grade)
