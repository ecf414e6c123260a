"""The roles an account may hold, with the words the pages print for them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ROLES", "Role"]


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its code, its name, the name of those who hold it, and one sentence on what it does."""

    code: str
    title: str
    plural: str
    does: str


ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role("exporter", "Exporter", "exporters", "Applies for licences of one organisation and uses them."),
        Role("licensing_officer", "Licensing officer", "licensing officers", "Works on cases and decides them."),
        Role("countersigner", "Countersigner", "countersigners", "Countersigns the decision of another officer."),
        Role("adviser", "Adviser", "advisers", "Answers criteria in writing on the cases that ask for advice."),
        Role("technical_assessor", "Technical assessor", "technical assessors", "Classifies goods."),
        Role("treaty_desk", "Treaty desk officer", "treaty desk officers", "Keeps the register of agreements."),
        Role("inspector", "Inspector", "inspectors", "Inspects and reports how licensed goods are used."),
        Role("customs", "Customs officer", "customs officers", "Records what leaves under a licence."),
        Role("auditor", "Auditor", "auditors", "Reads everything, and every read is logged; changes nothing."),
        Role("analyst", "Analyst", "analysts", "Reads statistics and analyses, not single cases."),
        Role("law_editor", "Law editor", "law editors", "Drafts changes to rules and packs."),
        Role("law_approver", "Law approver", "law approvers", "Approves what a law editor drafted."),
        Role("liaison", "Partner liaison", "partner liaison officers", "Exchanges denials with partner states."),
        Role("administrator", "Administrator", "administrators", "Makes and closes accounts; sees no case."),
    )
}
