"""What a form does not say is never taken for consent, and who read what is told to auditors only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from licet.actions.access import log_read
from licet.store.ledger import publish
from licet.store.models import Countersignature, Decision, Licence
from licet.store.models.ledger import Entry
from tests.actions import factories as make
from tests.web.conftest import Visitor

Visit = Callable[..., Visitor]
WHY = "Nothing in the file speaks against it, and the unit is known."


@pytest.mark.django_db
@pytest.mark.parametrize("verdict", [None, "", "send_back", "AGREES"])
def test_a_countersignature_that_does_not_say_which_way_is_none(visit: Visit, verdict: str | None) -> None:
    case = make.decided()
    said = {"states_no_interest": "on", "version": case.version, "reason": WHY}
    said |= {} if verdict is None else {"verdict": verdict}
    page = visit(make.countersigner()).confirm().post(f"/cases/{case.reference}/countersign/", said, 400)
    assert "Say whether you countersign" in page.text
    assert not Countersignature.objects.exists()


@pytest.mark.django_db
def test_a_signature_under_a_page_that_named_no_version_is_a_conflict(visit: Visit) -> None:
    case = make.advised()
    said = {"outcome": "grant", "reasons": WHY, "valid_months": "24"}
    visit(case.officer).confirm().post(f"/cases/{case.reference}/decide/", said, 409)
    assert not Decision.objects.exists()
    case = make.decided(make.fresh(case))
    said = {"states_no_interest": "on", "verdict": "agrees"}
    visit(make.countersigner()).confirm().post(f"/cases/{case.reference}/countersign/", said, 409)
    assert not Countersignature.objects.exists()
    case = make.countersigned(make.fresh(case))
    visit(case.officer).confirm().post(f"/cases/{case.reference}/issue/", {}, 409)
    assert not Licence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_read_what_is_in_the_log_for_auditors_only(visit: Visit) -> None:
    case = make.in_review()
    log_read(make.officer(), "case", case.reference, action="view", at=make.AT)
    publish(make.AT)
    entry = Entry.objects.get(kind="access.read")
    auditor, officer = visit(make.account("auditor")), visit(case.officer)
    assert entry.stream in auditor.get("/log/?reads=1").text
    assert entry.stream not in auditor.get("/log/").text
    auditor.get(f"/log/{entry.index}/")
    for path in (
        "/log/",
        "/log/?reads=1",
        "/log/?reads=1&format=csv",
        "/api/v1/log",
        f"/api/v1/log?subject={entry.stream}",
    ):
        assert entry.stream not in officer.client.get(path).content.decode()
    for path in (f"/log/{entry.index}/", f"/log/{entry.index}/proof.json", f"/api/v1/log/{entry.index}/proof"):
        assert officer.client.get(path).status_code == 404
