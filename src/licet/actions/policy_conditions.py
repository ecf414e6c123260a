"""What must hold between a person and an object, beyond the role. Each is a pure function of the two.

An attribute that a condition needs and the object lacks makes the condition fail: what cannot be read is not granted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "ASKED",
    "NOT_INVOLVED",
    "NOT_ONESELF",
    "NOT_OWN_DECISION",
    "NOT_OWN_PROPOSAL",
    "OWN_ORGANISATION",
    "OWN_PROPOSAL",
    "OWN_STATE",
    "Condition",
]

MISSING: Final = object()
HOLDERS = ("case", "application", "licence", "decision", "hit", "snapshot")


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of a person and an object, and the sentence printed when it does not hold."""

    name: str
    holds: Callable[[Any, Any], bool]
    why_not: str


def reach(obj: Any, name: str) -> Any:
    """Return the attribute of `obj`, or of the case, application, licence or decision it belongs to, or MISSING."""
    for holder in (obj, *(getattr(obj, owner, None) for owner in HOLDERS)):
        value = getattr(holder, name, MISSING)
        if value is not MISSING:
            return value() if callable(value) else value
    case = getattr(getattr(obj, "licence", None), "case", None) or getattr(getattr(obj, "decision", None), "case", None)
    return MISSING if case is None else reach(case, name)


def _own_organisation(user: Any, obj: Any) -> bool:
    owner = reach(obj, "organisation_id")
    return owner is not MISSING and owner is not None and owner == user.organisation_id


def _own_state(user: Any, obj: Any) -> bool:
    state = reach(obj, "exporting_state")
    return state is not MISSING and (not user.state or user.state == state)


def _asked(user: Any, obj: Any) -> bool:
    asked = reach(obj, "asked_advisers")
    return asked is not MISSING and user.pk in set(asked)


def _not_own_decision(user: Any, obj: Any) -> bool:
    decided_by = reach(obj, "decided_by_id")
    if decided_by is MISSING:
        decided_by = getattr(reach(obj, "current_decision"), "decided_by_id", MISSING)
    return decided_by is not MISSING and decided_by is not None and decided_by != user.pk


def _not_involved(user: Any, obj: Any) -> bool:
    people = reach(obj, "people_involved")
    return people is not MISSING and user.pk not in set(people)


def _account_of(obj: Any) -> Any:
    """Return the id of the account that a request or an account row is about; None for one not made yet."""
    return getattr(obj, "account_id", MISSING) if hasattr(obj, "proposed_by_id") else getattr(obj, "pk", MISSING)


def _not_oneself(user: Any, obj: Any) -> bool:
    about = _account_of(obj)
    return about is not MISSING and about != user.pk


def _not_own_proposal(user: Any, obj: Any) -> bool:
    proposer = getattr(obj, "proposed_by_id", MISSING)
    return proposer is not MISSING and proposer is not None and proposer != user.pk


def _own_proposal(user: Any, obj: Any) -> bool:
    return user.pk is not None and getattr(obj, "proposed_by_id", MISSING) == user.pk


OWN_PROPOSAL = Condition("own proposal", _own_proposal, "Somebody else made this proposal.")
OWN_ORGANISATION = Condition("own organisation", _own_organisation, "It belongs to another organisation.")
OWN_STATE = Condition("own state", _own_state, "It belongs to another state's ministry.")
ASKED = Condition("asked for advice", _asked, "You were not asked for advice on this case.")
NOT_OWN_DECISION = Condition("not own decision", _not_own_decision, "Nobody countersigns a decision of their own.")
NOT_INVOLVED = Condition("not involved", _not_involved, "You drafted, advised or cleared a hit on this case.")
NOT_ONESELF = Condition("not oneself", _not_oneself, "Nobody changes an account of their own.")
NOT_OWN_PROPOSAL = Condition("not own proposal", _not_own_proposal, "Nobody approves a proposal of their own.")
