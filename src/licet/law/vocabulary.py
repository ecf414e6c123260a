"""The words rules may use: facts with type, scope and question, and the names that are always there."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BUILTIN_FACTS", "BUILTIN_SETS", "CASE_NAMES", "FACT_TYPES", "PARTY_NAMES", "SCOPES", "FactWord"]

FACT_TYPES = ("bool", "number", "code", "text", "date", "state")
SCOPES = ("case", "item", "party")


@dataclass(frozen=True, slots=True)
class FactWord:
    """A fact the law asks for. `derive` is the source text of the expression it falls back on."""

    name: str
    type: str = "bool"
    scope: str = "case"
    ask: str = ""
    values: tuple[str, ...] = ()
    unit: str = ""
    derive: str = ""


def _table(scope: str, kind: str, rows: str) -> list[FactWord]:
    pairs = (row.split(":", 1) for row in rows.strip().splitlines())
    return [FactWord(name.strip(), kind, scope, ask.strip()) for name, ask in pairs]


_NUMBERS = """
calibre_mm: What is the calibre in millimetres?
range_km: What is the range in kilometres?
weapon_range_km: What is the range of its weapons in kilometres?
payload_kg: What payload does it carry, in kilograms?
unladen_mass_t: What is the unladen mass in tonnes?
displacement_t: What is the standard displacement in tonnes?
squad_seats: How many infantry does it carry besides its crew?
units_per_year: How many units does the plant make in a year?
users: How many users does the end user name for these items?
"""
_SWITCHES = """
armed: Is it armed or equipped for military use?
direct_fire: Does it have a direct-fire main gun?
indirect_fire: Does it fire mainly indirectly?
cross_country: Is it built for cross-country movement?
armoured: Is it armoured?
vehicle: Is it a self-propelled vehicle?
firearm: Is it a firearm?
gun: Is it a gun?
rifled: Is the barrel rifled?
smooth_bore: Is the barrel smooth?
mortar: Is it a mortar?
missile: Is it a missile or rocket?
missile_launcher: Does it carry a missile launcher?
dedicated_launcher: Is it a launcher made for such missiles?
man_portable: Can one person carry and fire it?
surface_to_air: Is it a surface-to-air missile?
unmanned_delivery: Is it an unmanned delivery system?
vessel: Is it a vessel?
hand_emplaced: Is it emplaced by hand, not fired, launched or dropped?
submunitions: Does it carry explosive submunitions?
anti_personnel_mine: Is it a mine set off by the presence, nearness or contact of a person?
non_lethal: Is it non-lethal equipment?
guided: Is it guided?
fired_launched_or_delivered: Is it ammunition fired, launched or delivered by a conventional arm?
part_of_conventional_arm: Is it a part or component of a conventional arm?
gives_capability_to_assemble: Is it in a form that gives the capability to assemble a conventional arm?
small_arm: Is it a small arm?
light_weapon: Is it a light weapon?
specially_designed: Is it specially designed for the listed item?
excluded_technology: Is it on the excluded technology list?
"""
_CASE = """
ownership_change: Does ownership pass to somebody else?
goods_enter_territory: Do the goods enter the territory of the exporting state?
supplier_registered: Is the supplier registered for the licence it relies on?
authorised_user: Is the recipient an authorised user?
first_use_of_general_licence: Is this the first use of the general licence?
offered_mitigation: Did the applicant offer measures against the risk?
economic_argument: Does the applicant argue with economic benefit?
catch_all_informed: Has the authority informed the exporter, or is the exporter aware, of a catch-all end use?
"""
_PARTY = """
government: Does the party act for the government of its state?
listed: Is the party on a sanctions list?
certified: Is the recipient certified?
operates_sites_of_detention: Does the party run places of detention?
"""

BUILTIN_FACTS: tuple[FactWord, ...] = (
    *_table("item", "number", _NUMBERS),
    *_table("item", "bool", _SWITCHES),
    *_table("case", "bool", _CASE),
    *_table("party", "bool", _PARTY),
)

CASE_NAMES: dict[str, FactWord] = {
    word.name: word
    for word in (
        FactWord("exporting_state", "state", "case", "Which state decides?"),
        FactWord("destination", "state", "case", "Which state is the final destination?"),
        FactWord("origin", "state", "case", "From which state do the goods come?"),
        FactWord("activity", "code", "case", "What is to be done with the goods?"),
        FactWord("purpose", "code", "case", "For what purpose are the goods needed?"),
        FactWord("on", "date", "case", "On which day is the law read?"),
        FactWord("quantity", "number", "item", "How many are to be supplied?"),
    )
}

PARTY_NAMES: dict[str, FactWord] = {
    word.name: word
    for word in (
        FactWord("role", "code", "party", "What is the role of the party?"),
        FactWord("kind", "code", "party", "What kind of body is the party?"),
        FactWord("state", "state", "party", "To which state does the party belong?"),
        FactWord("nationality", "state", "party", "Which nationality has the party?"),
        FactWord("location", "state", "party", "Where is the party located?"),
    )
}

BUILTIN_SETS: dict[str, frozenset[str]] = {
    "STATE_BODIES": frozenset(
        """armed_forces defence_ministry police internal_security intelligence_service paramilitary border_guard
        coast_guard prison_service gov_agency""".split()
    ),
    "PRIVATE": frozenset("company private_security_company individual ngo research media bank".split()),
}
