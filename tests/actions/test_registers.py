"""The registers law asks: answers with their source, unknown with a name, invented states from the case."""

from __future__ import annotations

from datetime import date

from licet.actions.registers import build
from licet.common.confidence import Confidence
from licet.law.registers import Registers
from licet.store import packs

DAY = date(2025, 6, 1)
REGISTERS: Registers = build(packs.catalogue, packs.memberships(), {"XXA": frozenset({"NATO", "ATT"})})


def test_a_member_is_answered_with_clause_source_and_day_read() -> None:
    answer = REGISTERS.member("ATT", "BRA", DAY)
    assert (answer.value, answer.cite, answer.confidence) == (True, "ATT-22.2", Confidence.VERIFIED)
    assert answer.source
    assert answer.as_of


def test_an_invented_state_is_answered_from_the_case_alone() -> None:
    assert REGISTERS.member("NATO", "XXA", DAY).value is True
    assert REGISTERS.member("EU", "XXA", DAY).value is False
    assert "case file" in REGISTERS.member("EU", "XXA", DAY).source


def test_an_invented_state_may_name_a_body_by_its_alias() -> None:
    assert build(packs.catalogue, packs.memberships(), {"XXB": ["OTTAWA"]}).member("APMBC", "XXB", DAY).value is True


def test_an_invented_state_of_no_case_is_unknown() -> None:
    assert REGISTERS.member("NATO", "XXQ", DAY).value is None


def test_a_body_not_on_file_is_unknown_and_named() -> None:
    answer = REGISTERS.member("LEAGUE-OF-NATIONS", "FRA", DAY)
    assert answer.value is None
    assert "LEAGUE-OF-NATIONS" in answer.source


def test_an_agreement_of_a_kind_in_force_between_both_is_found() -> None:
    answer = REGISTERS.agreement("EXPCTL", ("DEU", "FRA"), DAY)
    assert answer.value is True
    assert answer.cite in ("FRADEU-EXPORT-2019", "FRADEUESP-EXPORT-2021")


def test_a_kind_without_an_agreement_on_file_is_unknown_because_the_file_is_not_complete() -> None:
    answer = REGISTERS.agreement("security_of_supply", ("NLD", "NOR"), DAY)
    assert answer.value is None
    assert "not complete" in answer.source


def test_one_agreement_by_id_can_be_denied() -> None:
    assert REGISTERS.agreement("USROC-1954", ("USA", "TWN"), date(1979, 12, 31)).value is True
    assert REGISTERS.agreement("USROC-1954", ("USA", "TWN"), date(1980, 1, 1)).value is False
    assert REGISTERS.agreement("FRADEU-EXPORT-2019", ("FRA", "ITA"), DAY).value is False


def test_a_contested_agreement_is_unknown() -> None:
    assert REGISTERS.agreement("NEWSTART-2010", ("USA", "RUS"), date(2023, 3, 1)).value is None


def test_an_unknown_kind_is_unknown_and_named() -> None:
    assert "no-such-kind" in REGISTERS.agreement("no-such-kind", ("USA", "RUS"), DAY).source


def test_registers_without_a_source_say_so_by_name() -> None:
    silent = build(packs.catalogue, packs.memberships())
    for name, answer in {
        "embargo": silent.embargo("UNSC", "LBY", DAY),
        "indicator": silent.indicator("political_terror_scale", "LBY", DAY),
        "finding": silent.finding("UN", "LBY", DAY),
        "denial": silent.denial("ML1", "LBY", DAY),
    }.items():
        assert answer.value is None
        assert name in answer.source


def test_the_catalogue_is_read_only_when_an_agreement_is_asked_for() -> None:
    def never() -> None:
        raise AssertionError("read too early")

    registers = build(never, packs.memberships())
    assert registers.member("EU", "FRA", DAY).value is True
