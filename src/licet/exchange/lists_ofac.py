"""Read the OFAC list of specially designated nationals: CSV files of entries, addresses and other names.

The published files have no header row, write ``-0-`` for nothing and end with a control-Z. Cells are
text, whatever sign they begin with; nothing in them is ever evaluated.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from licet.common.errors import Unreadable
from licet.exchange.ofac_remarks import remark_statements
from licet.exchange.reading import LONGEST_FIELD, ReadProblem, ReadResult, decode, one_uid_each
from licet.screening import Statement, WatchEntry
from licet.screening.names import analyse

__all__ = ["read_ofac"]

_SCHEMA = {
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
    "": "organisation",
    "entity": "organisation",
}
_ALIAS = {"aka": "alias", "fka": "former", "nka": "alias", "wka": "weak"}
_PROGRAMMES = re.compile(r"\]\s*\[|;\s*")


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: list[str]

    def __getitem__(self, at: int) -> str:
        cell = " ".join(self.cells[at].split()) if at < len(self.cells) else ""
        return "" if cell == "-0-" else cell


def read_ofac(
    sdn: bytes, add: bytes | None, alt: bytes | None, where: str, *, add_where: str = "", alt_where: str = ""
) -> ReadResult:
    """Return the entries with their addresses and other names, and every row that belongs to none.

    `add` and `alt` are the files of addresses and other names, or None where there are none. The places are
    named in what is reported.
    """
    problems: list[ReadProblem] = []
    rows = _rows(sdn, f"{where} (entries)", width=12, problems=problems)
    known = {row[0] for row in rows}
    names = _by_owner(alt, alt_where or f"{where} (other names)", 4, known, problems)
    places = _by_owner(add, add_where or f"{where} (addresses)", 5, known, problems)
    entries = [_entry(row, names[row[0]], places[row[0]], problems) for row in rows]
    return ReadResult(one_uid_each(entries, where), tuple(problems))


def _rows(data: bytes, where: str, *, width: int, problems: list[ReadProblem]) -> list[_Row]:
    text = decode(data, where)
    if "\x1a" not in text:
        problems.append(ReadProblem(where, "the file does not end with the publisher's end mark; it may be cut off"))
    text = text.replace("\x1a", "")
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[_Row] = []
    try:
        for cells in reader:
            if any(c.strip() for c in cells):
                rows.append(_Row(reader.line_num, cells))
    except csv.Error as fault:
        raise _csv_fault(str(fault), f"{where}, line {reader.line_num}") from None
    body = rows[1:] if rows and not rows[0][0].isdigit() and _is_header(rows[0]) else rows
    return [row for row in body if _is_sound(row, width, where, problems)]


def _csv_fault(fault: str, place: str) -> Unreadable:
    if "field larger" in fault:
        what, code = f"A field has more than {LONGEST_FIELD:,} characters", "LIC-708"
    else:
        what, code = "A quoted field does not end where it should", "LIC-705"
    return Unreadable(code, what, where=place, remedy="Fetch the list again: it is cut off or damaged.")


def _is_header(row: _Row) -> bool:
    return row[0].casefold() in {"id", "ent_num", "ent num", "entity id", "uid"}


def _is_sound(row: _Row, width: int, where: str, problems: list[ReadProblem]) -> bool:
    """Whether a row has its number and its cells. A list whose entries are cut off raises."""
    place = f"{where}, line {row.line}"
    if not row[0].isdigit():
        remedy = "Give the OFAC file as published, entries as sdn.csv, other names as alt.csv, addresses as add.csv."
        raise Unreadable("LIC-707", f"'{row[0][:30]}' is not the number of an entry", where=place, remedy=remedy)
    if len(row.cells) >= width:
        return True
    if width == 12:
        what = f"An entry has {len(row.cells)} columns, not 12"
        raise Unreadable("LIC-705", what, where=place, remedy="Fetch the list again: it is cut off or not sdn.csv.")
    problems.append(ReadProblem(place, f"the row has {len(row.cells)} columns, fewer than {width}; it was not used"))
    return False


def _by_owner(
    data: bytes | None, where: str, width: int, known: set[str], problems: list[ReadProblem]
) -> defaultdict[str, list[_Row]]:
    """Group rows by the entry they belong to; a row whose entry is not in the list is reported."""
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in _rows(data, where, width=width, problems=problems) if data is not None else ():
        if row[0] in known:
            found[row[0]].append(row)
        else:
            problems.append(ReadProblem(f"{where}, line {row.line}", f"no entry has the number {row[0]}"))
    return found


def _entry(row: _Row, names: list[_Row], places: list[_Row], problems: list[ReadProblem]) -> WatchEntry:
    place, sort = f"entries, line {row.line}", row[2].lower()
    if sort not in _SCHEMA:
        problems.append(
            ReadProblem(place, f"the type '{sort[:30]}' is not known; the entry is kept as an organisation")
        )
    statements = (*_own(row, place), *_other_names(names, problems), *_addresses(places, sort))
    if not any(s.about == "name" and analyse(s.value).tokens for s in statements):
        problems.append(ReadProblem(f"{place} ({row[0]})", "no name that can be screened"))
    return WatchEntry("ofac", row[0], _SCHEMA.get(sort, "organisation"), statements)


def _own(row: _Row, place: str) -> Iterator[Statement]:
    if row[1]:
        yield Statement("name", row[1], "primary", place)
    for programme in _PROGRAMMES.split(row[3].strip("[]")):
        if programme:
            yield Statement("programme", programme.strip("[] "), "", place)
    if row[4]:
        yield Statement("title", row[4], "", place)
    if row[5]:
        yield Statement("identifier", row[5], "call_sign", place)
    for cell, about, note in ((9, "state", "flag"), (10, "remark", "owner")):
        if row[cell]:
            yield Statement(about, row[cell], "", place, note)
    if row[11]:
        yield from remark_statements(row[11], place)


def _other_names(rows: list[_Row], problems: list[ReadProblem]) -> Iterator[Statement]:
    for row in rows:
        place, kind = f"other names, line {row.line}", _ALIAS.get(row[2].lower(), "alias")
        if row[3]:
            yield Statement("name", row[3], kind, place, row[4])
        else:
            problems.append(ReadProblem(place, f"entry {row[0]} is given another name, but the name is empty"))


def _addresses(rows: list[_Row], sort: str) -> Iterator[Statement]:
    for row in rows:
        text, place = ", ".join(filter(None, (row[2], row[3], row[4]))), f"addresses, line {row.line}"
        if text:
            yield Statement("address", text, "", place, row[5])
        if row[4] and sort != "individual":
            yield Statement("state", row[4], "", place)
