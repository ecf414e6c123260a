"""The questions, compared with trying every completion one by one."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.common.outcomes import CLEARED, Outcome
from licet.law.registers import ListedMembers, Silent
from licet.law.verdict import judge
from tests.law.small import FACTS, ON, finding, rule, small_law, small_subject, verdict

LEAVES = st.sampled_from(
    [*FACTS, "both_ab", "n >= 5", "n < 2", "m > floor", "n == 5", "colour == 'red'", "colour in WARM", "true", "false",
     "colour in ['green', 'red']", "breach('base')"]
)  # fmt: skip
PLAIN = st.sampled_from([*FACTS, "both_ab", "n >= 5", "n < 2", "m > floor", "colour == 'red'", "true", "false"])


def expressions(leaves):
    def wider(inner):
        pair = st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})")
        return pair | inner.map(lambda e: f"(not {e})")

    return st.recursive(leaves, wider, max_leaves=5)


BASE = expressions(PLAIN)
ANY = expressions(LEAVES)
VALUES = {
    **{key: [True, False] for key in FACTS},
    "n": [1.0, 2.0, 3.0, 5.0, 6.0],
    "m": [19.0, 20.0, 21.0],
    "colour": ["red", "green", "blue"],
}


@st.composite
def laws(draw):
    texts = [
        rule("DUTY", "require_licence", draw(st.just("true") | ANY)),
        rule("BASE", "prohibit", draw(BASE), tags="[base]"),
        rule("NEXT", "prohibit", draw(ANY)),
        rule("FREE", "exempt", draw(ANY)),
        rule("ASK", "require_consultation", draw(ANY)),
        rule("W", "weigh", draw(ANY), engages="[C2]"),
        rule("PD", "presume_denial", draw(ANY), engages="[C2]"),
    ]
    if draw(st.booleans()):
        way_out = f'[{{id: x, cite: art. 2, for: "{draw(BASE)}", met: "{draw(BASE)}"}}]'
        texts[1] = rule("BASE", "prohibit", draw(BASE), tags="[base]", exemptions=way_out)
    return small_law("".join(texts))


@st.composite
def known_facts(draw):
    return {name: draw(st.sampled_from(values)) for name, values in VALUES.items() if draw(st.booleans())}


FINDINGS = st.sampled_from([(), (finding("C2", "no_risk"),), (finding("C2", "clear_risk"),)])


def completions(facts):
    unknown = [name for name in VALUES if name not in facts]
    for values in product(*(VALUES[name] for name in unknown)):
        yield dict(zip(unknown, values, strict=True))


@settings(max_examples=60, deadline=None)
@given(laws(), known_facts(), FINDINGS)
def test_exactly_the_facts_that_can_change_the_outcome_are_asked(law, facts, findings):
    made = verdict(law, facts, findings)
    table = {tuple(sorted(c.items())): verdict(law, {**facts, **c}, findings).outcome for c in completions(facts)}
    mattering = set()
    for completion, outcome in table.items():
        for name, _value in completion:
            for other in VALUES[name]:
                changed = tuple(sorted({**dict(completion), name: other}.items()))
                if table[changed] is not outcome:
                    mattering.add(name)
    assert {o.key for o in made.open} == mattering
    if len(set(table.values())) == 1:
        assert made.outcome is next(iter(table.values()))


@settings(max_examples=80, deadline=None)
@given(laws(), known_facts(), FINDINGS)
def test_unknown_never_clears_what_some_completion_forbids(law, facts, findings):
    made = verdict(law, facts, findings)
    possible = {verdict(law, {**facts, **c}, findings).outcome for c in completions(facts)}
    if made.outcome in CLEARED:
        assert possible <= CLEARED
    if made.outcome is Outcome.APPROVE:
        assert possible == {Outcome.APPROVE}


@settings(max_examples=80, deadline=None)
@given(laws(), known_facts(), FINDINGS, st.data())
def test_forgetting_a_fact_never_turns_a_no_or_a_question_into_a_clearance(law, facts, findings, data):
    before = verdict(law, facts, findings).outcome
    if not facts or before in CLEARED:
        return
    forgotten = data.draw(st.sampled_from(sorted(facts)))
    after = verdict(law, {k: v for k, v in facts.items() if k != forgotten}, findings).outcome
    assert after not in CLEARED


@settings(max_examples=80, deadline=None)
@given(laws(), known_facts(), st.data())
def test_learning_a_fact_never_turns_a_known_rule_unknown(law, facts, data):
    unknown = sorted(set(VALUES) - set(facts))
    if not unknown:
        return
    name = data.draw(st.sampled_from(unknown))
    more = {**facts, name: data.draw(st.sampled_from(VALUES[name]))}
    before = {j.rule.id: j for j in verdict(law, facts).lines[0].judgements}
    after = {j.rule.id: j.truth for j in verdict(law, more).lines[0].judgements}
    for identity, judged in before.items():
        if judged.truth is not None:
            assert after[identity] is not None
        if judged.truth is not None and judged.settled:
            assert after[identity] is judged.truth


def test_a_tautology_over_an_unknown_fact_is_settled_by_its_completions():
    law = small_law(rule("D", "require_licence", "true") + rule("NO", "prohibit", "a or not a"))
    made = verdict(law, {})
    assert made.outcome is Outcome.PROHIBITED
    assert made.open == ()


def test_two_unknown_rules_that_leave_no_way_out_are_a_no():
    law = small_law(
        rule("D", "require_licence", "true") + rule("N1", "prohibit", "a") + rule("N2", "prohibit", "not a")
    )
    assert verdict(law, {}).outcome is Outcome.PROHIBITED


def test_numbers_are_tried_on_both_sides_of_every_threshold():
    law = small_law(rule("D", "require_licence", "true") + rule("NO", "prohibit", "n > 74.9 and n < 75"))
    assert [o.key for o in verdict(law, {}).open] == ["n"]
    none = small_law(rule("D", "require_licence", "true") + rule("NO", "prohibit", "n > 75 and n < 75"))
    assert verdict(none, {}).open == ()


def test_a_coarse_code_is_asked_for_more_exactly():
    law = small_law(rule("D", "require_licence", "true") + rule("NO", "prohibit", "ml('ML1.a.2')"))
    made = verdict(law, {})
    assert made.outcome is Outcome.REQUEST_INFO
    assert [o.key for o in made.open] == ["items.1.ml"]


def test_an_unknown_state_is_tried_as_each_state_a_rule_names_and_as_another():
    law = small_law(rule("D", "require_licence", "true") + rule("NO", "prohibit", "touches('COD', 'IRN')"))
    subject = small_subject({})
    del subject.case.values["destination"]
    made = judge(law.at(ON), subject, ListedMembers({}))
    assert made.outcome is Outcome.REQUEST_INFO
    assert [o.key for o in made.open] == ["destination"]


def test_membership_of_an_unknown_state_is_asked_through_the_state():
    law = small_law(rule("D", "require_licence", "true") + rule("NO", "prohibit", "member('EU', destination)"))
    subject = small_subject({})
    del subject.case.values["destination"]
    assert [o.key for o in judge(law.at(ON), subject, Silent()).open] == ["destination"]


def test_what_nothing_can_answer_still_does_not_clear():
    law = small_law(
        rule("D", "require_licence", "true") + rule("F", "exempt", "true") + rule("NO", "prohibit", "unknown")
    )
    made = verdict(law, {})
    assert made.outcome is Outcome.REQUEST_INFO
    assert made.open == ()


def test_beyond_what_can_be_tried_nothing_that_matters_is_left_out():
    names = [f"x{i}" for i in range(24)]
    head = "instrument: t/x\ntitle: T\nkind: act\nin_force: 2020-01-01\nsource: {label: s}\nfacts:\n"
    head += "".join(f"  {n}: {{type: bool}}\n" for n in names)
    law = small_law(rule("D", "require_licence", "true") + rule("NO", "prohibit", " and ".join(names)), head)
    made = verdict(law, {})
    assert not made.complete
    assert made.outcome is Outcome.REQUEST_INFO
    assert {o.key for o in made.open} == set(names)
    assert verdict(law, {"x3": False}).open == ()
