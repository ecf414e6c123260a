"""Finding an application that this person may see, and saving whole sections of its draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from licet.actions import policy
from licet.actions.access import log_read
from licet.actions.draft import do_save_draft
from licet.common.errors import NotFound
from licet.store import clock
from licet.store.models import Application

if TYPE_CHECKING:
    from licet.web.signed import SignedRequest


__all__ = ["application_or_404", "editable", "save"]


def application_or_404(request: SignedRequest, reference: str, action: str = "view_application") -> Application:
    """Return the application when this person may do `action` to it; one that is not theirs looks like none."""
    found = Application.objects.select_related("organisation", "saved_by").filter(reference=reference).first()
    if found is None or not policy.allowed(request.user, "view_application", found).ok:
        raise NotFound("LIC-901", _("There is no such application"), remedy=_("Look it up in the list."))
    policy.require(request.user, action, found)
    if not request.user.has_role("exporter"):
        log_read(request.user, "case", found.reference, action="application", at=clock.now())
    return found


def editable(application: Application) -> bool:
    """Tell whether the exporter may still change it."""
    return application.state in (Application.State.DRAFT, Application.State.RETURNED)


def save(request: SignedRequest, application: Application, changes: dict[str, Any], once: str | None) -> Application:
    version = request.POST.get("version", "")
    return do_save_draft(
        application,
        changes=changes,
        version=int(version) if version.isdecimal() and len(version) < 10 else 0,
        acting_user=request.user,
        at=clock.now(),
        token=once,
    )
