"""The exporter and all parties of a case are screened against the lists in use; none or a stale one: refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.actions.acting import action
from licet.actions.policy import require
from licet.actions.steps import check_step, locked, move
from licet.common.errors import NotYet
from licet.parties import Party, read_party
from licet.screening import screen
from licet.store import ledger
from licet.store.lists import current_index
from licet.store.lists_in_use import Lists, lists_in_use
from licet.store.models import Case, Hit, Screening

if TYPE_CHECKING:
    from licet.screening import Hit as Found

__all__ = ["check_screen_parties", "do_screen_parties"]


def check_screen_parties(case: Case, lists: Lists, *, acting_user: Any) -> None:
    """Raise unless this person may screen the parties now, against lists that are fit for it."""
    require(acting_user, "screen_parties", case)
    check_step(case, "screen_parties")
    if lists.problems:
        remedy = "Import the present edition of the list first. Nobody was screened."
        raise NotYet("LIC-618", lists.problems[0], where=case.reference, remedy=remedy)


@action("screen_parties")
def do_screen_parties(case: Case, *, acting_user: Any, at: datetime, token: str | None = None) -> Screening:
    """Screen every party and return the run with its hits."""
    row = locked(case)
    lists = lists_in_use(at.date())
    check_screen_parties(row, lists, acting_user=acting_user)
    parties = {p["key"]: _party(p) for p in row.everyone}
    index = current_index(at.date())
    found = {key: screen(party, index) for key, party in parties.items()}
    run = Screening.objects.create(
        case=row,
        snapshot=row.snapshot,
        editions=list(lists.editions),
        parties=[_seen(key, party, found[key]) for key, party in parties.items()],
        by=acting_user,
        at=at,
    )
    pairs = [(key, hit) for key, hits in found.items() for hit in hits]
    Hit.objects.bulk_create([_hit(run, n, key, parties[key], hit) for n, (key, hit) in enumerate(pairs, 1)])
    detail = {"parties": len(parties), "hits": len(pairs), "editions": [e["sha256"] for e in lists.editions]}
    move(row, "screen_parties", by=acting_user, at=at, permission="screen_parties", detail=detail)
    ledger.record("parties.screened", subject=row.subject, record=detail, actor=acting_user, at=at)
    return run


def _party(sent: dict[str, Any]) -> Party:
    keys = ("role", "name", "kind", "state", "aliases", "address", "unit", "birth_date", "nationality")
    known: dict[str, Any] = {key: sent[key] for key in keys if sent.get(key)}
    if sent.get("registration"):
        known["identifiers"] = [{"kind": "registration", "value": sent["registration"], "state": sent["state"]}]
    return read_party({**known, "id": sent["key"]}, where=f"parties.{sent['key'].removeprefix('p')}")


def _seen(key: str, party: Party, hits: Sequence[Found]) -> dict[str, Any]:
    return {"key": key, "role": party.role, "name": party.name, "sha256": party.fingerprint(), "hits": len(hits)}


def _hit(run: Screening, number: int, key: str, party: Party, hit: Found) -> Hit:
    return Hit(
        screening=run,
        number=number,
        party_key=key,
        party_name=party.name[:200],
        party_role=party.role,
        party={
            "names": list(party.names),
            "kind": party.kind,
            "state": party.state,
            "address": party.address,
            "birth_date": str(party.birth_date or ""),
            "nationality": party.nationality,
        },
        party_sha256=party.fingerprint(),
        source=hit.entry.source,
        entry_uid=hit.entry.uid[:80],
        entry_sha256=hit.entry_hash,
        entry=hit.entry.to_json(),
        matched_name=hit.matched_name[:300],
        score=Decimal(f"{hit.score:.4f}"),
        explanation=list(hit.explanation.sentences()),
    )
