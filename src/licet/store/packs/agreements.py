"""Read the lists of members and the agreements from ``packs``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from licet.agreements.membershipfile import read_body, read_universe
from licet.agreements.memberships import Memberships
from licet.law.yamltext import read_yaml
from licet.store.packs.state_table import states

__all__ = ["memberships"]

UNIVERSE = "universe.yaml"


@cache
def memberships() -> Memberships:
    """Return every dated list of members the product ships."""
    folder = files("licet.packs.memberships")
    texts = {f.name: f.read_text(encoding="utf-8") for f in folder.iterdir() if f.name.endswith(".yaml")}
    bodies = {}
    for name in sorted(texts.keys() - {UNIVERSE}):
        where = f"packs/memberships/{name}"
        body = read_body(read_yaml(texts[name], where=where), states=states(), where=where)
        bodies[body.name] = body
    all_states = read_yaml(texts[UNIVERSE], where=UNIVERSE)
    universe = read_universe(all_states, bodies["UN"], states=states(), where=UNIVERSE)
    aliases = {alias: body.name for body in bodies.values() for alias in body.aliases}
    return Memberships(bodies, universe, aliases)
