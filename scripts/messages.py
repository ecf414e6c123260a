"""Interface texts and their translations, with the standard library alone.

    python3 scripts/messages.py compile     .po files of src/licet/locale become the .mo files that Django reads
    python3 scripts/messages.py missing     print each text of pages and forms that a catalogue has not translated

Django's own commands need the gettext programs, which a bare machine does not have.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "src" / "licet"
LOCALE = ROOT / "locale"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
SEPARATOR = "\x00"

Catalogue = dict[str, list[str]]


def read_po(path: Path) -> Catalogue:
    """Return msgid -> translations; a plural's key is its singular and plural, joined by a zero character."""
    entries: Catalogue = {}
    fields: dict[str, str] = {}
    current = ""
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], 1):
        text = line.strip()
        if not text:
            _keep(entries, fields)
            fields, current = {}, ""
        elif text.startswith("#"):
            continue
        elif text.startswith('"'):
            fields[current] += ast.literal_eval(text)
        else:
            current, _space, quoted = text.partition(" ")
            if not re.fullmatch(r"msgid|msgid_plural|msgstr(\[\d\])?", current):
                sys.exit(f"{path}:{number}: '{current}' is not a field of a catalogue")
            fields[current] = ast.literal_eval(quoted)
    return entries


def _keep(entries: Catalogue, fields: dict[str, str]) -> None:
    if "msgid" not in fields:
        return
    key = fields["msgid"] + (SEPARATOR + fields["msgid_plural"] if "msgid_plural" in fields else "")
    forms = [fields[name] for name in sorted(f for f in fields if f.startswith("msgstr"))]
    if all(forms):
        entries[key] = forms


def write_mo(entries: Catalogue, path: Path) -> None:
    """Write the binary catalogue: little-endian, keys in order, no hash table."""
    keys = sorted(entries, key=str.encode)
    ids = [key.encode() for key in keys]
    texts = [SEPARATOR.join(entries[key]).encode() for key in keys]
    start = 28 + 16 * len(keys)
    tables: list[tuple[int, int]] = []
    offset = start
    for block in (ids, texts):
        for one in block:
            tables.append((len(one), offset))
            offset += len(one) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, start)
    body = b"".join(one + b"\x00" for one in (*ids, *texts))
    path.write_bytes(head + b"".join(struct.pack("<2I", *pair) for pair in tables) + body)


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


def compile_all() -> int:
    """Compile each catalogue beside its source and return how many texts were written."""
    count = 0
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        entries = read_po(path)
        write_mo(entries, path.with_suffix(".mo"))
        count += len(entries) - 1
    return count


def missing() -> dict[str, list[str]]:
    """Return, for each language, the texts in use that its catalogue lacks."""
    wanted = used()
    found = {}
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        found[path.parent.parent.name] = sorted(wanted - read_po(path).keys())
    return found


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
