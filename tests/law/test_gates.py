from __future__ import annotations

from datetime import date

import pytest

from licet.common.outcomes import Outcome
from licet.law.evaluate import Result
from licet.law.registers import Answer, ListedMembers, Silent
from licet.law.verdict import judge
from tests.law.small import ON, rule, small_law, small_subject, verdict

GATE = """
- id: G
  cite: G art. 1
  says: No.
  effect: prohibit
  engages: [C1]
  tags: [embargo]
  reach: "a"
  when: "b"
  exemptions:
    - {id: aid, cite: G art. 2, says: Aid., for: "c", met: "d"}
    - {id: other, cite: G art. 3, says: Other., for: "true", met: "e", residual: true}
"""
DUTY = rule("DUTY", "require_licence", "true")


def result(facts, claims=(), law=None):
    subject = small_subject(facts)
    subject.claims = frozenset(claims)
    made = judge((law or small_law(GATE + DUTY)).at(ON), subject, ListedMembers({}))
    held = {j.rule.id: j.result for j in made.lines[0].judgements}
    return held["G"], made.outcome


@pytest.mark.parametrize(
    ("facts", "claims", "expected", "outcome"),
    [
        ({"a": False}, (), Result.OUT_OF_REACH, Outcome.INDIVIDUAL_REQUIRED),
        ({"a": True, "b": False}, (), Result.DOES_NOT_REACH, Outcome.INDIVIDUAL_REQUIRED),
        ({"a": True, "b": True, "c": False}, (), Result.HOLDS, Outcome.PROHIBITED),
        ({"a": True, "b": True}, (), Result.HOLDS, Outcome.PROHIBITED),
        ({"a": True, "b": True, "c": True}, (), Result.HOLDS_UNLESS_EXEMPTED, Outcome.PROHIBITED_UNLESS_EXEMPTED),
        (
            {"a": True, "b": True, "c": True, "d": False},
            (),
            Result.HOLDS_UNLESS_EXEMPTED,
            Outcome.PROHIBITED_UNLESS_EXEMPTED,
        ),
        ({"a": True, "b": True, "c": True, "d": True}, (), Result.LIFTED, Outcome.INDIVIDUAL_REQUIRED),
        ({"a": True, "b": True, "c": None, "d": True}, (), Result.HOLDS, Outcome.PROHIBITED),
        ({"a": True, "b": True, "c": False, "e": True}, (), Result.HOLDS, Outcome.PROHIBITED),
        ({"a": True, "b": True, "c": False, "e": True}, ("G:other",), Result.LIFTED, Outcome.INDIVIDUAL_REQUIRED),
        (
            {"a": True, "b": True, "c": False},
            ("G:other",),
            Result.HOLDS_UNLESS_EXEMPTED,
            Outcome.PROHIBITED_UNLESS_EXEMPTED,
        ),
        ({"a": True}, (), Result.UNKNOWN, Outcome.REQUEST_INFO),
        ({"b": True}, (), Result.UNKNOWN, Outcome.REQUEST_INFO),
        ({}, (), Result.UNKNOWN, Outcome.REQUEST_INFO),
    ],
)
def test_a_prohibition_is_read_as_the_reference_says(facts, claims, expected, outcome):
    assert result(facts, claims) == (expected, outcome)


def test_a_gate_on_gates_is_as_hard_as_the_hardest_of_them():
    law = small_law(
        GATE + rule("H", "prohibit", "e", tags="[embargo]") + rule("TOP", "prohibit", "breach('embargo')") + DUTY
    )

    def top(facts):
        made = verdict(law, facts)
        return {j.rule.id: j.result for j in made.lines[0].judgements}["TOP"], made.outcome

    soft = {"a": True, "b": True, "c": True, "d": False}
    assert top({**soft, "e": False}) == (Result.HOLDS_UNLESS_EXEMPTED, Outcome.PROHIBITED_UNLESS_EXEMPTED)
    assert top({**soft, "e": True}) == (Result.HOLDS, Outcome.PROHIBITED)
    assert top({**soft, "d": True, "e": False}) == (Result.OUT_OF_REACH, Outcome.INDIVIDUAL_REQUIRED)
    assert top({"a": False}) == (Result.UNKNOWN, Outcome.REQUEST_INFO)
    assert top({**soft}) == (Result.HOLDS_UNLESS_EXEMPTED, Outcome.PROHIBITED_UNLESS_EXEMPTED)


def test_an_exemption_of_one_instrument_leaves_the_gate_of_another():
    law = small_law(GATE + rule("H", "prohibit", "a") + DUTY)
    made = verdict(law, {"a": True, "b": True, "c": True, "d": True})
    assert made.outcome is Outcome.PROHIBITED


def lapsing(renewal):
    more = {"valid": "{from: 2020-01-01, until: 2026-01-01}"} | ({"renewal": renewal} if renewal else {})
    return small_law(rule("G", "prohibit", "a", **more) + DUTY)


@pytest.mark.parametrize("renewal", ["unknown", ""])
def test_past_its_last_known_end_a_measure_is_unknown_and_asks_whether_it_was_renewed(renewal):
    law = lapsing(renewal)
    made = verdict(law, {"a": True})
    assert made.outcome is Outcome.REQUEST_INFO
    assert [o.key for o in made.open] == ["renewal.G"]
    assert verdict(law, {"a": False}).outcome is Outcome.INDIVIDUAL_REQUIRED
    assert {o.key for o in verdict(law, {}).open} == {"a", "renewal.G"}


def test_a_lifting_act_on_file_ends_it():
    assert verdict(lapsing("ended"), {"a": True}).outcome is Outcome.INDIVIDUAL_REQUIRED
    on_last_day = judge(lapsing("ended").at(date(2025, 12, 31)), small_subject({"a": True}), Silent())
    assert on_last_day.outcome is Outcome.PROHIBITED


class Late(Silent):
    def member(self, body, state, on):
        return Answer(on >= date(2018, 11, 12), "deposit of 2018-08-14", "ATT-22.2", confidence=3)


def test_who_is_not_bound_is_not_judged_and_who_may_be_bound_is_asked():
    law = small_law(rule("G", "prohibit", "a", binds="{member: ATT}") + DUTY)
    facts = small_subject({"a": True})
    assert judge(law.at(ON), facts, ListedMembers({"ATT": ["AAA"]})).outcome is Outcome.PROHIBITED
    assert judge(law.at(ON), facts, ListedMembers({"ATT": []})).outcome is Outcome.INDIVIDUAL_REQUIRED
    unknown = judge(law.at(ON), facts, Silent())
    assert unknown.outcome is Outcome.REQUEST_INFO
    assert [o.key for o in unknown.open] == ["member.ATT.AAA"]
    assert judge(law.at(ON), small_subject({"a": False}), Silent()).open == ()


def test_binding_by_name_of_state():
    law = small_law(rule("G", "prohibit", "a", binds="{state: [CCC]}") + DUTY)
    assert verdict(law, {"a": True}).outcome is Outcome.INDIVIDUAL_REQUIRED


def test_a_gate_that_asks_whether_another_does_not_hold_is_not_hardened_by_its_exemption():
    law = small_law(
        rule("B", "prohibit", "b", tags="[base]", exemptions="[{id: x, cite: art. 2, for: b, met: a}]")
        + rule("N", "prohibit", "not (breach('base') and not a)")
        + DUTY
    )
    made = verdict(law, {})
    assert made.outcome is Outcome.PROHIBITED_UNLESS_EXEMPTED
    assert {o.key for o in made.open} == {"a", "b"}


def test_what_rests_on_a_gate_that_may_still_be_lifted_is_tried_both_ways():
    law = small_law(
        rule("B", "prohibit", "a", tags="[base]", exemptions="[{id: x, cite: art. 2, for: a, met: b}]")
        + rule("ASK", "require_consultation", "breach('base')")
        + rule("FREE", "exempt", "d")
        + DUTY
    )
    made = verdict(law, {"a": True})
    assert made.outcome is Outcome.PROHIBITED_UNLESS_EXEMPTED
    assert {o.key for o in made.open} == {"b", "d"}
