from __future__ import annotations

from datetime import date

import pytest

from licet.common.errors import LicetError
from licet.common.outcomes import Outcome
from licet.law.yamltext import read_yaml
from licet.licensing.casefile import read_case
from licet.licensing.casefile_expected import differences, read_trials
from licet.licensing.facts import subject
from licet.store import packs

CASE = """case: T1
exporting_state: NO
activity: export
assessed_on: 2026-03-01
destination: CD
items:
  - {line: 1, description: rifles, codes: {ml: ML1.a, unroca: SALW-small}, technical: {calibre_mm: 5.56},
     quantity: {amount: 10, unit: NAR}, value: {amount: 100.50, currency: EUR}}
parties:
  - {role: end_user, name: Army, kind: armed_forces, state: Congo, facts: {government: true}}
"""


def read(text):
    return read_case(text, states=packs.states(), where="case.yaml")


def facts_of(text):
    return subject(read(text), packs.law().facts)


@pytest.mark.parametrize("word", ["NO", "NOR", "Norway", "578", "norway"])
def test_norway_is_norway_however_it_is_written(word):
    assert read(CASE.replace("exporting_state: NO", f"exporting_state: {word}")).exporting_state == "NOR"


def test_a_case_is_read_with_its_places_and_types():
    case = read(CASE.replace("state: Congo", "state: CD"))
    assert case.destination == "COD"
    assert case.items[0].codes == {"ml": ("ML1.a",), "unroca": ("SALW-small",)}
    made = subject(case, packs.law().facts)
    assert made.items[0].values["calibre_mm"] == 5.56
    assert made.case.values["total_value.EUR"] == 100.5
    assert made.items[0].values["annex_i"] == (), "on the military list, so not on Annex I"
    assert made.parties[0].values["government"] is True


@pytest.mark.parametrize(
    ("old", "new", "words", "line"),
    [
        ("destination: CD", "destinaton: CD", "has no key 'destinaton'. Did you mean 'destination'", 5),
        ("destination: CD", "destination: Atlantis", "'Atlantis' is not a state", 5),
        ("destination: CD", "destination: XXA", "'XXA' is not a state", 5),
        ("destination: CD", "destination: [CD]", "'destination' is not a text", 5),
        ("state: Congo", "state: QQ", "'QQ' is not a state", 10),
        ("activity: export", "activity: exprot", "'exprot' is not a value of 'activity'. Did you mean 'export'", 3),
        ("assessed_on: 2026-03-01", "assessed_on: 2026-02-30", "not a day of the calendar", 4),
        ("assessed_on: 2026-03-01", "assessed_on: 1 March", "not a day of the calendar", 4),
        ("unit: NAR", "unit: NRA", "'NRA' is not a unit", 8),
        ("currency: EUR", "currency: EUO", "'EUO' is not a currency code", 8),
        ("amount: 10,", "amount: ten,", "'ten' is not a quantity", 8),
        ("amount: 10,", "amount: -10,", "below zero", 8),
        ("amount: 10,", "amount: 1e9,", "is not a quantity", 8),
        ("ml: ML1.a", "ml: ML99", "'ML99' is not a code", 7),
        ("ml: ML1.a", "mll: ML1.a", "has no key 'mll'", 7),
        ("unroca: SALW-small", "unroca: XII", "'XII' is not a code", 7),
        ("line: 1,", "line: one,", "no line number", 7),
        ("kind: armed_forces", "kind: army", "'army' is not a kind", 10),
        ("role: end_user", "role: user", "'user' is not a role", 10),
        ("exporting_state: NO\n", "", "needs 'exporting_state'", 1),
        ("case: T1\n", "", "needs 'case'", 1),
        (
            "parties:",
            "findings:\n  - {criterion: C9, by: X, on: 2026-01-01, conclusion: no_risk, text: t}\nparties:",
            "C9",
            10,
        ),
        (
            "parties:",
            "findings:\n  - {criterion: C2, on: 2026-01-01, conclusion: no_risk, text: t}\nparties:",
            "needs 'by'",
            10,
        ),
        (
            "parties:",
            "findings:\n  - {criterion: C2, by: X, on: 2026-01-01, conclusion: fine, text: t}\nparties:",
            "fine",
            10,
        ),
        ("parties:", "findings:\n  - {by: X, on: 2026-01-01, conclusion: risk, text: t}\nparties:", "neither", 10),
        ("parties:", "states: {BEL: {name: Mine}}\nparties:", "no code for an invented state", 9),
        ("parties:", "denials: [{state: SE}]\nparties:", "needs 'date'", 9),
        ("parties:", "parties: none\nroute:", "'parties' is not a list", 9),
    ],
)
def test_a_mistake_has_one_clear_message_with_line_and_remedy(old, new, words, line):
    with pytest.raises(LicetError) as caught:
        read(
            CASE.replace("state: Congo", "state: CD").replace(old, new)
            if old != "state: Congo"
            else CASE.replace(old, new)
        )
    assert words in caught.value.what
    assert caught.value.where == f"case.yaml:{line}"
    assert caught.value.remedy
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("calibre_mm: 5.56", "calibr_mm: 5.56", "no fact 'calibr_mm' of a line of goods. Did you mean 'calibre_mm'"),
        ("calibre_mm: 5.56", "calibre_mm: big", "'big' is not a number"),
        ("calibre_mm: 5.56", "armed: yes", "says 'yes'"),
        ("government: true", "ownership_change: true", "no fact 'ownership_change' of a party"),
    ],
)
def test_a_fact_the_law_does_not_know_is_refused_not_ignored(old, new, words):
    with pytest.raises(LicetError) as caught:
        facts_of(CASE.replace("state: Congo", "state: CD").replace(old, new))
    assert words in caught.value.what
    assert caught.value.where.startswith("case.yaml:")


def test_unknown_is_a_word_for_what_is_not_known():
    made = facts_of(CASE.replace("state: Congo", "state: unknown").replace("calibre_mm: 5.56", "calibre_mm: unknown"))
    assert "calibre_mm" not in made.items[0].values
    assert "state" not in made.parties[0].values


def test_two_lines_of_one_number_are_refused():
    double = CASE.replace("parties:", "  - {line: 1, description: more}\nparties:").replace("Congo", "CD")
    with pytest.raises(LicetError, match="Line 1 stands twice"):
        read(double)


def test_a_case_without_an_end_user_has_one_of_whom_nothing_is_known():
    made = facts_of(CASE.replace("role: end_user", "role: consignee").replace("Congo", "CD"))
    assert made.parties[-1].key == "parties.end_user"
    assert made.parties[-1].values == {"role": "end_user"}


def test_invented_states_carry_their_memberships():
    text = CASE.replace(
        "destination: CD", "destination: XXA\nstates: {XXA: {name: State-A, member: [NATO], party: [ATT]}}"
    )
    case = read(text.replace("Congo", "XXA"))
    assert case.invented == {"XXA": frozenset({"NATO", "ATT"})}
    assert case.names["XXA"] == "State-A"


TRIALS = (
    CASE.replace("state: Congo", "state: CD").replace("assessed_on: 2026-03-01\n", "")
    + """expected: {outcomes: [REFUSE], must_cite: [R], must_cite_from: {2025-06-01: [S]}}
timeline:
  - {assessed_on: 2025-01-01, because: before}
  - {assessed_on: 2025-07-01, must_cite: [T], form: two}
forms:
  one: {expected: {outcomes: [APPROVE]}}
  two: {destination: BE, expected: {must_cite: [U]}}
"""
)


def test_each_form_runs_on_each_row_and_later_words_replace_earlier_ones():
    trials = read_trials(TRIALS, states=packs.states(), where="case.yaml")
    assert [(t.form, t.on, t.expected.must_cite) for t in trials] == [
        ("one", date(2025, 1, 1), ("R",)),
        ("two", date(2025, 1, 1), ("U",)),
        ("two", date(2025, 7, 1), ("T",)),
    ]
    assert trials[0].expected.outcomes == {Outcome.APPROVE}
    assert trials[1].case.destination == "BEL"


class Made:
    def __init__(self, outcome, cited, engaged=()):
        self.outcome, self.cited, self.lines, self.questions = outcome, frozenset(cited), (), ()
        self.engaged = [type("E", (), {"criterion": c})() for c in engaged]


def test_a_point_satisfies_a_demand_for_its_article_and_not_the_reverse():
    (trial,) = read_trials(
        CASE.replace("Congo", "CD") + "expected: {must_cite: [ATT-7], must_not_cite: [UN-1]}",
        states=packs.states(),
        where="c",
    )
    assert differences(trial, Made(Outcome.REFUSE, ["ATT-7.1.b.i"])) == []
    assert differences(trial, Made(Outcome.REFUSE, ["ATT-71"])) == ["ATT-7 is not cited"]
    assert differences(trial, Made(Outcome.REFUSE, ["ATT-7", "UN-1.2"])) == ["UN-1 is cited and must not be"]
    (narrow,) = read_trials(
        CASE.replace("Congo", "CD") + "expected: {must_cite: [ATT-7.1]}", states=packs.states(), where="c"
    )
    assert differences(narrow, Made(Outcome.REFUSE, ["ATT-7"])) == ["ATT-7.1 is not cited"]


def test_a_dated_demand_is_forbidden_before_its_day():
    before, _, after = read_trials(TRIALS, states=packs.states(), where="case.yaml")
    assert "S is cited and must not be" in differences(before, Made(Outcome.APPROVE, ["R", "S"]))
    assert "S is not cited" in differences(after, Made(Outcome.REFUSE, ["T"]))


def test_json_is_a_case_file_too():
    import json

    data = read_yaml(CASE.replace("Congo", "CD"), where="c")
    assert read(json.dumps(data)) == read(json.dumps(data, indent=1))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["nothing that can be checked is expected"]),
        ("expected: {reasoning: why, must_not: [prose]}", ["nothing that can be checked is expected"]),
        ("expected: {outcomes: [], must_cite: []}", ["nothing that can be checked is expected"]),
        ("expected: {lines: {7: [EXEMPT]}}", ["there is no line 7"]),
    ],
)
def test_a_run_that_expects_nothing_or_a_line_that_is_not_there_does_not_pass(words, found):
    (trial,) = read_trials(CASE.replace("Congo", "CD") + words, states=packs.states(), where="c")
    assert differences(trial, Made(Outcome.REFUSE, ["R"])) == found


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("[{assessed_on: 2025-01-01, form: too}]", "There is no form 'too'. Did you mean 'two'?"),
        ("[{assessed_on: 2025-01-01, form: two}]", "No row of the timeline runs the form 'one'"),
    ],
)
def test_a_form_that_never_runs_is_refused(rows, words):
    forms = "forms: {one: {expected: {outcomes: [APPROVE]}}, two: {expected: {outcomes: [APPROVE]}}}\n"
    with pytest.raises(LicetError, match=words.replace("?", r"\?")):
        read_trials(CASE.replace("Congo", "CD") + forms + f"timeline: {rows}", states=packs.states(), where="c")
