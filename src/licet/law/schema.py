"""Typed values out of strict YAML, with line and remedy in every error. Law files and case files both use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.common.dates import Interval, parse_date
from licet.common.errors import BadInput, LicetError, suggest
from licet.law.yamltext import YamlList, YamlMap, YamlValue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

__all__ = ["Reader", "open_map"]

_BOOLEANS: dict[str, bool | None] = {"true": True, "false": False, "unknown": None}


class Reader:
    """One mapping of a file: its values by type, and refusal of keys nobody declared."""

    __slots__ = ("code", "data", "file", "what")

    def __init__(self, data: YamlMap, file: str, what: str, code: str) -> None:
        self.data, self.file, self.what, self.code = data, file, what, code

    def place(self, key: str = "") -> str:
        """Where a key stands, as file:line."""
        return f"{self.file}:{self.data.lines.get(key, self.data.line)}"

    def refuse(self, what: str, key: str = "", remedy: str = "") -> BadInput:
        """Return the error for one key of this mapping."""
        return BadInput(self.code, what, where=self.place(key), remedy=remedy or "See the reference page for the keys.")

    def only(self, keys: Collection[str], needed: Collection[str] = ()) -> None:
        """Refuse keys outside `keys`, and the absence of a needed one."""
        for key in self.data:
            if key not in keys:
                what = f"{self.what} has no key '{key[:40]}'.{suggest(key, keys)}"
                raise self.refuse(what, key, f"Use: {', '.join(sorted(keys))}.")
        for key in needed:
            if key not in self.data or self.data[key] in ("", YamlList(0)):
                raise self.refuse(f"{self.what} needs '{key}'", "", f"Add '{key}:'.")

    def has(self, key: str) -> bool:
        """Whether the key is given with a value."""
        return key in self.data and self.data[key] != ""

    def text(self, key: str, default: str = "") -> str:
        """The text under a key, with its inner space evened out."""
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise self.refuse(f"'{key}' is not a text", key, f"Write one text under '{key}'.")
        return " ".join(value.split())

    def word(self, key: str, allowed: Collection[str], default: str = "") -> str:
        """The text under a key, one of `allowed`."""
        value = self.text(key, default)
        if value != default and value not in allowed:
            what = f"'{value[:60]}' is not a value of '{key}'.{suggest(value, allowed)}"
            raise self.refuse(what, key, f"Use one of: {', '.join(sorted(allowed))}.")
        return value

    def truth(self, key: str) -> bool | None:
        """The three-valued truth under a key; absent is unknown."""
        value = self.text(key, "unknown")
        if value not in _BOOLEANS:
            raise self.refuse(f"'{key}' says '{value[:40]}'", key, "Write true, false or unknown.")
        return _BOOLEANS[value]

    def day(self, key: str) -> date | None:
        """The day under a key, or None."""
        value = self.text(key)
        return parse_date(value, where=self.place(key)) if value else None

    def interval(self, key: str) -> Interval:
        """The half-open interval ``{from, until}`` under a key; open when absent."""
        if not self.has(key):
            return Interval()
        inner = self.map(key)
        inner.only(("from", "until"))
        return Interval.parse(inner.text("from"), inner.text("until"), where=inner.place())

    def map(self, key: str) -> Reader:
        """The mapping under a key; an empty one when absent."""
        value = self.data.get(key)
        if value is None or value == "":
            value = YamlMap(self.data.line)
        if not isinstance(value, YamlMap):
            raise self.refuse(f"'{key}' is not a mapping", key, f"Write '{key}: {{name: value}}'.")
        return Reader(value, self.file, f"'{key}'", self.code)

    def list(self, key: str) -> YamlList:
        """The list under a key; an empty one when absent."""
        value = self.data.get(key)
        if value is None or value == "":
            return YamlList(self.data.line)
        if not isinstance(value, YamlList):
            raise self.refuse(f"'{key}' is not a list", key, f"Write '{key}: [one, two]'.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under a key; one text counts as a list of one."""
        value = self.data.get(key, "")
        if isinstance(value, str):
            return (value.strip(),) if value.strip() else ()
        held = self.list(key)
        if not all(isinstance(v, str) for v in held):
            raise self.refuse(f"'{key}' is not a list of texts", key, "Write texts only.")
        return tuple(" ".join(str(v).split()) for v in held)

    def rows(self, key: str, what: str) -> Iterator[Reader]:
        """The mappings in the list under a key."""
        held = self.list(key)
        for value, line in zip(held, held.lines, strict=True):
            if not isinstance(value, YamlMap):
                raise BadInput(
                    self.code, f"{what} is not a mapping", where=f"{self.file}:{line}", remedy="Write '- key: value'."
                )
            yield Reader(value, self.file, what, self.code)

    def items(self) -> Iterator[tuple[str, YamlValue]]:
        """The keys and raw values."""
        return iter(self.data.items())

    def guard(self, fault: LicetError, key: str) -> BadInput:
        """Return the error of a lower layer with this key's place."""
        return BadInput(fault.code, fault.what, where=self.place(key), remedy=fault.remedy)


def open_map(value: YamlValue, *, where: str, what: str, code: str) -> Reader:
    """Return the reader of a whole document, which must be a mapping."""
    if not isinstance(value, YamlMap):
        raise BadInput(
            code, f"{what} is not a mapping of keys to values", where=where, remedy="Start with 'key: value'."
        )
    return Reader(value, where, what, code)
