"""What a party does in a transfer (role) and what it is (kind): two tables of code and word.

Laws and case files use the codes; pages print the words. A kind says whether the party belongs to a
government; ``None`` means the kind alone does not tell, and a rule that asks gets "unknown".
"""

from __future__ import annotations

from dataclasses import dataclass

from licet.common.errors import UnknownName, suggest

__all__ = ["GOVERNMENT_KINDS", "KINDS", "ROLES", "SECURITY_FORCES", "Kind", "Role", "check_kind", "check_role"]


@dataclass(frozen=True, slots=True)
class Role:
    """One role: the code, the word pages print, and whether the party receives or uses the goods."""

    code: str
    word: str
    receives: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of party. `government` is None where the kind alone does not tell.

    `schema` is how lists call it: person, organisation, vessel, aircraft, or empty for any.
    """

    code: str
    word: str
    government: bool | None
    schema: str = "organisation"


_ROLES = (
    Role("exporter", "Exporter"),
    Role("supplier", "Supplier or manufacturer"),
    Role("transferor", "Transferor"),
    Role("consignee", "Consignee", receives=True),
    Role("intermediate_consignee", "Intermediate consignee", receives=True),
    Role("end_user", "End user", receives=True),
    Role("ultimate_end_user", "Ultimate end user", receives=True),
    Role("importer", "Importer", receives=True),
    Role("signatory", "Signatory of the end-user certificate"),
    Role("broker", "Broker"),
    Role("agent", "Agent on commission"),
    Role("freight_forwarder", "Freight forwarder"),
    Role("carrier", "Carrier"),
    Role("vessel", "Vessel"),
    Role("aircraft", "Aircraft"),
    Role("bank", "Bank"),
    Role("insurer", "Insurer"),
    Role("owner", "Owner or beneficial owner"),
    Role("director", "Director"),
    Role("additional_contact", "Additional contact"),
    Role("third_party", "Third party"),
)

_KINDS = (
    Kind("armed_forces", "Armed forces", government=True),
    Kind("defence_ministry", "Ministry of defence", government=True),
    Kind("police", "Police", government=True),
    Kind("internal_security", "Interior ministry or internal security force", government=True),
    Kind("intelligence_service", "Intelligence service", government=True),
    Kind("paramilitary", "Paramilitary force of the state", government=True),
    Kind("border_guard", "Border guard", government=True),
    Kind("coast_guard", "Coast guard", government=True),
    Kind("prison_service", "Prison service", government=True),
    Kind("gov_agency", "Other government agency", government=True),
    Kind("state_factory", "State factory or state-owned company", government=True),
    Kind("armed_group", "Non-governmental armed group", government=False),
    Kind("armed_person", "Person who bears arms for no government", government=False, schema="person"),
    Kind("company", "Company", government=False),
    Kind("private_security_company", "Private military or security company", government=False),
    Kind("individual", "Individual", government=False, schema="person"),
    Kind("igo", "International organisation", government=False),
    Kind("un_mission", "United Nations mission", government=False),
    Kind("ngo", "Non-governmental organisation", government=False),
    Kind("media", "Press or broadcaster", government=None),
    Kind("research", "Research or teaching institution", government=None),
    Kind("bank", "Bank or other financial institution", government=None),
    Kind("vessel", "Vessel", government=None, schema="vessel"),
    Kind("aircraft", "Aircraft", government=None, schema="aircraft"),
    Kind("unknown", "Not known", government=None, schema=""),
)

ROLES: dict[str, Role] = {role.code: role for role in _ROLES}
KINDS: dict[str, Kind] = {kind.code: kind for kind in _KINDS}
GOVERNMENT_KINDS: frozenset[str] = frozenset(k.code for k in _KINDS if k.government)
SECURITY_FORCES: frozenset[str] = frozenset(
    {
        "armed_forces",
        "police",
        "internal_security",
        "intelligence_service",
        "paramilitary",
        "border_guard",
        "coast_guard",
        "prison_service",
    }
)


def check_role(code: str, *, where: str = "") -> str:
    """Return `code` when it is a role; anything else raises `UnknownName`."""
    if code in ROLES:
        return code
    what = f"'{code[:60]}' is not a role of a party.{suggest(code, ROLES)}"
    raise UnknownName("LIC-201", what, where=where, remedy=f"Use one of: {', '.join(ROLES)}.")


def check_kind(code: str, *, where: str = "") -> str:
    """Return `code` when it is a kind of party; anything else raises `UnknownName`."""
    if code in KINDS:
        return code
    what = f"'{code[:60]}' is not a kind of party.{suggest(code, KINDS)}"
    raise UnknownName("LIC-202", what, where=where, remedy=f"Use one of: {', '.join(KINDS)}.")
