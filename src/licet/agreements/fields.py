"""Take typed values out of parsed YAML, each fault with its place and a remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from licet.common.dates import parse_date
from licet.common.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

__all__ = ["day", "days", "mapping", "number", "records", "text", "words"]

DAY_WORDS = ("from", "until", "consent", "not_before", "by")
Missing = type("Missing", (), {})
MISSING = Missing()


def mapping(value: object, where: str) -> dict[str, object]:
    """Return `value` as a mapping, or raise `BadInput`."""
    if isinstance(value, dict):
        return value
    raise _fault("a mapping is expected here", where, "Write 'key: value' lines.")


def records(top: dict[str, object], key: str, where: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the mappings listed under `key`, each with its place; a missing key yields nothing."""
    value = top.get(key, [])
    if not isinstance(value, list):
        raise _fault(f"'{key}' is not a list", where, f"Write each entry of '{key}' with a leading dash.")
    for number, entry in enumerate(value, start=1):
        place = f"{where}:{getattr(entry, 'line', '')} {key}[{number}]"
        yield place, mapping(entry, place)


@overload
def text(record: dict[str, object], key: str, where: str) -> str: ...
@overload
def text(record: dict[str, object], key: str, where: str, default: str) -> str: ...
def text(record: dict[str, object], key: str, where: str, default: object = MISSING) -> str:
    """Return the text under `key`; absent without a default, or not a text, raises `BadInput`."""
    value = record.get(key, default)
    if isinstance(value, str):
        return value
    if value is MISSING:
        raise _fault(f"'{key}' is missing", where, f"Add '{key}'.")
    raise _fault(f"'{key}' is not a text", where, f"Write one value after '{key}:'.")


def words(value: object, where: str) -> tuple[str, ...]:
    """Return a list of texts, or the words of one text; anything else raises `BadInput`."""
    if isinstance(value, str):
        return tuple(value.split())
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise _fault("a list of texts is expected here", where, "Write [one, two].")


def day(record: dict[str, object], key: str, where: str) -> date | None:
    """Return the day under `key`, or None where the key is absent."""
    written = text(record, key, where, "")
    return parse_date(written, where=where) if written else None


def number(record: dict[str, object], key: str, where: str) -> int | None:
    """Return the whole number under `key`, or None where the key is absent."""
    written = text(record, key, where, "")
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= 6):
        raise _fault(f"'{written[:30]}' is not a whole number", where, "Write digits only.")
    return int(written)


def days(stay: str, where: str) -> dict[str, date]:
    """Return the days of a line such as ``from 2018-11-12, consent 2018-08-14``.

    >>> days("from 2018-11-12", "example")["from"].isoformat()
    '2018-11-12'
    """
    found: dict[str, date] = {}
    for part in stay.split(","):
        word, _, written = part.strip().partition(" ")
        if word not in DAY_WORDS or word in found:
            raise _fault(
                f"'{part.strip()[:60]}' is not understood", where, f"Use each of {', '.join(DAY_WORDS)} once at most."
            )
        found[word] = parse_date(written.strip(), where=where)
    return found


def _fault(what: str, where: str, remedy: str) -> BadInput:
    return BadInput("LIC-302", what, where=where, remedy=remedy)
