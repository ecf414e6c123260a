"""The closed list of what the log may say, each kind with its sentence. A new kind is a new line here."""

from __future__ import annotations

from licet.common.errors import UnknownName, suggest

__all__ = ["KINDS", "require_kind"]

KINDS: dict[str, str] = {
    "access.read": "A person read a case, a denial or a person's file.",
    "account.approved": "A second person approved the making, changing or closing of an account.",
    "account.changed": "The roles, authority or holder's details of an account changed.",
    "account.closed": "An account was closed.",
    "account.opened": "An account was opened.",
    "account.proposed": "The making, changing or closing of an account was proposed.",
    "advice.asked": "An adviser was asked to answer a criterion in writing.",
    "advice.given": "An adviser gave advice.",
    "case.assessed": "A case was assessed under the law of a date.",
    "case.assigned": "A case was given to an officer.",
    "case.changed": "A case moved to another state.",
    "case.closed": "A case was closed without a decision.",
    "case.drafted": "An application was begun.",
    "case.edited": "A draft application was changed.",
    "case.information_asked": "The exporter was asked for information.",
    "case.information_given": "The exporter gave the information asked for.",
    "case.submitted": "An application was submitted; its snapshot never changes.",
    "case.withdrawn": "An application was withdrawn by the exporter.",
    "decision.countersigned": "A second officer countersigned a decision.",
    "decision.proposed": "An officer proposed a decision.",
    "decision.returned": "A second officer returned a decision unsigned.",
    "denial.notified": "A denial was notified to other states.",
    "denial.recorded": "A denial was recorded.",
    "document.issued": "A document was issued; the log keeps its hash.",
    "drawdown.cancelled": "A use of a licence was cancelled.",
    "drawdown.recorded": "A quantity was drawn down from a licence.",
    "fact.established": "An officer answered a question of the assessment, with the source.",
    "finding.written": "A named person wrote a finding on a criterion.",
    "hit.adjudicated": "A watchlist hit was cleared or confirmed, with a reason.",
    "hit.reopened": "A cleared hit was opened again because its entry changed.",
    "interest.declared": "An officer declared an interest, or none, in the parties of a case.",
    "item.classified": "An item was given its control-list entry.",
    "law.loaded": "A version of the law was loaded.",
    "licence.amended": "A licence was amended.",
    "licence.issued": "A licence was issued.",
    "licence.reinstated": "A suspended licence was reinstated.",
    "licence.revoked": "A licence was revoked.",
    "licence.suspended": "A licence was suspended.",
    "list.imported": "An edition of a watchlist was read in.",
    "organisation.changed": "An organisation's details changed.",
    "organisation.registered": "An organisation was registered.",
    "parties.screened": "The parties of a case were screened against the watchlists.",
    "row.changed": "A record was made or changed.",
    "row.deleted": "A record was deleted.",
}


def require_kind(kind: str) -> str:
    """Return `kind` when the log knows it, else raise `UnknownName`."""
    if kind not in KINDS:
        raise UnknownName(
            "LIC-511",
            f"'{kind}' is not a kind of log entry.{suggest(kind, KINDS)}",
            remedy="Use a kind of licet.ledger.kinds, or add one there with its sentence.",
        )
    return kind
