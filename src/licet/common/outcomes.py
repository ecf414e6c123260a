"""The outcome codes of an assessment, in order of precedence: the first that holds is the answer."""

from __future__ import annotations

from enum import StrEnum

from licet.common.errors import UnknownName, suggest

__all__ = ["CLEARED", "LIVE_ONLY", "Outcome", "most_restrictive"]


class Outcome(StrEnum):
    """What an assessment concludes; declared from the most to the least restrictive."""

    PROHIBITED = "PROHIBITED"
    PROHIBITED_UNLESS_EXEMPTED = "PROHIBITED_UNLESS_EXEMPTED"
    REQUEST_INFO = "REQUEST_INFO"
    CONSULT = "CONSULT"
    EXEMPT = "EXEMPT"
    GENERAL = "GENERAL"
    INDIVIDUAL_REQUIRED = "INDIVIDUAL_REQUIRED"
    REFUSE = "REFUSE"
    REFER_MINISTER = "REFER_MINISTER"
    APPROVE_COND = "APPROVE_COND"
    APPROVE = "APPROVE"
    SUSPEND = "SUSPEND"
    REVOKE = "REVOKE"
    REASSESS = "REASSESS"

    @classmethod
    def parse(cls, text: str, *, where: str = "") -> Outcome:
        """Return the outcome of that code, or raise `UnknownName`."""
        try:
            return cls(text)
        except ValueError:
            raise UnknownName(
                "LIC-009",
                f"'{text}' is not an outcome.{suggest(text, [o.value for o in cls])}",
                where=where,
                remedy="Use a code of the reference page on outcomes.",
            ) from None


CLEARED = frozenset({Outcome.EXEMPT, Outcome.GENERAL, Outcome.APPROVE_COND, Outcome.APPROVE})
"""Outcomes under which goods may move (exit code 0 of ``assess``)."""

LIVE_ONLY = frozenset({Outcome.SUSPEND, Outcome.REVOKE, Outcome.REASSESS})
"""Outcomes that are asked of a live licence only."""

# Of several lines the most restrictive counts: a refusal on one line outranks another line's exemption.
_RESTRICTION = (
    Outcome.PROHIBITED,
    Outcome.PROHIBITED_UNLESS_EXEMPTED,
    Outcome.REVOKE,
    Outcome.SUSPEND,
    Outcome.REFUSE,
    Outcome.REQUEST_INFO,
    Outcome.CONSULT,
    Outcome.REASSESS,
    Outcome.REFER_MINISTER,
    Outcome.INDIVIDUAL_REQUIRED,
    Outcome.APPROVE_COND,
    Outcome.APPROVE,
    Outcome.GENERAL,
    Outcome.EXEMPT,
)


def most_restrictive(outcomes: list[Outcome]) -> Outcome:
    """Return the outcome that counts for several lines; an empty list raises `ValueError`."""
    return min(outcomes, key=_RESTRICTION.index)
