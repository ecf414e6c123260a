"""Walk each invented application through the actions, in the order of the calendar, as far as its file says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from heapq import heapify, heappop, heappush
from typing import Any

from licet.actions.advise import do_advise
from licet.actions.ask_exporter import do_ask_exporter
from licet.actions.assess_case import do_assess_case
from licet.actions.classify import do_classify
from licet.actions.countersign import do_countersign
from licet.actions.decide import do_decide
from licet.actions.draft import do_start_draft
from licet.actions.draw_down import Shipped, do_draw_down
from licet.actions.establish_fact import do_establish_fact
from licet.actions.issue import do_issue
from licet.actions.screen_parties import do_screen_parties
from licet.actions.submit import do_submit
from licet.actions.take_case import do_take_case
from licet.common.quantities import Quantity
from licet.licensing.application import check_shape
from licet.store.lists import import_watchlist
from licet.store.models import Account, Application, Case, Licence

__all__ = ["walk_all"]

EDITION = "Own-words outline of the Common Military List, edition C/2026/1640"
STAGES = tuple("draft submitted asked screened assessed advised countersign refused granted issued".split())
MORNING = time(9, 0, tzinfo=UTC)


def walk_all(applications: tuple[dict[str, Any], ...], *, first: date, day: date) -> None:
    """Do every step of every application by the calendar; a new edition of the list comes in each Monday."""
    walks: list[tuple[datetime, int, Iterator[datetime]]] = []
    for number, walk in enumerate([_mondays(first, day), *(Walk(a, day).steps() for a in applications)]):
        walks.append((next(walk), number, walk))
    heapify(walks)
    while walks:
        _, number, walk = heappop(walks)
        following = next(walk, None)
        if following is not None:
            heappush(walks, (following, number, walk))


def _mondays(first: date, day: date) -> Iterator[datetime]:
    monday = first - timedelta(days=first.weekday())
    while monday <= day:
        at = datetime.combine(monday, time(6, tzinfo=UTC))
        yield at
        import_watchlist(at=at, list_date=monday)
        monday += timedelta(days=7)


@dataclass
class Walk:
    """One application on its way. Each step yields its moment first, so that all walks keep to one calendar."""

    told: dict[str, Any]
    day: date
    at: datetime = field(init=False)
    case: Case = field(init=False)

    def __post_init__(self) -> None:
        self.at = datetime.combine(date.fromisoformat(self.told["sent"]), MORNING)
        state = self.told["form"]["export"]["exporting_state"].lower()
        self.exporter, self.officer, self.senior = (
            Account.objects.get(username=f"{role}.{state}") for role in ("exporter", "officer", "senior")
        )

    def steps(self) -> Iterator[datetime]:
        """Do the steps up to the stage of the file, yielding the moment of each before it is done."""
        yield self.at
        application = self._draft()
        if not self._reaches("submitted"):
            return
        yield self._later(hours=1)
        self.case = do_submit(application, acting_user=self.exporter, at=self.at)
        for stage, step in self._officers_steps():
            if not self._reaches(stage):
                return
            yield self._later(hours=5)
            step()

    def _officers_steps(self) -> Iterator[tuple[str, Callable[[], object]]]:
        yield "asked", self._take
        yield "asked", self._classify
        yield "screened", self._screen
        yield "assessed", self._assess
        yield "advised", self._advise
        yield "advised", self._assess
        yield "countersign", self._decide
        yield "refused", self._countersign
        yield "issued", self._issue
        yield "issued", self._ship

    def _reaches(self, stage: str) -> bool:
        until = self.told["until"]
        if until == "asked" and stage == "screened":
            self._ask()
        return STAGES.index(stage) <= STAGES.index(until)

    def _later(self, hours: int) -> datetime:
        """Return the moment `hours` later within working hours."""
        self.at += timedelta(hours=hours)
        if self.at.hour >= 17:
            self.at = datetime.combine(self.at.date() + timedelta(days=1), MORNING)
        while self.at.weekday() > 4:
            self.at += timedelta(days=1)
        return self.at

    def _draft(self) -> Application:
        exporter = self.exporter.organisation
        assert exporter is not None
        form = check_shape(self.told["form"])
        return do_start_draft(exporter, draft=form, acting_user=self.exporter, at=self.at)

    def _take(self) -> None:
        do_take_case(self.case, acting_user=self.officer, at=self.at)

    def _classify(self) -> None:
        for entry in self.told.get("classify", []):
            reason = "The description matches the entry; compared with the technical specification."
            do_classify(
                self.case,
                line=int(entry["line"]),
                code=entry["code"],
                unroca=entry["unroca"],
                edition=EDITION,
                reason=reason,
                acting_user=self.officer,
                at=self.at,
            )
        for fact, (value, source) in self.told.get("facts", {}).items():
            do_establish_fact(self.case, fact=fact, value=value, source=source, acting_user=self.officer, at=self.at)

    def _ask(self) -> None:
        question = self.told["question"]
        do_ask_exporter(self.case, **question, acting_user=self.officer, at=self._later(hours=2))

    def _screen(self) -> None:
        do_screen_parties(self.case, acting_user=self.officer, at=self.at)

    def _assess(self) -> None:
        do_assess_case(self.case, acting_user=self.officer, at=self.at)

    def _advise(self) -> None:
        findings = self.told.get("findings", {})
        usual = findings.get("default", {})
        last = self.case.assessments.order_by("-pk").first()
        assert last is not None
        for criterion in last.engaged_criteria:
            finding = {**usual, **findings.get(criterion, {})}
            if "text" in finding:
                do_advise(self.case, criterion=criterion, **finding, acting_user=self.officer, at=self.at)

    def _decide(self) -> None:
        told = self.told["decision"]
        by_criterion = [{"criterion": c, "text": told["reasons"]} for c in told.get("criteria", [])]
        conditions = [c for f in self.told.get("findings", {}).values() for c in f.get("conditions", [])]
        do_decide(
            self.case,
            outcome=told["outcome"],
            reasons=told["reasons"],
            reasons_by_criterion=by_criterion,
            conditions=conditions,
            acting_user=self.officer,
            at=self.at,
        )

    def _countersign(self) -> None:
        do_countersign(self.case, agrees=True, states_no_interest=True, acting_user=self.senior, at=self.at)

    def _issue(self) -> None:
        do_issue(self.case, acting_user=self.officer, at=self.at)

    def _ship(self) -> None:
        told = self.told["drawdown"]
        licence = Licence.objects.get(case=self.case)
        customs = Account.objects.get(username="customs.nld")
        shipped = Shipped(int(told["line"]), Quantity(Decimal(told["quantity"]), "NAR"), Decimal(told["value"]))
        do_draw_down(
            licence,
            shipped=[shipped],
            shipped_on=self.at.date(),
            customs_reference=told["reference"],
            office="NL000510",
            acting_user=customs,
            at=self.at,
        )
