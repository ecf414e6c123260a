"""Signed notes as c2sp.org/signed-note describes them, with Ed25519 keys.

A note is a text and signature lines; a verifier key is one line ``name+hash+key`` that is safe to publish.
This reader is stricter than the format demands: at most 16 signatures, canonical base64, no second or
failing signature of the key that is asked for.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final, NoReturn

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from licet.common.errors import BadInput, LicetError, Tampered, Unreadable
from licet.ledger.commitment import from_base64, to_base64

__all__ = ["NOTE_LIMIT", "SigningKey", "VerifierKey", "open_note", "sign_note"]

NOTE_LIMIT: Final = 16_384
"""The longest note that is read, in bytes."""
_MOST_SIGNATURES: Final = 16
_ED25519: Final = b"\x01"
_DASH: Final = "\u2014 "
_PRIVATE: Final = "PRIVATE+KEY+"
_NAME = re.compile(r"[^\s+]{1,200}")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """The public half of a log's key: the log's name and 32 bytes."""

    name: str
    public: bytes

    @property
    def key_hash(self) -> bytes:
        """The four bytes that name this key in a signature line."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def to_text(self) -> str:
        """Return the verifier line."""
        return f"{self.name}+{self.key_hash.hex()}+{to_base64(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str, *, where: str = "") -> VerifierKey:
        """Return the key that a verifier line writes, or raise `BadInput`."""
        name, key_hash, body = _split(text.strip(), "LIC-501", where)
        key = cls(name, _key_bytes(body, "LIC-501", where))
        if key_hash != key.key_hash.hex():
            _bad_key("LIC-501", "its hash does not belong to its name and key", where)
        return key

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Return whether `signature` over `message` was made by the private half."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half of a log's key: the log's name and a seed of 32 bytes."""

    name: str
    seed: bytes

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r})"

    @property
    def verifier(self) -> VerifierKey:
        """The public half."""
        return VerifierKey(self.name, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    @classmethod
    def make(cls, name: str, seed: bytes) -> SigningKey:
        """Return a key of that name from 32 random bytes; a name with a space or a plus is refused."""
        if not _NAME.fullmatch(name) or not name.isprintable() or len(seed) != 32:
            _bad_key("LIC-502", "a name has no spaces and no plus sign, a seed has 32 bytes", name)
        return cls(name, seed)

    def to_text(self) -> str:
        """Return the line that a key file holds."""
        return f"{_PRIVATE}{self.name}+{self.verifier.key_hash.hex()}+{to_base64(_ED25519 + self.seed)}"

    @classmethod
    def parse(cls, text: str, *, where: str = "") -> SigningKey:
        """Return the key that the line of a key file writes, or raise `BadInput`."""
        if not text.startswith(_PRIVATE):
            _bad_key("LIC-502", f"a signing key begins with {_PRIVATE}", where)
        name, key_hash, body = _split(text.removeprefix(_PRIVATE).strip(), "LIC-502", where)
        key = cls.make(name, _key_bytes(body, "LIC-502", where))
        if key_hash != key.verifier.key_hash.hex():
            _bad_key("LIC-502", "its hash does not belong to its name and key", where)
        return key

    def sign(self, message: bytes) -> bytes:
        """Return the signature over `message`."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def sign_note(text: str, key: SigningKey) -> str:
    """Return the note that holds `text` (which ends in a newline) under one signature of `key`."""
    if not text.endswith("\n") or _has_control(text):
        raise BadInput("LIC-503", "The text of a note ends in a newline and has no control characters.")
    signature = key.verifier.key_hash + key.sign(text.encode())
    return f"{text}\n{_DASH}{key.name} {to_base64(signature)}\n"


def open_note(note: str, key: VerifierKey, *, where: str = "checkpoint") -> str:
    """Return the text of `note` when `key` signed it.

    A note that is not one raises `Unreadable`; one that `key` did not sign, or whose signature fails, `Tampered`.
    """
    text, lines = _parts(note, where)
    ours = [raw[4:] for name, raw in map(_signature, lines) if (name, raw[:4]) == (key.name, key.key_hash)]
    if not ours:
        raise Tampered(
            "LIC-504",
            f"The note is not signed by {key.name}+{key.key_hash.hex()}.",
            where=where,
            remedy="Check that the verifier line is that of the log the note comes from.",
        )
    if len(ours) > 1 or not key.verify(text.encode(), ours[0]):
        raise Tampered("LIC-504", f"The signature of {key.name} does not belong to this text.", where=where)
    return text


def _parts(note: str, where: str) -> tuple[str, list[str]]:
    try:
        size = len(note.encode())
    except UnicodeEncodeError:
        raise Unreadable("LIC-503", "The note is not UTF-8.", where=where) from None
    head, gap, tail = note.rpartition("\n\n")
    lines = tail.removesuffix("\n").split("\n")
    if size > NOTE_LIMIT or not gap or not head or not tail.endswith("\n") or _has_control(note):
        raise Unreadable("LIC-503", "The text is not a signed note.", where=where)
    if len(lines) > _MOST_SIGNATURES:
        raise Unreadable("LIC-503", f"The note has more than {_MOST_SIGNATURES} signatures.", where=where)
    return head + "\n", lines


def _signature(line: str) -> tuple[str, bytes]:
    name, space, body = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space or not _NAME.fullmatch(name):
        raise Unreadable("LIC-503", "A signature line of the note is malformed.")
    raw = from_base64(body, code="LIC-503")
    if len(raw) < 5:
        raise Unreadable("LIC-503", "A signature of the note is too short.")
    return name, raw


def _has_control(text: str) -> bool:
    return any((letter < " " and letter != "\n") or letter == "\x7f" for letter in text)


def _split(text: str, code: str, where: str) -> tuple[str, str, str]:
    name, _, rest = text.partition("+")
    key_hash, _, body = rest.partition("+")
    if not _NAME.fullmatch(name) or not name.isprintable() or not re.fullmatch(r"[0-9a-f]{8}", key_hash):
        _bad_key(code, "it is not written as name+hash+key", where)
    return name, key_hash, body


def _key_bytes(body: str, code: str, where: str) -> bytes:
    try:
        raw = from_base64(body, size=33, code=code, where=where)
    except LicetError:
        _bad_key(code, "its key is not 33 bytes of base64", where)
    if raw[:1] != _ED25519:
        _bad_key(code, "only Ed25519 keys (type 1) are known", where)
    return raw[1:]


def _bad_key(code: str, why: str, where: str) -> NoReturn:
    raise BadInput(code, f"This is not a key of a log: {why}.", where=where, remedy="Print it with: licet log key")
