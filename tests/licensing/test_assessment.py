"""The shipped law on the worked cases: what holds for every one of them, and what forgetting facts does."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from licet.actions.registers import build
from licet.common.outcomes import CLEARED, Outcome
from licet.licensing.assessment import assess
from licet.licensing.casefile_expected import read_trials
from licet.store import packs

FOLDER = Path(__file__).parent.parent / "cases"
TRIALS = [
    pytest.param(trial, id=f"{trial.case.id} {trial.label}".strip())
    for path in sorted(FOLDER.rglob("*.yaml"))
    for trial in read_trials(path.read_text(encoding="utf-8"), states=packs.states(), where=path.name)
]


def registers(case):
    return build(packs.catalogue, packs.memberships(), case.invented)


def assessed(trial, case=None):
    case = case or trial.case
    return assess(case, law=packs.law(), registers=registers(case), on=trial.on, known=case.known_on)


@pytest.mark.parametrize("trial", TRIALS)
def test_the_same_case_gives_the_same_answer_and_says_why(trial):
    made = assessed(trial)
    assert made == assessed(trial)
    text = json.dumps(made.to_json())
    assert "lawful" not in text.lower()
    state = trial.case.names[trial.case.exporting_state]
    for reason in made.reasons:
        assert reason.cite in reason.because or reason.display in reason.because
        assert state in reason.because or trial.case.names.get(trial.case.destination, state) in reason.because
    assert made.cited >= {r.rule_id for r in made.reasons}
    assert made.law_version == packs.law().at(trial.on, trial.case.known_on).id


@pytest.mark.parametrize("trial", TRIALS)
def test_a_question_is_asked_only_of_what_is_unknown_and_only_when_it_matters(trial):
    made = assessed(trial)
    for question in made.questions:
        assert question.ask
        assert question.why
    if made.outcome is Outcome.REQUEST_INFO:
        assert made.questions


def trial_of(case_id, form=""):
    return next(p.values[0] for p in TRIALS if p.values[0].case.id == case_id and p.values[0].form == form)


def test_a_state_whose_law_is_not_loaded_is_never_cleared_and_the_answer_says_so():
    trial = trial_of("E12")
    made = assessed(trial, replace(trial.case, exporting_state="TUV", names={**trial.case.names, "TUV": "Tuvalu"}))
    if not made.law_loaded:
        assert made.outcome not in CLEARED


def test_a_gate_that_another_line_trips_leaves_its_own_mark_on_each_line():
    trial = trial_of("E01")
    other = replace(trial.case.items[0], line=2, codes={"ml": ("none",), "annex_i": ("none",), "unroca": ("none",)})
    made = assessed(trial, replace(trial.case, items=(*trial.case.items, other)))
    assert made.outcome is Outcome.PROHIBITED
    assert made.lines[0].outcome is Outcome.PROHIBITED
    assert made.lines[1].outcome is not Outcome.PROHIBITED
    assert made.lines[1].outcome not in CLEARED


def test_reasons_come_from_the_strictest_down():
    made = assessed(trial_of("E01"))
    assert made.reasons[0].effect == "prohibit"
    assert made.reasons[0].truth is True


def test_confidence_is_that_of_the_least_sure_rule():
    made = assessed(trial_of("E01"))
    assert made.confidence == min(r.confidence for r in made.reasons)


def test_every_proof_ends_in_facts_with_a_key():
    made = assessed(trial_of("E01"))

    def leaves(proof):
        return [proof] if not proof.parts else [leaf for part in proof.parts for leaf in leaves(part)]

    facts = [fact for r in made.reasons for leaf in leaves(r.proof) for fact in leaf.facts]
    assert {"destination", "exporting_state", "items.1.ml"} <= {f.key for f in facts}
