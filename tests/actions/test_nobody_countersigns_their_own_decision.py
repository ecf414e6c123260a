"""Nobody countersigns their own decision, nor one in a case they drafted, advised, classified or cleared a hit of.

Tried by every route: all sets of roles, flags of the account, a changed officer, another person's name in memory, a
decision made again after it was sent back, the function called directly, and the row written past the action.
"""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from itertools import combinations

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from licet.actions import countersign
from licet.actions.adjudicate_hit import do_adjudicate_hit
from licet.actions.advise import do_advise
from licet.actions.countersign import do_countersign
from licet.actions.establish_fact import do_establish_fact
from licet.actions.issue import do_issue
from licet.actions.policy import EXCLUSIVE
from licet.actions.record_interest import do_record_interest
from licet.actions.reopen import do_reopen
from licet.common.errors import LicetError, NotAllowed, Refused
from licet.store.models import Account, Case, Countersignature, Decision, InterestStatement, Licence
from licet.store.roles import ROLES
from tests.actions.factories import (
    AT,
    account,
    advised,
    assessed,
    classified,
    countersigned,
    countersigner,
    decided,
    fresh,
    in_review,
    later,
    officer,
    screened,
)

FULL = {
    "authority_ceiling": Decimal(10**9),
    "authority_currency": "EUR",
    "authority_goods": ["*"],
    "authority_destinations": ["*"],
}


def mighty(*roles: str) -> Account:
    """Somebody who may both decide and countersign, with authority without end and every flag set."""
    return account(*(roles or ("licensing_officer", "countersigner")), is_superuser=True, is_staff=True, **FULL)


def signs(case: Case, person: Account, *, agrees: bool = True) -> None:
    do_countersign(
        case,
        agrees=agrees,
        states_no_interest=True,
        reason="The reasons under criterion 7 are too short.",
        acting_user=person,
        at=later(5),
    )


def refused(case: Case, person: Account) -> str:
    """The refusal, after checking that nothing at all was written."""
    before = fresh(case)
    with pytest.raises(NotAllowed) as said:
        signs(case, person)
    after = fresh(case)
    assert (after.state, after.version) == (before.state, before.version)
    assert not Countersignature.objects.filter(by=person, verdict="agrees").exists()
    assert not Licence.objects.exists()
    return str(said.value)


@pytest.mark.django_db
def test_the_officer_who_decided_may_not() -> None:
    person = mighty()
    assert "own" in refused(decided(advised(), by=person), person)


SETS = st.sets(st.sampled_from(sorted(ROLES))) | st.sets(st.sampled_from(sorted(set(ROLES) - EXCLUSIVE)), min_size=1)
"""Any roles at all, and often such as go together, so that the refusal is not owed to roles that exclude each other."""


class EveryRoleSet(TestCase):
    """One case decided by one mighty person and advised by another; then their roles are changed in every way."""

    case: Case
    decider: Account
    adviser: Account

    @classmethod
    def setUpTestData(cls) -> None:
        cls.decider, cls.adviser = mighty(), mighty()
        cls.case = decided(advised(by=cls.adviser), by=cls.decider)

    def tries(self, person: Account, roles: set[str], **flags: bool) -> None:
        Account.objects.filter(pk=person.pk).update(roles=sorted(roles), **flags)
        with pytest.raises(NotAllowed):
            signs(self.case, Account.objects.get(pk=person.pk))
        assert fresh(self.case).state == "countersign"
        assert not Countersignature.objects.exists()

    @settings(max_examples=100, suppress_health_check=list(HealthCheck))
    @given(SETS, st.booleans(), st.booleans())
    def test_no_set_of_roles_lets_the_decider_sign(self, roles: set[str], superuser: bool, staff: bool) -> None:
        self.tries(self.decider, roles, is_superuser=superuser, is_staff=staff)

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(SETS)
    def test_no_set_of_roles_lets_an_adviser_of_the_case_sign(self, roles: set[str]) -> None:
        self.tries(self.adviser, roles)

    @settings(max_examples=30, suppress_health_check=list(HealthCheck))
    @given(st.sets(st.sampled_from(sorted(set(ROLES) - {"countersigner"}))))
    def test_without_the_role_of_countersigner_nobody_signs(self, roles: set[str]) -> None:
        self.tries(mighty(*(sorted(roles) or ["analyst"])), roles)

    def test_every_single_role_and_every_pair_of_roles_is_refused_to_the_decider(self) -> None:
        for roles in (*combinations(ROLES, 1), *combinations(ROLES, 2)):
            self.tries(self.decider, set(roles), is_superuser=True)

    def test_every_role_at_once_is_refused(self) -> None:
        self.tries(self.decider, set(ROLES), is_superuser=True, is_staff=True)


@pytest.mark.django_db
class TestRoutes:
    def test_giving_the_case_to_another_officer_does_not_help(self) -> None:
        person = mighty()
        case = decided(advised(in_review_screened(person)), by=person)
        Case.objects.filter(pk=case.pk).update(officer=officer())
        assert "own" in refused(fresh(case), person)

    def test_another_account_in_memory_does_not_help(self) -> None:
        """Attributes set on the acting object are not believed; only which account it is."""
        person = mighty()
        case = decided(advised(), by=person)
        forged = copy(person)
        forged.roles = ["countersigner"]
        forged.username = "somebody.else"
        assert "own" in refused(case, forged)

    def test_roles_and_authority_set_in_memory_are_not_believed(self) -> None:
        person = account("licensing_officer")
        forged = copy(person)
        forged.roles = ["countersigner"]
        for name, value in FULL.items():
            setattr(forged, name, value)
        refused(decided(), forged)

    def test_a_second_account_field_does_not_exist(self) -> None:
        """The person is who acts: nobody can be named as signer in the request."""
        case, person = decided(), countersigner()
        for field in ("by", "signed_by", "countersigned_by", "on_behalf_of", "officer"):
            with pytest.raises(TypeError):
                do_countersign(
                    case, agrees=True, states_no_interest=True, acting_user=person, at=AT, **{field: countersigner()}
                )

    def test_nobody_at_all_may_not(self) -> None:
        for nobody in (None, object(), Account()):
            with pytest.raises(NotAllowed):
                signs(decided(), nobody)  # type: ignore[arg-type]

    def test_after_sending_back_and_deciding_again_the_first_decider_may_not(self) -> None:
        first, second = mighty(), mighty()
        case = decided(advised(), by=first)
        signs(case, countersigner(), agrees=False)
        case = decided(fresh(case), by=second)
        refused(case, first)
        assert "own" in refused(case, second)

    def test_after_reopening_a_granted_case_no_earlier_decider_may(self) -> None:
        first, second = mighty(), mighty()
        case = countersigned(decided(advised(), by=first))
        do_reopen(case, reason="A new finding has come in since.", acting_user=officer(), at=AT)
        case = decided(fresh(case), by=second)
        refused(case, first)

    def test_the_one_who_sent_back_may_not_then_decide_and_sign(self) -> None:
        person = mighty()
        case = decided()
        signs(case, person, agrees=False)
        case = decided(fresh(case), by=person)
        assert "own" in refused(case, person)

    def test_an_adviser_may_not(self) -> None:
        person = mighty()
        refused(decided(advised(by=person)), person)

    def test_the_author_of_a_superseded_finding_may_not(self) -> None:
        person = mighty()
        case = assessed()
        text = "Diversion is unlikely, as the stock is inspected."
        finding = do_advise(case, criterion="C7", conclusion="no_risk", text=text, acting_user=person, at=AT)
        do_advise(case, criterion="C7", conclusion="no_risk", text=text, supersedes=finding, acting_user=person, at=AT)
        assert refused(decided(advised(fresh(case))), person)

    def test_who_cleared_a_hit_may_not(self) -> None:
        person = mighty()
        case = with_hit()
        for somebody in (person, officer()):
            clear_hits(case, somebody)
        assert refused(decided(advised(fresh(case))), person)

    def test_who_was_the_second_to_clear_a_hit_may_not(self) -> None:
        person = mighty()
        case = with_hit()
        for somebody in (officer(), person):
            clear_hits(case, somebody)
        assert refused(decided(advised(fresh(case))), person)

    def test_who_alone_classified_goods_may_not(self) -> None:
        person = mighty("technical_assessor", "countersigner")
        assert "classified" in refused(decided(advised(screened(classified(by=person)))), person)

    def test_who_classified_as_somebody_else_did_too_may(self) -> None:
        person = mighty("technical_assessor", "countersigner")
        case = in_review()
        for somebody in (account("technical_assessor"), person):
            classified(case, by=somebody)
        case = decided(advised(screened(fresh(case))))
        signs(case, person)
        assert fresh(case).state == "granted"

    def test_who_drafted_the_application_may_not(self) -> None:
        """An exporter's employee who later joins the ministry."""
        case = decided()
        person = case.application.created_by
        Account.objects.filter(pk=person.pk).update(roles=["countersigner"], state="NLD", organisation=None, **FULL)
        assert refused(case, Account.objects.get(pk=person.pk))

    def test_who_stated_an_interest_may_not_even_when_the_form_says_none(self) -> None:
        case, person = decided(), countersigner()
        do_record_interest(
            case, has_interest=True, party="p2", text="My sister serves in the unit.", acting_user=person, at=AT
        )
        assert "interest" in refused(case, person)

    def test_who_took_back_an_interest_may_not(self) -> None:
        case, person = decided(), countersigner()
        text = "My sister serves in the unit."
        do_record_interest(case, has_interest=True, party="p2", text=text, acting_user=person, at=AT)
        do_record_interest(case, has_interest=False, acting_user=person, at=AT)
        assert "interest" in refused(case, person)

    def test_who_established_a_fact_may_not(self) -> None:
        person = mighty("technical_assessor", "countersigner")
        case = screened()
        source = "Data sheet of the manufacturer, page 2."
        fact = {"fact": "items.1.submunitions", "value": "false", "source": source}
        do_establish_fact(case, **fact, acting_user=person, at=AT)
        assert "fact" in refused(decided(advised(fresh(case))), person)

    def test_who_states_nothing_about_interests_may_not(self) -> None:
        case, person = decided(), countersigner()
        with pytest.raises(NotAllowed, match="not stated"):
            do_countersign(case, agrees=True, states_no_interest=False, acting_user=person, at=AT)
        assert fresh(case).state == "countersign"

    def test_a_closed_account_may_not(self) -> None:
        person = countersigner()
        Account.objects.filter(pk=person.pk).update(closed_at=AT)
        refused(decided(), person)

    def test_another_states_countersigner_may_not(self) -> None:
        refused(decided(), countersigner(state="BEL"))

    def test_the_decider_may_not_send_back_either(self) -> None:
        person = mighty()
        case = decided(advised(), by=person)
        with pytest.raises(NotAllowed):
            signs(case, person, agrees=False)

    def test_the_database_refuses_a_row_with_one_person_twice(self) -> None:
        person = mighty()
        case = decided(advised(), by=person)
        decision = Decision.objects.get()
        statement = InterestStatement.objects.create(case=case, has_interest=False, by=person, at=AT)
        with pytest.raises(IntegrityError), transaction.atomic():
            Countersignature.objects.create(
                decision=decision, decided_by=person, verdict="agrees", interest=statement, by=person, at=AT
            )

    def test_a_decision_without_a_countersignature_is_not_issued(self) -> None:
        person = mighty()
        case = decided(advised(), by=person)
        with pytest.raises(Refused):
            do_issue(case, acting_user=person, at=AT)
        Case.objects.filter(pk=case.pk).update(state="granted")
        with pytest.raises(Refused, match="no countersigned grant"):
            do_issue(fresh(case), acting_user=person, at=AT)
        assert not Licence.objects.exists()

    def test_a_decision_that_was_sent_back_is_not_issued(self) -> None:
        case = decided()
        signs(case, countersigner(), agrees=False)
        Case.objects.filter(pk=case.pk).update(state="granted")
        with pytest.raises(Refused, match="no countersigned grant"):
            do_issue(fresh(case), acting_user=officer(), at=AT)

    def test_a_decision_is_countersigned_once(self) -> None:
        case = countersigned()
        with pytest.raises(LicetError):
            signs(case, countersigner())
        assert Countersignature.objects.count() == 1

    def test_the_rule_holds_even_where_the_policy_would_let_everything_pass(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(countersign, "require", lambda *_: None)
        decider, adviser = mighty(), mighty()
        case = decided(advised(by=adviser), by=decider)
        assert "nobody countersigns their own" in refused(case, decider)
        assert "wrote a finding" in refused(case, adviser)

    def test_somebody_else_with_authority_may(self) -> None:
        case = decided()
        signs(case, countersigner())
        assert fresh(case).state == "granted"


def in_review_screened(person: Account) -> Case:
    return assessed(screened(classified(in_review(by=person))))


def with_hit() -> Case:
    """A case whose consignee bears the name of a listed company."""
    from tests.actions.factories import form

    parties = form()["parties"]
    parties[0]["name"] = "Orlov-Brask Optronics GmbH"
    return screened(parties=parties)


def clear_hits(case: Case, person: Account) -> None:
    run = case.screenings.last()
    assert run is not None
    assert run.hits.exists()
    for hit in run.hits.all():
        do_adjudicate_hit(
            hit,
            verdict="cleared",
            reason="The listed company has another seat and another register number.",
            acting_user=person,
            at=AT,
        )
