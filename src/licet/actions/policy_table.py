"""The table: each action, the roles that may do it, and what must hold between the person and the object."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from licet.actions.policy_conditions import (
    ASKED,
    NOT_INVOLVED,
    NOT_ONESELF,
    NOT_OWN_DECISION,
    NOT_OWN_PROPOSAL,
    OWN_ORGANISATION,
    OWN_PROPOSAL,
    OWN_STATE,
    Condition,
)
from licet.store.roles import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TABLE", "Action"]

Grants: TypeAlias = dict[str, tuple[Condition, ...]]


@dataclass(frozen=True, slots=True)
class Action:
    """A row: the action in words, its grants by role, whether it is a signature, and what a read of it is logged as."""

    words: str
    grants: Mapping[str, tuple[Condition, ...]]
    fresh: bool = False
    read_of: str = ""


EXPORTER: Grants = {"exporter": (OWN_ORGANISATION,)}
OFFICER: Grants = {"licensing_officer": (OWN_STATE,)}
COUNTERSIGNER: Grants = {"countersigner": (OWN_STATE,)}
ASSESSOR: Grants = {"technical_assessor": (OWN_STATE,)}
ADVISER: Grants = {"adviser": (OWN_STATE, ASKED)}
FIELD: Grants = {"customs": (OWN_STATE,), "inspector": (OWN_STATE,)}
LIAISON: Grants = {"liaison": (OWN_STATE,)}
AUDITOR: Grants = {"auditor": ()}
ADMINISTRATOR: Grants = {"administrator": ()}
EVERYBODY: Grants = dict.fromkeys(ROLES, ())
CASE_WORKERS = OFFICER | COUNTERSIGNER | ASSESSOR
CASE_WORKERS_ANYWHERE: Grants = dict.fromkeys(CASE_WORKERS, ())


def _for(*roles: str) -> Grants:
    return dict.fromkeys(roles, ())


def _row(words: str, *grants: Grants, fresh: bool = False, read_of: str = "") -> Action:
    merged: Grants = {}
    for grant in grants:
        merged |= grant
    return Action(words, MappingProxyType(merged), fresh, read_of)


APPLYING = {
    "register_exporter": _row("register an exporter", _for("licensing_officer")),
    "draft_application": _row("start an application for this organisation", EXPORTER),
    "edit_application": _row("change this application", EXPORTER),
    "submit": _row("submit this application", EXPORTER),
    "withdraw": _row("withdraw this application", EXPORTER),
    "answer": _row("answer a question on this case", EXPORTER),
}
CASE_LIFE = {
    "take_case": _row("take this case", OFFICER),
    "return_to_exporter": _row("return this application", OFFICER),
    "ask_exporter": _row("ask the exporter", OFFICER, ASSESSOR),
    "classify": _row("classify the goods of this case", OFFICER, ASSESSOR),
    "screen_parties": _row("screen the parties of this case", OFFICER),
    "adjudicate_hit": _row("adjudicate a hit on this case", OFFICER, COUNTERSIGNER, fresh=True),
    "establish_fact": _row("establish a fact on this case", OFFICER, ASSESSOR),
    "assess_case": _row("assess this case", OFFICER),
    "ask_advice": _row("ask for advice on this case", OFFICER),
    "advise": _row("advise on this case", OFFICER, ADVISER),
    "record_interest": _row("state an interest in this case", CASE_WORKERS, ADVISER),
    "decide": _row("decide this case", OFFICER, fresh=True),
    "countersign": _row(
        "countersign this decision", {"countersigner": (OWN_STATE, NOT_OWN_DECISION, NOT_INVOLVED)}, fresh=True
    ),
    "reopen": _row("reopen this case", OFFICER),
    "issue": _row("issue this licence", OFFICER, fresh=True),
}
LICENCE_LIFE = {
    "draw_down": _row("record a use of this licence", {"customs": (OWN_STATE,)}),
    "suspend": _row("suspend this licence", OFFICER, fresh=True),
    "reinstate": _row("reinstate this licence", COUNTERSIGNER, fresh=True),
    "revoke": _row("revoke this licence", COUNTERSIGNER, fresh=True),
    "revoke_denial": _row("revoke this denial", COUNTERSIGNER, fresh=True),
}
REGISTERS = {
    "notify_denial": _row("notify this denial to partners", LIAISON, fresh=True),
    "import_lists": _row("import a watchlist", _for("licensing_officer")),
    "import_agreement": _row("import an agreement", _for("treaty_desk")),
    "edit_law": _row("draft a change of law", _for("law_editor")),
    "approve_law": _row("approve a change of law", {"law_approver": (NOT_OWN_PROPOSAL,)}, fresh=True),
}
ACCOUNTS = {
    "manage_accounts": _row("see accounts and requests", ADMINISTRATOR, AUDITOR),
    "propose_account": _row("propose a new account", ADMINISTRATOR),
    "change_account": _row("propose a change of this account", {"administrator": (NOT_ONESELF,)}),
    "close_account": _row("propose to close this account", {"administrator": (NOT_ONESELF,)}),
    "approve_account": _row("approve this request", {"administrator": (NOT_OWN_PROPOSAL, NOT_ONESELF)}, fresh=True),
    "reject_account": _row("turn down this request", {"administrator": (NOT_OWN_PROPOSAL,)}),
    "withdraw_account": _row("withdraw this request", {"administrator": (OWN_PROPOSAL,)}),
    "unlock_account": _row("release this account after failed sign-ins", {"administrator": (NOT_ONESELF,)}),
}
READS = {
    "list_applications": _row("see your applications", _for("exporter")),
    "view_work": _row("see your work", EVERYBODY),
    "view_application": _row("see this application", EXPORTER, CASE_WORKERS, ADVISER, AUDITOR, read_of="case"),
    "list_cases": _row(
        "see the queue", _for("licensing_officer", "countersigner", "technical_assessor", "adviser", "auditor")
    ),
    "view_case": _row("see this case", CASE_WORKERS, ADVISER, AUDITOR, read_of="case"),
    "view_denial": _row("see this denial", OFFICER, COUNTERSIGNER, LIAISON, AUDITOR, read_of="denial"),
    "view_person": _row("see this person", CASE_WORKERS, ADVISER, AUDITOR, read_of="person"),
    "view_exporter": _row("see this exporter", EXPORTER, CASE_WORKERS_ANYWHERE, AUDITOR),
    "list_licences": _row(
        "see licences",
        _for("exporter", "licensing_officer", "countersigner", "customs", "inspector", "auditor"),
    ),
    "view_licence": _row("see this licence", EXPORTER, OFFICER, COUNTERSIGNER, FIELD, AUDITOR, read_of="licence"),
    "view_agreements": _row("see agreements", EVERYBODY),
    "view_law": _row("see the law", EVERYBODY),
    "view_lists": _row("see watchlists", _for("licensing_officer", "countersigner", "auditor")),
    "view_log": _row("see the log", _for("auditor", "licensing_officer", "countersigner")),
    "view_reads": _row("see who read what", AUDITOR),
    "view_statistics": _row("see statistics", _for("analyst", "auditor", "licensing_officer", "countersigner")),
}

TABLE: Mapping[str, Action] = MappingProxyType(APPLYING | CASE_LIFE | LICENCE_LIFE | REGISTERS | ACCOUNTS | READS)
