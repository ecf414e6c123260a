"""Read the law files under ``packs/law`` and compile them once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from licet.law.load import load
from licet.law.yamltext import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.law.law import Law

__all__ = ["law"]


@cache
def law() -> Law:
    """Return the law the product ships."""
    return load(sorted(_texts(files("licet.packs").joinpath("law"), "packs/law")))


def _texts(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        place = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _texts(entry, place)
        elif entry.name.endswith(".yaml"):
            yield place, decode(entry.read_bytes(), where=place)
