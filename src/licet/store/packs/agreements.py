"""Read the lists of members and the agreements from ``packs``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from licet.agreements.agreementfile import read_agreements, read_regimes
from licet.agreements.catalogue import Catalogue
from licet.agreements.membershipfile import read_body, read_universe
from licet.agreements.memberships import Memberships
from licet.law.yamltext import read_yaml
from licet.store.packs.state_table import states

if TYPE_CHECKING:
    from licet.agreements.agreement import Agreement

__all__ = ["catalogue", "memberships"]

UNIVERSE = "universe.yaml"
REGIMES = "regimes.yaml"


@cache
def memberships() -> Memberships:
    """Return every dated list of members the product ships."""
    texts = _texts("memberships")
    bodies = {}
    for name in sorted(texts.keys() - {UNIVERSE}):
        where = f"packs/memberships/{name}"
        body = read_body(read_yaml(texts[name], where=where), states=states(), where=where)
        bodies[body.name] = body
    all_states = read_yaml(texts[UNIVERSE], where=UNIVERSE)
    universe = read_universe(all_states, bodies["UN"], states=states(), where=UNIVERSE)
    aliases = {alias: body.name for body in bodies.values() for alias in body.aliases}
    return Memberships(bodies, universe, aliases)


@cache
def catalogue() -> Catalogue:
    """Return every agreement and verification regime the product ships."""
    texts = _texts("agreements")
    agreements: list[Agreement] = []
    for name in sorted(texts.keys() - {REGIMES}):
        where = f"packs/agreements/{name}"
        agreements += read_agreements(read_yaml(texts[name], where=where), states=states(), where=where)
    regimes = read_regimes(read_yaml(texts[REGIMES], where=REGIMES), where=f"packs/agreements/{REGIMES}")
    return Catalogue.of(agreements, regimes, memberships())


def _texts(folder: str) -> dict[str, str]:
    found = files("licet.packs").joinpath(folder).iterdir()
    return {f.name: f.read_text(encoding="utf-8") for f in found if f.name.endswith(".yaml")}
