"""An exporter begins an application and writes it, section by section. Each save says which version it started from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions.acting import action, said_at
from licet.actions.policy import require
from licet.common.errors import BadInput, Conflict, NotFound
from licet.licensing.application import check_shape
from licet.licensing.sealed import canonical, sha256_hex
from licet.store import ledger
from licet.store.models import Application, DraftSave, Organisation
from licet.store.numbers import reference

__all__ = ["check_save_draft", "check_start_draft", "do_save_draft", "do_start_draft", "locked_application"]

LARGEST_DRAFT = 1_000_000
EDITABLE = (Application.State.DRAFT, Application.State.RETURNED)


def check_start_draft(organisation: Organisation, *, draft: dict[str, Any], acting_user: Any) -> None:
    """Raise unless this person may begin an application of that exporter with these answers."""
    require(acting_user, "draft_application", organisation)
    _check_draft(draft)


@action("draft_application")
def do_start_draft(
    organisation: Organisation,
    *,
    draft: dict[str, Any] | None = None,
    acting_user: Any,
    at: datetime,
    token: str | None = None,
) -> Application:
    """Begin an application and return it, in its first version."""
    answers = draft or {}
    check_start_draft(organisation, draft=answers, acting_user=acting_user)
    application = Application.objects.create(
        reference=reference("AP", at.year),
        organisation=organisation,
        title=_title(answers),
        draft=answers,
        created_by=acting_user,
        created_at=at,
        saved_by=acting_user,
        saved_at=at,
    )
    _record(application, "case.drafted", acting_user, at)
    return application


def check_save_draft(
    application: Application, *, changes: dict[str, Any], version: int, acting_user: Any
) -> dict[str, Any]:
    """Return the draft as it would stand, or raise. `changes` holds whole sections; the others stay as they are."""
    require(acting_user, "edit_application", application)
    check_editable(application)
    if version != application.version:
        raise Conflict(
            "LIC-608",
            f"{application.saved_by} saved version {application.version} on {said_at(application.saved_at)}; "
            f"your page shows version {version}",
            where=application.reference,
            remedy="Load the page again and enter your change there. Nothing was changed.",
        )
    draft = {**application.draft, **changes}
    _check_draft(draft)
    return draft


@action("edit_application")
def do_save_draft(
    application: Application,
    *,
    changes: dict[str, Any],
    version: int,
    acting_user: Any,
    at: datetime,
    token: str | None = None,
) -> Application:
    """Save whole sections of the draft and return it in its next version."""
    row = locked_application(application)
    row.draft = check_save_draft(row, changes=changes, version=version, acting_user=acting_user)
    row.title, row.version = _title(row.draft), row.version + 1
    row.saved_by, row.saved_at = acting_user, at
    row.save()
    _record(row, "case.edited", acting_user, at)
    return row


def locked_application(application: Application) -> Application:
    """Return the application as it stands now, locked until the transaction ends."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("organisation", "saved_by")
    row = rows.filter(pk=application.pk).first()
    if row is None:
        raise NotFound("LIC-609", "there is no such application", remedy="Look it up in the list of applications.")
    return row


def check_editable(application: Application) -> None:
    """Raise `Conflict` unless the application is in the exporter's hands."""
    if application.state not in EDITABLE:
        raise Conflict(
            "LIC-610",
            f"the application is {application.get_state_display().lower()}",
            where=application.reference,
            remedy="What was sent never changes. Ask the officer to return it, or begin another.",
        )


def _check_draft(draft: dict[str, Any]) -> None:
    check_shape(draft)
    size = len(canonical(draft))
    if size > LARGEST_DRAFT:
        what = f"the application has {size} characters, more than {LARGEST_DRAFT}"
        raise BadInput("LIC-611", what, remedy="Put long texts into documents, or split the application.")


def _title(draft: dict[str, Any]) -> str:
    return str((draft.get("export") or {}).get("title", ""))[:200] or "Untitled application"


def _record(application: Application, kind: str, person: Any, at: datetime) -> None:
    digest = sha256_hex(canonical(application.draft))
    DraftSave.objects.create(application=application, version=application.version, by=person, at=at, sha256=digest)
    record = {"reference": application.reference, "version": application.version, "sha256": digest}
    ledger.record(kind, subject=f"application:{application.reference}", record=record, actor=person, at=at)
