"""Every error code is documented once, and every documented code is raised somewhere."""

from __future__ import annotations

import re
from pathlib import Path

from licet.common.error_codes import ERROR_CODES

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = re.compile(r"LIC-\d{3}")


def codes_in_source() -> set[str]:
    files = [p for p in (ROOT / "src" / "licet").rglob("*.py") if p.name != "error_codes.py"]
    files += (ROOT / "src" / "licet" / "web" / "templates").rglob("*.html")
    return {code for path in files for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_code_that_is_raised_is_documented() -> None:
    assert codes_in_source() - set(ERROR_CODES) == set()


def test_every_documented_code_is_raised() -> None:
    assert set(ERROR_CODES) - codes_in_source() == set()


def test_the_reference_lists_every_code_with_its_sentence() -> None:
    page = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(LIC-\d{3})` \| (.+) \|$", page, flags=re.M))
    assert rows == ERROR_CODES
