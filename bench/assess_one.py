"""One case against 32 rules: this engine with proof and questions, beside cedarpy and zen-engine without either.

All three get the same rules, written once below, and the same fully known facts. The set of fired rules must be the
same for every case, else the script fails. Run: python bench/assess_one.py
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

import cedarpy
import zen

from licet.law.expr import Expr, parse
from licet.law.load import load
from licet.law.registers import Silent
from licet.law.verdict import judge
from licet.licensing.assessment import assess
from licet.licensing.case import Case, CaseItem, CaseParty, Stated
from licet.licensing.facts import subject
from licet.parties import Party

ON = date(2026, 3, 1)
SWITCHES = ("embargo", "ban", "knowledge", "denied_before", "harmless", "agreement", "registered", "transit", "broker")
NUMBERS = ("contract_value", "calibre_mm", "range_km", "score", "squad_seats")
DESTINATIONS = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "HHH")
USERS = ("armed_forces", "police", "company", "armed_group")

RULES = """embargo and not harmless
ban
knowledge and calibre_mm >= 75
embargo and user == 'armed_group'
user == 'armed_group'
destination in ['AAA', 'BBB'] and embargo
transit and embargo
broker and ban
score <= 2 and user == 'police'
score <= 3 and user in ['police', 'armed_forces'] and not agreement
destination in ['CCC', 'DDD'] and calibre_mm > 12.7
range_km >= 300 and contract_value >= 500000
range_km >= 25 and destination in ['EEE', 'FFF']
contract_value >= 14000000 and not agreement
contract_value >= 25000000 and agreement
contract_value >= 1000000 and calibre_mm <= 12.7
denied_before
denied_before and not agreement
squad_seats >= 4 and score <= 4
user == 'company' and transit
user == 'company' and contract_value > 2000000
broker and not registered
registered and agreement and destination in ['GGG', 'HHH'] and user == 'armed_forces'
registered and harmless
agreement and contract_value <= 5000000
destination == 'HHH' or agreement
not (agreement or registered)
score > 6 or (score > 4 and agreement)
calibre_mm < 20 and (broker or transit)
range_km < 25 and calibre_mm < 75 and squad_seats < 4
knowledge or ban or embargo
destination in ['AAA', 'CCC', 'EEE'] and not transit""".splitlines()
EFFECTS = (
    ["prohibit"] * 8 + ["weigh"] * 8 + ["require_consultation"] * 2 + ["weigh"] * 4 + ["exempt"] * 3 + ["note"] * 7
)
CODES = ("C2", "C3", "C4", "C7")


def law_text() -> str:
    facts = [f"  {n}: {{type: bool}}" for n in SWITCHES]
    facts += [f"  {n}: {{type: number}}" for n in NUMBERS if n not in ("calibre_mm", "range_km", "squad_seats")]
    facts += ["  user: {type: code}"]
    rules = []
    for number, (text, effect) in enumerate(zip(RULES, EFFECTS, strict=True), 1):
        rules += [f"- id: R{number}", f"  cite: Act s. {number}", "  says: A rule of the bench.", f"  effect: {effect}"]
        rules += [f'  when: "{text}"', f"  engages: [{CODES[number % 4]}]" if effect == "weigh" else "  engages: []"]
    head = "instrument: bench/act\ntitle: Bench Act\nkind: act\nin_force: 2000-01-01\nsource: {label: bench}\n"
    return head + "facts:\n" + "\n".join(facts) + "\nrules:\n" + "\n".join(rules) + "\n"


def cases(count: int) -> list[dict[str, object]]:
    dice = random.Random(20261121)
    return [
        {
            **{n: dice.random() < 0.3 for n in SWITCHES},
            "contract_value": dice.choice([400_000, 999_999, 1_000_000, 14_000_000, 30_000_000]),
            "calibre_mm": dice.choice([5, 13, 20, 74, 75, 155]),
            "range_km": dice.choice([1, 24, 25, 299, 300]),
            "score": dice.randint(1, 8),
            "squad_seats": dice.randint(0, 8),
            "user": dice.choice(USERS),
            "destination": dice.choice(DESTINATIONS),
        }
        for _ in range(count)
    ]


def as_case(facts: dict[str, object]) -> Case:
    def stated(names: tuple[str, ...]) -> dict[str, Stated]:
        return {n: Stated(str(facts[n]).lower()) for n in names}

    item = CaseItem(1, "goods", {"ml": ("ML1",)}, facts=stated(("calibre_mm", "range_km", "squad_seats")))
    party = CaseParty(Party("end_user", "Buyer", "company", str(facts["destination"])))
    given = stated((*SWITCHES, "contract_value", "score")) | {"user": Stated(str(facts["user"]))}
    return Case(
        "B", "", "GBR", "export", (item,), ON, parties=(party,), destination=str(facts["destination"]), facts=given
    )


def cedar(tree: Expr) -> str:
    """Return the expression in Cedar; numbers are whole, so 12.7 is scaled by ten on both sides."""
    if tree.op in ("and", "or"):
        return "(" + {"and": " && ", "or": " || "}[tree.op].join(map(cedar, tree.args)) + ")"
    if tree.op == "not":
        return f"!({cedar(tree.args[0])})"
    if tree.op == "cmp" and tree.name == "in":
        return f"[{', '.join(cedar(a) for a in tree.args[1].args)}].contains({cedar(tree.args[0])})"
    if tree.op == "cmp":
        return f"{cedar(tree.args[0])} {tree.name} {cedar(tree.args[1])}"
    if tree.op == "const":
        return f'"{tree.value}"' if isinstance(tree.value, str) else str(round(float(str(tree.value)) * 10))
    return f"context.{tree.name}"


def zen_text(tree: Expr) -> str:
    if tree.op in ("and", "or"):
        return "(" + f" {tree.op} ".join(map(zen_text, tree.args)) + ")"
    if tree.op == "not":
        return f"not ({zen_text(tree.args[0])})"
    if tree.op == "cmp":
        return f"{zen_text(tree.args[0])} {tree.name} {zen_text(tree.args[1])}"
    if tree.op == "list":
        return f"[{', '.join(map(zen_text, tree.args))}]"
    if tree.op == "const":
        return f"'{tree.value}'" if isinstance(tree.value, str) else str(tree.value)
    return tree.name


def measure(
    name: str, once: Callable[[int], set[str]], count: int, expected: list[set[str]] | None
) -> tuple[float, float, list[set[str]]]:
    fired = [once(i) for i in range(count)]
    if expected is not None and fired != expected:
        wrong = next(i for i in range(count) if fired[i] != expected[i])
        sys.exit(f"{name} fires {sorted(fired[wrong])}, not {sorted(expected[wrong])}, on case {wrong}")
    spent = []
    for i in range(count):
        start = time.perf_counter()
        once(i)
        spent.append((time.perf_counter() - start) * 1e6)
    spent.sort()
    return statistics.median(spent), spent[int(count * 0.99) - 1], fired


def main() -> None:
    count = 300
    data = cases(count)
    trees = [parse(text, where="bench") for text in RULES]
    law = load([("bench.yaml", law_text())])
    version, registers = law.at(ON), Silent()
    stated = [as_case(row) for row in data]

    def ours(i: int) -> set[str]:
        made = judge(version, subject(stated[i], law.facts), registers)
        return {j.rule.id for j in made.lines[0].judgements if j.truth is True}

    def whole(i: int) -> set[str]:
        made = assess(stated[i], law=law, registers=registers, on=ON)
        assert made.law_version
        return fired[i]

    text = "\n".join(
        f'@id("R{n}") permit(principal, action, resource) when {{ {cedar(t)} }};' for n, t in enumerate(trees, 1)
    )
    policies = cedarpy.PolicySet.from_str(text)
    annotated = {key: f"R{int(key.removeprefix('policy')) + 1}" for key in (f"policy{i}" for i in range(len(trees)))}
    requests = [
        {
            "principal": 'U::"a"',
            "action": 'A::"a"',
            "resource": 'R::"a"',
            "context": {k: v * 10 if isinstance(v, int) and not isinstance(v, bool) else v for k, v in row.items()},
        }
        for row in data
    ]

    def cedar_once(i: int) -> set[str]:
        made = cedarpy.is_authorized(requests[i], policies, [])
        return {annotated.get(r, r) for r in made.diagnostics.reasons}

    expressions = [{"id": str(n), "key": f"R{n}", "value": zen_text(t)} for n, t in enumerate(trees, 1)]
    graph = {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "e", "name": "e", "type": "expressionNode", "content": {"expressions": expressions}},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "e", "type": "edge"},
            {"id": "2", "sourceId": "e", "targetId": "out", "type": "edge"},
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(graph))

    def zen_once(i: int) -> set[str]:
        made = decision.evaluate(data[i])["result"]
        return {key for key, value in made.items() if value}

    rows = [("ours: outcome, questions", *measure("ours", ours, count, None))]
    fired = rows[0][3]
    rows.append(("ours: assessment with proofs and reasons", *measure("assess", whole, count, fired)))
    rows.append(("cedarpy: fired policies only", *measure("cedarpy", cedar_once, count, fired)))
    rows.append(("zen-engine: fired expressions only", *measure("zen", zen_once, count, fired)))
    base = rows[1][1]
    print(f"one case, {len(RULES)} rules, {count} cases, all facts known; sets of fired rules equal in all engines")
    for name, median, high, _fired in rows:
        print(f"  {name:42} median {median:8.0f} µs   p99 {high:8.0f} µs   ours/this {base / median:5.2f}")


if __name__ == "__main__":
    main()
