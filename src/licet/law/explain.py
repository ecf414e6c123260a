"""Why: the proof tree of a rule on a line, and the sentence that gives its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from licet.law.codes import SCHEMES
from licet.law.evaluate import Result
from licet.law.kleene import Truth, both, either, negate, word
from licet.law.node import Ctx, Node
from licet.law.vocabulary import CASE_NAMES, PARTY_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from licet.law.evaluate import Judgement
    from licet.law.law import LawVersion
    from licet.law.registers import Answer
    from licet.law.subject import Entity, Value
    from licet.law.verdict import Open

__all__ = ["Fact", "Proof", "because", "prove", "question"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact a proof rests on: key, value as text (empty when unknown), source and day."""

    key: str
    value: str
    source: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """One claim with its truth, the facts under it and the claims it is made of."""

    claim: str
    truth: Truth
    facts: tuple[Fact, ...] = ()
    parts: tuple[Proof, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the proof as JSON values."""
        made: dict[str, object] = {"claim": self.claim, "truth": word(self.truth)}
        if self.facts:
            made["facts"] = [
                {"key": f.key, "value": f.value or None, "source": f.source, "on": f.on.isoformat() if f.on else None}
                for f in self.facts
            ]
        if self.parts:
            made["parts"] = [p.to_json() for p in self.parts]
        return made


def prove(judged: Judgement, ctx: Ctx) -> Proof:
    """Return the proof tree of one judgement."""
    rule = judged.rule
    named = [("binds the exporting state", rule.bind), ("reach", rule.reach), ("when", rule.when)]
    parts = [_titled(label, node, ctx) for label, node in named if node is not None]
    if judged.standing.lapsed:
        key = f"renewal.{rule.id}"
        parts.append(Proof(f"renewed beyond {rule.valid.last_day}", None, (Fact(key, ""),)))
    for exemption in rule.exemptions:
        both = (_titled("for", exemption.scope, ctx), _titled("met", exemption.met, ctx))
        truth = (
            False
            if False in (both[0].truth, both[1].truth)
            else None
            if None in (both[0].truth, both[1].truth)
            else True
        )
        parts.append(Proof(f"exemption {exemption.id}, {exemption.cite}", truth, (), both))
    return Proof(f"{rule.id}: {judged.result.value}", judged.truth, (), tuple(parts))


def _titled(label: str, node: Node, ctx: Ctx) -> Proof:
    made = _proof(node, ctx)
    return Proof(f"{label}: {made.claim}", made.truth, made.facts, made.parts)


def _proof(node: Node, ctx: Ctx) -> Proof:
    if node.op in _JOINED:
        parts = tuple(_members(node, ctx) if node.op in ("any", "all") else (_proof(kid, ctx) for kid in node.kids))
        return Proof(node.text, _JOINED[node.op]([p.truth for p in parts]), (), parts)
    reads: list[tuple[Entity, str, Value | None]] = []
    ctx.reads = reads
    truth = node.truth(ctx)
    ctx.reads = None
    facts = {entity.fact_key(name): _fact(ctx, entity, name, value) for entity, name, value in reads}
    return Proof(node.text, truth, tuple(facts.values()))


def _members(node: Node, ctx: Ctx) -> Iterator[Proof]:
    assert node.collect is not None
    before = ctx.env.get(node.name)
    for member in node.collect(ctx) or ():
        ctx.env[node.name] = member
        inner = _proof(node.kids[0], ctx)
        label = getattr(member, "label", str(member))
        yield Proof(f"{label}: {inner.claim}", inner.truth, inner.facts, inner.parts)
    ctx.env[node.name] = before


def _fact(ctx: Ctx, entity: Entity, name: str, value: Value | None) -> Fact:
    basis = entity.basis.get(name)
    key = entity.fact_key(name)
    if key in ctx.seen:
        held = ctx.seen[key]
        return Fact(key, _shown(value), held.source, held.as_of)
    return Fact(key, _shown(value), basis.source if basis else "", basis.on if basis else None)


def _shown(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return word(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


_JOINED: dict[str, Callable[[list[Truth]], Truth]] = {
    "and": both,
    "all": both,
    "or": either,
    "any": either,
    "not": lambda parts: negate(parts[0]),
}


class _Words(dict[str, str]):
    """Template values; what is not stated says so instead of failing."""

    def __missing__(self, key: str) -> str:
        return "not stated"


def because(judged: Judgement, ctx: Ctx) -> str:
    """Return the reason in one sentence that names the state and the citation."""
    rule = judged.rule
    if ctx.words is None:
        ctx.words = _words(ctx)
    words = _Words({**ctx.words, "cite": rule.cite, "display": rule.display})
    text = _sentence(judged, words)
    state = words["exporting_state"]
    known = state in text or ("destination" in words and words["destination"] in text)
    text = text if known else f"For {state}: {text}"
    return text if rule.cite in text or rule.display in text else f"{rule.cite}. {text}"


def _words(ctx: Ctx) -> dict[str, str]:
    """Return the words a reason may use on this line, apart from those of the rule."""
    subject = ctx.subject
    found = {k: _named(v, subject.names) for k, v in {**ctx.item.values, **subject.case.values}.items()}
    for party in subject.parties:
        found.setdefault(str(party.values.get("role", "")), party.label)
    return {**found, "item": ctx.item.label, "on": ctx.on.isoformat()}


def _sentence(judged: Judgement, words: _Words) -> str:
    """Return what the rule comes to; its own reason only where it holds."""
    rule, exemption = judged.rule, judged.exemption
    if judged.result is Result.DOES_NOT_REACH:
        return "In force, but it does not reach this recipient, these goods or this use."
    if judged.result is Result.LIFTED and exemption is not None:
        return f"In force, and lifted by exemption {exemption.id} ({exemption.cite}): {exemption.says or rule.says}"
    if judged.truth is None:
        return f"Not settled by the facts on file. {rule.says}"
    return rule.because.format_map(words) if rule.because else rule.says


def _named(value: Value, names: Mapping[str, str]) -> str:
    text = _shown(value)
    return names.get(text, text)


def question(fact: Open, version: LawVersion, answers: Mapping[str, Answer]) -> str:
    """Return the sentence that asks for an open fact."""
    entity, name = fact.entity, fact.name
    if entity.key == "renewal":
        rule = version.standing[version.by_id[name]].rule
        return f"Has {rule.display} ({rule.cite}) been renewed beyond {rule.valid.last_day}?"
    if fact.key in answers:
        return _asked_of_register(fact.key, version)
    asked = version.facts.get(name) or CASE_NAMES.get(name) or PARTY_NAMES.get(name)
    if name in SCHEMES:
        return f"{entity.label}: which code of the {SCHEMES[name]} does it carry?"
    if name.startswith(("documents.", "denials", "route", "line_value", "total_value")):
        return _asked_of_file(name)
    text = asked.ask if asked and asked.ask else f"What is '{name}'?"
    return text if not entity.key else f"{entity.label}: {text}"


def _asked_of_register(key: str, version: LawVersion) -> str:
    kind, what, *states = key.split(".")
    if kind == "member":
        on = states[1] if len(states) > 1 else version.on
        return f"Does {states[0]} belong to, or is it bound by, {what} on {on}?"
    who = " and ".join(states)
    if kind == "agreement":
        return f"Is an agreement of the kind '{what}' in force between {who} on {version.on}?"
    return f"What is '{what}' for {who} on {version.on}?"


def _asked_of_file(name: str) -> str:
    head, _dot, rest = name.partition(".")
    if head == "documents":
        kind, _dot, about = rest.partition(".")
        return f"Is the document '{kind.replace('_', ' ')}'{f' for {about}' if about else ''} on file?"
    if head == "denials":
        return "Are the consultations on earlier denials closed?" if rest else "Has another state denied the same?"
    if head == "route":
        return "Through which states do the goods go?"
    return f"What is the value in {rest}?"
