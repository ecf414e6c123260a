"""Words for what the server found: blockers with the link that settles each, outcomes as quotable sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.common.outcomes import CLEARED, Outcome
from licet.law.vocabulary import CASE_NAMES, PARTY_NAMES
from licet.licensing.advice import CONCLUSIONS
from licet.store import packs
from licet.store.models import Adjudication, Decision

if TYPE_CHECKING:
    from licet.licensing.decision import Blocker
    from licet.store.case_rows import CaseRows

__all__ = ["OUTCOMES", "Block", "blocks", "outcome_tone", "step_words"]


@dataclass(frozen=True, slots=True)
class Block:
    """One line of what blocks a decision: the server's sentence, its basis, and the link that settles it."""

    what: str
    law: str
    why: str
    url: str
    verb: str
    more: str = ""


OUTCOMES = {
    Outcome.PROHIBITED: gettext_lazy("The law prohibits this export"),
    Outcome.PROHIBITED_UNLESS_EXEMPTED: gettext_lazy(
        "The law prohibits this export unless an exemption is shown to be met"
    ),
    Outcome.REQUEST_INFO: gettext_lazy("Not decidable yet: what the law needs to know is unknown"),
    Outcome.CONSULT: gettext_lazy("A consultation is required before a decision"),
    Outcome.EXEMPT: gettext_lazy("No licence is needed: an exemption applies"),
    Outcome.GENERAL: gettext_lazy("A general licence covers this export"),
    Outcome.INDIVIDUAL_REQUIRED: gettext_lazy("An individual licence is needed; a person must write each finding"),
    Outcome.REFUSE: gettext_lazy("On the findings written, the law says to refuse"),
    Outcome.REFER_MINISTER: gettext_lazy("On the findings written, the minister decides"),
    Outcome.APPROVE_COND: gettext_lazy("On the findings written, it may be granted with conditions"),
    Outcome.APPROVE: gettext_lazy("On the findings written, nothing stands against granting"),
}


def outcome_tone(outcome: str) -> tuple[str, str]:
    """Return the class and the sign of an outcome's frame."""
    if outcome in CLEARED:
        return "ok", "t"
    if outcome in {Outcome.PROHIBITED, Outcome.PROHIBITED_UNLESS_EXEMPTED, Outcome.REFUSE}:
        return "stop", "gs"
    if outcome in {Outcome.CONSULT, Outcome.REFER_MINISTER}:
        return "info", "gl"
    return "", "u"


def blocks(rows: CaseRows, found: list[Blocker]) -> list[Block]:
    """Return the server's blockers, each with its link. Nothing is listed that the server does not enforce."""
    links = _Links(rows)
    each = [(b, *links.of(b)) for b in found]
    return [_block(list(group)) for _code, group in groupby(each, key=lambda one: one[0].code)]


def _block(group: list[tuple[Blocker, str, str]]) -> Block:
    """Return one line for blockers of one kind: the first in full, the others shortly."""
    first, url, verb = group[0]
    more = " ".join(b.sentence for b, _url, _verb in group[1:4])
    if len(group) > 4:
        more = f"{more} {_('And %(n)s more of this kind.') % {'n': len(group) - 4}}"
    return Block(first.sentence, first.basis, "", url, verb, more)


class _Links:
    """Where each blocker is settled; hits and lines come in the order in which the server lists them."""

    def __init__(self, rows: CaseRows) -> None:
        self.ref = rows.case.reference
        unsettled = [hit for hit in rows.hits if rows.status_of(hit) != "cleared"]
        self.hits = iter([hit.pk for hit in unsettled])
        self.lines = iter([n for n in range(1, rows.case.line_count + 1) if n not in rows.codes])

    def of(self, blocker: Blocker) -> tuple[str, str]:
        """Return address and verb."""
        if blocker.code.startswith("hit-"):
            return self._to("hit", next(self.hits, 0)), _("Compare the two")
        if blocker.code == "unclassified":
            return self._to("classify", next(self.lines, 1)), _("Give it a code")
        name, verb, anchor = PLACES.get(blocker.code, ("", "", ""))
        return (f"{self._to(name)}{anchor}", str(verb)) if name else ("", "")

    def _to(self, name: str, *more: Any) -> str:
        return reverse(f"web:{name}", args=[self.ref, *more])


PLACES = {
    "unscreened": ("case", gettext_lazy("Screen all parties"), "#parties"),
    "question": ("case_questions", gettext_lazy("See the question"), ""),
    "advice": ("case_assessment", gettext_lazy("See the advice"), "#advice"),
    "unassessed": ("case_assessment", gettext_lazy("Ask the law"), ""),
    "stale": ("case_assessment", gettext_lazy("Ask the law again"), ""),
    "unknown": ("case_assessment", gettext_lazy("Answer the question"), "#questions"),
    "finding": ("case_assessment", gettext_lazy("Write the finding"), "#criteria"),
    "outcome": ("case_assessment", gettext_lazy("See why"), ""),
    "needless": ("case_return", gettext_lazy("Return it"), ""),
}


STEPS = {
    "submit": gettext_lazy("Sent the application"),
    "take_case": gettext_lazy("Took the case"),
    "return_to_exporter": gettext_lazy("Returned the application"),
    "ask_exporter": gettext_lazy("Asked the exporter, question %(question)s"),
    "answer": gettext_lazy("Answered question %(question)s"),
    "answer_last": gettext_lazy("Answered question %(question)s, the last one open"),
    "classify": gettext_lazy("Classified line %(line)s: %(code)s"),
    "screen_parties": gettext_lazy("Screened %(parties)s parties, %(hits)s hits"),
    "adjudicate_hit": gettext_lazy("Settled hit %(hit)s: %(verdict)s"),
    "establish_fact": gettext_lazy("Recorded %(fact)s: %(value)s"),
    "assess_case": gettext_lazy("Asked the law: %(outcome)s"),
    "advise": gettext_lazy("Wrote a finding on %(criterion)s: %(conclusion)s"),
    "record_interest": gettext_lazy("Stated interests"),
    "decide": gettext_lazy("Signed decision %(decision)s: %(outcome)s"),
    "countersign_grant": gettext_lazy("Countersigned decision %(decision)s"),
    "countersign_refusal": gettext_lazy("Countersigned decision %(decision)s"),
    "send_back": gettext_lazy("Sent decision %(decision)s back"),
    "reopen": gettext_lazy("Reopened the case"),
    "issue": gettext_lazy("Issued licence %(licence)s"),
    "withdraw": gettext_lazy("Withdrew the application"),
}


def step_words(event: Any) -> str:
    """Return what was done, in words, with what the event itself says of it."""
    detail: dict[str, Any] = event.detail
    if event.action == "advise" and "adviser" in detail:
        return _("Asked for advice on %(criteria)s") % {"criteria": ", ".join(detail.get("criteria", []))}
    if event.action == "establish_fact":
        detail = {**detail, "fact": _asked(str(detail.get("fact", ""))), "value": _answer(detail.get("value"))}
    words = str(STEPS.get(event.action, event.action.replace("_", " ")))
    wanted = re.findall(r"%\((\w+)\)s", words)
    return words % {name: _said(detail.get(name, "–")) for name in wanted} if wanted else words


def _asked(fact: str) -> str:
    """Return the question that a fact answers, with the line or party it is about."""
    about, _dot, name = fact.rpartition(".")
    word = packs.law().facts.get(name) or CASE_NAMES.get(name) or PARTY_NAMES.get(name)
    if word is None:
        return fact
    return f"“{word.ask}” ({about})" if about else f"“{word.ask}”"


def _answer(value: Any) -> Any:
    return {"true": _("Yes"), "false": _("No"), "unknown": _("Not known")}.get(str(value).lower(), value)


def _said(value: Any) -> str:
    """Return a value of an event as people say it."""
    if isinstance(value, str) and value in OUTCOMES:
        words = str(OUTCOMES[Outcome(value)])
        return words[:1].lower() + words[1:]
    labels = {**CONCLUSIONS, **dict(Decision.Outcome.choices), **dict(Adjudication.Verdict.choices)}
    return _(str(labels[value])).lower() if value in labels else str(value)
