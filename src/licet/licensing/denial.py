"""Denials: how long a refusal counts among partners, and which new case looks essentially identical to one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from licet.common.dates import add_months
from licet.common.states import fold

__all__ = ["VALID_MONTHS", "Denial", "Match", "Sought", "alike", "expires", "live"]

VALID_MONTHS = 36
"""A denial is looked at for three years (2008/944/CFSP Art. 4(1))."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A refusal as a state shares it."""

    reference: str
    denying_state: str
    denied_on: date
    destination: str
    end_user: str
    consignee: str
    codes: tuple[str, ...]
    valid_until: date
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """What a new application asks for, in the terms in which denials are compared."""

    destination: str
    end_users: tuple[str, ...]
    consignees: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A live denial that resembles a case, and in what. An officer judges whether it is essentially identical."""

    denial: Denial
    same: tuple[str, ...]


def expires(denied_on: date) -> date:
    """Return the first day on which the denial no longer counts."""
    return add_months(denied_on, VALID_MONTHS)


def live(denial: Denial, on: date) -> bool:
    """Say whether the denial counts on that day."""
    revoked = denial.revoked_on is not None and denial.revoked_on <= on
    return denial.denied_on <= on < denial.valid_until and not revoked


def alike(sought: Sought, denials: Iterable[Denial], *, on: date) -> list[Match]:
    """Return live denials that share goods and recipient, or goods and destination, with the case.

    Without a common code nothing matches; a code resembles another when one begins with the other or both are of one
    entry (ML5.b and ML5.d). The most alike come first.
    """
    found = [Match(d, same) for d in denials if live(d, on) and (same := _same(sought, d))]
    return sorted(found, key=lambda m: (-len(m.same), m.denial.reference))


def _same(sought: Sought, denial: Denial) -> tuple[str, ...]:
    users = {fold(n) for n in (*sought.end_users, *sought.consignees) if n}
    points = (
        ("goods", any(_entry(a) == _entry(b) for a in sought.codes for b in denial.codes)),
        ("destination", sought.destination == denial.destination),
        ("end user", fold(denial.end_user) in users if denial.end_user else False),
        ("consignee", fold(denial.consignee) in users if denial.consignee else False),
    )
    same = tuple(name for name, holds in points if holds)
    return same if "goods" in same and len(same) > 1 else ()


def _entry(code: str) -> str:
    return code.split(".", 1)[0].upper()
