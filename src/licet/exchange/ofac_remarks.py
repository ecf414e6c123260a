"""The remarks column of the OFAC list: dates of birth, numbers and nationalities written as prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from licet.screening import Statement

__all__ = ["remark_statements"]

_ALSO = re.compile(r"^(?:alt\.|Alt\.) ")
_PLAIN: tuple[tuple[str, str], ...] = (
    ("DOB ", "birth_date"),
    ("POB ", "birth_place"),
    ("nationality ", "state"),
    ("citizen ", "state"),
)
_NUMBERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:Vessel Registration Identification|Identification Number|Company Number) IMO (\d{7})"), "imo"),
    (re.compile(r"MMSI (\d{9})"), "mmsi"),
    (re.compile(r"Passport (?:#\s*)?([A-Z0-9./ -]*\d[A-Z0-9./-]*)"), "passport"),
    (re.compile(r"(?:National ID No\.|Cedula No\.|D\.N\.I\.|Identification Number|C\.U\.R\.P\.) (\S+)"), "national_id"),
    (re.compile(r"(?:Tax ID No\.|NIT #|RUC #|R\.F\.C\.|V\.A\.T\. Number) (\S+)"), "tax"),
    (
        re.compile(r"(?:Registration (?:Number|ID)|Commercial Registry Number|Company Number|C\.R\. No\.) (\S+)"),
        "registration",
    ),
    (re.compile(r"(?:Business Registration Number|Trade License No\.|Registered Charity No\.) (\S+)"), "registration"),
    (re.compile(r"SWIFT/BIC (\S+)"), "bic"),
    (re.compile(r"Aircraft Manufacturer's Serial Number \(MSN\) (\S+)"), "serial_number"),
    (re.compile(r"Aircraft Tail Number (\S+)"), "tail_number"),
    (re.compile(r"(?:LE Number|Legal Entity Number) (\S{20})"), "lei"),
)
_ALIAS = re.compile(r"^(a\.k\.a\.|f\.k\.a\.) ['\"](.+)['\"]$")
_STATE = re.compile(r"\(([^()]+)\)\s*$")


def remark_statements(remarks: str, place: str) -> Iterator[Statement]:
    """Return what the remarks say that screening can use, then the remarks as they stand."""
    for part in remarks.rstrip(". ").split(";"):
        found = _one(_ALSO.sub("", part.strip()), place)
        if found:
            yield found
    yield Statement("remark", remarks, "", place)


def _one(part: str, place: str) -> Statement | None:
    for start, about in _PLAIN:
        if part.startswith(start):
            return Statement(about, part[len(start) :].strip(), "", place)
    alias = _ALIAS.match(part)
    if alias:
        kind = "former" if alias[1] == "f.k.a." else "weak"
        return Statement("name", alias[2].strip("'\" "), kind, place, alias[1])
    for pattern, kind in _NUMBERS:
        number = pattern.match(part)
        if number:
            state = _STATE.search(part)
            return Statement("identifier", number[1].rstrip(".,"), kind, place, state[1] if state else "")
    return None
