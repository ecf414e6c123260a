"""A law of a few yes-or-no facts, small enough to be checked by trying everything."""

from __future__ import annotations

from datetime import date
from textwrap import indent

from licet.law.law import Law
from licet.law.load import load
from licet.law.registers import ListedMembers
from licet.law.subject import Entity, Finding, Subject
from licet.law.verdict import Verdict, judge

ON = date(2026, 3, 1)
FACTS = ("a", "b", "c", "d", "e")
NUMBERS = ("n", "m")

HEAD = """
instrument: test/law
title: A small law
kind: act
rank: national
in_force: 2020-01-01
source: {label: nowhere}
confidence: verified
facts:
  a: {type: bool, ask: "Is it a?"}
  b: {type: bool}
  c: {type: bool}
  d: {type: bool}
  e: {type: bool}
  n: {type: number}
  m: {type: number}
  colour: {type: code, values: [red, green, blue]}
  on_item: {type: bool, scope: item}
  of_party: {type: bool, scope: party}
  both_ab: {type: bool, derive: "a and b"}
parameters:
  floor: {unit: EUR, values: {2020-01-01: 10, 2026-01-01: 20}}
sets:
  WARM: [red]
"""


def small_law(rules: str, head: str = HEAD) -> Law:
    """Return the small law with these rules."""
    return load([("small.yaml", f"{head}rules:\n{indent(rules.strip(), '  ')}\n")])


def rule(identity: str, effect: str, when: str, **more: str) -> str:
    """Return the text of one rule."""
    lines = [f"- id: {identity}", f"  cite: '{identity} art. 1'", "  says: What it says.", f"  effect: {effect}"]
    lines += [f'  when: "{when}"'] if when else []
    lines += [f"  {key}: {value}" for key, value in more.items()]
    return "\n".join(lines) + "\n"


def small_subject(facts: dict[str, object], findings: tuple[Finding, ...] = (), lines: int = 1) -> Subject:
    """Return a case of the small law; a fact that is not given is unknown."""
    values = {"exporting_state": "AAA", "destination": "BBB", "activity": "export", **facts}
    party = Entity("parties.end_user", {"role": "end_user", "kind": "company", "state": "BBB"}, label="Buyer")
    items = tuple(Entity(f"items.{n}", {"ml": ("ML1.a",)}, label=f"line {n}") for n in range(1, lines + 1))
    return Subject(Entity("", values), items, (party,), (), (), (), findings=findings)


def verdict(law: Law, facts: dict[str, object], findings: tuple[Finding, ...] = ()) -> Verdict:
    """Return the verdict of the small law on these facts."""
    return judge(law.at(ON), small_subject(facts, findings), ListedMembers({}))


def finding(criterion: str, conclusion: str, **more: object) -> Finding:
    """Return a finding made before the day."""
    return Finding((criterion,), conclusion, "A. Officer", date(2026, 2, 1), **more)
