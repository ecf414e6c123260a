"""Numbers that name one party: which kinds there are, their normal form and their check digits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from licet.common.errors import BadInput, UnknownName, suggest

__all__ = ["IDENTIFIER_KINDS", "Identifier", "check_digit_fits"]

IDENTIFIER_KINDS: dict[str, str] = {
    "imo": "IMO ship or company number",
    "mmsi": "MMSI",
    "call_sign": "Call sign",
    "tail_number": "Aircraft registration",
    "serial_number": "Manufacturer's serial number",
    "lei": "Legal entity identifier",
    "bic": "Bank identifier code",
    "registration": "Registration number",
    "tax": "Tax number",
    "passport": "Passport",
    "national_id": "National identity number",
    "other": "Other number",
}


@dataclass(frozen=True, slots=True)
class Identifier:
    """One number. `state` is the issuing state as the source wrote it, or empty."""

    kind: str
    value: str
    state: str = ""

    @classmethod
    def read(cls, kind: str, value: str, state: str = "", *, where: str = "") -> Identifier:
        """Return the identifier; an unknown kind, an empty value or a wrong check digit raises."""
        if kind not in IDENTIFIER_KINDS:
            what = f"'{kind[:40]}' is not a kind of identifier.{suggest(kind, IDENTIFIER_KINDS)}"
            raise UnknownName("LIC-205", what, where=where, remedy=f"Use one of: {', '.join(IDENTIFIER_KINDS)}.")
        found = cls(kind, " ".join(value.split()), state)
        if not found.normal or not check_digit_fits(kind, found.normal):
            what = f"'{value[:40]}' is not a valid {IDENTIFIER_KINDS[kind]}"
            raise BadInput("LIC-206", what, where=where, remedy="Check the number against the document it comes from.")
        return found

    @property
    def normal(self) -> str:
        """The value in capitals without spaces and punctuation, an IMO number without its prefix."""
        plain = re.sub(r"[\W_]", "", self.value).upper()
        return plain.removeprefix("IMO") if self.kind == "imo" else plain


def check_digit_fits(kind: str, normal: str) -> bool:
    """Return whether the check digit of an IMO number or LEI fits; other kinds have none we know."""
    if kind == "imo":
        return _imo_fits(normal)
    if kind == "lei":
        return _lei_fits(normal)
    return True


def _lei_fits(normal: str) -> bool:
    if not re.fullmatch(r"[A-Z0-9]{18}\d\d", normal):
        return False
    return int("".join(str(int(c, 36)) for c in normal)) % 97 == 1


def _imo_fits(normal: str) -> bool:
    if not re.fullmatch(r"\d{7}", normal):
        return False
    digits = [int(c) for c in normal]
    ship = sum(d * w for d, w in zip(digits, range(7, 1, -1), strict=False)) % 10 == digits[6]
    weights = (8, 6, 4, 2, 9, 7)
    company = (11 - sum(d * w for d, w in zip(digits, weights, strict=False)) % 11) % 10 == digits[6]
    return ship or company
