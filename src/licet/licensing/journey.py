"""The life of a case as one table: from which state an action leads where. An edge not in the table is a conflict.

The work inside `IN_REVIEW` (classify, screen, assess, advise) has no order of its own: what is still open is told by
``decision.blockers``. A licence has its own life once the case is `ISSUED`; see ``licence``.
"""

from __future__ import annotations

from enum import StrEnum

from licet.common.errors import Conflict

__all__ = ["FINAL", "OPEN", "TRANSITIONS", "CaseState", "leads_to", "may"]


class CaseState(StrEnum):
    """Where a case stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    IN_REVIEW = "in_review"
    ASKED = "asked"
    COUNTERSIGN = "countersign"
    GRANTED = "granted"
    ISSUED = "issued"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state as it is printed."""
        return _LABELS[self]


_LABELS = {
    CaseState.SUBMITTED: "Waiting for an officer",
    CaseState.RETURNED: "Returned to the exporter",
    CaseState.IN_REVIEW: "Under review",
    CaseState.ASKED: "Waiting for the exporter's reply",
    CaseState.COUNTERSIGN: "Waiting for countersignature",
    CaseState.GRANTED: "Granted, licence not yet issued",
    CaseState.ISSUED: "Licence issued",
    CaseState.REFUSED: "Refused",
    CaseState.WITHDRAWN: "Withdrawn",
}

FINAL = frozenset({CaseState.ISSUED, CaseState.REFUSED, CaseState.WITHDRAWN})
"""States that no action leaves."""

OPEN = frozenset(CaseState) - FINAL
"""States in which somebody still has something to do."""

_S = CaseState
_REVIEWING = ("classify", "screen_parties", "adjudicate_hit", "establish_fact", "assess_case", "advise")
_STILL_LIVE = ("screen_parties", "adjudicate_hit", "assess_case")

TRANSITIONS: dict[tuple[CaseState, str], CaseState] = {
    (_S.SUBMITTED, "take_case"): _S.IN_REVIEW,
    (_S.RETURNED, "submit"): _S.SUBMITTED,
    (_S.IN_REVIEW, "take_case"): _S.IN_REVIEW,
    (_S.ASKED, "take_case"): _S.ASKED,
    (_S.SUBMITTED, "return_to_exporter"): _S.RETURNED,
    (_S.IN_REVIEW, "return_to_exporter"): _S.RETURNED,
    (_S.IN_REVIEW, "ask_exporter"): _S.ASKED,
    (_S.ASKED, "ask_exporter"): _S.ASKED,
    (_S.ASKED, "answer"): _S.ASKED,
    (_S.ASKED, "answer_last"): _S.IN_REVIEW,
    **{(state, action): state for state in (_S.IN_REVIEW, _S.ASKED) for action in _REVIEWING},
    **{(state, action): state for state in (_S.COUNTERSIGN, _S.GRANTED) for action in _STILL_LIVE},
    (_S.IN_REVIEW, "decide"): _S.COUNTERSIGN,
    (_S.COUNTERSIGN, "countersign_grant"): _S.GRANTED,
    (_S.COUNTERSIGN, "countersign_refusal"): _S.REFUSED,
    (_S.COUNTERSIGN, "send_back"): _S.IN_REVIEW,
    (_S.GRANTED, "reopen"): _S.IN_REVIEW,
    (_S.GRANTED, "issue"): _S.ISSUED,
    **{
        (state, "withdraw"): _S.WITHDRAWN
        for state in (_S.SUBMITTED, _S.RETURNED, _S.IN_REVIEW, _S.ASKED, _S.COUNTERSIGN)
    },
    **{(state, "record_interest"): state for state in OPEN},
}


def may(state: CaseState, action: str) -> bool:
    """Say whether the action is possible in that state."""
    return (state, action) in TRANSITIONS


def leads_to(state: CaseState, action: str, *, where: str = "") -> CaseState:
    """Return the state after `action`; an edge the table does not have raises `Conflict`."""
    try:
        return TRANSITIONS[state, action]
    except KeyError:
        sources = [s.label.lower() for s, a in TRANSITIONS if a == action]
        raise Conflict(
            "LIC-450",
            f"'{action}' is not possible: the case is {state.label.lower()}",
            where=where,
            remedy=f"It is possible while a case is {' or '.join(dict.fromkeys(sources))}. Nothing was changed.",
        ) from None
