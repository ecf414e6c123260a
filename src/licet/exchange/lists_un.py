"""Read the United Nations Security Council consolidated list, in XML as published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from licet.common.errors import Unreadable
from licet.exchange.reading import ReadProblem, ReadResult, check_field, decode, one_uid_each
from licet.screening import Statement, WatchEntry
from licet.screening.names import analyse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["read_un"]

_SCHEMA = {"INDIVIDUAL": "person", "ENTITY": "organisation"}
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_DOCUMENTS = (
    (re.compile("pass?e?port|pasaporte", re.IGNORECASE), "passport"),
    (re.compile("national", re.IGNORECASE), "national_id"),
)
_NOTHING = frozenset({"", "na", "n/a", "-", "none", "nil", "unknown"})


def read_un(data: bytes, where: str) -> ReadResult:
    """Return the entries of the list, its date of generation and what was odd.

    Anything that is not the whole list raises: nothing of a damaged file is used.
    """
    root = _root(data, where)
    problems: list[ReadProblem] = []
    entries = [_entry(element, problems) for group in root for element in group if element.tag in _SCHEMA]
    odd = sorted({str(e.tag) for group in root for e in group} - _SCHEMA.keys())
    if odd:
        problems.append(ReadProblem(where, f"element {odd[0]} is not known and was not read"))
    if not entries:
        raise Unreadable("LIC-707", "The list has no entries", where=where, remedy="Fetch the list again.")
    dated = root.get("dateGenerated", "")[:10]
    return ReadResult(one_uid_each(entries, where), tuple(problems), dated)


def _root(data: bytes, where: str) -> Element:
    text = decode(data, where)
    try:
        root: Element = fromstring(_without_declaration(text), forbid_dtd=True)
    except DefusedXmlException:
        remedy = "Do not use this file: the real list declares no entities. Fetch it from the publisher."
        raise Unreadable(
            "LIC-706", "The file declares entities or a document type", where=where, remedy=remedy
        ) from None
    except ParseError as fault:
        place = f"{where}, line {fault.position[0]}"
        remedy = "Fetch the list again: it is cut off or damaged."
        raise Unreadable("LIC-705", "The file is not well-formed XML", where=place, remedy=remedy) from None
    if root.tag != "CONSOLIDATED_LIST":
        what = f"The file starts with <{str(root.tag)[:40]}>, not <CONSOLIDATED_LIST>"
        raise Unreadable("LIC-707", what, where=where, remedy="Give the UN consolidated list in XML.")
    return root


def _without_declaration(text: str) -> str:
    """Drop the XML declaration: the text is decoded already, so its encoding no longer holds."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1)


def _entry(element: Element, problems: list[ReadProblem]) -> WatchEntry:
    uid = _text(element, "REFERENCE_NUMBER") or _text(element, "DATAID")
    place = f"{element.tag} {_text(element, 'DATAID')}"
    statements = tuple(_statements(element, place))
    if not uid:
        remedy = "Fetch the list again."
        raise Unreadable("LIC-707", "An entry has neither reference nor data number", where=place, remedy=remedy)
    if not any(s.about == "name" and analyse(s.value).tokens for s in statements):
        problems.append(ReadProblem(f"{place} ({uid})", "no name that can be screened"))
    return WatchEntry("un", uid, _SCHEMA[str(element.tag)], statements)


def _statements(element: Element, place: str) -> Iterator[Statement]:
    name = " ".join(filter(None, (_text(element, part) for part in _NAME_PARTS)))
    yield from _said("name", name, "primary", f"{place}, FIRST_NAME")
    yield from _said("name", _text(element, "NAME_ORIGINAL_SCRIPT"), "original", f"{place}, NAME_ORIGINAL_SCRIPT")
    kind = str(element.tag)
    yield from _aliases(element, kind, place)
    yield from _births(element, place)
    yield from _documents(element, place)
    yield from _addresses(element, kind, place)
    for tag, about in (("NATIONALITY", "state"), ("TITLE", "title"), ("DESIGNATION", "title")):
        for value in element.findall(f"{tag}/VALUE"):
            yield from _said(about, _clean(value.text), "", f"{place}, {tag}")
    yield from _said("programme", _text(element, "UN_LIST_TYPE"), "", f"{place}, UN_LIST_TYPE")
    yield from _said("listed_on", _text(element, "LISTED_ON"), "", f"{place}, LISTED_ON")
    yield from _said("remark", _text(element, "COMMENTS1"), "", f"{place}, COMMENTS1")


def _aliases(element: Element, kind: str, place: str) -> Iterator[Statement]:
    for n, alias in enumerate(element.findall(f"{kind}_ALIAS"), 1):
        here, quality = f"{place}, {kind}_ALIAS[{n}]", _text(alias, "QUALITY")
        form = {"low": "weak", "f.k.a.": "former"}.get(quality.lower(), "alias")
        for part in _several(_text(alias, "ALIAS_NAME")):
            yield from _said("name", part, form, here, quality)


def _several(text: str) -> list[str]:
    """Split an alias field that holds several names; what stands in another script in brackets is one too."""
    plain = re.sub(r"\(([^()\x00-\x7f]*)\)", r";\1", text)
    return [part for part in (p.strip(" ,") for p in plain.split(";")) if part]


def _births(element: Element, place: str) -> Iterator[Statement]:
    for n, birth in enumerate(element.findall("INDIVIDUAL_DATE_OF_BIRTH"), 1):
        here, sort = f"{place}, INDIVIDUAL_DATE_OF_BIRTH[{n}]", _text(birth, "TYPE_OF_DATE")
        value = (_text(birth, "DATE") or _text(birth, "YEAR"))[:10]
        if _text(birth, "FROM_YEAR"):
            value = f"{_text(birth, 'FROM_YEAR')} to {_text(birth, 'TO_YEAR') or _text(birth, 'FROM_YEAR')}"
        about = "circa " if sort == "APPROXIMATELY" and value else ""
        yield from _said("birth_date", about + value, "", here, _text(birth, "NOTE"))
    for born in element.findall("INDIVIDUAL_PLACE_OF_BIRTH"):
        value = ", ".join(filter(None, (_text(born, t) for t in ("CITY", "STATE_PROVINCE", "COUNTRY"))))
        yield from _said("birth_place", value, "", f"{place}, INDIVIDUAL_PLACE_OF_BIRTH")


def _documents(element: Element, place: str) -> Iterator[Statement]:
    for n, document in enumerate(element.findall("INDIVIDUAL_DOCUMENT"), 1):
        sort = _text(document, "TYPE_OF_DOCUMENT")
        kind = next((k for pattern, k in _DOCUMENTS if pattern.search(sort)), "other")
        state = _text(document, "ISSUING_COUNTRY") or _text(document, "COUNTRY_OF_ISSUE")
        yield from _said("identifier", _text(document, "NUMBER"), kind, f"{place}, INDIVIDUAL_DOCUMENT[{n}]", state)


def _addresses(element: Element, kind: str, place: str) -> Iterator[Statement]:
    for n, address in enumerate(element.findall(f"{kind}_ADDRESS"), 1):
        here, country = f"{place}, {kind}_ADDRESS[{n}]", _text(address, "COUNTRY")
        parts = (_text(address, t) for t in ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE"))
        yield from _said("address", ", ".join(filter(None, (*parts, country))), "", here, _text(address, "NOTE"))
        if kind == "ENTITY":
            yield from _said("state", country, "", here)


def _said(about: str, value: str, kind: str, place: str, note: str = "") -> Iterator[Statement]:
    if value.lower() not in _NOTHING:
        yield Statement(about, check_field(value, place), kind, place, note)


def _text(element: Element, tag: str) -> str:
    return _clean(element.findtext(tag))


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())
