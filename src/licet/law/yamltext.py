"""Strict YAML: every scalar a text, every place known, nothing that can grow while it is read.

``NO`` is Norway and ``010`` is three characters. Anchors, aliases, tags, merge keys, a second document,
repeated keys, deep nesting and oversized input are refused with the line and a remedy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from licet.common.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_BYTES", "YamlList", "YamlMap", "YamlValue", "decode", "read_yaml"]

MOST_BYTES = 5_000_000
DEEPEST = 40

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

YamlValue = object
"""A `str`, a `YamlMap` or a `YamlList`."""


class YamlMap(dict[str, YamlValue]):
    """A mapping that knows its line and the line of each key."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


class YamlList(list[YamlValue]):
    """A list that knows its line and the line of each entry."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def decode(data: bytes, *, where: str) -> str:
    """Return the text of a file; bytes that are not UTF-8 raise `Unreadable`."""
    if len(data) > MOST_BYTES:
        raise _fault(f"The file has {len(data):,} bytes, more than {MOST_BYTES:,}", where, "Split it or cut it down.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        remedy = "Save the file as UTF-8 without compression."
        raise _fault("The file is not UTF-8 text", f"{where}:{line}", remedy) from None


def read_yaml(text: str, *, where: str) -> YamlValue:
    """Return the one document in `text` as nested `YamlMap`, `YamlList` and `str`; else raise `Unreadable`."""
    if len(text) > MOST_BYTES:
        raise _fault(f"The file has more than {MOST_BYTES:,} characters", where, "Split it or cut it down.")
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise _fault("The file holds a NUL character", f"{where}:{line}", "Save it as plain UTF-8 text.")
    if not text.strip():
        raise _fault("The file is empty", where, "Write at least the required keys.")
    try:
        return _build(yaml.parse(text, Loader=_LOADER), where)
    except yaml.YAMLError as fault:
        raise _syntax(fault, where) from None


def _syntax(fault: yaml.YAMLError, where: str) -> Unreadable:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    place = f"{where}:{mark.line + 1}" if mark is not None else where
    problem = getattr(fault, "problem", None) or getattr(fault, "reason", None) or "not readable"
    remedy = "Check indentation, brackets and quotes on this line and the one above; the file may be cut off."
    return _fault(f"This is not YAML: {problem}", place, remedy)


def _fault(what: str, where: str, remedy: str) -> Unreadable:
    return Unreadable("LIC-101", what, where=where, remedy=remedy)


def _build(events: Iterator[yaml.Event], where: str) -> YamlValue:
    builder = _Builder(where)
    for event in events:
        builder.take(event)
    return builder.root


class _Builder:
    """Builds the value from parser events without recursion."""

    def __init__(self, where: str) -> None:
        self.where, self.documents = where, 0
        self.root: YamlValue = ""
        self.stack: list[YamlMap | YamlList] = []
        self.keys: list[str | None] = []

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        line = mark.line + 1 if mark is not None else 0
        if isinstance(event, yaml.ScalarEvent):
            self._plain(event, line)
            self._put(event.value, line)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._plain(event, line)
            self._open(YamlMap(line) if isinstance(event, yaml.MappingStartEvent) else YamlList(line), line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.stack.pop()
            self.keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise self._refuse("aliases (*name) are not read", line, "Write the value out.")
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self._refuse("the file holds a second document", line, "Keep one document in a file.")

    def _plain(self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent, line: int) -> None:
        if event.anchor is not None:
            raise self._refuse("anchors (&name) are not read", line, "Write the value out.")
        if event.tag not in (None, "!"):
            raise self._refuse(f"the tag {event.tag} is not read", line, "Leave the tag out; every value is text.")

    def _open(self, value: YamlMap | YamlList, line: int) -> None:
        self._put(value, line)
        self.stack.append(value)
        self.keys.append(None)
        if len(self.stack) > DEEPEST:
            raise self._refuse(f"the file is nested more than {DEEPEST} deep", line, "Flatten it.")

    def _put(self, value: YamlValue, line: int) -> None:
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top, YamlList):
            top.append(value)
            top.lines.append(line)
        else:
            self._entry(top, value, line)

    def _entry(self, top: YamlMap, value: YamlValue, line: int) -> None:
        key = self.keys[-1]
        if key is None:
            if not isinstance(value, str):
                raise self._refuse("a key is not a plain word", line, "Write the key as text.")
            if value in top:
                raise self._refuse(
                    f"'{value[:60]}' stands twice", line, f"Keep one; the first is on line {top.lines[value]}."
                )
            top[value] = ""
            top.lines[value] = line
            self.keys[-1] = value
        else:
            top[key] = value
            self.keys[-1] = None

    def _refuse(self, what: str, line: int, remedy: str) -> Unreadable:
        return _fault(f"{what[0].upper()}{what[1:]}", f"{self.where}:{line}", remedy)
