"""Each page for each role: granted, refused, or as if it were not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from licet.actions import policy, visible
from licet.store.roles import ROLES
from tests.actions import factories as make
from tests.web.conftest import Visitor

Visit = Callable[..., Visitor]
OPEN = ("/", "/keyboard/", "/verify/")
LISTS = {
    "/applications/": "list_applications",
    "/work/": "list_cases",
    "/cases/": "list_cases",
    "/licences/": "list_licences",
    "/agreements/": "view_agreements",
    "/law/": "view_law",
    "/log/": "view_log",
    "/people/": "manage_accounts",
    "/people/new/": "propose_account",
}


def person(role: str) -> Any:
    return make.exporter() if role == "exporter" else make.account(role)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_opens_the_lists_that_the_policy_grants_and_no_other(visit: Visit, role: str) -> None:
    me = visit(person(role))
    for path, action in LISTS.items():
        page = me.get(path, 200 if policy.allowed(me.account, action).ok else 403)
        assert page.faults() == [], path


@pytest.mark.parametrize("role", ROLES)
def test_the_navigation_leads_only_where_the_role_may_go(visit: Visit, role: str) -> None:
    me = visit(person(role))
    page = me.get("/keyboard/")
    shown = [link for link in page.links() if link in LISTS]
    for link in shown:
        me.get(link)
    hidden = set(LISTS) - set(shown) - {"/people/new/", "/work/", "/cases/"}
    assert all(not policy.allowed(me.account, LISTS[path]).ok for path in hidden)


@pytest.mark.parametrize("path", [*LISTS, "/cases/LC-2026-0001/", "/licences/NLD-2026-00001-I/", "/log/1/"])
def test_a_stranger_is_asked_to_sign_in(visit: Visit, path: str) -> None:
    answer = visit().client.get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("path", OPEN)
def test_open_pages_are_well_built(visit: Visit, path: str) -> None:
    assert visit().get(path).faults() == []


@pytest.mark.parametrize("tab", ["", "assessment/", "timeline/", "decision/", "application/"])
def test_a_case_of_another_state_looks_as_if_it_were_not_there(visit: Visit, tab: str) -> None:
    case = make.in_review()
    stranger = visit(make.officer(state="FRA"))
    there = stranger.get(f"/cases/{case.reference}/{tab}", 404)
    nowhere = stranger.get(f"/cases/LC-2026-9999/{tab}", 404)
    assert there.text.replace(case.reference, "") == nowhere.text.replace("LC-2026-9999", "")


def test_a_foreign_application_and_licence_look_as_if_they_were_not_there(visit: Visit) -> None:
    licence, stranger = make.issued(), visit(make.exporter())
    stranger.get(f"/licences/{licence.number}/", 404)
    stranger.get(f"/licences/{licence.number}/document/", 404)
    stranger.get(f"/applications/{licence.case.application.reference}/", 404)
    stranger.get(f"/applications/{licence.case.application.reference}/export/", 404)


@pytest.mark.parametrize("step", ["take", "screen", "assess", "issue"])
def test_steps_are_refused_to_those_who_only_look(visit: Visit, step: str) -> None:
    case = make.in_review()
    visit(make.account("auditor")).post(f"/cases/{case.reference}/{step}/", {"version": case.version}, 403)


@pytest.mark.parametrize("role", ROLES)
def test_lists_show_exactly_what_the_policy_grants_row_by_row(role: str, db: None) -> None:
    me = person(role)
    licence = make.issued()
    other = make.in_review(make.officer(state="FRA"), export={**make.form()["export"], "exporting_state": "FR"})
    for rows, action, seen in (
        ([licence.case, other], "view_case", visible.cases(me)),
        ([licence], "view_licence", visible.licences(me)),
    ):
        granted = {row.pk for row in rows if policy.allowed(me, action, row).ok}
        assert {row.pk for row in seen} == granted


def test_every_role_comes_to_a_first_page_that_opens(visit: Visit) -> None:
    for role in ROLES:
        assert visit(person(role)).get("/").faults() == []
