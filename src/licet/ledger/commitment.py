"""Salted commitments: a leaf of the log says nothing of its record until the salt is shown.

A commitment is HMAC-SHA256 under a random salt of 32 bytes, over a domain word and the canonical JSON of the
record. Whoever holds the salt and the text can prove the record; whoever holds the leaf alone learns nothing,
even where few records are possible. Deleting the salt makes the record unprovable and leaves the leaf in place.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import Final

from licet.common.errors import BadInput, Unreadable

__all__ = ["SALT_BYTES", "canonical", "commit", "from_base64", "opens", "to_base64"]

SALT_BYTES: Final = 32
_DEEPEST: Final = 40


def canonical(value: object, *, where: str = "") -> str:
    """Return the one JSON text of `value`: keys sorted, no spaces, UTF-8 letters as they are.

    Only objects with text keys, lists, text, integers, finite floats, truth values and null have one;
    anything else raises `BadInput`. Amounts and dates are written as text before they come here.
    """
    _only_json(value, where or "record", 0)
    try:
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        text.encode()
    except ValueError as fault:
        raise BadInput("LIC-510", f"The record has no canonical text: {fault}.", where=where) from None
    return text


def _only_json(value: object, where: str, depth: int) -> None:
    if value is None or isinstance(value, str | int | float):
        return
    if depth > _DEEPEST:
        raise BadInput("LIC-510", f"The record is nested deeper than {_DEEPEST} levels.", where=where)
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise BadInput("LIC-510", f"The key {key!r} is not text.", where=where)
            _only_json(inner, where, depth + 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            _only_json(inner, where, depth + 1)
    else:
        raise BadInput(
            "LIC-510",
            f"A value of type {type(value).__name__} has no canonical text.",
            where=where,
            remedy="Write dates, amounts and bytes as text before recording them.",
        )


def commit(salt: bytes, text: str, *, domain: str) -> bytes:
    """Return the commitment of 32 bytes to `text` under `salt`, which must be 32 random bytes."""
    if len(salt) != SALT_BYTES:
        raise BadInput("LIC-510", f"A salt has {SALT_BYTES} bytes, not {len(salt)}.")
    return hmac.new(salt, domain.encode() + b"\x00" + text.encode(), hashlib.sha256).digest()


def opens(commitment: bytes, salt: bytes, text: str, *, domain: str) -> bool:
    """Return whether `salt` and `text` open `commitment`."""
    return len(salt) == SALT_BYTES and hmac.compare_digest(commit(salt, text, domain=domain), commitment)


def to_base64(raw: bytes) -> str:
    """Return standard padded base64."""
    return b64encode(raw).decode("ascii")


def from_base64(text: str, *, size: int | None = None, code: str = "LIC-520", where: str = "") -> bytes:
    """Return the bytes that `text` encodes in its only canonical form, or raise `Unreadable` with `code`."""
    try:
        raw = b64decode(text.encode("ascii"), validate=True)
    except (NotBase64, ValueError):
        raise Unreadable(code, "A value is not base64.", where=where) from None
    if to_base64(raw) != text:
        raise Unreadable(code, "A value is base64, but not in its canonical form.", where=where)
    if size is not None and len(raw) != size:
        raise Unreadable(code, f"A value has {len(raw)} bytes where {size} are wanted.", where=where)
    return raw
