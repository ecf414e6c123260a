"""Watchlists as read: entries made of single statements, each of which knows where it stood."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from licet.common.errors import Unreadable
from licet.parties import Identifier, PartialDate

__all__ = ["NAME_KINDS", "SCHEMAS", "SOURCES", "Statement", "WatchEntry", "WatchList"]

SCHEMAS = ("person", "organisation", "vessel", "aircraft")
SOURCES: dict[str, str] = {
    "un": "UN Security Council consolidated list",
    "ofac": "OFAC list of specially designated nationals",
    "invented": "Invented demonstration list",
}
NAME_KINDS: dict[str, str] = {
    "primary": "name",
    "original": "name in original script",
    "alias": "other name",
    "former": "former name",
    "weak": "weak other name",
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing a list says of an entry: what about, the value, of which kind, and the place in the file.

    `about` is name, birth_date, birth_place, state, address, identifier, programme, listed_on,
    changed_on, title or remark. `kind` is a name kind or an identifier kind.
    """

    about: str
    value: str
    kind: str = ""
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WatchEntry:
    """One person, organisation, vessel or aircraft of one list."""

    source: str
    uid: str
    schema: str
    statements: tuple[Statement, ...]

    def about(self, topic: str) -> tuple[Statement, ...]:
        """Return the statements about one topic, in the order of the file."""
        return tuple(s for s in self.statements if s.about == topic)

    @property
    def names(self) -> tuple[Statement, ...]:
        """Every name: primary, original script, other, former and weak."""
        return self.about("name")

    @property
    def name(self) -> str:
        """The primary name, or the first there is."""
        names = self.names
        return next((s.value for s in names if s.kind == "primary"), names[0].value if names else self.uid)

    @property
    def birth_dates(self) -> tuple[PartialDate, ...]:
        """The dates of birth that can be read as dates."""
        return tuple(d for d in (PartialDate.find(s.value) for s in self.about("birth_date")) if d)

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """The numbers, with the issuing state as the list wrote it."""
        return tuple(Identifier(s.kind, s.value, s.note) for s in self.about("identifier"))

    @property
    def states(self) -> tuple[str, ...]:
        """Nationalities and seats as the list wrote them, each once."""
        return tuple(dict.fromkeys(s.value for s in self.about("state")))

    @property
    def programmes(self) -> tuple[str, ...]:
        """The sanctions programmes, each once."""
        return tuple(dict.fromkeys(s.value for s in self.about("programme")))

    def fingerprint(self) -> str:
        """Return the SHA-256 of what the entry says, whatever its place in the file and the order of statements."""
        said = sorted([s.about, s.value, s.kind, s.note] for s in self.statements)
        text = json.dumps([self.source, self.uid, self.schema, said], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> dict[str, object]:
        """Return the entry as plain data; `from_json` reads it back unchanged."""
        rows = [[s.about, s.value, s.kind, s.place, s.note] for s in self.statements]
        return {"source": self.source, "uid": self.uid, "schema": self.schema, "statements": rows}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> WatchEntry:
        """Read what `to_json` wrote; anything else raises `Unreadable`."""
        rows = data.get("statements")
        if not isinstance(rows, list) or data.get("schema") not in SCHEMAS:
            raise Unreadable("LIC-707", "A stored list entry is damaged", remedy="Import the list again.")
        statements = tuple(Statement(*map(str, row)) for row in rows)
        return cls(str(data.get("source", "")), str(data.get("uid", "")), str(data["schema"]), statements)


@dataclass(frozen=True, slots=True)
class WatchList:
    """One edition of one list. `list_date` is None when neither the file nor the importer said."""

    source: str
    list_date: date | None
    fetched_at: datetime | None
    sha256: str
    entries: tuple[WatchEntry, ...]

    @property
    def title(self) -> str:
        """The list and its date in words."""
        dated = self.list_date.isoformat() if self.list_date else "unknown date"
        return f"{SOURCES.get(self.source, self.source)} of {dated}"

    def provenance(self, statement: Statement) -> str:
        """Return where a statement stands: list, date, place in the file."""
        return f"{self.title}, {statement.place}" if statement.place else self.title


def in_order(lists: Iterable[WatchList]) -> tuple[WatchList, ...]:
    """Return lists in an order that does not depend on how they came."""
    return tuple(sorted(lists, key=lambda w: (w.source, w.list_date or date.min, w.sha256)))
