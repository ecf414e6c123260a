"""Find the files of one edition of a list: the file given or a folder's, and what belongs to it.

OFAC publishes entries, other names and addresses in three files. Files belong together when their names
differ only in the word that says which they are (bench_sdn, bench_add, bench_alt).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from licet.common.errors import BadInput, Unreadable
from licet.exchange.reading import LARGEST, ReadProblem, check_size

__all__ = ["OfacFiles", "ofac_files", "read_bytes", "un_file"]

_ENTRIES = re.compile(r"(?<![a-z])(sdn|prim)(?![a-z])")
_WORDS = {"add": ("add", "address", "addresses"), "alt": ("alt", "aka", "aliases", "akas")}
_NUMBER = re.compile(rb"^\"?(\d+)\"?,", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class OfacFiles:
    """The files of one vintage, and what was seen and left aside."""

    sdn: Path
    add: Path | None
    alt: Path | None
    problems: tuple[ReadProblem, ...] = ()


def read_bytes(path: Path) -> bytes:
    """Return the content of a list file; missing, not a file, unreadable or too large raises."""
    remedy = "Give the path of the list file, or of the folder it is in."
    try:
        if not path.is_file():
            what = "There is no such file" if not path.exists() else "This is not a regular file"
            raise Unreadable("LIC-701", what, where=str(path), remedy=remedy)
        check_size(path.stat().st_size, str(path), largest=LARGEST)
        return path.read_bytes()
    except OSError as fault:
        what = f"The file cannot be opened: {fault.strerror or fault}"
        raise Unreadable("LIC-701", what, where=str(path), remedy=remedy) from None


def un_file(path: Path) -> tuple[Path, tuple[ReadProblem, ...]]:
    """Return the UN list that `path` names; of several in a folder the one generated last."""
    if not path.is_dir():
        return path, ()
    dated = sorted((_generated(p), p.name, p) for p in path.glob("*.[xX][mM][lL]") if _generated(p) is not None)
    if not dated:
        raise _nothing(path, "UN consolidated list in XML")
    return dated[-1][2], tuple(_left(p, dated[-1][2]) for _, _, p in dated[:-1])


def ofac_files(path: Path, *, add: Path | None = None, alt: Path | None = None) -> OfacFiles:
    """Return the files of the vintage that `path` names; of several in a folder the latest by its entry numbers."""
    left: tuple[ReadProblem, ...] = ()
    if path.is_dir():
        path, left = _latest(path)
    near = _beside(path)
    add, alt = add or near.get("add"), alt or near.get("alt")
    missing = [("addresses", "--add")] * (add is None) + [("other names", "--alt")] * (alt is None)
    lacks = tuple(
        ReadProblem(path.name, f"no file of {what} of this vintage; give one with {o}") for what, o in missing
    )
    return OfacFiles(path, add, alt, left + lacks)


def _generated(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            head = file.read(2000)
    except OSError:
        return None
    found = re.search(rb"<CONSOLIDATED_LIST[^>]*?(?:dateGenerated=\"([^\"]*)\"|>)", head)
    return (found[1] or b"").decode("ascii", "replace") if found else None


def _latest(folder: Path) -> tuple[Path, tuple[ReadProblem, ...]]:
    candidates = [p for p in sorted(folder.iterdir()) if p.suffix.lower() == ".csv" and _names_entries(p)]
    main = [p for p in candidates if "sdn" in p.name.lower()] or candidates
    if not main:
        raise _nothing(folder, "OFAC list of entries (sdn.csv)")
    best = max(main, key=lambda p: (_last_number(p), p.name))
    return best, tuple(_left(p, best) for p in candidates if p != best)


def _names_entries(path: Path) -> bool:
    """Whether a file name says that it holds the entries, and not what belongs to them."""
    stem = path.stem.lower()
    others = {word for words in _WORDS.values() for word in words}
    return bool(_ENTRIES.search(stem)) and not others & set(re.split(r"[^a-z]+", stem))


def _last_number(path: Path) -> int:
    return max((int(n) for n in _NUMBER.findall(read_bytes(path)) if len(n) < 12), default=0)


def _beside(path: Path) -> dict[str, Path]:
    """Return the files of addresses and other names whose names fit that of the entries."""
    if not path.parent.is_dir():
        return {}
    there = {p.name.lower(): p for p in sorted(path.parent.iterdir())}
    found: dict[str, Path] = {}
    for kind, words in _WORDS.items():
        for name in _fitting(path.name.lower(), words):
            if name in there and kind not in found:
                found[kind] = there[name]
    return found


def _fitting(name: str, words: Iterable[str]) -> list[str]:
    places = list(_ENTRIES.finditer(name))
    if not places:
        return []
    at, said = places[-1].start(), places[-1][0]
    before, after = name[:at], name[at + len(said) :]
    return [f"{before}{form}{after}" for word in words for form in (word, f"{said}_{word}", f"{said}-{word}")]


def _left(path: Path, used: Path) -> ReadProblem:
    return ReadProblem(path.name, f"another edition in this folder; {used.name} is later and was read")


def _nothing(folder: Path, what: str) -> BadInput:
    return Unreadable("LIC-701", f"The folder holds no {what}", where=str(folder), remedy="Give the path of the file.")
