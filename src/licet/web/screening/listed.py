"""The listed side of a hit: its statements by what they are about, each with its place in the list."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

__all__ = ["facts"]

WORDS = {
    "name": "Name",
    "birth_date": "Born",
    "birth_place": "Place of birth",
    "state": "State",
    "title": "Function",
    "address": "Address",
    "identifier": "Number",
    "programme": "Measure",
    "remark": "Remark",
    "listed_on": "Listed on",
    "gender": "Gender",
}


def facts(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the statements of a stored entry, in groups: ``{about, values: [{value, kind, place}]}``."""
    groups: dict[str, list[dict[str, str]]] = {}
    for about, value, kind, place, note in entry.get("statements", []):
        groups.setdefault(about, []).append({"value": value, "kind": kind, "place": place, "note": note})
    return [
        {"about": _(WORDS.get(about, about.replace("_", " ").capitalize())), "code": about, "values": values}
        for about, values in groups.items()
    ]
