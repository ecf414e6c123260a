"""A person says of a hit whether party and listed person are the same. Clearing a strong hit takes two persons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_no_interest, check_step, locked, move
from licet.common.errors import BadInput, Conflict
from licet.licensing.hits import hit_status
from licet.screening.adjudication import VERDICTS, check_reason
from licet.store import ledger
from licet.store.models import Adjudication, Case, Hit

__all__ = ["check_adjudicate_hit", "do_adjudicate_hit"]


def check_adjudicate_hit(case: Case, hit: Hit, *, verdict: str, reason: str, acting_user: Any) -> None:
    """Raise unless this person may settle that hit of the last screening in that way."""
    require(acting_user, "adjudicate_hit", case)
    check_step(case, "adjudicate_hit")
    last = case.screenings.order_by("-pk").first()
    if last is None or hit.screening_id != last.pk:
        what = f"hit {hit.number} is not of the last screening of this case"
        raise Conflict("LIC-626", what, where=case.reference, remedy="Open the hit from the case. Nothing was changed.")
    if verdict not in VERDICTS:
        what = f"'{verdict[:40]}' is not an answer to a hit"
        raise BadInput("LIC-625", what, where=case.reference, remedy=f"Use one of: {', '.join(VERDICTS)}.")
    check_reason(reason, where=f"{case.reference}, hit {hit.number}")
    check_no_interest(case, acting_user, "settles the hit")
    _check_not_twice(case, hit, verdict, acting_user)


@action("adjudicate_hit")
def do_adjudicate_hit(
    hit: Hit, *, verdict: str, reason: str, acting_user: Any, at: datetime, token: str | None = None
) -> Adjudication:
    """Record one person's answer: cleared, confirmed or unsettled."""
    row = locked(hit.screening.case)
    check_adjudicate_hit(row, hit, verdict=verdict, reason=reason, acting_user=acting_user)
    made = Adjudication.objects.create(
        case=row,
        hit=hit,
        source=hit.source,
        entry_uid=hit.entry_uid,
        entry_sha256=hit.entry_sha256,
        party_sha256=hit.party_sha256,
        verdict=verdict,
        reason=reason,
        by=acting_user,
        at=at,
    )
    now = hit_status(float(hit.score), [(a.verdict, a.by_id) for a in _said(row, hit)])
    detail = {"hit": hit.number, "party": hit.party_key, "verdict": verdict, "stands": now}
    move(row, "adjudicate_hit", by=acting_user, at=at, permission="adjudicate_hit", reason=reason, detail=detail)
    ledger.record("hit.adjudicated", subject=row.subject, record=detail, actor=acting_user, at=at)
    return made


def _said(case: Case, hit: Hit) -> list[Adjudication]:
    return list(
        case.adjudications.filter(
            source=hit.source,
            entry_uid=hit.entry_uid,
            entry_sha256=hit.entry_sha256,
            party_sha256=hit.party_sha256,
        ).select_related("by")
    )


def _check_not_twice(case: Case, hit: Hit, verdict: str, person: Any) -> None:
    """Raise when the person's word already stands on this hit: one person is never the second."""
    said = _said(case, hit)
    if said and said[-1].by_id == person.pk and said[-1].verdict == verdict:
        raise Conflict(
            "LIC-625",
            f"you said so already of hit {hit.number}",
            where=case.reference,
            remedy="Another person gives the second answer. Nothing was changed.",
        )
    if hit_status(float(hit.score), [(a.verdict, a.by_id) for a in said]) == verdict:
        raise Conflict(
            "LIC-625",
            f"{said[-1].by} settled hit {hit.number} already in that way",
            where=case.reference,
            remedy="Load the page again. Nothing was changed.",
        )
