"""One exact text for a form, a case or a licence, so that its hash means the same on every machine."""

from __future__ import annotations

import hashlib
import json
from typing import Any

__all__ = ["canonical", "normal_form", "sha256_hex"]


def canonical(data: object) -> str:
    """Return `data` as JSON with sorted keys and no spare space."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_hex(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def normal_form(draft: dict[str, Any]) -> dict[str, Any]:
    """Return the draft as it is kept: every section present, spare space gone, lines and parties numbered.

    A party gets the key by which hits and statements name it: p1, p2 …
    """
    form = {code: _tidy(answers) for code, answers in draft.items()}
    form["lines"] = [{**line, "line": n} for n, line in enumerate(form.get("lines", []), 1)]
    form["parties"] = [{**party, "key": f"p{n}"} for n, party in enumerate(form.get("parties", []), 1)]
    form.setdefault("documents", [])
    return form


def _tidy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tidy(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_tidy(inner) for inner in value]
    return value.strip() if isinstance(value, str) else value
