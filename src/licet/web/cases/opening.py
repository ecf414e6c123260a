"""Opening a case: found, allowed, the read logged, and everything its pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from licet.actions import policy
from licet.actions.access import log_read
from licet.common.errors import NotFound
from licet.licensing import journey
from licet.licensing.decision import blockers, outcomes_open
from licet.store import clock
from licet.store.case_rows import load
from licet.store.lists_in_use import lists_in_use
from licet.store.models import Case
from licet.store.models.ledger import Entry
from licet.store.standing import standing
from licet.web.cases.queue import time_left
from licet.web.cases.words import blocks
from licet.web.log.reading import Place

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from licet.store.case_rows import CaseRows
    from licet.web.signed import SignedRequest

__all__ = ["case_or_404", "frame", "outline"]


def case_or_404(request: SignedRequest, reference: str, action: str = "view_case") -> Case:
    """Return the case when this person may see it; one that is not theirs looks like none."""
    found = _rows().filter(reference=reference).first()
    if found is None or not policy.allowed(request.user, "view_case", found).ok:
        raise NotFound("LIC-904", _("There is no such case"), remedy=_("Look it up in the list of cases."))
    policy.require(request.user, action, found)
    return found


def _rows() -> QuerySet[Case]:
    """Return cases with what every page prints of them, and the place of their newest entry in the log."""
    entries = Entry.objects.filter(stream=Concat(Value("case:"), OuterRef("reference"))).order_by("-version")
    rows = Case.objects.select_related("snapshot", "exporter", "application", "officer", "licence")
    return rows.annotate(entry_index=Subquery(entries.values("index")[:1]))


def outline(request: SignedRequest, case: Case, tab: str) -> dict[str, Any]:
    """Log the read and return what stands around every page of a case, without reading the rows of the case."""
    now = clock.now()
    log_read(request.user, "case", case.reference, action=tab, at=now)
    return {
        "case": case,
        "tab": tab,
        "is_open": case.standing in journey.OPEN,
        "left": time_left(case, now.date()),
        "entry": Place(getattr(case, "entry_index", None)),
        "licence": getattr(case, "licence", None),
        "counts": {"parties": len(case.everyone)},
        "may": _Moves(request.user, case),
    }


def frame(request: SignedRequest, case: Case, tab: str) -> tuple[CaseRows, dict[str, Any]]:
    """Return the rows of the case, and the outline with what still blocks a decision."""
    context, today = outline(request, case, tab), clock.today()
    rows = load(case, today=today)
    stand = standing(rows, today=today, lists=lists_in_use(today))
    asked = stand.assessed
    context["counts"] |= {
        "questions": len(rows.questions),
        "open": len(asked.questions) + len(asked.without_finding) if asked else 0,
    }
    return rows, context | {
        "rows": rows,
        "standing": stand,
        "blockers": blocks(rows, blockers(stand)),
        "outcomes": outcomes_open(stand),
        "codes": ", ".join(dict.fromkeys(row.code for row in rows.codes.values() if row.code)),
    }


class _Moves:
    """What this person may do next: the policy and the journey, asked when a template asks."""

    STEPS = {
        "take": ("take_case", "take_case"),
        "return_it": ("return_to_exporter", "return_to_exporter"),
        "screen": ("screen_parties", "screen_parties"),
        "classify": ("classify", "classify"),
        "adjudicate": ("adjudicate_hit", "adjudicate_hit"),
        "assess": ("assess_case", "assess_case"),
        "fact": ("establish_fact", "establish_fact"),
        "ask": ("ask_exporter", "ask_exporter"),
        "advise": ("advise", "advise"),
        "ask_advice": ("ask_advice", "advise"),
        "interest": ("record_interest", "record_interest"),
        "decide": ("decide", "decide"),
        "countersign": ("countersign", "countersign_grant"),
        "reopen": ("reopen", "reopen"),
        "issue": ("issue", "issue"),
    }

    def __init__(self, user: Any, case: Case) -> None:
        self.user, self.case = user, case

    def __getitem__(self, name: str) -> bool:
        action, edge = self.STEPS[name]
        if not journey.may(self.case.standing, edge):
            return False
        own = name == "take" and self.case.officer_id == self.user.pk
        return not own and bool(policy.allowed(self.user, action, self.case).ok)
