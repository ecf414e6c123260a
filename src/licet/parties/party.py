"""A party to a transfer: who it is, what it does, and the numbers that name it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from licet.common.errors import BadInput
from licet.parties.identifiers import Identifier
from licet.parties.partial_dates import PartialDate
from licet.parties.roles import KINDS, check_kind, check_role

if TYPE_CHECKING:
    from licet.common.states import StateTable

__all__ = ["Party", "read_party"]

LONGEST_NAME = 500


@dataclass(frozen=True, slots=True)
class Party:
    """One party of one transfer. `state` is an ISO alpha-3 code, an invented XXA to XXZ, or empty."""

    role: str
    name: str
    kind: str = "unknown"
    state: str = ""
    aliases: tuple[str, ...] = ()
    address: str = ""
    unit: str = ""
    identifiers: tuple[Identifier, ...] = ()
    birth_date: PartialDate | None = None
    nationality: str = ""
    id: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then every other name, each once."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))

    @property
    def schema(self) -> str:
        """How lists call a party of this kind: person, organisation, vessel, aircraft, or empty for any."""
        return KINDS[self.kind].schema if self.kind in KINDS else ""

    def fingerprint(self) -> str:
        """Return the SHA-256 of what screening looks at: it changes when a cleared hit must be looked at again."""
        seen = asdict(self)
        for key in ("role", "id", "unit"):
            del seen[key]
        seen["aliases"], seen["identifiers"] = sorted(self.aliases), sorted(map(str, self.identifiers))
        text = json.dumps(seen, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def read_party(row: Mapping[str, object], *, states: StateTable | None = None, where: str = "") -> Party:
    """Return the party a mapping of texts describes; what is missing or unknown raises with its place.

    Keys: role, name, kind, state, aliases, address, unit, identifiers (list of {kind, value, state}),
    birth_date, nationality, id. With `states`, state and nationality are looked up in that table.
    """
    unknown = sorted(set(map(str, row)) - set(Party.__dataclass_fields__))
    if unknown:
        remedy = f"Use: {', '.join(Party.__dataclass_fields__)}."
        raise BadInput("LIC-207", f"A party has no field '{unknown[0][:40]}'", where=where, remedy=remedy)
    birth = _text(row, "birth_date", where)
    return Party(
        role=check_role(_text(row, "role", where), where=where),
        name=_name(_text(row, "name", where), where),
        kind=check_kind(_text(row, "kind", where) or "unknown", where=where),
        state=_state(_text(row, "state", where), states, where),
        aliases=tuple(_name(a, where) for a in _texts(row, "aliases", where)),
        address=_text(row, "address", where),
        unit=_text(row, "unit", where),
        identifiers=tuple(_identifier(i, where) for i in _sequence(row, "identifiers", where)),
        birth_date=PartialDate.parse(birth, where=where) if birth else None,
        nationality=_state(_text(row, "nationality", where), states, where),
        id=_text(row, "id", where),
    )


def _name(text: str, where: str) -> str:
    name = " ".join(text.split())
    if not any(c.isalnum() for c in name):
        raise BadInput("LIC-203", "A party has no name", where=where, remedy="Write the legal name under 'name'.")
    if len(name) > LONGEST_NAME:
        what = f"A name has {len(name)} characters, more than {LONGEST_NAME}"
        raise BadInput("LIC-203", what, where=where, remedy="Write the legal name, other names under 'aliases'.")
    return name


def _state(text: str, states: StateTable | None, where: str) -> str:
    return states.find(text, where=where).iso3 if text and states is not None else text


def _identifier(row: object, where: str) -> Identifier:
    if not isinstance(row, Mapping):
        raise BadInput(
            "LIC-207", "An identifier needs a kind and a value", where=where, remedy="Write {kind: imo, value: …}."
        )
    texts = {str(k): str(v) for k, v in row.items()}
    return Identifier.read(texts.get("kind", ""), texts.get("value", ""), texts.get("state", ""), where=where)


def _text(row: Mapping[str, object], key: str, where: str) -> str:
    value = row.get(key, "")
    if isinstance(value, str):
        return value.strip()
    raise BadInput("LIC-207", f"'{key}' of a party is not a text", where=where, remedy=f"Write one text under '{key}'.")


def _sequence(row: Mapping[str, object], key: str, where: str) -> Sequence[object]:
    value = row.get(key, ())
    if value in ("", None):
        return ()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return value
    raise BadInput("LIC-207", f"'{key}' of a party is not a list", where=where, remedy=f"Write a list under '{key}'.")


def _texts(row: Mapping[str, object], key: str, where: str) -> list[str]:
    values = _sequence(row, key, where)
    if all(isinstance(v, str) for v in values):
        return [str(v) for v in values]
    raise BadInput("LIC-207", f"'{key}' of a party is not a list of texts", where=where, remedy="Write texts only.")
