"""Read the rules of entering and leaving of one agreement on file."""

from __future__ import annotations

from licet.agreements.entering import Entry, EntryRule
from licet.agreements.fields import day, mapping, number, text, words
from licet.agreements.leaving import LeavingRule, Period, Rule
from licet.common.errors import BadInput

__all__ = ["read_entering", "read_leaving"]

Record = dict[str, object]


def read_entering(record: Record, where: str) -> EntryRule | None:
    """Return the clause under ``enters``, or None where there is none."""
    if "enters" not in record:
        return None
    entry = mapping(record["enters"], where)
    return EntryRule(
        rule=_entry(text(entry, "rule", where), where),
        count=number(entry, "count", where) or 0,
        days=number(entry, "days", where) or 0,
        months=number(entry, "months", where) or 0,
        latecomers_days=number(entry, "latecomers_days", where),
        named=words(entry.get("named", []), where),
        cite=text(entry, "cite", where, ""),
    )


def read_leaving(record: Record, where: str) -> LeavingRule | None:
    """Return the rule under ``leaves``, or None where there is none."""
    if "leaves" not in record:
        return None
    entry = mapping(record["leaves"], where)
    return LeavingRule(
        rule=_rule(text(entry, "rule", where), where),
        notice=_period(entry, "notice", where),
        term=_period(entry, "term", where),
        renewal=_period(entry, "renewal", where),
        earliest=day(entry, "earliest", where),
        expiry=day(entry, "expiry", where),
        unless=text(entry, "unless", where, ""),
        to=text(entry, "to", where, ""),
        cite=text(entry, "cite", where, ""),
    )


def _period(record: Record, key: str, where: str) -> Period | None:
    return Period.parse(text(record, key, where), where=where) if key in record else None


def _entry(word: str, where: str) -> Entry:
    try:
        return Entry(word)
    except ValueError:
        raise BadInput(
            "LIC-302", f"'{word}' is not a clause of entry", where=where, remedy=f"Use one of {', '.join(Entry)}."
        ) from None


def _rule(word: str, where: str) -> Rule:
    try:
        return Rule(word)
    except ValueError:
        raise BadInput(
            "LIC-302", f"'{word}' is not a rule of leaving", where=where, remedy=f"Use one of {', '.join(Rule)}."
        ) from None
