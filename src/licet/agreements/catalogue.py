"""The agreements on file: by id, and by search."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from licet.agreements.agreement import KINDS
from licet.agreements.events import Act, Event
from licet.agreements.memberships import Standing as Membership
from licet.agreements.status import status
from licet.common.errors import UnknownName, suggest
from licet.common.states import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from licet.agreements.agreement import Agreement, Regime
    from licet.agreements.memberships import Memberships, Row

__all__ = ["Catalogue"]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Agreements and verification regimes by id."""

    agreements: Mapping[str, Agreement]
    regimes: Mapping[str, Regime]

    @classmethod
    def of(cls, agreements: Iterable[Agreement], regimes: Iterable[Regime], memberships: Memberships) -> Catalogue:
        """Return the catalogue; an agreement that names a list of members takes its parties from there."""
        filled = (_with_members(one, memberships) if one.members else one for one in agreements)
        return cls({one.id: one for one in filled}, {one.id: one for one in regimes})

    def __iter__(self) -> Iterator[Agreement]:
        return iter(self.agreements.values())

    def __len__(self) -> int:
        return len(self.agreements)

    def __getitem__(self, key: str) -> Agreement:
        """Return the agreement of that id, or raise `UnknownName` with the nearest."""
        if key in self.agreements:
            return self.agreements[key]
        near = suggest(key.upper(), self.agreements) or suggest(key, [a.short for a in self])
        raise UnknownName(
            "LIC-310",
            f"'{key[:60]}' is not an agreement on file.{near}",
            remedy="'licet agreement list' prints the ids; '--text WORD' narrows it.",
        )

    def search(
        self,
        text: str = "",
        *,
        kind: str = "",
        party: str = "",
        on: date | None = None,
        structure: str = "",
        form: str = "",
    ) -> list[Agreement]:
        """Return the agreements that meet every facet given, in order of signature, then id.

        `party` (ISO alpha-3) with `on` asks for those that bind the state on that day; without, for those it has a
        part in. `on` alone asks for those in force for somebody. Every word of `text` must occur.
        """
        if kind and kind not in KINDS:
            raise UnknownName(
                "LIC-307",
                f"'{kind}' is not a kind of agreement.{suggest(kind, KINDS)}",
                remedy="Use a code such as DEF, SOFA or EXPCTL; docs/reference/agreements.md lists them.",
            )
        wanted = fold(text).split()
        found = [
            a
            for a in self
            if (not kind or kind in a.kinds)
            and (not structure or a.structure == structure)
            and (not form or a.form == form)
            and all(word in _words(a) for word in wanted)
            and _takes_part(a, party, on)
        ]
        return sorted(found, key=lambda a: (a.signed.isoformat() if a.signed else "", a.id))


def _words(agreement: Agreement) -> str:
    said = (agreement.id, agreement.title, agreement.short, *agreement.themes, *agreement.kinds)
    return fold(" ".join(said))


def _takes_part(agreement: Agreement, party: str, on: date | None) -> bool:
    if on is None:
        return not party or party in agreement.events
    if party:
        return status(agreement, party, on).bound is True
    return any(status(agreement, state, on).bound for state in agreement.events)


def _with_members(agreement: Agreement, memberships: Memberships) -> Agreement:
    body = memberships.body(agreement.members)
    events = {state: (*_from_rows(rows), *agreement.events.get(state, ())) for state, rows in body.rows.items()}
    events |= {state: acts for state, acts in agreement.events.items() if state not in events}
    return replace(agreement, events=events, complete_for=body.complete_for, universe=memberships.universe)


def _from_rows(rows: tuple[Row, ...]) -> Iterator[Event]:
    for row in rows:
        first = row.valid.first
        if row.standing is Membership.SIGNATORY and first is not None:
            yield Event(row.state, Act.SIGN, first, row.confidence, note=row.note)
        elif row.standing is Membership.PROVISIONAL and first is not None:
            yield Event(row.state, Act.PROVISIONAL, first, row.confidence)
        elif row.standing is Membership.CONTESTED and first is not None:
            yield Event(row.state, Act.DOUBT, first, row.confidence, contested_by=("other parties",), note=row.note)
        elif first is not None:
            yield from _stay(row, first)


def _stay(row: Row, first: date) -> Iterator[Event]:
    if row.consent is not None:
        yield Event(row.state, Act.CONSENT, row.consent, row.confidence)
    span = row.not_before
    yield Event(
        row.state,
        Act.ENTER,
        span or first,
        row.confidence,
        until=first if span else None,
        note=row.note,
        sure_from=row.sure_from,
        sure=row.sure,
    )
    if row.valid.until is not None:
        yield Event(row.state, Act.WITHDRAW, row.valid.until, row.confidence)
