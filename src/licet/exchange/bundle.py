"""The file that a licence holder hands to somebody who wants to know whether the licence is genuine.

It repeats the facts of the licence in plain sight and proves them by the log entry of its issue. What counts is what
the entry says: facts beside it that differ from it make the file worthless, and the key comes from elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from licet.common.errors import BadInput, Unreadable
from licet.ledger.bundle import BUNDLE_LIMIT, Bundle, strict_json, verify
from licet.ledger.bundle import FORMAT as BARE
from licet.ledger.note import VerifierKey

__all__ = ["BUNDLE_LIMIT", "LicenceCheck", "check_licence_bundle", "write_licence_bundle"]

FORMAT: Final = "licet-licence@v1"
_KEYS: Final = {"evidence", "format", "licence"}
_ISSUED: Final = "licence.issued"


@dataclass(frozen=True, slots=True)
class LicenceCheck:
    """What an uploaded file proves: the facts of the licence as logged, or the reasons why it proves nothing."""

    reasons: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict)
    subject: str = ""
    index: int | None = None
    size: int = 0

    @property
    def ok(self) -> bool:
        """Whether the facts stand in the log. It does not say that the licence is valid today."""
        return not self.reasons


def write_licence_bundle(evidence: Bundle) -> str:
    """Return the file for the licence whose issue `evidence` proves; a redacted or other entry is refused."""
    said = None if evidence.statement is None else json.loads(evidence.statement.text)
    if said is None or said["kind"] != _ISSUED:
        raise BadInput("LIC-524", "Only the opened entry of a licence's issue makes a licence file.")
    body = {"format": FORMAT, "licence": said["record"], "evidence": evidence.to_json()}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def check_licence_bundle(data: bytes, key: VerifierKey) -> LicenceCheck:
    """Return what an uploaded file proves under the log's `key`: a licence file, or the bare proof of its entry.

    A hostile file gives reasons, never an exception.
    """
    try:
        claims, evidence = _read(data)
    except Unreadable as fault:
        return LicenceCheck((fault.what,))
    verdict = verify(evidence, key)
    said = verdict.statement
    if not verdict.ok:
        return LicenceCheck(verdict.reasons, index=verdict.index, size=verdict.size)
    if said is None or said.kind != _ISSUED:
        return LicenceCheck(("The entry of the log is not one of a licence's issue.",), index=verdict.index)
    if claims is not None and claims != said.record:
        return LicenceCheck(("What the file says of the licence is not what the log says.",), index=verdict.index)
    return LicenceCheck((), said.record, said.subject, verdict.index, verdict.size)


def _read(data: bytes) -> tuple[dict[str, object] | None, Bundle]:
    body = strict_json(data, where="licence file")
    if isinstance(body, dict) and body.get("format") == BARE:
        return None, Bundle.parse(body)
    if not isinstance(body, dict) or body.keys() != _KEYS or body["format"] != FORMAT:
        raise Unreadable("LIC-525", f"This is not a licence file: it has not the keys of {FORMAT}.")
    claims = body["licence"]
    if not isinstance(claims, dict) or not claims:
        raise Unreadable("LIC-525", "This is not a licence file: it says nothing of a licence.")
    return claims, Bundle.parse(body["evidence"])
