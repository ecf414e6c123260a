"""All the law that is loaded, and the law as it stood on a day and as far as it was known."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from licet.law.model import Instrument, Rule
    from licet.law.vocabulary import FactWord
    from licet.law.yamltext import YamlMap

__all__ = ["Law", "LawTest", "LawVersion", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule as it stands on a day. `lapsed`: its last known end has passed and nobody has said it was not renewed."""

    rule: Rule
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class LawTest:
    """A test written beside the rules: a case laid out as in a case file, and what must come of it."""

    name: str
    instrument: str
    where: str
    case: YamlMap
    members: Mapping[str, tuple[str, ...]]
    expect: Mapping[str, str]
    questions: frozenset[str] | None
    outcome: str


class LawVersion:
    """The rules and parameters that count on `on`, as known on `known`. Its `id` is cited by every decision."""

    def __init__(
        self,
        on: date,
        known: date | None,
        standing: tuple[Standing, ...],
        params: Mapping[tuple[str, str], float],
        facts: Mapping[str, FactWord],
    ) -> None:
        self.on, self.known, self.standing, self.params, self.facts = on, known, standing, params, facts
        self.by_tag: dict[str, list[int]] = {}
        self.by_id: dict[str, int] = {}
        for index, one in enumerate(standing):
            self.by_id[one.rule.id] = index
            for tag in one.rule.tags:
                self.by_tag.setdefault(tag, []).append(index)

    @cached_property
    def id(self) -> str:
        """SHA-256 over the canonical JSON of the rules that count and the parameters as of the day."""
        rules = sorted(({**s.rule.raw, "lapsed": s.lapsed} for s in self.standing), key=lambda r: str(r["id"]))
        body = {"rules": rules, "parameters": {"/".join(k): v for k, v in sorted(self.params.items())}}
        text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(slots=True)
class Law:
    """Every loaded instrument and every version of every rule."""

    instruments: tuple[Instrument, ...]
    rules: tuple[Rule, ...]
    facts: Mapping[str, FactWord]
    tests: tuple[LawTest, ...] = ()
    _held: dict[tuple[date, date | None], LawVersion] = field(default_factory=dict, repr=False)

    def at(self, on: date, known: date | None = None) -> LawVersion:
        """Return the law in force on `on`, leaving out what was learned after `known` (None: nothing is left out)."""
        key = (on, known)
        if key not in self._held:
            if len(self._held) > 256:
                self._held.clear()
            self._held[key] = self._resolve(on, known)
        return self._held[key]

    def _resolve(self, on: date, known: date | None) -> LawVersion:
        versions: dict[str, list[Rule]] = {}
        for rule in self.rules:
            if (known is None or known in rule.known) and on in rule.instrument.in_force:
                versions.setdefault(rule.id, []).append(rule)
        standing = tuple(s for rules in versions.values() if (s := _standing(rules, on, known)) is not None)
        params = {
            (i.id, p.name): value
            for i in self.instruments
            for p in i.parameters.values()
            if (value := p.at(on)) is not None
        }
        return LawVersion(on, known, standing, params, self.facts)

    def versions(self, rule_id: str) -> list[Rule]:
        """Return every version of a rule, earliest first."""
        found = [r for r in self.rules if r.id == rule_id]
        return sorted(found, key=lambda r: r.valid.first.toordinal() if r.valid.first else 0)


def _standing(versions: list[Rule], on: date, known: date | None) -> Standing | None:
    for rule in versions:
        if on in rule.valid:
            return Standing(rule)
    past = [r for r in versions if r.valid.until is not None and r.valid.until <= on]
    if not past:
        return None
    last = max(past, key=lambda r: r.valid.until.toordinal() if r.valid.until else 0)
    ended = last.renewal == "ended" and (known is None or (last.valid.until is not None and last.valid.until <= known))
    return None if ended else Standing(last, lapsed=True)
