"""Interface texts and their translations.

    python scripts/messages.py compile     .po files of src/licet/locale become the .mo files that Django reads
    python scripts/messages.py missing     print each text of pages and forms that a catalogue has not translated

Django's own commands need the gettext programs, which a bare machine does not have; Babel does not.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent / "src" / "licet"
LOCALE = ROOT / "locale"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
SEPARATOR = "\x00"


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Return each catalogue with its file."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            yield path, read_po(file, locale=path.parent.parent.name, abort_invalid=True)


def compile_all() -> int:
    """Compile each catalogue beside its source and return how many texts were written."""
    count = 0
    for path, catalogue in catalogues():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
        count += sum(1 for message in catalogue if message.id and message.string)
    return count


def missing() -> dict[str, list[str]]:
    """Return, for each language, the texts in use that its catalogue lacks."""
    wanted = used()
    return {path.parent.parent.name: sorted(wanted - set(_translated(catalogue))) for path, catalogue in catalogues()}


def _translated(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and all(forms):
            yield message.id if isinstance(message.id, str) else SEPARATOR.join(message.id)


def used() -> set[str]:
    """Return every text that templates and views mark for translation."""
    found = {text for path in sorted((ROOT / "web" / "templates").rglob("*.html")) for text in _in_template(path)}
    return found | {text for path in sorted((ROOT / "web").rglob("*.py")) for text in _in_python(path)}


def _in_template(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    for match in re.finditer(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""", source):
        yield match[1] or match[2]
    for match in re.finditer(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate\s*%}", source, re.DOTALL):
        parts = re.split(r"{%\s*plural\s*%}", match[1])
        yield SEPARATOR.join(re.sub(r"{{\s*(\w+)\s*}}", r"%(\1)s", part.replace("%", "%%")) for part in parts)


def _in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(getattr(node, "func", None), "id", "")
        if not isinstance(node, ast.Call) or name not in CALLS:
            continue
        texts = [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if texts:
            yield SEPARATOR.join(texts[: 2 if name.startswith("ngettext") else 1])


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["compile"]:
            print(f"{compile_all()} translated texts")
        case ["missing"]:
            for language, texts in missing().items():
                for text in texts:
                    print(language, repr(text))
        case _:
            sys.exit(__doc__)
