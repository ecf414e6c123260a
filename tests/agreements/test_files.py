"""Data on file is read strictly: each fault is told with its place and what to write instead."""

from __future__ import annotations

from datetime import date

import pytest

from licet.agreements.agreementfile import read_agreements, read_regimes
from licet.agreements.events import Act
from licet.agreements.fields import days, number
from licet.agreements.leaving import Period
from licet.agreements.membershipfile import read_body, read_index
from licet.agreements.memberships import Memberships, Standing
from licet.agreements.status import status
from licet.common.confidence import Confidence
from licet.common.errors import BadInput, LicetError, UnknownName
from licet.law.yamltext import read_yaml
from licet.store import packs

STATES = packs.states()
BODY = """
body: TEST
title: Test treaty
kind: treaty
began: 2000-01-01
complete_for:
  - {states: all, from: 2000-01-01, to: 2020-12-31, as_of: 2020-12-31, confidence: verified, source: "a list"}
groups:
  - source: "a list"
    confidence: verified
    as_of: 2020-12-31
    status: party
    cite: TEST-1
    from: 2000-01-01
    states: FRA NOR
    rows:
      DEU: from 2005-05-01, until 2010-01-01
      NAM: ["from 2001-01-01, until 2002-01-01", "from 2003-01-01"]
"""
AGREEMENT = """
as_of: 2020-12-31
agreements:
  TEST-2000:
    title: Test
    short: Test
    structure: bilateral
    form: treaty
    binding: "yes"
    kinds: [DEF, "OFF"]
    signed: 2000-01-01
    in_force: 2000-06-01
    leaves: {rule: notice, notice: P6M}
    enters: {rule: count_plus_days, count: 2, days: 30}
    sources: a test
    verified: [in_force]
    parties_listed: complete
    parties:
      FRA: sign 2000-01-01, enter 2000-06-01
      NOR: sign 2000-01-01, enter 2000-06-01
    events:
      - {state: NOR, act: suspend, on: 2003-01-01, hour: "12:00", contested_by: FRA}
    doubts:
      - {from: 2001-01-01, to: 2001-12-31, note: A reading}
    provisions:
      - {ref: 1, modality: obligation, summary: help}
"""


def body(text: str) -> object:
    return read_body(read_yaml(text, where="test.yaml"), states=STATES, where="test.yaml")


def agreements(text: str) -> list[object]:
    return list(read_agreements(read_yaml(text, where="test.yaml"), states=STATES, where="test.yaml"))


def test_a_list_is_read_as_written() -> None:
    found = read_body(read_yaml(BODY, where="t"), states=STATES, where="t")
    assert sorted(found.rows) == ["DEU", "FRA", "NAM", "NOR"]
    assert found.rows["NOR"][0].standing is Standing.PARTY
    lists = Memberships({"TEST": found}, frozenset(["FRA", "NOR", "DEU", "SWE"]))
    assert lists.answer("TEST", "NOR", date(2019, 1, 1)).value is True
    assert lists.answer("TEST", "DEU", date(2010, 1, 1)).value is False
    assert lists.answer("TEST", "SWE", date(2020, 12, 31)).value is False
    assert lists.answer("TEST", "SWE", date(2021, 1, 1)).value is None
    assert lists.answer("TEST", "SWE", date(1999, 1, 1)).value is False


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("FRA NOR", "FRA NO"), "LIC-008"),
        (("FRA NOR", "FRA XQZ"), "LIC-008"),
        (("from 2005-05-01, until 2010-01-01", "from 2005-05-01, until 2004-01-01"), "LIC-001"),
        (("from 2005-05-01, until", "from 2005-05-01, from"), "LIC-302"),
        (("from 2005-05-01, until 2010-01-01", "until 2010-01-01"), "LIC-304"),
        (("from 2005-05-01, until 2010-01-01", "since 2005"), "LIC-302"),
        (("from 2005-05-01", "from 2005-02-30"), "LIC-002"),
        (("status: party", "status: partner"), "LIC-303"),
        (("confidence: verified\n    as_of", "confidence: doubtful\n    as_of"), "LIC-012"),
        (("title: Test treaty", "name: Test treaty"), "LIC-302"),
        (("groups:", "groups: none\nrest:"), "LIC-302"),
        (("states: all, from: 2000-01-01", "states: all, from: 2030-01-01"), "LIC-001"),
        (("states: FRA NOR\n    rows:", "states: [FRA]\n    rows:"), "LIC-302"),
        (("kind: treaty", "kind: treaty\nkind: regime"), "LIC-101"),
    ],
)
def test_a_bad_list_is_refused(change: tuple[str, str], told: str) -> None:
    assert change[0] in BODY
    with pytest.raises(LicetError) as fault:
        body(BODY.replace(*change))
    assert fault.value.code == told
    assert "test.yaml" in fault.value.where
    assert fault.value.remedy


def test_norway_is_norway() -> None:
    assert "NOR" in read_body(read_yaml(BODY, where="t"), states=STATES, where="t").rows


def test_an_agreement_is_read_as_written() -> None:
    (found,) = agreements(AGREEMENT)
    assert found.kinds == ("DEF", "OFF")
    assert found.events["FRA"][1].confidence is Confidence.VERIFIED
    assert found.events["FRA"][0].confidence is Confidence.BACKGROUND
    assert found.events["NOR"][2].hour == "12:00"
    assert status(found, "NOR", date(2004, 1, 1)).views == (("NOR", "suspended"), ("FRA", "in force"))
    assert "A reading" in status(found, "FRA", date(2001, 6, 1)).note


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("kinds: [DEF", "kinds: [DEV"), "LIC-307"),
        (("enter 2000-06-01\n      NOR", "enters 2000-06-01\n      NOR"), "LIC-305"),
        (("sign 2000-01-01, enter 2000-06-01\n      NOR", "sign 2000-01-01, sign 2000-06-01\n      NOR"), "LIC-302"),
        (("      FRA: sign", "      Gaul: sign"), "LIC-008"),
        (("      FRA: sign", "      FR: sign"), "LIC-008"),
        (("notice: P6M", "notice: six months"), "LIC-306"),
        (("rule: notice", "rule: whim"), "LIC-302"),
        (("rule: count_plus_days", "rule: whim"), "LIC-302"),
        (("count: 2", "count: two"), "LIC-302"),
        (("parties_listed: complete", "parties_listed: mostly"), "LIC-302"),
        (("in_force: 2000-06-01\n    leaves", "in_force: soon\n    leaves"), "LIC-002"),
        (("to: 2001-12-31, ", ""), "LIC-302"),
        (("act: suspend", "act: sulk"), "LIC-305"),
        (("    sources: a test\n", ""), "LIC-302"),
        (("as_of: 2020-12-31\nagree", "agree"), "LIC-302"),
    ],
)
def test_a_bad_agreement_is_refused(change: tuple[str, str], told: str) -> None:
    assert change[0] in AGREEMENT
    with pytest.raises(LicetError) as fault:
        agreements(AGREEMENT.replace(*change))
    assert fault.value.code == told
    assert "test.yaml" in fault.value.where
    assert fault.value.remedy


def test_the_shape_of_a_file_is_checked() -> None:
    for text in ("- a\n- b\n", "agreements: x\nas_of: 2020-01-01\n"):
        with pytest.raises(BadInput):
            agreements(text)
    with pytest.raises(BadInput):
        list(read_regimes(read_yaml("regimes: {X: y}\n", where="t"), where="t"))
    with pytest.raises(BadInput):
        read_index(read_yaml("also: {a: b}\nmembers_of: UN\n", where="t"), "t")


def test_small_words_are_read_strictly() -> None:
    assert days("by 2020-01-01", "t") == {"by": date(2020, 1, 1)}
    assert number({"n": "12"}, "n", "t") == 12
    assert number({}, "n", "t") is None
    assert Act.parse("enter") is Act.ENTER
    assert str(Period.parse("P1Y")) == "12 months"
    for bad in ("P", "6M", "P6W", "P-1D", "P99999D", ""):
        with pytest.raises(BadInput, match="LIC-306"):
            Period.parse(bad)
    with pytest.raises(UnknownName, match="withdraw"):
        Act.parse("withdrew")
