"""What every reader of list files refuses before it looks at the content, and what it returns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from licet.common.errors import BadInput, Unreadable
from licet.screening import WatchEntry

__all__ = ["LARGEST", "LONGEST_FIELD", "ReadProblem", "ReadResult", "decode", "one_uid_each"]

LARGEST = 200 * 1024 * 1024  # bytes of a list file; the largest list known is a third of this
LONGEST_LINE = 1024 * 1024
LONGEST_FIELD = 20_000
_CONTROL = bytes(c for c in range(32) if c not in (9, 10, 13, 26))


@dataclass(frozen=True, slots=True)
class ReadProblem:
    """Something in the file that is reported and not dropped in silence."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The entries of one edition, its date as the file says it (or empty), and what was odd."""

    entries: tuple[WatchEntry, ...]
    problems: tuple[ReadProblem, ...] = ()
    dated: str = ""


def decode(data: bytes, where: str, *, largest: int = LARGEST) -> str:
    """Return the text of a list file; empty, too large, not UTF-8 or with control characters raises."""
    if not data.strip(b" \t\r\n\x1a\x00"):
        raise Unreadable("LIC-702", "The file is empty", where=where, remedy="Fetch the list again.")
    check_size(len(data), where, largest=largest)
    _check_control(data, where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        remedy = "Fetch the list in UTF-8, as the publisher offers it, or convert it."
        raise Unreadable(
            "LIC-704", "The file is not text in UTF-8", where=f"{where}, line {line}", remedy=remedy
        ) from None
    _check_lines(text, where)
    return text


def check_size(size: int, where: str, *, largest: int = LARGEST) -> None:
    """Raise when a file is larger than any list can be; called before it is read into memory."""
    if size > largest:
        what = f"The file has {size:,} bytes; at most {largest:,} are read"
        raise Unreadable("LIC-703", what, where=where, remedy="Check that this is the list and not another file.")


def _check_control(data: bytes, where: str) -> None:
    if len(data) == len(data.translate(None, _CONTROL)):
        return
    at = next(i for i, byte in enumerate(data) if byte in _CONTROL)
    line = data[:at].count(b"\n") + 1
    what = f"The file holds the control character {data[at]:#04x}; it is damaged or in another encoding"
    raise Unreadable("LIC-709", what, where=f"{where}, line {line}", remedy="Fetch the list again, in UTF-8.")


def _check_lines(text: str, where: str) -> None:
    start, number = 0, 1
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > LONGEST_LINE:
            what = f"A line has {end - start:,} characters; at most {LONGEST_LINE:,} are read"
            remedy = "Check that this is the list and not another file."
            raise Unreadable("LIC-708", what, where=f"{where}, line {number}", remedy=remedy)
        start, number = end + 1, number + 1


def check_field(text: str, where: str) -> str:
    """Return a field as it stands; one longer than any field of a list raises."""
    if len(text) > LONGEST_FIELD:
        what = f"A field has {len(text):,} characters; at most {LONGEST_FIELD:,} are read"
        raise Unreadable("LIC-708", what, where=where, remedy="Check that this is the list and not another file.")
    return text


def one_uid_each(entries: Iterable[WatchEntry], where: str) -> tuple[WatchEntry, ...]:
    """Return the entries; a number that stands twice raises, since one would hide the other."""
    seen: dict[str, WatchEntry] = {}
    for entry in entries:
        if entry.uid in seen:
            what = f"Two entries have the number {entry.uid}"
            raise BadInput("LIC-707", what, where=where, remedy="Fetch the list again; do not join two editions.")
        seen[entry.uid] = entry
    return tuple(seen.values())
