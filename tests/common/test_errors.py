"""Every error says what, where and what to do, under a code the reference lists."""

from __future__ import annotations

import copy
import pickle

import pytest

from licet.common import errors
from licet.common.confidence import Confidence, weakest
from licet.common.criteria import CRITERIA, check_criterion
from licet.common.error_codes import ERROR_CODES
from licet.common.errors import BadInput, LicetError, NotAllowed, NotFound, Refused, UnknownName, suggest


def test_codes_are_listed_once_in_order_as_sentences() -> None:
    assert list(ERROR_CODES) == sorted(ERROR_CODES)
    assert all(sentence.endswith(".") for sentence in ERROR_CODES.values())


def test_an_error_prints_place_cause_and_code() -> None:
    fault = BadInput("LIC-002", "'x' is not a day", where="case.yaml:3", remedy="Write YYYY-MM-DD.")
    assert str(fault) == "case.yaml:3: 'x' is not a day [LIC-002]"
    assert fault.remedy == "Write YYYY-MM-DD."


@pytest.mark.parametrize("kind", [getattr(errors, n) for n in errors.__all__ if n != "suggest"])
def test_every_error_survives_copying_between_processes(kind: type[LicetError]) -> None:
    fault = kind("LIC-001", "what", where="there", remedy="do")
    for again in (pickle.loads(pickle.dumps(fault)), copy.copy(fault)):
        assert type(again) is kind
        assert (again.code, again.what, again.where, again.remedy) == ("LIC-001", "what", "there", "do")


def test_exit_codes_tell_bad_input_from_a_refusal() -> None:
    assert (BadInput.exit_code, NotFound.exit_code, Refused.exit_code) == (2, 2, 1)
    assert (BadInput.http_status, NotFound.http_status, NotAllowed.http_status) == (400, 404, 403)


def test_a_suggestion_is_made_only_where_something_is_near() -> None:
    assert suggest("Gremany", ["Germany", "France"]) == " Did you mean 'Germany'?"
    assert suggest("xyzzy", ["Germany", "France"]) == ""


def test_a_conclusion_is_only_as_sure_as_its_least_sure_fact() -> None:
    assert weakest([Confidence.VERIFIED, Confidence.BACKGROUND, Confidence.SECONDARY]) is Confidence.BACKGROUND
    assert weakest([]) is Confidence.VERIFIED
    assert Confidence.parse("secondary") is Confidence.SECONDARY
    with pytest.raises(UnknownName, match="LIC-012"):
        Confidence.parse("doubtful")


def test_criteria_are_known_by_their_codes() -> None:
    assert all(check_criterion(code) == code for code in CRITERIA)
    with pytest.raises(UnknownName, match=r"A7\.4"):
        check_criterion("A7.5")
