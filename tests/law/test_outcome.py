from __future__ import annotations

from datetime import date

import pytest

from licet.common.outcomes import Outcome
from licet.law.registers import ListedMembers
from licet.law.subject import Finding
from licet.law.verdict import judge
from tests.law.small import ON, finding, rule, small_law, small_subject, verdict

DUTY = rule("DUTY", "require_licence", "true")
WEIGH = rule("W", "weigh", "a", engages="[C2]")


def test_without_a_duty_that_binds_the_exporting_state_nothing_is_cleared():
    law = small_law(rule("FREE", "exempt", "true"))
    assert verdict(law, {}).outcome is Outcome.INDIVIDUAL_REQUIRED
    elsewhere = small_law(rule("FREE", "exempt", "true") + rule("D", "require_licence", "true", binds="{state: [CCC]}"))
    assert verdict(elsewhere, {}, (finding("C2", "no_risk"),)).outcome is Outcome.INDIVIDUAL_REQUIRED


def test_an_exemption_lifts_the_duties_of_its_instrument():
    law = small_law(DUTY + rule("FREE", "exempt", "a"))
    assert verdict(law, {"a": True}).outcome is Outcome.EXEMPT
    assert verdict(law, {"a": False}).outcome is Outcome.INDIVIDUAL_REQUIRED
    assert verdict(law, {}).outcome is Outcome.REQUEST_INFO


def test_a_general_licence_is_said_as_such():
    law = small_law(DUTY + rule("GEN", "exempt", "a", gives="general"))
    assert verdict(law, {"a": True}).outcome is Outcome.GENERAL


def test_consultation_comes_before_any_yes_and_after_any_no():
    law = small_law(
        DUTY + rule("FREE", "exempt", "a") + rule("ASK", "require_consultation", "b") + rule("NO", "prohibit", "c")
    )
    assert verdict(law, {"a": True, "b": True, "c": False}).outcome is Outcome.CONSULT
    assert verdict(law, {"a": True, "b": True, "c": True}).outcome is Outcome.PROHIBITED


def test_a_criterion_without_a_finding_keeps_the_case_open():
    law = small_law(DUTY + WEIGH + rule("W3", "weigh", "true", engages="[C3]"))
    made = verdict(law, {"a": True}, (finding("C2", "no_risk"),))
    assert made.outcome is Outcome.INDIVIDUAL_REQUIRED


@pytest.mark.parametrize(
    ("conclusion", "more", "outcome"),
    [
        ("no_risk", {}, Outcome.APPROVE),
        ("risk_mitigated", {}, Outcome.APPROVE_COND),
        ("no_risk", {"conditions": ("P02",)}, Outcome.APPROVE_COND),
        ("risk", {}, Outcome.REFER_MINISTER),
        ("no_risk", {"refer": True}, Outcome.REFER_MINISTER),
        ("clear_risk", {}, Outcome.REFUSE),
        ("overriding_risk", {}, Outcome.REFUSE),
        ("clear_risk", {"refer": True}, Outcome.REFER_MINISTER),
    ],
)
def test_findings_decide_once_every_criterion_has_one(conclusion, more, outcome):
    law = small_law(DUTY + WEIGH)
    assert verdict(law, {"a": True}, (finding("C2", conclusion, **more),)).outcome is outcome


def test_a_duty_to_deny_cannot_be_referred_upwards():
    law = small_law(DUTY + rule("D", "deny_on_finding", "a", engages="[C2]"))
    assert verdict(law, {"a": True}, (finding("C2", "clear_risk", refer=True),)).outcome is Outcome.REFUSE


def test_findings_on_one_criterion_stand_side_by_side_and_the_strictest_counts():
    law = small_law(DUTY + rule("D", "deny_on_finding", "a", engages="[C2]"))
    earlier = Finding(("C2",), "clear_risk", "B. Adviser", date(2026, 1, 1), refer=True)
    later = Finding(("C2",), "no_risk", "A. Officer", date(2026, 2, 1))
    same_day = Finding(("C2",), "no_risk", "A. Officer", date(2026, 1, 1))
    for held in ((earlier, later), (later, earlier), (earlier, same_day), (same_day, earlier)):
        assert verdict(law, {"a": True}, held).outcome is Outcome.REFUSE


def test_a_presumption_of_denial_stands_until_a_finding_on_the_rule_rebuts_it():
    law = small_law(DUTY + rule("P", "presume_denial", "a", engages="[C7]"))
    general = finding("C7", "no_risk")
    rebuttal = Finding((), "risk_mitigated", "A. Officer", date(2026, 2, 1), rule="P")
    assert verdict(law, {"a": True}).outcome is Outcome.INDIVIDUAL_REQUIRED
    assert verdict(law, {"a": True}, (general,)).outcome is Outcome.REFUSE
    assert verdict(law, {"a": True}, (general, rebuttal)).outcome is Outcome.APPROVE_COND


def test_a_finding_made_after_the_day_does_not_count():
    law = small_law(DUTY + WEIGH)
    late = Finding(("C2",), "no_risk", "A. Officer", date(2026, 3, 2))
    assert verdict(law, {"a": True}, (late,)).outcome is Outcome.INDIVIDUAL_REQUIRED


def test_an_unknown_criterion_is_open_and_its_fact_is_asked():
    law = small_law(DUTY + WEIGH)
    made = verdict(law, {}, (finding("C3", "no_risk"),))
    assert made.outcome is Outcome.INDIVIDUAL_REQUIRED
    assert [o.key for o in made.open] == ["a"]


def test_an_attached_condition_makes_a_yes_conditional():
    law = small_law(DUTY + WEIGH + rule("C", "condition", "true", attach="[{code: P02, text: No re-export.}]"))
    assert verdict(law, {"a": True}, (finding("C2", "no_risk"),)).outcome is Outcome.APPROVE_COND


def test_of_several_lines_the_most_restrictive_counts():
    law = small_law(DUTY + rule("NO", "prohibit", "on_item") + rule("FREE", "exempt", "not on_item"))
    subject = small_subject({}, lines=2)
    subject.items[0].values["on_item"] = True
    subject.items[1].values["on_item"] = False
    made = judge(law.at(ON), subject, ListedMembers({}))
    assert [line.outcome for line in made.lines] == [Outcome.PROHIBITED, Outcome.EXEMPT]
    assert made.outcome is Outcome.PROHIBITED
