"""An officer registers an exporter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.actions.acting import action
from licet.actions.policy import require
from licet.common.errors import BadInput
from licet.store import ledger, packs
from licet.store.models import Organisation
from licet.store.numbers import next_number

__all__ = ["check_register_exporter", "do_register_exporter"]

DETAILS = ("address", "registration_number", "eori", "contact")


def check_register_exporter(*, name: str, state: str, acting_user: Any) -> None:
    """Raise unless this person may register an exporter of that name and state."""
    require(acting_user, "register_exporter")
    packs.states().find(state, where="state")
    if not 2 <= len(name.strip()) <= 200:
        raise BadInput("LIC-607", "the exporter has no name", where="name", remedy="Write the name as in its register.")


@action("register_exporter")
def do_register_exporter(
    *, name: str, state: str, acting_user: Any, at: datetime, token: str | None = None, **details: str
) -> Organisation:
    """Register an exporter and return it. `details`: address, registration_number, eori, contact."""
    check_register_exporter(name=name, state=state, acting_user=acting_user)
    unknown = sorted(set(details) - set(DETAILS))
    if unknown:
        raise BadInput("LIC-607", f"an exporter has no '{unknown[0]}'", remedy=f"Use: {', '.join(DETAILS)}.")
    exporter = Organisation.objects.create(
        reference=f"EXP-{next_number('EXP'):04}",
        name=" ".join(name.split()),
        state=packs.states().find(state).iso3,
        registered_on=at.date(),
        registered_by=acting_user,
        **details,
    )
    subject = f"organisation:{exporter.reference}"
    record = {"reference": exporter.reference, "name": exporter.name}
    ledger.record("organisation.registered", subject=subject, record=record, actor=acting_user, at=at)
    return exporter
