"""Who may do what to which object: one table, asked by pages, programs and the command line alike.

Everything is refused unless a row of ``policy_table.py`` grants it to a role the person holds and the row's conditions
hold between person and object. Flags on the account grant nothing. An unknown action is a fault of the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from licet.actions.access_fresh import require_fresh_visit
from licet.actions.policy_table import TABLE, Action
from licet.common.errors import NotAllowed, suggest
from licet.store.roles import ROLES, Role

__all__ = [
    "EXCLUSIVE",
    "ROLES",
    "Permission",
    "Role",
    "UnknownAction",
    "actions_of",
    "allowed",
    "clashing_roles",
    "may_ever",
    "needs_fresh",
    "require",
]

EXCLUSIVE = frozenset({"administrator", "auditor", "exporter"})
"""Roles whose holder holds no other: those who watch, make accounts or apply do not work on cases."""


class UnknownAction(LookupError):
    """An action that no row of the table names."""


@dataclass(frozen=True, slots=True)
class Permission:
    """The answer: granted or not, why not in one sentence, and the roles that could."""

    ok: bool
    reason: str = ""
    who_can: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.ok

    @property
    def who(self) -> str:
        """Return the roles that could, as words for a sentence."""
        words = [ROLES[role].plural for role in self.who_can]
        return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def allowed(user: Any, action: str, obj: Any = None) -> Permission:
    """Say whether `user` may do `action` to `obj` now. `obj` is None only where the row asks nothing of it."""
    row = _row(action)
    who_can = tuple(row.grants)
    barred = _barred(user)
    if barred:
        return Permission(False, barred, who_can)
    held = [row.grants[role] for role in user.roles if role in row.grants]
    if not held:
        return Permission(False, "Your roles do not include this.", who_can)
    unmet = [next((c.why_not for c in conditions if not c.holds(user, obj)), "") for conditions in held]
    return Permission(True, who_can=who_can) if "" in unmet else Permission(False, unmet[0], who_can)


def require(user: Any, action: str, obj: Any = None) -> None:
    """Raise `NotAllowed` unless `user` may do `action` to `obj`, and `NotFresh` where it signs without confirming."""
    permission = allowed(user, action, obj)
    if not permission.ok:
        raise NotAllowed(
            "LIC-650",
            f"You may not {TABLE[action].words}: {permission.reason[:1].lower()}{permission.reason[1:-1]}",
            remedy=f"This is for {permission.who}. Nothing was changed.",
        )
    if TABLE[action].fresh:
        require_fresh_visit()


def may_ever(user: Any, action: str) -> bool:
    """Say whether a role of `user` grants `action` on some object: for menus, never to guard a change."""
    row = _row(action)
    return not _barred(user) and any(role in row.grants for role in user.roles)


def needs_fresh(action: str) -> bool:
    """Say whether `action` is a signature, for which the person confirms who they are again."""
    return _row(action).fresh


def actions_of(role: str) -> frozenset[str]:
    """Return the actions that `role` may do on some object."""
    return frozenset(name for name, row in TABLE.items() if role in row.grants)


def clashing_roles(roles: list[str]) -> str:
    """Return the sentence that says why these roles do not go together, or an empty string."""
    alone = [role for role in roles if role in EXCLUSIVE]
    if alone and len(roles) > 1:
        return f"{ROLES[alone[0]].title} goes with no other role."
    return ""


def _barred(user: Any) -> str:
    """Return why this person may do nothing at all, or an empty string."""
    if user is None or not user.is_authenticated:
        return "Nobody is signed in."
    if user.is_closed:
        return "The account is closed."
    return clashing_roles(user.roles)


def _row(action: str) -> Action:
    try:
        return TABLE[action]
    except KeyError:
        raise UnknownAction(f"'{action}' is not an action of the policy table.{suggest(action, TABLE)}") from None
