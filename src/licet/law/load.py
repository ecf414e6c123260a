"""From the texts of law files to one `Law`: strict keys, compiled rules, shared facts, no cycles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from string import Formatter
from typing import TYPE_CHECKING

from licet.common.confidence import Confidence
from licet.common.criteria import check_criterion
from licet.common.dates import Interval, parse_date
from licet.common.errors import BadInput, LicetError
from licet.common.money import parse_decimal
from licet.law.compile import Names, compile_text
from licet.law.law import Law, LawTest
from licet.law.model import EFFECTS, KINDS, PROCEDURES, RANKS, Condition, Exemption, Instrument, Parameter, Rule, Source
from licet.law.schema import Reader, open_map
from licet.law.vocabulary import BUILTIN_FACTS, CASE_NAMES, FACT_TYPES, SCOPES, FactWord
from licet.law.yamltext import YamlMap, read_yaml

if TYPE_CHECKING:
    from datetime import date

    from licet.law.node import Node

__all__ = ["load"]

_INSTRUMENT = frozenset(
    """instrument title kind rank adopted in_force ended source confidence summary binds sets shared_sets parameters
    facts rules test_case tests""".split()
)
_RULE = frozenset(
    """id display cite title says effect valid known renewal renewal_source starts_at confidence engages tags binds
    reach when exemptions because ask attach exempts_from gives overrides""".split()
)
_EXEMPTION = frozenset("id cite says for met procedure residual confidence".split())


@dataclass(slots=True)
class _File:
    """One file on its way in."""

    reader: Reader
    instrument: Instrument
    names: Names


def load(texts: Iterable[tuple[str, str]]) -> Law:
    """Return the law made of (file name, text) pairs; the first mistake raises `BadInput` with its place."""
    readers = [
        open_map(read_yaml(text, where=name), where=name, what="A law file", code="LIC-102") for name, text in texts
    ]
    facts: dict[str, FactWord] = {word.name: word for word in BUILTIN_FACTS}
    shared: dict[str, frozenset[str]] = {}
    homes: dict[str, Reader] = {}
    for reader in readers:
        reader.only(_INSTRUMENT, ("instrument", "title"))
        _facts(reader, facts, homes)
        shared.update(_sets(reader, "shared_sets"))
    derived: dict[str, Node] = {}
    files = [_open(reader, facts, shared, derived) for reader in readers]
    _once(files)
    _derive(facts, files, derived)
    rules = tuple(rule for file in files for rule in _rules(file))
    _no_overlap(rules)
    _no_cycle(rules)
    tests = tuple(test for file in files for test in _tests(file))
    return Law(tuple(f.instrument for f in files), rules, facts, tests)


def _facts(reader: Reader, facts: dict[str, FactWord], homes: dict[str, Reader]) -> None:
    table = reader.map("facts")
    for name, _value in table.items():
        word = _fact(name, table)
        if name in facts and facts[name] != word:
            raise table.refuse(f"The fact '{name}' is declared differently elsewhere", name, "Declare a fact once.")
        facts[name], homes[name] = word, reader


def _fact(name: str, table: Reader) -> FactWord:
    row = table.map(name)
    row.only(("type", "scope", "ask", "values", "unit", "derive"))
    if not name.isidentifier() or name != name.lower() or name in CASE_NAMES:
        raise table.refuse(f"'{name}' is no name for a fact", name, "Use small letters, digits and underscores.")
    word = FactWord(
        name,
        row.word("type", FACT_TYPES, "bool"),
        row.word("scope", SCOPES, "case"),
        row.text("ask"),
        row.texts("values"),
        row.text("unit"),
        row.text("derive"),
    )
    if word.derive and word.type != "bool":
        raise row.refuse("Only a fact of type bool is derived", "derive", "Leave 'derive' out.")
    return word


def _sets(reader: Reader, key: str) -> dict[str, frozenset[str]]:
    table = reader.map(key)
    return {name: frozenset(table.texts(name)) for name, _value in table.items()}


def _open(
    reader: Reader, facts: Mapping[str, FactWord], shared: Mapping[str, frozenset[str]], derived: dict[str, Node]
) -> _File:
    parameters = {p.name: p for p in _parameters(reader.map("parameters"))}
    start, end = reader.day("in_force"), reader.day("ended")
    try:
        in_force = Interval(start, end)
    except LicetError as fault:
        raise reader.guard(fault, "ended") from None
    source = reader.map("source")
    source.only(("label", "url", "text_sha256"))
    instrument = Instrument(
        reader.text("instrument"),
        reader.text("title"),
        reader.word("kind", KINDS, "vocabulary"),
        reader.word("rank", RANKS, "national"),
        in_force,
        Source(source.text("label"), source.text("url")),
        Confidence.parse(reader.text("confidence", "background"), where=reader.place("confidence")),
        reader.text("summary"),
        reader.day("adopted"),
        parameters,
        reader.file,
    )
    sets = {**shared, **_sets(reader, "sets")}
    names = Names(instrument.id, facts, sets, {p.name: p.unit for p in parameters.values()}, derived)
    return _File(reader, instrument, names)


def _parameters(table: Reader) -> Iterable[Parameter]:
    for name, _value in table.items():
        row = table.map(name)
        row.only(("unit", "values", "cite"), ("values",))
        values = row.map("values")
        dated = sorted(
            (parse_date(day, where=values.place(day)), _number(values, day)) for day, _amount in values.items()
        )
        yield Parameter(
            name, row.text("unit"), tuple(dated), row.text("cite") if isinstance(row.data.get("cite", ""), str) else ""
        )


def _number(reader: Reader, key: str) -> float:
    value = parse_decimal(reader.text(key), where=reader.place(key), what="a number")
    return int(value) if value == value.to_integral_value() else float(value)


def _once(files: list[_File]) -> None:
    seen: dict[str, str] = {}
    for file in files:
        if file.instrument.id in seen:
            what = f"The instrument '{file.instrument.id}' is also in {seen[file.instrument.id]}"
            raise file.reader.refuse(what, "instrument", "Give each instrument one file.")
        seen[file.instrument.id] = file.reader.file


def _derive(facts: Mapping[str, FactWord], files: list[_File], derived: dict[str, Node]) -> None:
    uses: dict[str, set[str]] = {}
    for file in files:
        table = file.reader.map("facts")
        for name, _value in table.items():
            word = facts[name]
            if word.derive and name not in derived:
                loop = {"p": "party"} if word.scope == "party" else {}
                names = replace(file.names, used=set())
                derived[name] = compile_text(word.derive, names, where=table.map(name).place("derive"), loop=loop)
                uses[name] = {u[5:] for u in names.used if u.startswith("fact:")}
                _not_itself(name, uses, table)


def _not_itself(name: str, uses: Mapping[str, set[str]], table: Reader) -> None:
    seen: set[str] = set()
    todo = list(uses[name])
    while todo:
        fact = todo.pop()
        if fact == name:
            raise table.refuse(f"The fact '{name}' is derived from itself", name, "Break the circle.")
        if fact not in seen:
            seen.add(fact)
            todo.extend(uses.get(fact, ()))


def _rules(file: _File) -> Iterable[Rule]:
    for row in file.reader.rows("rules", "A rule"):
        row.only(_RULE, ("id", "cite", "says", "effect"))
        yield _rule(row, file)


def _rule(row: Reader, file: _File) -> Rule:
    names = replace(file.names, used=set(), tags=set(), rules=set())
    identity = _identity(row)
    valid = _valid(row, file.instrument)
    rule_binds = row if row.has("binds") else file.reader
    return Rule(
        id=identity,
        instrument=file.instrument,
        effect=row.word("effect", EFFECTS),
        cite=row.text("cite"),
        says=row.text("says"),
        display=row.text("display") or identity,
        title=row.text("title"),
        valid=valid,
        known=row.interval("known") if row.has("known") else Interval(_learned(valid, file.instrument)),
        renewal=row.word("renewal", ("confirmed", "unknown", "ended")),
        renewal_source=row.text("renewal_source"),
        confidence=_confidence(row, file.instrument),
        engages=tuple(check_criterion(c, where=row.place("engages")) for c in row.texts("engages")),
        tags=frozenset(row.texts("tags")),
        bind=_bind(rule_binds, names),
        reach=_condition(row, "reach", names),
        when=_condition(row, "when", names),
        exemptions=tuple(_exemption(r, identity, names) for r in row.rows("exemptions", "An exemption")),
        because=_because(row),
        ask=row.text("ask"),
        attach=tuple(_attach(r) for r in row.rows("attach", "A condition")),
        exempts_from=frozenset(row.texts("exempts_from")),
        gives=row.word("gives", ("exempt", "general"), "exempt"),
        depends=frozenset({f"tag:{t}" for t in names.tags} | names.rules),
        uses=frozenset(names.used),
        where=row.place(),
        raw=row.data,
    )


def _identity(row: Reader) -> str:
    identity = row.text("id")
    if not identity or " " in identity or not identity[0].isalpha() or not identity[0].isupper():
        raise row.refuse(f"'{identity}' is no id for a rule", "id", "Write INSTRUMENT-article.point, such as ATT-6.1.")
    return identity


def _valid(row: Reader, instrument: Instrument) -> Interval:
    valid = row.interval("valid")
    first = valid.first or instrument.in_force.first
    try:
        return Interval(first, valid.until)
    except LicetError as fault:
        raise row.guard(fault, "valid") from None


def _learned(valid: Interval, instrument: Instrument) -> date | None:
    """When a rule that does not say so could be known: with its instrument, or the day it starts, if later."""
    with_instrument = valid.first is None or valid.first == instrument.in_force.first
    return (instrument.adopted or valid.first) if with_instrument else valid.first


def _confidence(row: Reader, instrument: Instrument) -> Confidence:
    word = row.text("confidence")
    return Confidence.parse(word, where=row.place("confidence")) if word else instrument.confidence


def _condition(row: Reader, key: str, names: Names) -> Node | None:
    text = row.text(key)
    return compile_text(text, names, where=row.place(key)) if text else None


def _bind(reader: Reader, names: Names) -> Node | None:
    held = reader.data.get("binds", "universal")
    if held in ("universal", ""):
        return None
    row = reader.map("binds")
    row.only(("member", "state"))
    bodies = " or ".join(f"member('{b}', exporting_state)" for b in row.texts("member"))
    states = "', '".join(row.texts("state"))
    text = " or ".join(t for t in (bodies, f"exporting_state in ['{states}']" if states else "") if t)
    if not text:
        raise reader.refuse("'binds' names nobody", "binds", "Write universal, {member: ATT} or {state: [GBR]}.")
    return compile_text(text, names, where=row.place())


def _exemption(row: Reader, rule: str, names: Names) -> Exemption:
    row.only(_EXEMPTION, ("id", "cite", "for", "met"))
    residual = bool(row.truth("residual"))
    text = row.text("for")
    if residual:
        text = f"claimed('{rule}:{row.text('id')}') and ({text})"
    return Exemption(
        row.text("id"),
        row.text("cite"),
        row.text("says"),
        compile_text(text, names, where=row.place("for")),
        compile_text(row.text("met"), names, where=row.place("met")),
        row.word("procedure", PROCEDURES, "none"),
        residual,
    )


def _because(row: Reader) -> str:
    """Return the reason, whose braces may hold a plain name only."""
    text = row.text("because")
    try:
        fields = [tuple(part[1:]) for part in Formatter().parse(text) if part[1] is not None]
    except ValueError as fault:
        raise row.refuse(f"The reason cannot be filled in: {fault}", "because", "Write {name} for a value.") from None
    if not all(name and name.isidentifier() and not spec and not turn for name, spec, turn in fields):
        raise row.refuse("The reason holds more than plain names in braces", "because", "Write {name} for a value.")
    return text


def _attach(row: Reader) -> Condition:
    row.only(("code", "text"), ("text",))
    return Condition(row.text("code"), row.text("text"))


def _no_overlap(rules: tuple[Rule, ...]) -> None:
    by_id: dict[str, list[Rule]] = {}
    for rule in rules:
        for other in by_id.setdefault(rule.id, []):
            if rule.valid.overlaps(other.valid) and rule.known.overlaps(other.known):
                what = f"{rule.id} stands twice for the same days (also at {other.where})"
                raise BadInput(
                    "LIC-104", what, where=rule.where, remedy="Give the versions intervals that do not meet."
                )
            if rule.effect != other.effect:
                what = f"{rule.id} is '{rule.effect}' here and '{other.effect}' at {other.where}"
                raise BadInput("LIC-104", what, where=rule.where, remedy="Use one effect for one id.")
        by_id[rule.id].append(rule)


def _no_cycle(rules: tuple[Rule, ...]) -> None:
    known = {r.id for r in rules}
    edges: dict[str, set[str]] = {}
    for rule in rules:
        targets = edges.setdefault(rule.id, set())
        for name in rule.depends:
            if name.startswith("tag:"):
                targets.update(r.id for r in rules if name[4:] in r.tags)
            elif name in known:
                targets.add(name)
            else:
                what = f"{rule.id} asks whether '{name}' holds, and there is no such rule"
                raise BadInput("LIC-105", what, where=rule.where, remedy="Name a rule by its id.")
    for rule in rules:
        _walk(rule, rule.id, edges, set())


def _walk(rule: Rule, at: str, edges: Mapping[str, set[str]], seen: set[str]) -> None:
    for target in edges.get(at, ()):
        if target == rule.id:
            what = f"{rule.id} rests on itself through breach() or holds()"
            raise BadInput("LIC-105", what, where=rule.where, remedy="Break the circle, or use another tag.")
        if target not in seen:
            seen.add(target)
            _walk(rule, target, edges, seen)


def _tests(file: _File) -> Iterable[LawTest]:
    for row in file.reader.rows("tests", "A test"):
        row.only(("name", "case", "members", "expect", "questions", "outcome"), ("name", "expect"))
        case = YamlMap(row.data.line)
        for part in (file.reader.map("test_case").data, row.map("case").data):
            case.update(part)
            case.lines.update(part.lines)
        members = row.map("members")
        expect = row.map("expect")
        yield LawTest(
            row.text("name"),
            file.instrument.id,
            row.place(),
            case,
            {body: members.texts(body) for body, _states in members.items()},
            {rule: expect.text(rule) for rule, _value in expect.items()},
            frozenset(row.texts("questions")) if "questions" in row.data else None,
            row.text("outcome"),
        )
