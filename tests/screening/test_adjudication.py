"""Clearing takes a reason, sometimes a second person, and does not outlive what it was about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from licet.common.errors import BadInput, NotYet
from licet.screening import Hit, Statement, adjudicate, check_reason, needs_second, open_hits, screen, standing
from tests.screening.lists import DAY, index, person

PARTY = person("Dariyush Velkanov")
REASON = "Born 1988 in Lyon by passport 17AB, the listed person in 1971."


def hit() -> Hit:
    return screen(PARTY, index())[0]


@pytest.mark.parametrize(
    "reason",
    ["", "   ", "ok", "no match", "False positive.", "not the same person", "x" * 60, "a b c d e f g h i j k l m"],
)
def test_refuses_a_reason_that_says_nothing(reason):
    with pytest.raises(BadInput) as fault:
        check_reason(reason)
    assert fault.value.code == "LIC-211"


def test_keeps_a_reason_that_says_something():
    assert check_reason(f"  {REASON}\n ") == REASON


def test_refuses_an_unknown_verdict():
    with pytest.raises(BadInput):
        adjudicate(PARTY, hit(), "fine", REASON, by="a", on=DAY)


def test_a_strong_hit_is_cleared_by_two():
    assert needs_second(hit().score)
    for second in ("", "officer"):
        with pytest.raises(NotYet):
            adjudicate(PARTY, hit(), "cleared", REASON, by="officer", on=DAY, second=second)
    assert adjudicate(PARTY, hit(), "cleared", REASON, by="officer", on=DAY, second="other").second == "other"


def test_one_person_may_confirm():
    assert adjudicate(PARTY, hit(), "confirmed", REASON, by="officer", on=DAY).verdict == "confirmed"


def test_a_clearance_stands_until_something_changes():
    done = adjudicate(PARTY, hit(), "cleared", REASON, by="a", on=DAY, second="b")
    assert standing(done, PARTY, hit(), DAY).stands
    assert open_hits(PARTY, [hit()], [done], DAY) == []


def test_a_clearance_falls_when_the_entry_changes():
    done = adjudicate(PARTY, hit(), "cleared", REASON, by="a", on=DAY, second="b")
    entry = hit().entry
    changed = replace(entry, statements=(*entry.statements, Statement("birth_place", "Lyon")))
    now = replace(hit(), entry=changed, entry_hash=changed.fingerprint())
    assert "entry has changed" in standing(done, PARTY, now, DAY).why
    assert open_hits(PARTY, [now], [done], DAY) == [now]


def test_a_clearance_falls_when_the_party_changes():
    done = adjudicate(PARTY, hit(), "cleared", REASON, by="a", on=DAY, second="b")
    moved = replace(PARTY, address="Lyon")
    assert "party has changed" in standing(done, moved, hit(), DAY).why


def test_a_clearance_falls_when_its_term_ends():
    until = date(2027, 1, 1)
    done = adjudicate(PARTY, hit(), "cleared", REASON, by="a", on=DAY, second="b", until=until)
    assert standing(done, PARTY, hit(), date(2026, 12, 31)).stands
    assert not standing(done, PARTY, hit(), until).stands


@pytest.mark.parametrize("verdict", ["confirmed", "unsettled"])
def test_a_hit_that_is_not_cleared_blocks(verdict):
    done = adjudicate(PARTY, hit(), verdict, REASON, by="a", on=DAY)
    assert open_hits(PARTY, [hit()], [done], DAY) == [hit()]


def test_the_last_word_counts():
    cleared = adjudicate(PARTY, hit(), "cleared", REASON, by="a", on=DAY, second="b")
    confirmed = adjudicate(PARTY, hit(), "confirmed", REASON, by="c", on=date(2026, 11, 21))
    assert open_hits(PARTY, [hit()], [confirmed, cleared], DAY) == [hit()]
