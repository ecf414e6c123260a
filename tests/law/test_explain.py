from __future__ import annotations

import pytest

from licet.common.errors import BadInput
from licet.law.explain import because, prove
from licet.law.registers import Answer, Silent
from licet.law.subject import Basis
from licet.law.verdict import judge
from tests.law.small import ON, rule, small_law, small_subject

DUTY = rule("D", "require_licence", "true")


def judged(text, facts, registers=None):
    law = small_law(text + DUTY)
    subject = small_subject(facts)
    subject.names = {"AAA": "Arland", "BBB": "Borduria"}
    subject.case.basis["a"] = Basis("embassy report", ON)
    line = judge(law.at(ON), subject, registers or Silent()).lines[0]
    return next(j for j in line.judgements if j.rule.id == "R"), line.ctx


def test_a_reason_names_the_state_and_the_citation_even_when_its_author_did_not():
    one, ctx = judged(rule("R", "prohibit", "a", because="'{end_user} may not have it.'"), {"a": True})
    assert because(one, ctx) == "R art. 1. For Arland: Buyer may not have it."
    full = rule("R", "prohibit", "a", because="'{cite}: {exporting_state} may not send it to {destination}.'")
    assert because(*judged(full, {"a": True})) == "R art. 1: Arland may not send it to Borduria."


def test_a_value_nobody_stated_says_so():
    one, ctx = judged(rule("R", "prohibit", "a", because="'{colour} goods.'"), {"a": True})
    assert "not stated goods." in because(one, ctx)


@pytest.mark.parametrize("text", ["{", "}", "{}", "{a.b}", "{a[0]}", "{a!r}", "{a:>99999999}", "{0}"])
def test_a_reason_with_anything_but_names_in_braces_is_refused(text):
    with pytest.raises(BadInput, match="reason"):
        small_law(rule("R", "prohibit", "a", because=f"'{text}'"))


def test_a_rule_that_is_not_settled_does_not_claim_its_reason():
    one, ctx = judged(rule("R", "prohibit", "a", because="'It is a.'"), {})
    assert "It is a." not in because(one, ctx)
    assert "Not settled" in because(one, ctx)


def test_a_proof_shows_each_part_with_its_truth_value_source_and_day():
    one, ctx = judged(rule("R", "prohibit", "a and (b or not c)"), {"a": True, "b": None, "c": True})
    proof = prove(one, ctx)
    assert proof.truth is None
    (when,) = proof.parts
    assert [p.truth for p in when.parts] == [True, None]
    (fact,) = when.parts[0].facts
    assert (fact.key, fact.value, fact.source, fact.on) == ("a", "true", "embassy report", ON)
    assert when.parts[1].parts[0].facts[0].value == ""


def test_a_proof_over_parties_names_each_of_them():
    one, ctx = judged(rule("R", "prohibit", "any(p.kind == 'company' for p in end_users)"), {})
    (when,) = prove(one, ctx).parts
    assert [p.claim for p in when.parts] == ["Buyer: p.kind == 'company'"]


class Said(Silent):
    def member(self, body, state, on):
        return Answer(True, "list of members", "T-1", ON)


def test_a_proof_shows_what_a_register_said_and_as_of_when():
    one, ctx = judged(rule("R", "prohibit", "member('EU', destination)"), {}, Said())
    facts = {f.key: f for f in prove(one, ctx).parts[0].facts}
    assert facts["member.EU.BBB"].source == "list of members"
    assert facts["member.EU.BBB"].on == ON
    assert facts["destination"].value == "BBB"


def test_a_proof_agrees_with_the_judgement_it_explains():
    one, ctx = judged(rule("R", "prohibit", "a and b", reach="'a or c'"), {"a": True, "b": True})
    assert prove(one, ctx).to_json()["truth"] == "true"
    assert all(part.truth is True for part in prove(one, ctx).parts)
