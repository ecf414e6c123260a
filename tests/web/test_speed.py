"""How many statements a page takes: the queue at most 8, a case at most 20, whatever their size.

Statements that begin and end transactions are not counted. The page is asked for twice and the second time counts: the
checkpoint in the foot is read every ten seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from licet.store.models import Case
from tests.actions import factories as make
from tests.web.conftest import Visitor

Visit = Callable[..., Visitor]
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def statements(visitor: Visitor, path: str) -> list[str]:
    visitor.get(path)
    with CaptureQueriesContext(connection) as seen:
        visitor.get(path)
    return [q["sql"][:160] for q in seen if not q["sql"].startswith(CONTROL)]


def cases(count: int) -> Any:
    """One real case, and copies of its row that only a list reads."""
    case = make.in_review()
    names = [f.attname for f in Case._meta.concrete_fields if not f.primary_key]
    values = {name: getattr(case, name) for name in names}
    for n in range(count - 1):
        application = make.application(case.application.created_by)
        row = values | {"reference": f"LC-2027-{n:04}", "application_id": application.pk}
        Case.objects.bulk_create([Case(**row)])
    return case


@pytest.mark.parametrize("count", [1, 10, 100])
@pytest.mark.parametrize("path", ["/work/", "/work/?tab=all", "/cases/", "/cases/?q=Norway"])
def test_the_queue_takes_at_most_eight_statements(visit: Visit, count: int, path: str) -> None:
    case = cases(count)
    found = statements(visit(case.officer), path)
    assert len(found) <= 8, "\n".join(found)


@pytest.mark.parametrize("goods", [1, 10, 100])
def test_a_case_takes_at_most_twenty_statements(visit: Visit, goods: int) -> None:
    case = make.assessed(goods=goods)
    me = visit(case.officer)
    for tab in ("", "application/", "assessment/", "questions/", "decision/", "timeline/"):
        found = statements(me, f"/cases/{case.reference}/{tab}")
        assert len(found) <= 20, f"{tab}\n" + "\n".join(found)


@pytest.mark.parametrize("goods", [1, 10])
def test_a_decided_case_does_not_grow_with_its_goods(visit: Visit, goods: int) -> None:
    case = make.decided(goods=goods)
    me = visit(case.officer)
    for tab in ("decision/", "timeline/"):
        assert len(statements(me, f"/cases/{case.reference}/{tab}")) <= 22


@pytest.mark.parametrize("goods", [1, 20])
def test_a_licence_takes_the_same_however_many_lines(visit: Visit, goods: int) -> None:
    licence = make.issued(goods=goods)
    me = visit(licence.case.officer)
    assert len(statements(me, f"/licences/{licence.number}/")) <= 18
    assert len(statements(me, "/licences/")) <= 10
