"""What the law is asked about: the case file of a case in hand, made from what was sent and what officers established.

It is the documented case file, so that `licet assess` gives the same answer from it on any machine. What nobody has
confirmed is left out: a control code only proposed, a party not yet screened. Left out is unknown, and unknown never
clears.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from licet.common.dates import parse_date
from licet.common.errors import BadInput
from licet.licensing.sealed import canonical, sha256_hex

__all__ = [
    "Coded",
    "Established",
    "Found",
    "Given",
    "case_file",
    "contradicts",
    "denials_said",
    "inputs_digest",
    "settable",
]

ACTIVITY = {"permanent": "export", "temporary": "temporary_export"}
CODE_LISTS = ("ml", "usml", "eccn", "annex_i", "unroca", "for_unroca", "hs")
DENIALS, CONSULTED = "denials", "denials.consulted"
CASE_KEYS = ("destination", "origin", "purpose")
PARTY_KEYS = ("kind", "state", "nationality", "location")
ITEM_FACT = re.compile(r"items\.(\d+)\.([a-z_]+)$")
PARTY_FACT = re.compile(r"parties\.([a-z_]+)(?:#(\d+))?\.([a-z_]+)$")
CASE_FACT = re.compile(r"[a-z_]+$")


@dataclass(frozen=True, slots=True)
class Coded:
    """The confirmed classification of one line. An empty code: not on that list."""

    line: int
    control_list: str
    code: str
    unroca: str = ""


@dataclass(frozen=True, slots=True)
class Established:
    """A fact with the question's name for it, and what it rests on."""

    fact: str
    value: str
    source: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Found:
    """A written finding in force."""

    criterion: str
    conclusion: str
    text: str
    by: str
    role: str
    on: date
    rule: str = ""
    conditions: tuple[str, ...] = ()
    refer: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """All that officers added to what was sent. `listed` answers by party key; None or absent is unknown."""

    coded: Sequence[Coded] = ()
    facts: Sequence[Established] = ()
    findings: Sequence[Found] = ()
    listed: Mapping[str, bool | None] = field(default_factory=dict)
    denials: Sequence[Mapping[str, Any]] = ()


def case_file(reference: str, form: Mapping[str, Any], given: Given, *, on: date) -> dict[str, Any]:
    """Return the case file as data: every scalar is text."""
    export, route = form["export"], form["route"]
    file: dict[str, Any] = {
        "case": reference,
        "title": export["title"],
        "exporting_state": export["exporting_state"],
        "activity": ACTIVITY[export["export_type"]],
        "assessed_on": on.isoformat(),
        "destination": route["destination"],
        "origin": route["origin"],
        "items": [_item(line, given.coded) for line in form["lines"]],
        "parties": [_party(party, given.listed) for party in form["parties"]],
        "route": list(route.get("transit", [])),
        "documents": [{"kind": d["kind"], "date": d["date"]} for d in form["documents"]],
        "facts": {},
        "findings": [_finding(f) for f in given.findings],
    }
    for fact in [f for f in given.facts if not contradicts(file, f.fact, f.value)]:
        _lay(file, fact)
    _lay_denials(file, given.denials)
    return {key: value for key, value in file.items() if value not in ({}, "")}


def inputs_digest(file: Mapping[str, Any]) -> str:
    """Return the hash of everything but the day: two files of equal digest ask the law the same question."""
    return sha256_hex(canonical({k: v for k, v in file.items() if k != "assessed_on"}))


def contradicts(file: Mapping[str, Any], fact: str, value: str) -> str:
    """Return what was sent, classified or screened where `value` says otherwise of that fact; else an empty string.

    The licence names what was sent, so the law is asked about nothing else; that a party is not listed is for
    screening to find, but an officer may know of a listing that no list in use shows.
    """
    holds = _held(file, fact)
    if fact.endswith(".listed"):
        return "" if value == "true" else holds or "not settled by screening"
    return holds if holds and holds != value else ""


def _held(file: Mapping[str, Any], fact: str) -> str:
    item, party = ITEM_FACT.match(fact), PARTY_FACT.match(fact)
    found: Any = file.get("destination") if fact == "destination" else None
    if item and item[2] in CODE_LISTS:
        found = file["items"][int(item[1]) - 1].get("codes", {}).get(item[2])
    elif party:
        one = [p for p in file["parties"] if p["role"] == party[1]][int(party[2] or 1) - 1]
        found = {"state": one.get("state"), "listed": one.get("facts", {}).get("listed")}.get(party[3])
    return str(found or "")


def settable(fact: str, *, lines: int, roles: Iterable[str]) -> bool:
    """Say whether an officer can settle that fact on a case; what a register must say is settled in the register."""
    item, party = ITEM_FACT.match(fact), PARTY_FACT.match(fact)
    if item:
        return 1 <= int(item[1]) <= lines
    if party:
        return list(roles).count(party[1]) >= int(party[2] or 1)
    return fact == CONSULTED or (bool(CASE_FACT.match(fact)) and fact not in {"documents", "route", "end_user"})


def denials_said(value: str) -> list[dict[str, str]]:
    """Return the denials of other states that an officer wrote down: ``none``, or ``SWE 2024-10-05; NOR 2025-01-31``.

    Only a register read and found empty is none (``false`` says so too); any other word raises `BadInput`.
    """
    if value.strip() in {"none", "false"}:
        return []
    return [_denial_said(part.split(), value) for part in value.split(";")]


def _denial_said(words: list[str], value: str) -> dict[str, str]:
    if len(words) != 2:
        raise BadInput(
            "LIC-458",
            f"'{value[:60]}' is not a list of denials",
            where=DENIALS,
            remedy="Write none, or state and day of each, such as SWE 2024-10-05; NOR 2025-01-31.",
        )
    day = parse_date(words[1], where=DENIALS).isoformat()
    return {"state": words[0], "date": day, "essentially_identical": "candidate", "consultation": "open"}


def _item(line: Mapping[str, Any], coded: Sequence[Coded]) -> dict[str, Any]:
    codes: dict[str, str] = {}
    for row in coded:
        if row.line == line["line"]:
            codes[row.control_list] = row.code or "none"
            codes |= {"unroca": row.unroca} if row.unroca else {}
    item: dict[str, Any] = {
        "line": str(line["line"]),
        "description": line["description"],
        "quantity": {"amount": line["quantity"], "unit": line["unit"]},
        "value": {"amount": line["value"], "currency": line["currency"]},
    }
    return {**item, "codes": codes} if codes else item


def _party(party: Mapping[str, Any], listed: Mapping[str, bool | None]) -> dict[str, Any]:
    row = {k: party[k] for k in ("role", "name", "state", "nationality", "address", "aliases") if party.get(k)}
    if party["kind"] != "unknown":
        row["kind"] = party["kind"]
    known = listed.get(party["key"])
    return row if known is None else {**row, "facts": {"listed": "true" if known else "false"}}


def _finding(found: Found) -> dict[str, Any]:
    row: dict[str, Any] = {
        "criterion": found.criterion,
        "by": found.by,
        "role": found.role,
        "on": found.on.isoformat(),
        "conclusion": found.conclusion,
        "text": found.text,
        "refer": "true" if found.refer else "false",
    }
    if found.rule:
        row["rule"] = found.rule
    return {**row, "conditions": list(found.conditions)} if found.conditions else row


def _lay(file: dict[str, Any], fact: Established) -> None:
    """Put an established fact where the case file has it; the last one laid holds."""
    item, party = ITEM_FACT.match(fact.fact), PARTY_FACT.match(fact.fact)
    basis = {"value": fact.value, "source": fact.source, "date": fact.on.isoformat(), "by": fact.by}
    if item:
        _lay_item(file["items"][int(item[1]) - 1], item[2], fact.value, basis)
    elif party:
        same = [p for p in file["parties"] if p["role"] == party[1]]
        _lay_party(same[int(party[2] or 1) - 1], party[3], fact.value, basis)
    elif fact.fact == DENIALS and fact.value == "unknown":
        file.pop("denials", None)
    elif fact.fact == DENIALS:
        file["denials"] = denials_said(fact.value)
    elif fact.fact == CONSULTED:
        file["consulted"] = fact.value
    elif fact.fact in CASE_KEYS:
        file[fact.fact] = fact.value
    else:
        file["facts"][fact.fact] = basis


def _lay_denials(file: dict[str, Any], on_file: Sequence[Mapping[str, Any]]) -> None:
    """Add the denials on file to those an officer named; once consulted, consultation on all of them is closed.

    What is on file cannot be said away.
    """
    consulted = file.pop("consulted", "") == "true"
    rows = [*file.get("denials", []), *(dict(d) for d in on_file)]
    if rows:
        file["denials"] = [{**row, "consultation": "closed"} if consulted else row for row in rows]


def _lay_item(item: dict[str, Any], name: str, value: str, basis: dict[str, str]) -> None:
    if name in CODE_LISTS:
        item.setdefault("codes", {})[name] = value
    else:
        item.setdefault("facts", {})[name] = basis


def _lay_party(party: dict[str, Any], name: str, value: str, basis: dict[str, str]) -> None:
    if name in PARTY_KEYS:
        party[name] = value
    else:
        party.setdefault("facts", {})[name] = basis
