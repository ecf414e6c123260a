"""A licence: its number, its days, what stands on it, and its status, which is derived and never typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from licet.common.dates import add_months
from licet.common.errors import BadInput

__all__ = [
    "CODE_BYTES",
    "Event",
    "LicenceStatus",
    "licence_number",
    "licence_text",
    "normal_code",
    "status",
    "validity",
    "verification_code",
]

CODE_BYTES = 10
"""Random bytes of a verification code: 80 bits."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code can be read aloud."""

CONFUSED = str.maketrans({"I": "1", "L": "1", "O": "0"})
LONGEST_VALIDITY = 60


class LicenceStatus(StrEnum):
    """How a licence stands on one day."""

    ISSUED = "issued"
    NOT_YET_VALID = "not_yet_valid"
    SUSPENDED = "suspended"
    EXHAUSTED = "exhausted"
    EXPIRED = "expired"
    SURRENDERED = "surrendered"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """The status as it is printed."""
        return self.value.replace("_", " ").capitalize()

    @property
    def live(self) -> bool:
        """Whether goods may leave under it."""
        return self is LicenceStatus.ISSUED


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a licence: suspended, reinstated, revoked or surrendered, from a day on."""

    kind: str
    on: date


def status(first: date, until: date, events: Iterable[Event], *, exhausted: bool, on: date) -> LicenceStatus:
    """Return the status on a day. The end of a licence outranks a suspension, and a suspension an empty balance."""
    past = [e.kind for e in sorted(events, key=lambda e: e.on) if e.on <= on]
    if "revoked" in past:
        return LicenceStatus.REVOKED
    if "surrendered" in past:
        return LicenceStatus.SURRENDERED
    if on >= until:
        return LicenceStatus.EXPIRED
    if on < first:
        return LicenceStatus.NOT_YET_VALID
    held = [kind for kind in past if kind in {"suspended", "reinstated"}]
    if held and held[-1] == "suspended":
        return LicenceStatus.SUSPENDED
    return LicenceStatus.EXHAUSTED if exhausted else LicenceStatus.ISSUED


def validity(issued: date, months: int) -> tuple[date, date]:
    """Return the first day and the first day out; `months` from 1 to 60, else `BadInput`."""
    if not 1 <= months <= LONGEST_VALIDITY:
        what = f"{months} is not a validity in months"
        raise BadInput("LIC-457", what, remedy=f"Give 1 to {LONGEST_VALIDITY} months.")
    return issued, add_months(issued, months)


def licence_number(state: str, year: int, serial: int) -> str:
    """Return the number of an individual licence.

    >>> licence_number("NLD", 2026, 871)
    'NLD-2026-00871-I'
    """
    return f"{state}-{year}-{serial:05}-I"


def verification_code(random: bytes) -> str:
    """Return the code of ten random bytes in four groups of four; fewer bytes raise `ValueError`."""
    if len(random) != CODE_BYTES:
        raise ValueError(f"a verification code takes {CODE_BYTES} random bytes, not {len(random)}")
    number = int.from_bytes(random)
    text = "".join(ALPHABET[number >> 5 * n & 31] for n in reversed(range(16)))
    return "-".join(text[n : n + 4] for n in range(0, 16, 4))


def normal_code(text: str) -> str:
    """Return a typed code in its printed form, or an empty string where it cannot be one."""
    plain = "".join(c for c in text.upper().translate(CONFUSED) if c.isalnum())
    if len(plain) != 16 or set(plain) - set(ALPHABET):
        return ""
    return "-".join(plain[n : n + 4] for n in range(0, 16, 4))


def licence_text(
    *,
    number: str,
    issuing_state: str,
    case: str,
    issued: date,
    until: date,
    holder: dict[str, str],
    form: dict[str, Any],
    lines: Sequence[dict[str, Any]],
    conditions: Sequence[dict[str, str]],
    basis: dict[str, Any],
    signatures: Sequence[dict[str, str]],
) -> dict[str, Any]:
    """Return all that stands on a licence. `until` is the first day out; the paper prints the last day in."""
    return {
        "number": number,
        "kind": "individual export licence",
        "export_type": form["export"]["export_type"],
        "issuing_state": issuing_state,
        "case": case,
        "issued_on": issued.isoformat(),
        "valid_from": issued.isoformat(),
        "valid_until": until.isoformat(),
        "holder": holder,
        "parties": [{k: p.get(k, "") for k in ("key", "role", "name", "state", "unit")} for p in form["parties"]],
        "destination": form["route"]["destination"],
        "transit": form["route"].get("transit", []),
        "end_use": form["end_use"]["text"],
        "contract": {k: form["export"].get(f"contract_{k}", "") for k in ("number", "date")},
        "lines": list(lines),
        "conditions": list(conditions),
        "basis": basis,
        "signatures": list(signatures),
    }
