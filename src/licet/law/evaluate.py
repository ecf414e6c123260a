"""One line of goods against one version of the law: what each rule says, three-valued."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from licet.law.kleene import Truth, both, either

if TYPE_CHECKING:
    from licet.law.law import LawVersion, Standing
    from licet.law.model import Exemption, Rule
    from licet.law.node import Ctx

__all__ = ["Judgement", "LineTruths", "Result"]


class Result(StrEnum):
    """What a rule comes to. The first five are said of prohibitions, TRUE and FALSE of every other effect."""

    HOLDS = "holds"
    HOLDS_UNLESS_EXEMPTED = "holds_unless_exempted"
    LIFTED = "lifted"
    DOES_NOT_REACH = "does_not_reach"
    OUT_OF_REACH = "absent"
    UNKNOWN = "unknown"
    TRUE = "true"
    FALSE = "false"


_TRUTHS: dict[Result, Truth] = {
    Result.HOLDS: True,
    Result.HOLDS_UNLESS_EXEMPTED: True,
    Result.TRUE: True,
    Result.UNKNOWN: None,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One rule on one line. `exemption` is the one that lifts it, or the first that is for this class.

    `settled` says that no unknown fact can change the result.
    """

    standing: Standing
    result: Result
    bound: Truth
    reach: Truth
    exemption: Exemption | None = None
    settled: bool = True

    @property
    def rule(self) -> Rule:
        """The rule judged."""
        return self.standing.rule

    @property
    def truth(self) -> Truth:
        """Whether it holds: true also when it holds unless exempted."""
        return _TRUTHS.get(self.result, False)


class LineTruths:
    """The judgements of all rules on one line, each made when it is first asked for."""

    __slots__ = ("_held", "ctx", "version")

    def __init__(self, version: LawVersion, ctx: Ctx) -> None:
        self.version, self.ctx = version, ctx
        self._held: list[Judgement | None] = [None] * len(version.standing)
        ctx.rules = self

    def all(self) -> list[Judgement]:
        """Return the judgement of every rule that stands."""
        return [self.judge(index) for index in range(len(self._held))]

    def judge(self, index: int) -> Judgement:
        """Return the judgement of one rule."""
        held = self._held[index]
        if held is None:
            held = self._held[index] = self._fresh(self.version.standing[index])
        return held

    def breach(self, tag: str, hard: bool) -> Truth:
        """Whether a rule with this tag holds; `hard` leaves out those that an exemption could lift."""
        return either(self._holding(i, hard) for i in self.version.by_tag.get(tag, ()))

    def holding(self, rule_id: str, hard: bool) -> Truth:
        """Whether one rule holds; a rule that is not in force does not."""
        index = self.version.by_id.get(rule_id)
        return False if index is None else self._holding(index, hard)

    def _holding(self, index: int, hard: bool) -> Truth:
        judged = self.judge(index)
        if self.ctx.exact and not judged.settled:
            return None
        if hard and judged.result is Result.HOLDS_UNLESS_EXEMPTED:
            return False
        return judged.truth

    def _fresh(self, standing: Standing) -> Judgement:
        ctx = self.ctx
        held = ctx.env, ctx.hard, ctx.exact
        ctx.env, ctx.hard, ctx.exact = {}, False, False
        try:
            judged = self._judge(standing)
            return judged if self._steady(standing.rule) else replace(judged, settled=False)
        finally:
            ctx.env, ctx.hard, ctx.exact = held

    def _steady(self, rule: Rule) -> bool:
        """Whether what a rule rests on in other rules cannot change by an exemption that is still unknown."""
        if not rule.depends:
            return True
        nodes = [rule.reach, rule.when, *(n for e in rule.exemptions for n in (e.scope, e.met))]
        self.ctx.exact = True
        return all(node is None or node.truth(self.ctx) is not None for node in nodes)

    def _judge(self, standing: Standing) -> Judgement:
        rule, ctx = standing.rule, self.ctx
        bound = True if rule.bind is None else rule.bind.truth(ctx)
        if bound is False:
            return Judgement(standing, Result.OUT_OF_REACH, False, None)
        when = rule.when if rule.when is not None else rule.reach
        reach = True if rule.reach is None else rule.reach.truth(ctx)
        if reach is False:
            return Judgement(standing, Result.OUT_OF_REACH, bound, False)
        truth = both((bound, reach, True if when is None else when.truth(ctx)))
        if truth is False and (rule.reach is None or reach is None or bound is None):
            return Judgement(standing, Result.OUT_OF_REACH, bound, reach)
        if rule.effect != "prohibit":
            return Judgement(standing, self._plain(standing, truth), bound, reach)
        return self._gate(standing, truth, bound, reach)

    @staticmethod
    def _plain(standing: Standing, truth: Truth) -> Result:
        if truth is False:
            return Result.FALSE
        return Result.UNKNOWN if truth is None or standing.lapsed else Result.TRUE

    def _gate(self, standing: Standing, truth: Truth, bound: Truth, reach: Truth) -> Judgement:
        rule, ctx = standing.rule, self.ctx
        if truth is False:
            return Judgement(standing, Result.DOES_NOT_REACH, bound, reach)
        for_class: Exemption | None = None
        settled = True
        for exemption in rule.exemptions:
            scope = exemption.scope.truth(ctx)
            met = exemption.met.truth(ctx) if scope is not False else False
            if scope is True and met is True:
                return Judgement(standing, Result.LIFTED, bound, reach, exemption)
            settled = settled and scope is not None and met is not None
            for_class = exemption if for_class is None and scope is True else for_class
        if truth is None or standing.lapsed:
            return Judgement(standing, Result.UNKNOWN, bound, reach, for_class, settled=False)
        hard = self._hard(rule)
        settled = settled and hard is not None
        if for_class is not None or hard is not True:
            return Judgement(standing, Result.HOLDS_UNLESS_EXEMPTED, bound, reach, for_class, settled)
        return Judgement(standing, Result.HOLDS, bound, reach, None, settled)

    def _hard(self, rule: Rule) -> Truth:
        """Whether a gate that rests on other rules rests on one that no exemption could lift."""
        when = rule.when if rule.when is not None else rule.reach
        if not rule.depends or when is None:
            return True
        self.ctx.hard = True
        try:
            return when.truth(self.ctx)
        finally:
            self.ctx.hard = False
