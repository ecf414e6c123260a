"""Criterion codes: the eight criteria of 2008/944/CFSP and the assessment duties of the Arms Trade Treaty."""

from __future__ import annotations

from licet.common.errors import UnknownName, suggest

__all__ = ["CRITERIA", "check_criterion"]

CRITERIA: dict[str, str] = {
    "C1": "International obligations and commitments",
    "C2": "Human rights and humanitarian law in the destination",
    "C3": "Internal situation of the destination",
    "C4": "Regional peace, security and stability",
    "C5": "Security of own, friendly and allied states",
    "C6": "Behaviour of the buyer",
    "C7": "Diversion and undesirable re-export",
    "C8": "Technical and economic capacity of the recipient",
    "A6.1": "Chapter VII measures of the Security Council",
    "A6.2": "Treaty obligations on transfer or illicit trafficking",
    "A6.3": "Knowledge of use in atrocity crimes",
    "A7.1.a": "Peace and security",
    "A7.1.b.i": "Serious violation of humanitarian law",
    "A7.1.b.ii": "Serious violation of human rights law",
    "A7.1.b.iii": "Offence under terrorism conventions",
    "A7.1.b.iv": "Offence under organised-crime conventions",
    "A7.4": "Gender-based violence and violence against women and children",
    "A11.2": "Risk of diversion",
}


def check_criterion(code: str, *, where: str = "") -> str:
    """Return `code` if it is a criterion, else raise `UnknownName`."""
    if code in CRITERIA:
        return code
    raise UnknownName(
        "LIC-010",
        f"'{code}' is not a criterion.{suggest(code, CRITERIA)}",
        where=where,
        remedy=f"Use one of {', '.join(CRITERIA)}.",
    )
