"""From a case to what the law judges: stated texts become typed values, and what is not stated stays unknown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from licet.common.dates import parse_date
from licet.common.errors import BadInput, suggest
from licet.common.money import parse_decimal
from licet.law.codes import NONE
from licet.law.subject import Basis, Entity, Subject, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.law.vocabulary import FactWord
    from licet.licensing.case import Case, CaseItem, CaseParty, Stated

__all__ = ["subject"]

OWN_GOODS = frozenset(
    """export temporary_export intra_eu_transfer intangible_transfer state_own_use_movement technical_assistance
    training""".split()
)
END_USERS = ("end_user", "ultimate_end_user")


def subject(case: Case, facts: Mapping[str, FactWord]) -> Subject:
    """Return the case as the law judges it; a fact no law file declares raises `BadInput` with its place."""
    parties = [_party(party, key, facts) for party, key in _keyed(case.parties)]
    if not any(p.role in END_USERS for p in case.parties):
        parties.append(Entity("parties.end_user", {"role": "end_user"}, label="the end user (not stated)"))
    return Subject(
        _case(case, facts),
        tuple(_item(item, facts) for item in case.items),
        tuple(parties),
        case.route,
        case.documents,
        case.denials,
        case.knowledge,
        case.claims,
        case.findings,
        case.names,
    )


def _case(case: Case, facts: Mapping[str, FactWord]) -> Entity:
    values: dict[str, Value | None] = {
        "exporting_state": case.exporting_state,
        "activity": case.activity,
        "destination": case.destination or None,
        "origin": case.origin or (case.exporting_state if case.activity in OWN_GOODS else None),
        "purpose": case.purpose or None,
    }
    money = [item.value for item in case.items]
    currencies = {m.currency for m in money if m is not None}
    if len(currencies) == 1 and None not in money:
        values[f"total_value.{next(iter(currencies))}"] = float(sum(m.amount for m in money if m is not None))
    return _entity("", values, case.facts, facts, "case", case.title or case.id)


def _item(item: CaseItem, facts: Mapping[str, FactWord]) -> Entity:
    values: dict[str, Value | None] = {scheme: _absent(codes) for scheme, codes in item.codes.items()}
    if "annex_i" in item.codes and item.codes["annex_i"] != (NONE,):
        values.setdefault("ml", ())
    if "ml" in item.codes and item.codes["ml"] != (NONE,):
        values.setdefault("annex_i", ())
    if item.quantity is not None:
        values["quantity"] = float(item.quantity.amount)
    if item.value is not None:
        values[f"line_value.{item.value.currency}"] = float(item.value.amount)
    label = f"line {item.line}" + (f", {item.description}" if item.description else "")
    return _entity(f"items.{item.line}", values, item.facts, facts, "item", label)


def _absent(codes: tuple[str, ...]) -> tuple[str, ...]:
    return () if codes == (NONE,) else codes


def _keyed(parties: tuple[CaseParty, ...]) -> list[tuple[CaseParty, str]]:
    seen: Counter[str] = Counter()
    keyed = []
    for party in parties:
        seen[party.role] += 1
        number = "" if seen[party.role] == 1 else f"#{seen[party.role]}"
        keyed.append((party, f"parties.{party.role}{number}"))
    return keyed


def _party(party: CaseParty, key: str, facts: Mapping[str, FactWord]) -> Entity:
    values: dict[str, Value | None] = {
        "role": party.role,
        "kind": party.kind if party.kind != "unknown" else None,
        "state": party.state or None,
        "nationality": party.party.nationality or None,
        "location": party.location or None,
        "places": tuple(p for p in (party.location, *party.operates_in) if p),
    }
    return _entity(key, values, party.facts, facts, "party", party.name)


def _entity(
    key: str,
    values: dict[str, Value | None],
    stated: Mapping[str, Stated],
    facts: Mapping[str, FactWord],
    scope: str,
    label: str,
) -> Entity:
    basis = {}
    for name, one in stated.items():
        values[name] = _typed(name, one, facts, scope)
        basis[name] = Basis(one.source, one.on, one.by)
    return Entity(key, values, basis, label)


def _typed(name: str, one: Stated, facts: Mapping[str, FactWord], scope: str) -> Value | None:
    word = facts.get(name)
    if word is None or word.scope != scope:
        known = [n for n, f in facts.items() if f.scope == scope]
        what = f"The loaded law knows no fact '{name}' of a {_SCOPES[scope]}.{suggest(name, known)}"
        raise BadInput("LIC-402", what, where=one.where, remedy="Correct the word, or declare the fact in a law file.")
    if one.value == "unknown":
        return None
    if word.type == "bool":
        if one.value not in ("true", "false"):
            raise _wrong(name, one, "true, false or unknown")
        return one.value == "true"
    if word.type == "number":
        return float(parse_decimal(one.value, where=one.where, what="a number"))
    if word.type == "date":
        return parse_date(one.value, where=one.where)
    if word.values and one.value not in word.values:
        raise _wrong(name, one, f"one of {', '.join(word.values)}")
    return one.value


_SCOPES = {"case": "case", "item": "line of goods", "party": "party"}


def _wrong(name: str, one: Stated, wanted: str) -> BadInput:
    what = f"The fact '{name}' says '{one.value[:40]}'"
    return BadInput("LIC-402", what, where=one.where, remedy=f"Write {wanted}.")
