"""Which places of the navigation a person may open. The policy decides; this module only names what to ask it."""

from __future__ import annotations

from typing import Any

from licet.actions import policy

__all__ = ["DOORS", "may_open"]

DOORS: dict[str, str] = {
    "applications": "list_applications",
    "work": "list_cases",
    "cases": "list_cases",
    "licences": "list_licences",
    "agreements": "view_agreements",
    "law": "view_law",
    "log": "view_log",
    "people": "manage_accounts",
}
"""Door of the navigation -> action of the policy table."""


def may_open(user: Any, door: str) -> bool:
    """Tell whether a role of this person opens the place on some object; each page asks the policy itself."""
    return policy.may_ever(user, DOORS[door])
