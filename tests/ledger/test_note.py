"""Notes, keys and checkpoints: what is accepted is exactly what is meant, whatever other readers let pass."""

import hashlib
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.common.errors import BadInput, LicetError, Tampered, Unreadable
from licet.ledger.checkpoint import TreeHead, open_checkpoint, sign_checkpoint
from licet.ledger.merkle import EMPTY_ROOT
from licet.ledger.note import SigningKey, VerifierKey, open_note, sign_note

KEY = SigningKey.make("example.gov/log", bytes(range(32)))
OTHER = SigningKey.make("example.gov/log", bytes(32))
ROOT = hashlib.sha256(b"root").digest()
ROOT64 = b64encode(ROOT).decode()
GOOD = sign_checkpoint(7, ROOT, KEY)


def test_a_checkpoint_is_read_as_signed():
    assert open_checkpoint(GOOD, KEY.verifier) == TreeHead("example.gov/log", 7, ROOT)
    assert GOOD.startswith(f"example.gov/log\n7\n{ROOT64}\n\n— example.gov/log ")


def test_the_empty_log_has_a_checkpoint():
    assert open_checkpoint(sign_checkpoint(0, EMPTY_ROOT, KEY), KEY.verifier).size == 0


BODIES = {
    "size below zero": f"example.gov/log\n-1\n{ROOT64}\n",
    "size with a plus": f"example.gov/log\n+7\n{ROOT64}\n",
    "size with a leading zero": f"example.gov/log\n07\n{ROOT64}\n",
    "size 2^63": f"example.gov/log\n{2**63}\n{ROOT64}\n",
    "size 2^64": f"example.gov/log\n{2**64}\n{ROOT64}\n",
    "size in other digits": f"example.gov/log\n٧\n{ROOT64}\n",
    "size with a space": f"example.gov/log\n7 \n{ROOT64}\n",
    "size empty": f"example.gov/log\n\n{ROOT64}\n",
    "size in hex": f"example.gov/log\n0x7\n{ROOT64}\n",
    "size 0 with another root": f"example.gov/log\n0\n{ROOT64}\n",
    "size 7 with the empty root": f"example.gov/log\n7\n{b64encode(EMPTY_ROOT).decode()}\n",
    "root of 31 bytes": f"example.gov/log\n7\n{b64encode(ROOT[:31]).decode()}\n",
    "root of 33 bytes": f"example.gov/log\n7\n{b64encode(ROOT + b'x').decode()}\n",
    "root without padding": f"example.gov/log\n7\n{ROOT64.rstrip('=')}\n",
    "root with loose last bits": f"example.gov/log\n7\n{ROOT64[:-2]}{chr(ord(ROOT64[-2]) + 1)}=\n",
    "root in the other alphabet": "example.gov/log\n7\n" + "-_" * 21 + "A=\n",
    "root with a space": f"example.gov/log\n7\n {ROOT64}\n",
    "root empty": "example.gov/log\n7\n\n",
    "no root": "example.gov/log\n7\n",
    "an extension line": f"example.gov/log\n7\n{ROOT64}\nextra\n",
    "another origin under our key's name": f"example.com/other\n7\n{ROOT64}\n",
    "origin with a space": f"example.gov/log \n7\n{ROOT64}\n",
    "no origin": f"\n7\n{ROOT64}\n",
}


@pytest.mark.parametrize("name", BODIES)
def test_a_malformed_body_is_refused_though_our_key_signed_it(name):
    with pytest.raises(LicetError, match=r"LIC-50[356]"):
        open_checkpoint(sign_note(BODIES[name], KEY), KEY.verifier)


SIGNATURE = GOOD.split("\n\n")[1]
BODY = GOOD.split("\n\n")[0] + "\n\n"
FOREIGN = "— other.example AAAAAAAAAAAA\n"
NOTES = {
    "no final newline": GOOD.rstrip("\n"),
    "two final newlines": GOOD + "\n",
    "no signature": BODY,
    "no blank line": GOOD.replace("\n\n", "\n"),
    "a carriage return": GOOD.replace("\n", "\r\n"),
    "a tab": GOOD.replace("7\n", "7\t\n"),
    "a hyphen for the dash": GOOD.replace("—", "-"),
    "our signature twice": BODY + SIGNATURE * 2,
    "a second signature of ours that fails": BODY + SIGNATURE + sign_checkpoint(8, ROOT, KEY).split("\n\n")[1],
    "200 unknown signatures": BODY + SIGNATURE + FOREIGN * 200,
    "a signature that is not base64": BODY + "— example.gov/log !!!!\n" + SIGNATURE,
    "a signature without padding": BODY + SIGNATURE.rstrip("\n=") + "\n",
    "a signature of four bytes": BODY + SIGNATURE + "— other.example AAAAAA==\n",
    "a signature line without a name": BODY + SIGNATURE + "— AAAAAAAA\n",
    "only the signature of another": BODY + FOREIGN,
    "another key of the same name": sign_checkpoint(7, ROOT, OTHER),
    "an oversized note": BODY + SIGNATURE + FOREIGN.replace("other", "o" * 20_000),
    "a lone surrogate": GOOD.replace("7", "\ud800"),
    "empty": "",
}


@pytest.mark.parametrize("name", NOTES)
def test_a_malformed_note_is_refused(name):
    with pytest.raises(LicetError, match=r"LIC-50[345]"):
        open_checkpoint(NOTES[name], KEY.verifier)


def test_a_signature_of_an_unknown_witness_beside_ours_does_no_harm():
    assert open_checkpoint(BODY + FOREIGN + SIGNATURE, KEY.verifier).size == 7


@given(st.integers(0, len(GOOD.encode()) * 8 - 1))
def test_any_flipped_bit_of_a_checkpoint_is_refused(bit):
    raw = bytearray(GOOD.encode())
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(LicetError):
        open_checkpoint(raw.decode(errors="surrogateescape"), KEY.verifier)


@pytest.mark.parametrize("text", ["no newline", "with\ttab\n", "with\x00null\n"])
def test_such_a_text_is_not_signed(text):
    with pytest.raises(BadInput, match="LIC-503"):
        sign_note(text, KEY)


def test_keys_are_read_as_written():
    assert VerifierKey.parse(KEY.verifier.to_text()) == KEY.verifier
    assert SigningKey.parse(KEY.to_text()) == KEY
    assert KEY.verifier.verify(b"text", KEY.sign(b"text"))
    assert "seed" not in repr(KEY)


LINE = KEY.verifier.to_text()
BAD_LINES = {
    "empty": "",
    "without a hash": "example.gov/log",
    "the private key": KEY.to_text(),
    "a name with a space": LINE.replace("example.gov", "example gov"),
    "another name": LINE.replace("example.gov", "example.com"),
    "another hash": LINE.replace(KEY.verifier.key_hash.hex(), "00000000"),
    "a hash in capitals": LINE.replace(KEY.verifier.key_hash.hex(), "ABCDEF01"),
    "a short key": LINE[:-8],
    "an unknown kind": f"example.gov/log+00000000+{b64encode(bytes([9]) + bytes(32)).decode()}",
    "something behind": LINE + "+x",
    "a surrogate": LINE.replace("example", "ex\ud800mple"),
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_line_that_is_no_verifier_key_is_refused(name):
    with pytest.raises(BadInput, match="LIC-501"):
        VerifierKey.parse(BAD_LINES[name])


@pytest.mark.parametrize("text", ["", LINE, "PRIVATE+KEY+x", KEY.to_text()[:-4], KEY.to_text().replace("gov", "com")])
def test_a_text_that_is_no_signing_key_is_refused(text):
    with pytest.raises(BadInput, match="LIC-502"):
        SigningKey.parse(text)


@pytest.mark.parametrize(
    ("name", "seed"), [("with space", bytes(32)), ("a+b", bytes(32)), ("a", bytes(31)), ("", bytes(32))]
)
def test_a_key_of_such_a_name_or_seed_is_not_made(name, seed):
    with pytest.raises(BadInput, match="LIC-502"):
        SigningKey.make(name, seed)


def test_faults_say_whether_a_note_is_malformed_or_not_ours():
    with pytest.raises(Unreadable):
        open_note("x", KEY.verifier)
    with pytest.raises(Tampered, match="not signed by"):
        open_note(NOTES["only the signature of another"], KEY.verifier)
