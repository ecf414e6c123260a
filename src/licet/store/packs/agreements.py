"""Read the lists of members and the agreements from ``packs``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from licet.agreements.agreementfile import read_agreements, read_regimes
from licet.agreements.catalogue import Catalogue
from licet.agreements.membershipfile import read_body, read_index
from licet.agreements.memberships import Body, Memberships
from licet.law.yamltext import read_yaml
from licet.store.packs.state_table import states

if TYPE_CHECKING:
    from licet.agreements.agreement import Agreement

__all__ = ["catalogue", "memberships"]

INDEX = "index.yaml"
REGIMES = "regimes.yaml"


class LazyBodies(Mapping[str, Body]):
    """The lists of members by name; a list is parsed when it is first asked."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {name.removesuffix(".yaml").upper(): text for name, text in texts.items() if name != INDEX}
        self._read: dict[str, Body] = {}

    def __getitem__(self, name: str) -> Body:
        if name not in self._read:
            where = f"packs/memberships/{name.lower()}.yaml"
            self._read[name] = read_body(read_yaml(self._texts[name], where=where), states=states(), where=where)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._texts))

    def __len__(self) -> int:
        return len(self._texts)


@cache
def memberships() -> Memberships:
    """Return every dated list of members the product ships."""
    texts = _texts("memberships")
    bodies = LazyBodies(texts)
    aliases, members_of, also = read_index(read_yaml(texts[INDEX], where=INDEX), INDEX)
    return Memberships(bodies, frozenset({*bodies[members_of].rows, *also}), aliases)


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
