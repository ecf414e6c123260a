"""Every role against every action, written out: a change of the table is a change here, seen by a reviewer."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest

from licet.actions.policy import ROLES, actions_of, allowed, may_ever, needs_fresh
from licet.actions.policy_table import TABLE
from licet.store.models import AccessLog, Account

EVERY = " ".join(ROLES)
EXPECTED: dict[str, str] = {
    # applying
    "register_exporter": "licensing_officer",
    "draft_application": "exporter",
    "edit_application": "exporter",
    "submit": "exporter",
    "withdraw": "exporter",
    "answer": "exporter",
    # the life of a case
    "take_case": "licensing_officer",
    "return_to_exporter": "licensing_officer",
    "ask_exporter": "licensing_officer technical_assessor",
    "classify": "licensing_officer technical_assessor",
    "screen_parties": "licensing_officer",
    "adjudicate_hit": "licensing_officer countersigner",
    "establish_fact": "licensing_officer technical_assessor",
    "assess_case": "licensing_officer",
    "ask_advice": "licensing_officer",
    "advise": "licensing_officer adviser",
    "record_interest": "licensing_officer countersigner adviser technical_assessor",
    "decide": "licensing_officer",
    "countersign": "countersigner",
    "reopen": "licensing_officer",
    "issue": "licensing_officer",
    # the life of a licence
    "draw_down": "customs",
    "suspend": "licensing_officer",
    "reinstate": "countersigner",
    "revoke": "countersigner",
    "revoke_denial": "countersigner",
    # registers
    "notify_denial": "liaison",
    "import_lists": "licensing_officer",
    "import_agreement": "treaty_desk",
    "edit_law": "law_editor",
    "approve_law": "law_approver",
    # accounts
    "manage_accounts": "administrator auditor",
    "propose_account": "administrator",
    "change_account": "administrator",
    "close_account": "administrator",
    "approve_account": "administrator",
    "reject_account": "administrator",
    "withdraw_account": "administrator",
    "unlock_account": "administrator",
    # reads
    "view_work": EVERY,
    "list_applications": "exporter",
    "view_application": "exporter licensing_officer countersigner technical_assessor adviser auditor",
    "list_cases": "licensing_officer countersigner technical_assessor adviser auditor",
    "view_case": "licensing_officer countersigner technical_assessor adviser auditor",
    "view_denial": "licensing_officer countersigner liaison auditor",
    "view_person": "licensing_officer countersigner technical_assessor adviser auditor",
    "view_exporter": "exporter licensing_officer countersigner technical_assessor auditor",
    "list_licences": "exporter licensing_officer countersigner customs inspector auditor",
    "view_licence": "exporter licensing_officer countersigner customs inspector auditor",
    "view_agreements": EVERY,
    "view_law": EVERY,
    "view_lists": "licensing_officer countersigner auditor",
    "view_log": "auditor licensing_officer countersigner",
    "view_reads": "auditor",
    "view_statistics": "analyst auditor licensing_officer countersigner",
}
SIGNATURES = {
    "adjudicate_hit",
    "approve_account",
    "approve_law",
    "countersign",
    "decide",
    "issue",
    "notify_denial",
    "reinstate",
    "revoke",
    "revoke_denial",
    "suspend",
}
READING = {name for name in TABLE if name.startswith(("view_", "list_"))} | {"manage_accounts"}


def person(role: str = "", **given: Any) -> Account:
    given.setdefault("roles", [role] if role else [])
    return Account(pk=given.pop("pk", 7), username="someone", organisation_id=1, state="XXA", **given)


def favourable(user: Account, action: str) -> Any:
    """Return an object for which every condition of the action holds."""
    return SimpleNamespace(
        organisation_id=user.organisation_id,
        exporting_state=user.state,
        asked_advisers=lambda: {user.pk},
        people_involved=lambda: {97},
        decided_by_id=98,
        proposed_by_id=user.pk if action == "withdraw_account" else 99,
        account_id=96,
    )


def test_the_expectations_name_every_action() -> None:
    assert set(EXPECTED) == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_exactly_what_is_written_here(role: str) -> None:
    user = person(role)
    expected = {action: role in roles.split() for action, roles in EXPECTED.items()}
    assert {action: allowed(user, action, favourable(user, action)).ok for action in TABLE} == expected
    assert {action: may_ever(user, action) for action in TABLE} == expected
    assert {action: action in actions_of(role) for action in TABLE} == expected


@pytest.mark.parametrize("action", EXPECTED)
def test_a_refusal_names_the_roles_that_can(action: str) -> None:
    assert set(allowed(person(), action, None).who_can) == set(EXPECTED[action].split())


def nothing_is_granted(user: Account) -> bool:
    return not any(allowed(user, action, favourable(user, action)) or may_ever(user, action) for action in TABLE)


def test_without_a_role_nothing_is_granted() -> None:
    assert nothing_is_granted(person())


@pytest.mark.parametrize("role", ROLES)
def test_a_closed_account_may_do_nothing(role: str) -> None:
    assert nothing_is_granted(person(role, is_active=False))
    assert nothing_is_granted(person(role, closed_at=datetime(2026, 11, 20, tzinfo=UTC)))


def test_flags_grant_nothing() -> None:
    assert nothing_is_granted(person(is_superuser=True, is_staff=True))


def test_an_auditor_changes_nothing() -> None:
    assert actions_of("auditor") <= READING


def test_an_administrator_touches_accounts_and_public_registers_only() -> None:
    rest = {name for name in actions_of("administrator") if "account" not in name}
    assert rest == {"view_work", "view_agreements", "view_law"}


def test_signatures_are_exactly_these() -> None:
    assert {action for action in TABLE if needs_fresh(action)} == SIGNATURES


def test_what_is_read_is_logged_as_something_the_log_of_reads_knows() -> None:
    assert {row.read_of for row in TABLE.values()} - {""} <= set(AccessLog.Kind.values)


@pytest.mark.parametrize(("first", "second"), list(permutations(ROLES, 2)))
def test_roles_that_watch_apply_or_administer_go_with_no_other(first: str, second: str) -> None:
    user = person(roles=[first, second])
    if {"administrator", "auditor", "exporter"} & {first, second}:
        assert nothing_is_granted(user)
    else:
        assert allowed(user, "view_work", None)
