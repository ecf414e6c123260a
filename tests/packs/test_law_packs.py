"""The law that is shipped: sound, cited, tested, right on its first and last days, and never failing open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from licet.cli.assess import registers_for, run
from licet.common.outcomes import CLEARED, Outcome
from licet.law.check import check
from licet.law.law import Law
from licet.law.model import Rule
from licet.law.verdict import judge
from licet.licensing.case import Case, CaseItem, CaseParty, Stated
from licet.licensing.casefile_expected import Trial, differences, read_trials
from licet.licensing.facts import subject
from licet.store import packs

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "tests" / "cases").rglob("*.yaml"))
HANDBOOK_IDS = """
    UN-SOM UN-DRC UN-SDN UN-SSD UN-LBY UN-CAF UN-HTI UN-YEM UN-LBN UN-IRQ UN-TAL UN-AQI UN-PRK UN-IRN UNSC-2231
    ATT-2.3 ATT-3 ATT-4 ATT-6.1 ATT-6.2 ATT-6.3 ATT-7.1.a ATT-7.1.b.i ATT-7.1.b.ii ATT-7.1.b.iii ATT-7.1.b.iv ATT-7.3
    ATT-7.4 ATT-10 ATT-11.2 OTTAWA-1 CCM-1 EU-CP-1 EU-CP-2.1.a EU-CP-2.1.c EU-CP-2.2 EU-CP-2.2.a EU-CP-2.3 EU-CP-2.4
    EU-CP-2.5 EU-CP-2.6 EU-CP-2.7 EU-CP-2.8 EU-CP-4 EU-CP-5 EU-CP-10 CFSP-2025/779 EU-DRC-2010/788 EU-IRAN-2010/413
    EU-PRK-2016/849 EU-SSD-2015/740 EU-LBY-2015/1333 EU-CAF-2013/798 DIR-2009/43-5.2.a REG-2021/821-EU001 ITAR-126.7
    UK-CATEGORY-A UK-CMPA-2010 UK-SELC-2.c ITALY-185 DE-POLITICAL-PRINCIPLES-2019 DE-SALW-PRINCIPLES
""".split()
OFFICIAL = (
    "docs.un.org treaties.un.org disarmament.unoda.org eur-lex.europa.eu www.consilium.europa.eu "
    "www.legislation.gov.uk "
    "questions-statements.parliament.uk www.ecfr.gov www.bmwk.de www.gesetze-im-internet.de www.legifrance.gouv.fr "
    "www.normattiva.it www.boe.es wetten.overheid.nl www.riksdagen.se lovdata.no www.dgft.gov.in www.gov.il "
    "www.meti.go.jp www.legislation.gov.au www.gov.za www.planalto.gov.br www.fedlex.admin.ch laws-lois.justice.gc.ca "
    "www.wassenaar.org www.gov.si"
).split()
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def law() -> Law:
    return packs.law()


def trials() -> Iterator[Trial]:
    for path in CASES:
        yield from read_trials(path.read_text(encoding="utf-8"), states=packs.states(), where=path.name)


TRIALS = [pytest.param(t, id=f"{t.case.id} {t.label}".strip()) for t in trials()]


def telling() -> list[object]:
    """Every run of the handbook's cases, and of each other case its first and last: the rest only differ in the day."""
    by_case: dict[str, list[object]] = {}
    for param in TRIALS:
        by_case.setdefault(param.values[0].case.id, []).append(param)
    return [
        p
        for name, runs in by_case.items()
        for p in (runs if name.startswith("E") else {id(r): r for r in (runs[0], runs[-1])}.values())
    ]


def dated() -> list[Rule]:
    return [r for r in packs.law().rules if r.effect == "prohibit"]


def name_of(rule: Rule) -> str:
    return f"{rule.id}@{rule.valid.first or rule.instrument.in_force.first}"


# ---- the packs themselves


def test_the_packs_load_and_the_checks_find_nothing(law: Law) -> None:
    assert check(law, {s.iso3 for s in packs.states()}) == []


def test_every_rule_id_of_the_handbook_exists(law: Law) -> None:
    assert set(HANDBOOK_IDS) - {r.id for r in law.rules} == set()


def test_every_cited_id_of_the_case_files_exists_or_is_an_article_of_one_that_does(law: Law) -> None:
    ids = {r.id for r in law.rules} | {"ATT-22.2"}  # the register of parties names the clause on entry into force
    wanted = {c for p in TRIALS for e in [p.values[0].expected] for c in (*e.must_cite, *e.must_not_cite)}
    assert {c for c in wanted if c not in ids and not any(i.startswith(f"{c}.") for i in ids)} == set()


def test_every_instrument_has_an_official_source(law: Law) -> None:
    hosts = {i.id: i.source.url.split("/")[2] for i in law.instruments if i.source.url.startswith("https://")}
    assert len(hosts) == len(law.instruments)
    assert {i: h for i, h in hosts.items() if h not in OFFICIAL} == {}


def test_every_rule_is_cited_and_said_in_words(law: Law) -> None:
    assert [r.id for r in law.rules if len(r.cite) < 6 or len(r.says) < 20] == []


def test_every_rule_has_a_test_that_holds_and_one_that_does_not(law: Law) -> None:
    seen: dict[str, set[str]] = {}
    for test in law.tests:
        for rule, word in test.expect.items():
            seen.setdefault(rule, set()).add(word)
    yes = {"true", "holds", "holds_unless_exempted", "lifted"}
    no = {"false", "absent", "does_not_reach"}
    lacking = {r.id for r in law.rules if not (seen.get(r.id, set()) & yes and seen.get(r.id, set()) & no)}
    assert lacking == set()


def test_every_rule_that_asks_for_a_fact_has_a_test_with_the_fact_unknown(law: Law) -> None:
    unknown = {rule for t in law.tests for rule, word in t.expect.items() if word == "unknown"}
    assert {r.id for r in law.rules if r.uses and r.effect != "condition"} - unknown == ALWAYS_SETTLED


# A supply to the Government settles these before the missing fact is asked for; the UN rules beside them have the test.
ALWAYS_SETTLED = {"EU-IRQ-2003/495", "EU-LBN-2006/625"}


def test_a_criterion_is_never_a_gate(law: Law) -> None:
    gates = {c for r in law.rules if r.effect == "prohibit" for c in r.engages}
    assert gates <= {"C1", "A6.1", "A6.2", "A6.3"}


def test_an_exemption_names_what_it_reaches_outside_its_own_instrument(law: Law) -> None:
    gates = {r.id for r in law.rules if r.effect == "prohibit"}
    assert [r.id for r in law.rules if r.effect == "exempt" and r.exempts_from & gates] == []


def test_a_residual_clause_needs_a_letter(law: Law) -> None:
    open_ended = [(r.id, e.id) for r in law.rules for e in r.exemptions if e.residual and str(e.met) == "true"]
    assert open_ended == []


def test_every_instrument_is_on_the_page_of_coverage(law: Law) -> None:
    page = (ROOT / "docs" / "reference" / "law-coverage.md").read_text(encoding="utf-8")
    assert [i.id for i in law.instruments if f"`{i.id}`" not in page] == []
    assert [r.id for r in law.rules if not re.search(rf"`{re.escape(r.id)}`", page)] == []


# ---- first days and last days


@pytest.mark.parametrize("rule", dated(), ids=name_of)
def test_a_prohibition_counts_from_its_first_day(law: Law, rule: Rule) -> None:
    first = rule.valid.first or rule.instrument.in_force.first
    assert first is not None
    assert standing(law, rule.id, first) == (first, False)
    before = standing(law, rule.id, first - DAY)
    assert before is None or before[0] < first


@pytest.mark.parametrize("rule", [r for r in dated() if r.valid.until], ids=name_of)
def test_a_dated_prohibition_counts_on_its_last_day_and_then_as_its_renewal_says(law: Law, rule: Rule) -> None:
    first, until = rule.valid.first or rule.instrument.in_force.first, rule.valid.until
    assert until is not None
    assert standing(law, rule.id, until - DAY) == (first, False)
    after = standing(law, rule.id, until)
    if rule.renewal == "ended":
        assert after is None
    elif rule.renewal == "confirmed":
        assert after == (until, False)
    else:
        assert after == (first, True)


@pytest.mark.parametrize("rule", [r for r in dated() if r.valid.until and r.renewal == "unknown"], ids=name_of)
def test_a_measure_of_unknown_renewal_stays_unknown_for_ever(law: Law, rule: Rule) -> None:
    assert rule.valid.until is not None
    held = standing(law, rule.id, rule.valid.until + 3650 * DAY)
    assert held is not None
    assert held[1]


def standing(law: Law, rule_id: str, on: date) -> tuple[date | None, bool] | None:
    """The first day of the version of a rule that counts on a day, and whether it has lapsed."""
    version = law.at(on)
    if rule_id not in version.by_id:
        return None
    one = version.standing[version.by_id[rule_id]]
    return one.rule.valid.first or one.rule.instrument.in_force.first, one.lapsed


# ---- the worked cases


@pytest.mark.parametrize("trial", TRIALS)
def test_the_worked_case_comes_out_as_expected(trial: Trial) -> None:
    made = run(trial.case, packs.law(), trial.on, trial.case.known_on)
    assert bool(differences(trial, made)) == bool(trial.not_yet)


@pytest.mark.parametrize("trial", telling())
def test_leaving_out_one_fact_never_clears_what_was_not_cleared(trial: Trial) -> None:
    if outcome_of(trial.case, trial.on) in CLEARED:
        return
    assert [what for what, case in without_one(trial.case) if outcome_of(case, trial.on) in CLEARED] == []


@pytest.mark.parametrize("trial", TRIALS)
def test_a_cleared_case_without_a_known_fact_is_cleared_no_further(trial: Trial) -> None:
    law = packs.law()
    if run(trial.case, law, trial.on, trial.case.known_on).outcome not in CLEARED:
        return
    bare = replace(trial.case, facts={}, parties=(), destination="", documents=None, denials=None, findings=())
    assert run(bare, law, trial.on, bare.known_on).outcome not in CLEARED


@pytest.mark.parametrize("name", ["E01", "E05"])
def test_a_ban_of_the_security_council_holds_for_whichever_state_decides(name: str) -> None:
    trial = next(p.values[0] for p in TRIALS if p.values[0].case.id == name)
    deciding = [s.iso3 for s in packs.states() if trial.on in s.existed and s.iso3 not in ("COD", "PRK")]
    made = {
        s: run(replace(trial.case, exporting_state=s, origin=s), packs.law(), trial.on, None).outcome for s in deciding
    }
    assert len(made) > 190
    assert {s: o for s, o in made.items() if o is not Outcome.PROHIBITED} == {}


@pytest.mark.parametrize("name", ["O01", "O06", "O20"])
def test_a_destination_without_a_measure_is_barred_to_no_state(name: str) -> None:
    trial = next(p.values[0] for p in TRIALS if p.values[0].case.id == name)
    members = ["BEL", "FRA", "DEU", "ESP", "PRT", "CAN", "JPN", "NOR", "BRA", "GBR"]
    made = {
        s: run(replace(trial.case, exporting_state=s, origin=s), packs.law(), trial.on, None).outcome for s in members
    }
    assert set(made.values()) == {Outcome.INDIVIDUAL_REQUIRED}


UN_BARS = {"AFG", "HTI", "LBY", "PRK", "SDN", "SSD", "YEM"}
EU_BARS = UN_BARS | {"BLR", "CAF", "CHN", "EGY", "IRN", "MMR", "RUS", "SOM", "SYR", "VEN", "ZWE"}


@pytest.mark.parametrize(("exporter", "barred"), [("CAN", UN_BARS), ("FRA", EU_BARS)])
def test_rifles_for_an_army_with_every_finding_in_are_cleared_but_for_these(exporter: str, barred: set[str]) -> None:
    trial = next(p.values[0] for p in TRIALS if p.values[0].case.id == "O37")
    day, findings = date(2025, 11, 3), tuple(replace(f, on=date(2025, 11, 1)) for f in trial.case.findings)
    army = trial.case.parties[0]
    seen = set()
    for state in (s.iso3 for s in packs.states() if day in s.existed and s.iso3 != exporter):
        user = replace(army, party=replace(army.party, state=state))
        case = replace(
            trial.case, exporting_state=exporter, destination=state, parties=(user,), documents=(), findings=findings
        )
        if run(case, packs.law(), day, None).outcome not in CLEARED:
            seen.add(state)
    assert seen == barred


def outcome_of(case: Case, on: date) -> Outcome:
    """The outcome alone, without the proofs that an assessment adds."""
    version = packs.law().at(on, case.known_on)
    return judge(version, subject(case, version.facts), registers_for(case)).outcome


def without_one(case: Case) -> Iterator[tuple[str, Case]]:
    """Every case with one fact or finding fewer; that the state knows nothing is no gap in a file."""
    for place in range(len(case.findings)):
        yield f"finding {place}", replace(case, findings=case.findings[:place] + case.findings[place + 1 :])
    yield "destination", replace(case, destination="")
    yield "origin", replace(case, origin="")
    yield "purpose", replace(case, purpose="")
    yield "documents", replace(case, documents=None)
    yield "denials", replace(case, denials=None)
    yield "route", replace(case, route=None)
    yield "claims", replace(case, claims=frozenset())
    for name in case.facts:
        yield name, replace(case, facts=less(case.facts, name))
    for place, item in enumerate(case.items):
        for what, other in item_without_one(item):
            yield f"items.{item.line}.{what}", replace(case, items=put(case.items, place, other))
    for place, party in enumerate(case.parties):
        if party.role == "end_user":  # a transfer may lack a consignee or a broker, never an end user
            yield f"party {place}", replace(case, parties=case.parties[:place] + case.parties[place + 1 :])
        for what, changed in party_without_one(party):
            yield f"party {place} {what}", replace(case, parties=put(case.parties, place, changed))


def item_without_one(item: CaseItem) -> Iterator[tuple[str, CaseItem]]:
    for scheme in item.codes:
        yield scheme, replace(item, codes={k: v for k, v in item.codes.items() if k != scheme})
    for name in item.facts:
        yield name, replace(item, facts=less(item.facts, name))
    yield "value", replace(item, value=None)
    yield "quantity", replace(item, quantity=None)


def party_without_one(party: CaseParty) -> Iterator[tuple[str, CaseParty]]:
    yield "kind", replace(party, party=replace(party.party, kind="unknown"))
    yield "state", replace(party, party=replace(party.party, state=""))
    yield "location", replace(party, location="")
    for name in party.facts:
        yield name, replace(party, facts=less(party.facts, name))


def less(facts: Mapping[str, Stated], name: str) -> dict[str, Stated]:
    return {k: v for k, v in facts.items() if k != name}


def put(row: tuple, place: int, other: object) -> tuple:
    return (*row[:place], other, *row[place + 1 :])
