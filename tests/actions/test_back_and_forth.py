"""Between ministry and exporter: take, return, send again, ask, answer, withdraw; and the clock that stands still."""

from __future__ import annotations

from datetime import timedelta

import pytest

from licet.actions.answer import do_answer
from licet.actions.ask_exporter import do_ask_exporter
from licet.actions.draft import do_save_draft
from licet.actions.establish_fact import do_establish_fact
from licet.actions.return_to_exporter import do_return_to_exporter
from licet.actions.submit import do_submit
from licet.actions.take_case import do_take_case
from licet.actions.withdraw import do_withdraw
from licet.common.errors import BadInput, Conflict, NotAllowed
from licet.store.case_rows import load
from licet.store.models import Case, Question, Reply
from licet.store.queries import case_named, case_page
from tests.actions.factories import (
    AT,
    account,
    advised,
    application,
    assessed,
    countersigned,
    exporter,
    fresh,
    in_review,
    issued,
    later,
    line,
    officer,
    screened,
    submitted,
)

pytestmark = pytest.mark.django_db

REASON = "Name the unit that receives the computers."


def test_an_officer_takes_a_case_and_another_takes_it_over() -> None:
    first, second = officer(), officer()
    case = do_take_case(submitted(), acting_user=first, at=AT)
    assert (case.officer, case.state) == (first, "in_review")
    assert do_take_case(case, acting_user=second, at=AT).officer == second


def test_two_officers_at_once_the_second_learns_who_took_it() -> None:
    case = submitted()
    seen = case.version
    do_take_case(case, acting_user=officer(name="M. de Wit"), version=seen, at=AT)
    with pytest.raises(Conflict, match="de Wit did 'take case' on 20 Nov 2026, 09:00 UTC since your page"):
        do_take_case(case, acting_user=officer(), version=seen, at=later())


def test_nobody_takes_their_own_case_again_or_another_states() -> None:
    person = officer()
    case = in_review(by=person)
    with pytest.raises(Conflict, match="yours already"):
        do_take_case(case, acting_user=person, at=AT)
    for stranger in (officer(state="BEL"), exporter(), account("adviser"), account("countersigner")):
        with pytest.raises(NotAllowed):
            do_take_case(case, acting_user=stranger, at=AT)


def test_a_returned_application_comes_back_as_a_new_snapshot_of_the_same_case() -> None:
    case = screened()
    do_return_to_exporter(case, reason=REASON, acting_user=officer(), at=AT)
    row = fresh(case).application
    row = do_save_draft(row, changes={"lines": [line(), line(2)]}, version=1, acting_user=row.created_by, at=AT)
    again = do_submit(row, acting_user=row.created_by, at=AT + timedelta(days=7))
    assert again == case
    assert (again.snapshot.number, again.line_count, again.state) == (2, 2, "submitted")
    assert again.due_on == case.due_on + timedelta(days=7)
    assert again.clock_stopped_at is None


def test_classification_and_screening_of_an_earlier_snapshot_do_not_count() -> None:
    case = screened()
    do_return_to_exporter(case, reason=REASON, acting_user=officer(), at=AT)
    row = fresh(case).application
    do_submit(row, acting_user=row.created_by, at=AT)
    codes = {b.code for b in case_page(case_named(case.reference), today=AT.date()).blockers}
    assert {"unclassified", "unscreened"} <= codes


def test_facts_and_findings_about_an_earlier_snapshot_do_not_count() -> None:
    """A fact about line 1 is not a fact about whatever stands on line 1 after the application was sent again."""
    case = advised(assessed(known_about_line(in_review())))
    do_return_to_exporter(case, reason=REASON, acting_user=officer(), at=AT)
    row = fresh(case).application
    row = do_save_draft(row, changes={"lines": [line(quantity="8000")]}, version=1, acting_user=row.created_by, at=AT)
    case = do_take_case(do_submit(row, acting_user=row.created_by, at=AT), acting_user=case.officer, at=AT)
    case = fresh(case)
    rows = load(case, today=AT.date())
    assert rows.given().facts == []
    assert rows.given().findings == []
    assert case.findings.exists()
    page = case_page(case_named(case.reference), today=AT.date())
    assert "was sent again" in next(b.sentence for b in page.blockers if b.code == "stale")


def known_about_line(case: Case) -> Case:
    source = "Data sheet of the manufacturer, page 2."
    do_establish_fact(case, fact="items.1.submunitions", value="false", source=source, acting_user=case.officer, at=AT)
    return fresh(case)


def test_a_return_needs_a_reason_and_an_officer() -> None:
    case = in_review()
    with pytest.raises(BadInput):
        do_return_to_exporter(case, reason=" ", acting_user=officer(), at=AT)
    for person in (exporter(), account("countersigner"), account("customs")):
        with pytest.raises(NotAllowed):
            do_return_to_exporter(case, reason=REASON, acting_user=person, at=AT)


def test_a_question_stops_the_clock_and_the_last_reply_starts_it() -> None:
    case = in_review()
    asked = [do_ask_exporter(case, text=REASON, acting_user=officer(), at=AT) for _ in range(2)]
    assert fresh(case).clock_stopped_at == AT
    person = case.application.created_by
    do_answer(asked[0], text="The Telemark Battalion.", acting_user=person, at=AT + timedelta(days=3))
    assert fresh(case).state == "asked"
    do_answer(asked[1], text="See above.", acting_user=person, at=AT + timedelta(days=7))
    after = fresh(case)
    assert (after.state, after.clock_stopped_at) == ("in_review", None)
    assert after.due_on == case.due_on + timedelta(days=7)


def test_a_question_is_answered_once_and_only_by_its_exporter() -> None:
    case = in_review()
    question = do_ask_exporter(case, text=REASON, acting_user=officer(), at=AT)
    for person in (exporter(), officer()):
        with pytest.raises(NotAllowed):
            do_answer(question, text="The Telemark Battalion.", acting_user=person, at=AT)
    with pytest.raises(BadInput, match="empty"):
        do_answer(question, text="  ", acting_user=case.application.created_by, at=AT)
    do_ask_exporter(case, text=REASON, acting_user=officer(), at=AT)
    do_answer(question, text="The Telemark Battalion.", acting_user=case.application.created_by, at=AT)
    with pytest.raises(Conflict, match="has replied"):
        do_answer(question, text="Another one.", acting_user=case.application.created_by, at=AT)
    assert (Question.objects.count(), Reply.objects.count()) == (2, 1)


def test_a_draft_and_an_undecided_case_are_withdrawn() -> None:
    row = application()
    assert do_withdraw(row, acting_user=row.created_by, at=AT).state == "withdrawn"
    with pytest.raises(Conflict, match="withdrawn already"):
        do_withdraw(row, acting_user=row.created_by, at=AT)
    case = in_review()
    do_withdraw(case.application, reason="Contract ended.", acting_user=case.application.created_by, at=AT)
    assert fresh(case).state == "withdrawn"
    assert fresh(case).closed_at == AT


def test_a_granted_or_issued_case_is_not_withdrawn() -> None:
    for case in (countersigned(), issued().case):
        with pytest.raises(Conflict):
            do_withdraw(case.application, acting_user=case.application.created_by, at=AT)


def test_nobody_else_withdraws() -> None:
    case = in_review()
    for person in (officer(), exporter()):
        with pytest.raises(NotAllowed):
            do_withdraw(case.application, acting_user=person, at=AT)


def test_after_the_end_nothing_more_is_done_to_a_case() -> None:
    case = in_review()
    do_withdraw(case.application, acting_user=case.application.created_by, at=AT)
    for act in (
        lambda: do_take_case(case, acting_user=officer(), at=AT),
        lambda: do_ask_exporter(case, text=REASON, acting_user=officer(), at=AT),
        lambda: do_return_to_exporter(case, reason=REASON, acting_user=officer(), at=AT),
    ):
        with pytest.raises(Conflict, match="withdrawn"):
            act()
