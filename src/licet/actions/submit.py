"""An exporter sends an application: what was written becomes a snapshot that never changes, and a case opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from licet.actions.acting import action, role_used
from licet.actions.clocks import run_again
from licet.actions.draft import check_editable, locked_application
from licet.actions.policy import require
from licet.actions.steps import move
from licet.common.errors import Conflict, NotAllowed, NotYet
from licet.common.money import parse_decimal
from licet.licensing.completeness import Missing, missing
from licet.licensing.deadlines import due_on
from licet.licensing.journey import CaseState
from licet.licensing.sealed import canonical, normal_form, sha256_hex
from licet.store import ledger, packs
from licet.store.models import Application, Case, CaseEvent, Snapshot
from licet.store.numbers import reference
from licet.store.outbox import enqueue

__all__ = ["Incomplete", "check_submit", "do_submit"]


class Incomplete(NotYet):
    """The application lacks something. `missing` names every field, why it is asked and how to put it right."""

    def __init__(self, found: list[Missing], where: str) -> None:
        self.missing = tuple(found)
        first = found[0]
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        what = f"not complete yet: {first.path} ({first.label}){more}"
        super().__init__("LIC-612", what, where=where, remedy=f"{first.how} Nothing was sent.")


@dataclass(frozen=True, slots=True)
class _Gist:
    """What a list of cases prints, taken from the form once."""

    exporting_state: str
    destination: str
    end_user: str
    value: Decimal
    currency: str
    line_count: int


def check_submit(application: Application, *, version: int | None, acting_user: Any, at: datetime) -> dict[str, Any]:
    """Return the form as it would be kept, or raise; `Incomplete` lists every missing field."""
    require(acting_user, "submit", application)
    check_editable(application)
    _check_version(application, version)
    exporter = application.organisation
    if exporter.debarred(at.date()):
        what = f"{exporter} may not apply since {exporter.debarred_from}"
        raise NotAllowed("LIC-613", what, where=application.reference, remedy="Ask the licensing office.")
    found = missing(application.draft, packs.states())
    if found:
        raise Incomplete(found, application.reference)
    return _settled(normal_form(application.draft))


@action("submit")
def do_submit(
    application: Application,
    *,
    version: int | None = None,
    acting_user: Any,
    at: datetime,
    token: str | None = None,
) -> Case:
    """Send the application and return its case; sent again after a return, the case goes on with a new snapshot."""
    row = locked_application(application)
    form = check_submit(row, version=version, acting_user=acting_user, at=at)
    row.state = Application.State.SUBMITTED
    row.save(update_fields=["state"])
    snapshot = _snapshot(row, form, acting_user, at)
    earlier = Case.objects.select_for_update().filter(application=row).first()
    case = _sent_again(earlier, snapshot, acting_user, at) if earlier else _opened(row, snapshot, acting_user, at)
    enqueue("officer.notice", case.subject, {"what": "sent", "snapshot": snapshot.number}, at=at)
    record = {
        "case": case.reference,
        "application": row.reference,
        "snapshot": snapshot.number,
        "sha256": snapshot.sha256,
    }
    ledger.record("case.submitted", subject=case.subject, record=record, actor=acting_user, at=at)
    return case


def _check_version(application: Application, version: int | None) -> None:
    if version is not None and version != application.version:
        raise Conflict(
            "LIC-608",
            f"{application.saved_by} saved version {application.version}; you read version {version}",
            where=application.reference,
            remedy="Read the answers again before you send them. Nothing was sent.",
        )


def _settled(form: dict[str, Any]) -> dict[str, Any]:
    """Return the form with every state as its three-letter code."""
    find = packs.states().find
    for part in (form["export"], form["route"], *form["lines"], *form["parties"]):
        for key in ("exporting_state", "destination", "origin", "transit", "state", "nationality"):
            value = part.get(key)
            if value:
                part[key] = [find(v).iso3 for v in value if v] if isinstance(value, list) else find(value).iso3
    return form


def _snapshot(application: Application, form: dict[str, Any], person: Any, at: datetime) -> Snapshot:
    content = canonical(form)
    return Snapshot.objects.create(
        application=application,
        number=application.snapshots.count() + 1,
        content=content,
        sha256=sha256_hex(content),
        declared_by_name=form["declarations"]["name"][:150],
        by=person,
        at=at,
    )


def _gist(form: dict[str, Any]) -> _Gist:
    return _Gist(
        exporting_state=form["export"]["exporting_state"],
        destination=form["route"]["destination"],
        end_user=next(p["name"] for p in form["parties"] if p["role"] == "end_user")[:200],
        value=sum((parse_decimal(line["value"]) for line in form["lines"]), Decimal(0)),
        currency=form["lines"][0]["currency"],
        line_count=len(form["lines"]),
    )


def _opened(application: Application, snapshot: Snapshot, person: Any, at: datetime) -> Case:
    gist = _gist(snapshot.form)
    case = Case.objects.create(
        reference=reference("LC", at.year),
        application=application,
        snapshot=snapshot,
        exporter=application.organisation,
        title=application.title,
        state=CaseState.SUBMITTED.value,
        opened_at=at,
        due_on=due_on(at.date()),
        **{name: getattr(gist, name) for name in _Gist.__slots__},
    )
    CaseEvent.objects.create(
        case=case,
        action="submit",
        to_state=case.state,
        by=person,
        role=role_used(person, "submit"),
        detail={"snapshot": snapshot.number},
        at=at,
    )
    return case


def _sent_again(case: Case, snapshot: Snapshot, person: Any, at: datetime) -> Case:
    gist = _gist(snapshot.form)
    case.snapshot, case.title = snapshot, snapshot.application.title
    for name in _Gist.__slots__:
        setattr(case, name, getattr(gist, name))
    run_again(case, at)
    move(case, "submit", by=person, at=at, permission="submit", detail={"snapshot": snapshot.number})
    return case
