"""Rules of decision: what still blocks one, which outcomes the law leaves open, and who may put the second signature.

All of it is computed from facts the server holds; nothing here trusts what a screen sends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from licet.common.outcomes import Outcome

__all__ = [
    "GRANT",
    "GRANT_WITH_CONDITIONS",
    "REFUSE",
    "WEIGHED",
    "Assessed",
    "Authority",
    "Blocker",
    "HitStanding",
    "Involvement",
    "Reached",
    "Standing",
    "blockers",
    "outcomes_open",
    "reach",
    "why_not_countersign",
]

GRANT, GRANT_WITH_CONDITIONS, REFUSE = "grant", "grant_with_conditions", "refuse"
BOTH = frozenset({GRANT, GRANT_WITH_CONDITIONS, REFUSE})
GRANTS = frozenset({GRANT, GRANT_WITH_CONDITIONS})

LISTED = "2008/944/CFSP Art. 2(1); ATT Art. 6(1)"
DECLARED = "2008/944/CFSP Art. 2(1), 5; Regulation (EU) 2021/821 Art. 4"
KNOWN = "ATT Art. 7(1)"
WEIGHED = "2008/944/CFSP Art. 1, 2; ATT Art. 7"
FAIR = "2008/944/CFSP Art. 5"

_OPEN: dict[str, frozenset[str]] = {
    Outcome.PROHIBITED: frozenset({REFUSE}),
    Outcome.PROHIBITED_UNLESS_EXEMPTED: frozenset({REFUSE}),
    Outcome.REQUEST_INFO: frozenset({REFUSE}),
    Outcome.CONSULT: frozenset({REFUSE}),
    Outcome.INDIVIDUAL_REQUIRED: frozenset({REFUSE}),
    Outcome.REFUSE: frozenset({REFUSE}),
    Outcome.REFER_MINISTER: BOTH,
    Outcome.APPROVE_COND: frozenset({GRANT_WITH_CONDITIONS, REFUSE}),
    Outcome.APPROVE: BOTH,
}


@dataclass(frozen=True, slots=True)
class HitStanding:
    """A hit and where it stands: open, second, unsettled, cleared or confirmed."""

    number: int
    party: str
    status: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """The last assessment, as far as a decision needs it. `stale` says in words why it is out of date."""

    outcome: Outcome
    unknown_gates: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    without_finding: tuple[str, ...] = ()
    stale: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything about a case that a decision waits for.

    `declared` are sentences on what the exporter declares, `list_problems` one for each list at fault.
    """

    declared: tuple[str, ...] = ()
    unclassified: tuple[int, ...] = ()
    list_problems: tuple[str, ...] = ()
    unscreened: str = ""
    hits: tuple[HitStanding, ...] = ()
    open_questions: tuple[int, ...] = ()
    advice_due: tuple[str, ...] = ()
    interested: tuple[str, ...] = ()
    assessed: Assessed | None = None


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stops a decision: the sentence, the action that settles it, its basis, and which outcomes it stops."""

    code: str
    sentence: str
    action: str
    basis: str
    stops: frozenset[str] = field(default=BOTH)


def blockers(standing: Standing) -> list[Blocker]:
    """Return what stops a decision, in the order in which it is settled; empty when the officer may decide."""
    return [*_goods_and_parties(standing), *_people(standing), *_law(standing.assessed)]


def _goods_and_parties(s: Standing) -> list[Blocker]:
    found = [
        Blocker("declared", f"{words}; only another answer settles it.", "return_to_exporter", DECLARED, GRANTS)
        for words in s.declared
    ]
    found += [
        Blocker("unclassified", f"Line {n} has no confirmed control code.", "classify", "ATT Art. 5(2)")
        for n in s.unclassified
    ]
    found += [Blocker("list", problem, "import_lists", LISTED) for problem in s.list_problems]
    if s.unscreened:
        found.append(Blocker("unscreened", s.unscreened, "screen_parties", LISTED))
    found += [b for hit in s.hits if (b := _hit(hit))]
    return found


def _hit(hit: HitStanding) -> Blocker | None:
    words = {
        "open": f"{hit.party} may be a listed person; nobody has settled it.",
        "second": f"A hit on {hit.party} was cleared by one person and needs a second.",
        "unsettled": f"Whether {hit.party} is the listed person cannot be told yet; a fact is needed.",
        "confirmed": f"{hit.party} is a listed person.",
    }
    if hit.status not in words:
        return None
    stops = GRANTS if hit.status == "confirmed" else BOTH
    return Blocker(f"hit-{hit.status}", words[hit.status], "adjudicate_hit", LISTED, stops)


def _people(s: Standing) -> list[Blocker]:
    found = [
        Blocker("question", f"Question {n} to the exporter has no reply.", "answer", FAIR) for n in s.open_questions
    ]
    return found + [
        Blocker("advice", f"{who} was asked for advice and has not given it.", "advise", WEIGHED)
        for who in s.advice_due
    ]


def _law(assessed: Assessed | None) -> list[Blocker]:
    if assessed is None:
        return [Blocker("unassessed", "The law has not been asked yet.", "assess_case", WEIGHED)]
    if assessed.stale:
        return [Blocker("stale", assessed.stale, "assess_case", WEIGHED)]
    found = [
        Blocker("unknown", f"One gate is unknown: {gate}.", "establish_fact", KNOWN, GRANTS)
        for gate in assessed.unknown_gates
    ]
    found += [Blocker("unasked", f"Not known yet: {q}", "establish_fact", KNOWN, GRANTS) for q in assessed.questions]
    found += [
        Blocker("finding", f"Criterion {c} has no written finding.", "advise", WEIGHED, GRANTS)
        for c in assessed.without_finding
    ]
    return [*found, *_outcome(assessed)]


def _outcome(assessed: Assessed) -> list[Blocker]:
    sentences = {
        Outcome.PROHIBITED: "The law prohibits this export. Nobody can grant it.",
        Outcome.PROHIBITED_UNLESS_EXEMPTED: "The law prohibits this export, and no exemption is shown to be met.",
        Outcome.REQUEST_INFO: "What the law needs to know is not known yet.",
        Outcome.CONSULT: "A consultation that the law requires is not on file.",
        Outcome.REFUSE: "A finding names a risk on which the law says to refuse.",
    }
    needless = {Outcome.EXEMPT, Outcome.GENERAL}
    if assessed.outcome in needless:
        sentence = "No individual licence is needed; return the application with that answer."
        return [Blocker("needless", sentence, "return_to_exporter", KNOWN)]
    if assessed.outcome in sentences:
        return [Blocker("outcome", sentences[assessed.outcome], "decide", WEIGHED, GRANTS)]
    return []


def outcomes_open(standing: Standing) -> frozenset[str]:
    """Return the outcomes an officer may sign now."""
    if standing.assessed is None:
        return frozenset()
    left = _OPEN.get(standing.assessed.outcome, frozenset())
    stopped = {outcome for blocker in blockers(standing) for outcome in blocker.stops}
    return left - stopped


@dataclass(frozen=True, slots=True)
class Authority:
    """How far a person may sign. No ceiling reaches nothing; ``*`` among goods or destinations reaches any."""

    ceiling: Decimal | None = None
    currency: str = ""
    goods: tuple[str, ...] = ()
    destinations: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """Whether goods and destinations are unlimited: what a case referred to the top needs."""
        return "*" in self.goods and "*" in self.destinations


@dataclass(frozen=True, slots=True)
class Reached:
    """What a signature must reach: the decision's value, codes and destination, and whether it was referred upwards."""

    value: Decimal
    currency: str
    codes: tuple[str, ...]
    destination: str
    referred: bool = False


def reach(authority: Authority, wanted: Reached) -> list[str]:
    """Return why the authority does not reach, in sentences; empty when it does."""
    why = []
    if authority.ceiling is None:
        why.append("No authority to countersign is recorded for you.")
    elif authority.currency != wanted.currency:
        why.append(f"Your authority is in {authority.currency or 'no currency'}, the decision in {wanted.currency}.")
    elif authority.ceiling < wanted.value:
        ends, this = _money(authority.ceiling, authority.currency), _money(wanted.value, wanted.currency)
        why.append(f"Your authority ends at {ends}; this is {this}.")
    outside = sorted({c for c in wanted.codes if not _covers(authority.goods, c)})
    if outside:
        why.append(f"Your authority does not reach {', '.join(c or 'goods without a code' for c in outside)}.")
    if "*" not in authority.destinations and wanted.destination not in authority.destinations:
        why.append(f"Your authority does not reach the destination {wanted.destination}.")
    if wanted.referred and not authority.full:
        why.append("A finding refers this to the top; your authority is limited.")
    return why


def _covers(goods: Sequence[str], code: str) -> bool:
    return any(g == "*" or code == g or (code.startswith(g) and not code[len(g) : len(g) + 1].isdigit()) for g in goods)


def _money(amount: Decimal, currency: str) -> str:
    return f"{currency} {amount:,.2f}".replace(",", "\u00a0")


@dataclass(frozen=True, slots=True)
class Involvement:
    """Who did what on a case, by account id. `interested` are those who ever stated an interest in a party."""

    decided: frozenset[int] = frozenset()
    drafted: frozenset[int] = frozenset()
    advised: frozenset[int] = frozenset()
    adjudicated: frozenset[int] = frozenset()
    established: frozenset[int] = frozenset()
    sole_classifier: frozenset[int] = frozenset()
    interested: frozenset[int] = frozenset()


def why_not_countersign(person: int, involved: Involvement, *, states_no_interest: bool) -> list[str]:
    """Return why this person may not put the second signature, in sentences; empty when they may.

    It asks what the person did on the case, whatever roles the person holds.
    """
    checks = (
        (involved.decided, "You signed a decision on this case; nobody countersigns their own."),
        (involved.drafted, "You drafted or sent this application."),
        (involved.advised, "You wrote a finding on this case."),
        (involved.adjudicated, "You settled a screening hit in this case."),
        (involved.established, "You established a fact of this case."),
        (involved.sole_classifier, "You alone classified goods of this case."),
        (involved.interested, "You stated an interest in a party to this case."),
    )
    why = [sentence for people, sentence in checks if person in people]
    if not states_no_interest:
        why.append("You have not stated that you have no interest in any party.")
    return why
