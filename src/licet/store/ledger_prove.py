"""Proving an entry to people outside: the bundle with its statement, rows and path to the signed root."""

from __future__ import annotations

import json
from functools import cache

from licet.common.errors import NotFound, NotYet
from licet.ledger.bundle import Bundle, Shown, Verdict, verify
from licet.ledger.commitment import from_base64
from licet.ledger.merkle import consistency_proof, inclusion_proof
from licet.ledger.note import VerifierKey
from licet.ledger.proof import Proof
from licet.ledger.tiles import subtrees
from licet.store.ledger_keys import signing_key
from licet.store.ledger_tiles import read_tile
from licet.store.models.ledger import Checkpoint, Entry, Opening

__all__ = ["consistency", "entry_of", "prove", "verify_bundle"]


def prove(entry: Entry | int, *, redacted: bool = False, rows: bool = False) -> Bundle:
    """Return the bundle that proves an entry, given as row or index.

    The statement is shown unless `redacted`; the ledgered rows it covers only with `rows`. An entry that waits to be
    published raises `NotYet`.
    """
    row = entry_of(str(entry)) if isinstance(entry, int) else Entry.objects.get(pk=entry.pk)
    head = Checkpoint.objects.order_by("-size").first()
    if row.index is None or head is None or row.index >= head.size:
        raise NotYet(
            "LIC-515", "The entry waits to be published.", where=str(row), remedy="Ask again when the log was signed."
        )
    hashes = inclusion_proof(row.index, head.size, subtrees(cache(read_tile)))
    statement, shown = (None, ()) if redacted else _opening(row, rows)
    proof = Proof(row.index, tuple(hashes), head.note)
    return Bundle(bytes(row.data), proof, statement, shown, signing_key().verifier.to_text())


def verify_bundle(bundle: Bundle, verifier_key: VerifierKey) -> Verdict:
    """Return what `bundle` proves under a key that came from outside it."""
    return verify(bundle, verifier_key)


def consistency(old: int, new: int) -> list[bytes]:
    """Return the proof that the log of `old` entries is the beginning of that of `new`."""
    return consistency_proof(old, new, subtrees(cache(read_tile)))


def entry_of(name: str) -> Entry:
    """Return the entry of that index, of that subject and version (``licence:NLD-2026-00001-I@1``), or its last."""
    subject, _, version = name.partition("@")
    if name.isascii() and name.isdigit():
        found = Entry.objects.filter(index=int(name)).first()
    elif version.isascii() and version.isdigit():
        found = Entry.objects.filter(stream=subject, version=int(version)).first()
    else:
        found = Entry.objects.filter(stream=name).order_by("-version").first()
    if found is None:
        raise NotFound(
            "LIC-516",
            f"The log has no entry '{name}'.",
            remedy="Give an index from 0, or a subject such as case:LC-2026-0412, or its first entry: …@1.",
        )
    return found


def _opening(row: Entry, with_rows: bool) -> tuple[Shown | None, tuple[Shown, ...]]:
    opening = Opening.objects.filter(entry=row).first()
    if opening is None:
        return None, ()
    rows = [Shown(from_base64(salt), text) for salt, text in json.loads(opening.rows)] if with_rows else []
    return Shown(bytes(opening.salt), opening.statement), tuple(rows)
