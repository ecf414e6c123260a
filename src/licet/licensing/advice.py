"""Findings: what one person may write on one criterion, and which findings count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from licet.common.criteria import CRITERIA, check_criterion
from licet.common.errors import BadInput, suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["CONCLUSIONS", "CONDITIONS", "check_conditions", "check_finding", "check_text", "in_force"]

CONCLUSIONS = {
    "no_risk": "No risk of that kind",
    "risk_mitigated": "A risk that conditions reduce enough",
    "risk": "A risk, short of what the criterion forbids",
    "clear_risk": "A clear risk",
    "overriding_risk": "An overriding risk",
}

CONDITIONS = {
    "P01": "Only the named unit of the end user receives the goods",
    "P02": "No re-export or transfer without written consent",
    "P03": "Delivery is verified within the days stated",
    "P04": "A visit on the spot after shipment is accepted",
    "P05": "Serial numbers are listed before exit",
    "P06": "Delivery in stages, each released apart",
    "P07": "Goods that are replaced are destroyed",
    "P08": "Storage meets the stated standard",
    "P09": "No source code, and no technology beyond the manual",
    "P10": "Training is completed before shipment",
    "P11": "Use is reported every quarter",
    "P12": "Agents' fees stay under the stated share",
    "P13": "The transit permit is in the file",
    "P14": "The goods return by the stated day",
    "P15": "The named parts are left out",
    "P16": "Records are kept for the stated years",
    "P17": "A change of ownership is notified",
    "P18": "Transport is insured and escorted",
    "P19": "Goods are marked for tracing",
    "P20": "Shipments stop if an embargo or a listed incident comes",
}

SHORTEST = 20


class Superseding(Protocol):
    """A finding that may take the place of an earlier one."""

    @property
    def pk(self) -> int: ...

    @property
    def supersedes_id(self) -> int | None: ...


F = TypeVar("F", bound=Superseding)


def in_force(findings: Iterable[F]) -> list[F]:
    """Return the findings that none supersedes, in their order."""
    rows = list(findings)
    gone = {f.supersedes_id for f in rows}
    return [f for f in rows if f.pk not in gone]


def check_finding(criterion: str, conclusion: str, text: str, conditions: Sequence[Mapping[str, str]]) -> None:
    """Raise `BadInput` unless this can stand as a written finding."""
    check_criterion(criterion)
    if conclusion not in CONCLUSIONS:
        what = f"'{conclusion[:40]}' is not a conclusion.{suggest(conclusion, CONCLUSIONS)}"
        raise BadInput("LIC-452", what, remedy=f"Use one of: {', '.join(CONCLUSIONS)}.")
    check_text(text, f"the finding on {criterion}, {CRITERIA[criterion].lower()},")
    check_conditions(conditions)
    if conclusion == "risk_mitigated" and not conditions:
        what = "a risk is called mitigated, and no condition mitigates it"
        raise BadInput("LIC-453", what, remedy="Name the condition that reduces the risk, or conclude otherwise.")


def check_text(text: str, what: str) -> None:
    """Raise `BadInput` unless `text` says something."""
    if len(" ".join(text.split())) < SHORTEST:
        raise BadInput(
            "LIC-454",
            f"{what} says nothing yet",
            remedy=f"Write the reasons in words, {SHORTEST} characters or more.",
        )


def check_conditions(conditions: Sequence[Mapping[str, str]]) -> None:
    """Raise `BadInput` unless each condition has a known code, and none comes twice."""
    codes = [str(c.get("code", "")) for c in conditions]
    for code in codes:
        if code not in CONDITIONS:
            what = f"'{code[:40]}' is not a condition.{suggest(code, CONDITIONS)}"
            raise BadInput("LIC-455", what, remedy="Use a code from P01 to P20 and write the details as its text.")
    if len(set(codes)) != len(codes):
        raise BadInput("LIC-455", "a condition is named twice", remedy="Name each once.")
