"""What pages read: right, and in few statements however many goods and cases there are."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licet.actions.ask_advice import do_ask_advice
from licet.actions.ask_exporter import do_ask_exporter
from licet.common.errors import NotFound
from licet.store.queries import (
    application_page,
    applications_of,
    case_named,
    case_page,
    cases,
    licence_named,
    licence_page,
    licences,
)
from licet.store.work import my_work, team_work
from tests.actions.factories import (
    AT,
    account,
    advised,
    application,
    assessed,
    countersigned,
    countersigner,
    decided,
    exporter,
    in_review,
    issued,
    officer,
    submitted,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("goods", [1, 10, 100])
def test_a_case_page_takes_at_most_seventeen_statements(goods: int) -> None:
    issued(goods=goods)
    with CaptureQueriesContext(connection) as seen:
        page = case_page(case_named("LC-2026-0001"), today=TODAY)
        assert len(page.lines) == goods
        assert all(line["classification"].code == "ML5.b" for line in page.lines)
        assert [p["listed"] for p in page.parties] == [False, False, False]
        assert [str(e.by) for e in page.events]
        assert page.licence is not None
        assert page.rows.current_decision is not None
        assert str(page.rows.current_decision.countersignature.by)
    assert len(seen) <= 17, [q["sql"][:90] for q in seen]


def test_a_case_page_says_what_blocks_and_what_may_be_decided() -> None:
    case = assessed()
    page = case_page(case_named(case.reference), today=TODAY)
    assert {b.code for b in page.blockers} == {"finding"}
    assert page.outcomes_open == {"refuse"}
    page = case_page(case_named(advised(case).reference), today=TODAY)
    assert page.blockers == []
    assert page.outcomes_open == {"grant", "grant_with_conditions", "refuse"}


def test_an_unscreened_case_says_each_thing_that_is_missing() -> None:
    page = case_page(case_named(in_review(goods=2).reference), today=TODAY)
    codes = [b.code for b in page.blockers]
    assert codes == ["unclassified", "unclassified", "list", "unscreened", "unassessed"]
    assert page.outcomes_open == frozenset()
    assert all(b.sentence.endswith(".") and b.basis and b.action for b in page.blockers)


def test_names_that_do_not_exist_are_not_found() -> None:
    for look in (case_named, application_page, licence_named):
        with pytest.raises(NotFound):
            look("XX-0000")


@pytest.mark.parametrize("count", [1, 10])
def test_my_work_takes_at_most_six_statements(count: int) -> None:
    person = officer()
    for _ in range(count):
        in_review(by=person)
        submitted()
    with CaptureQueriesContext(connection) as seen:
        items = my_work(person, today=TODAY)
        waiting = team_work(person, today=TODAY)
    assert (len(items), len(waiting)) == (count, count)
    assert len(seen) <= 6
    assert items[0].days_left == 20


def test_each_sees_the_work_that_is_theirs() -> None:
    decider, adviser, second = officer(), account("adviser"), countersigner()
    decided(advised(in_review(by=decider)))
    asked = in_review(by=decider)
    do_ask_advice(asked, adviser, criteria=["C7"], acting_user=decider, at=AT)
    do_ask_exporter(asked, text="Which unit receives the computers?", acting_user=decider, at=AT)
    applicant = asked.application.created_by
    application(applicant)
    assert [i.what for i in my_work(second, today=TODAY)] == ["Countersign the decision"]
    assert [i.what for i in my_work(adviser, today=TODAY)] == ["Advise on C7"]
    assert {i.what for i in my_work(applicant, today=TODAY)} == {"Finish and send", "Reply to question 1"}
    assert [i.stopped for i in my_work(decider, today=TODAY)] == [True]
    assert my_work(account("auditor"), today=TODAY) == []


def test_work_of_another_state_is_not_shown() -> None:
    submitted()
    decided(advised())
    assert team_work(officer(state="BEL"), today=TODAY) == []
    assert my_work(countersigner(state="BEL"), today=TODAY) == []


def test_nobody_is_asked_to_countersign_their_own() -> None:
    person = account("licensing_officer", "countersigner")
    decided(advised(in_review(by=person)), by=person)
    assert my_work(person, today=TODAY) == []


def test_cases_are_found_by_words_state_and_destination() -> None:
    case = in_review()
    submitted()
    person = officer()
    assert cases(person).count() == 2
    assert list(cases(person, state="in_review")) == [case]
    assert list(cases(person, officer=case.officer_id)) == [case]
    assert cases(person, text="norwegian army").count() == 2
    assert cases(person, text="nothing like it").count() == 0
    assert cases(person, destination="SWE").count() == 0
    assert cases(officer(state="BEL")).count() == 0


@pytest.mark.parametrize("goods", [1, 10, 100])
def test_a_licence_page_takes_at_most_eight_statements(goods: int) -> None:
    number = issued(goods=goods).number
    with CaptureQueriesContext(connection) as seen:
        page = licence_page(licence_named(number), today=TODAY)
    assert page.status == "issued"
    assert len(page.balances) == goods
    assert len(seen) <= 8


def test_an_exporter_sees_their_own_licences_only() -> None:
    licence = issued()
    assert list(licences(exporter(licence.holder))) == [licence]
    assert list(licences(exporter())) == []
    assert list(licences(officer(), text=licence.number[:8])) == [licence]


def test_a_task_list_says_which_task_is_done_in_progress_or_not_started() -> None:
    row = application(end_use={"text": "For the vehicles."}, documents=[])
    page = application_page(row.reference)
    status = {task.section.code: task.status for task in page.tasks}
    assert status["lines"] == "done"
    assert status["end_use"] == "in progress"
    assert status["documents"] == "not started"
    assert not page.complete
    assert list(applications_of(row.organisation_id)) == [row]


def test_a_sent_application_shows_its_case_and_questions() -> None:
    case = in_review()
    do_ask_exporter(case, text="Which unit receives the computers?", acting_user=officer(), at=AT)
    page = application_page(case.application.reference)
    assert page.case == case
    assert page.complete
    assert [q.number for q in page.questions] == [1]


def test_a_granted_case_waits_for_its_licence() -> None:
    case = countersigned()
    assert case_page(case_named(case.reference), today=TODAY).licence is None
