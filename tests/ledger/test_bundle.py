"""Bundles: proven under a key from elsewhere, refused when anything in them was changed, harmless when hostile."""

import json
from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from licet.common.errors import BadInput, NotFound, Unreadable
from licet.exchange.bundle import check_licence_bundle, write_licence_bundle
from licet.ledger.bundle import Bundle, Shown, verify
from licet.ledger.checkpoint import sign_checkpoint
from licet.ledger.commitment import commit, to_base64
from licet.ledger.merkle import inclusion_proof, leaf_hash, memory_tree, root_of
from licet.ledger.note import SigningKey
from licet.ledger.proof import Proof
from licet.ledger.statement import RowPart, Statement, commit_row, commit_statement, entry_bytes
from licet.store import ledger
from licet.store.ledger_keys import signing_key
from licet.store.models import Account, Opening

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
KEY = SigningKey.make("example.gov/log", bytes(range(32)))
FACTS = {"number": "NLD-2026-00001-I", "valid_until": "2028-11-21"}


def bundle(kind="licence.issued", facts=FACTS, size=11, index=4, key=KEY):
    row = RowPart("store_licence", "1", {"value": "100.00"})
    shown = Shown(b"r" * 32, row.to_text())
    marks = (to_base64(commit_row(shown.salt, shown.text)),)
    said = Statement(kind, "licence:1", 1, "", "account:1", "2026-11-21T09:30:00.000000+00:00", facts, marks)
    statement = Shown(b"s" * 32, said.to_text())
    data = entry_bytes(commit_statement(statement.salt, statement.text))
    leaves = [leaf_hash(bytes([n])) for n in range(size)]
    leaves[index] = leaf_hash(data)
    note = sign_checkpoint(size, root_of(leaves), key)
    proof = Proof(index, tuple(inclusion_proof(index, size, memory_tree(leaves))), note)
    return Bundle(data, proof, statement, (shown,), key.verifier.to_text())


GOOD = bundle()
TEXT = json.dumps(GOOD.to_json(), ensure_ascii=False)
FILE = write_licence_bundle(GOOD).encode()


def changed(**keys):
    return json.dumps({**json.loads(TEXT), **keys}).encode()


def test_a_bundle_proves_what_it_shows():
    verdict = verify(Bundle.read(TEXT.encode()), KEY.verifier)
    assert (verdict.ok, verdict.index, verdict.size) == (True, 4, 11)
    assert verdict.statement.record == FACTS
    assert verdict.rows == (RowPart("store_licence", "1", {"value": "100.00"}),)


def test_a_redacted_bundle_proves_the_entry_and_shows_nothing():
    verdict = verify(Bundle.read(changed(opening=None)), KEY.verifier)
    assert (verdict.ok, verdict.statement, verdict.rows) == (True, None, ())
    assert b"NLD" not in changed(opening=None)


def test_the_key_inside_a_bundle_counts_for_nothing():
    forged = bundle(key=SigningKey.make("example.gov/log", bytes(32)))
    assert verify(forged, SigningKey.make("example.gov/log", bytes(32)).verifier).ok
    assert not verify(forged, KEY.verifier).ok


@given(st.integers(0, len(TEXT.encode()) - 1), st.integers(0, 7))
def test_no_flipped_bit_changes_what_is_proven(place, bit):
    raw = bytearray(TEXT.encode())
    raw[place] ^= 1 << bit
    try:
        verdict = verify(Bundle.read(bytes(raw)), KEY.verifier)
    except Unreadable:
        return
    assert not verdict.ok or verdict == verify(GOOD, KEY.verifier)


def test_a_statement_or_row_of_another_entry_is_refused():
    other = bundle(facts={"number": "other"})
    mixed = Bundle(GOOD.entry, GOOD.proof, other.statement, (), GOOD.verifier)
    assert "not the one that the entry commits to" in verify(mixed, KEY.verifier).reasons[0]
    row = Shown(b"r" * 32, RowPart("store_licence", "2", {"value": "1.00"}).to_text())
    mixed = Bundle(GOOD.entry, GOOD.proof, GOOD.statement, (row,), GOOD.verifier)
    assert "not one that the statement commits to" in verify(mixed, KEY.verifier).reasons[0]


def test_a_proof_for_another_place_is_refused():
    for wrong in (
        Proof(5, GOOD.proof.hashes, GOOD.proof.checkpoint),
        Proof(4, GOOD.proof.hashes[:-1], GOOD.proof.checkpoint),
        Proof(4, GOOD.proof.hashes[::-1], GOOD.proof.checkpoint),
        Proof(4, GOOD.proof.hashes, sign_checkpoint(12, b"x" * 32, KEY)),
    ):
        assert not verify(Bundle(GOOD.entry, wrong, None, (), ""), KEY.verifier).ok


HOSTILE = {
    "empty": b"",
    "not UTF-8": b"\xff\xfe{}",
    "not JSON": b"<xml/>",
    "a list": b"[]",
    "null": b"null",
    "too long": b" " * 300_000,
    "nested deep": b"[" * 200_000,
    "a key twice": TEXT.replace('"format"', '"entry": "", "format"', 1).encode(),
    "a number that is none": changed().replace(b'"entry"', b'"x": NaN, "entry"'),
    "a number of 10 000 digits": b"1" * 10_000,
    "an unknown key": changed(note="hello"),
    "a missing key": json.dumps({"format": "licet-bundle@v1"}).encode(),
    "another format": changed(format="licet-bundle@v2"),
    "an entry that is no text": changed(entry=5),
    "an entry with loose base64": changed(entry=json.loads(TEXT)["entry"] + "\n"),
    "an opening that is text": changed(opening="x"),
    "an opening with more": changed(opening={"statement": ["", ""], "rows": [], "x": 1}),
    "a short salt": changed(opening={"statement": ["AAAA", "{}"], "rows": []}),
    "a surrogate": changed(opening={"statement": [to_base64(bytes(32)), "\ud800"], "rows": []}),
    "a proof of another format": changed(proof="c2sp.org/tlog-proof@v2\nindex 4\n\nx"),
    "a proof with extra data": changed(proof=json.loads(TEXT)["proof"].replace("index", "extra AAAA\nindex")),
    "a proof with index 04": changed(proof=json.loads(TEXT)["proof"].replace("index 4", "index 04")),
    "a proof with 64 hashes": changed(
        proof="c2sp.org/tlog-proof@v1\nindex 4\n" + f"{to_base64(bytes(32))}\n" * 64 + "\nx"
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_malformed_bundle_is_refused_with_one_message(name):
    with pytest.raises(Unreadable, match=r"LIC-5(20|09)"):
        Bundle.read(HOSTILE[name])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_upload_gives_reasons_and_no_facts(name):
    for data in (
        HOSTILE[name],
        b'{"format": "licet-licence@v1", "licence": {"a": 1}, "evidence": ' + HOSTILE[name] + b"}",
    ):
        checked = check_licence_bundle(data, KEY.verifier)
        assert not checked.ok
        assert (len(checked.reasons), checked.facts) == (1, {})


def test_a_licence_file_gives_the_facts_of_the_log():
    checked = check_licence_bundle(FILE, KEY.verifier)
    assert (checked.ok, checked.facts, checked.subject, checked.index) == (True, FACTS, "licence:1", 4)


def test_the_bare_proof_of_a_licence_entry_gives_the_same_facts():
    assert check_licence_bundle(TEXT.encode(), KEY.verifier) == check_licence_bundle(FILE, KEY.verifier)


def test_a_licence_file_whose_facts_were_changed_is_refused():
    body = json.loads(FILE)
    body["licence"]["valid_until"] = "2038-11-21"
    checked = check_licence_bundle(json.dumps(body).encode(), KEY.verifier)
    assert (checked.ok, checked.facts) == (False, {})


def test_a_licence_file_of_another_entry_or_log_is_refused():
    other = bundle(kind="licence.revoked")
    body = {"format": "licet-licence@v1", "licence": FACTS, "evidence": other.to_json()}
    assert "not one of a licence's issue" in check_licence_bundle(json.dumps(body).encode(), KEY.verifier).reasons[0]
    foreign = SigningKey.make("example.gov/other", bytes(32)).verifier
    assert not check_licence_bundle(FILE, foreign).ok
    for wrong in (other, Bundle(GOOD.entry, GOOD.proof, None, (), "")):
        with pytest.raises(BadInput, match="LIC-524"):
            write_licence_bundle(wrong)


def test_a_commitment_needs_a_whole_salt():
    with pytest.raises(BadInput, match="32 bytes"):
        commit(b"short", "text", domain="test")


@pytest.mark.django_db
def test_an_entry_of_the_database_is_proven_outside_it():
    with transaction.atomic():
        ada = Account.objects.create_user("ada")
        entry = ledger.record("account.opened", subject="account:ada", record={"name": "Ada"}, actor=ada, at=AT)
        for n in range(300):
            ledger.record("case.edited", subject=f"case:{n}", record={}, actor=None, at=AT)
    ledger.publish(AT)
    key = signing_key().verifier
    plain, full, hidden = ledger.prove(entry), ledger.prove(entry, rows=True), ledger.prove(0, redacted=True)
    assert [len(b.rows) for b in (plain, full, hidden)] == [0, 1, 0]
    for proof in (plain, full, hidden):
        assert ledger.verify_bundle(Bundle.read(json.dumps(proof.to_json()).encode()), key).ok
    assert ledger.verify_bundle(full, key).rows[0].record["username"] == "ada"


@pytest.mark.django_db
def test_an_entry_whose_content_was_erased_is_still_proven():
    with transaction.atomic():
        entry = ledger.record("account.opened", subject="account:ada", record={}, actor=None, at=AT)
    ledger.publish(AT)
    Opening.objects.filter(entry=entry).delete()
    verdict = ledger.verify_bundle(ledger.prove(entry), signing_key().verifier)
    assert (verdict.ok, verdict.statement) == (True, None)


@pytest.mark.django_db
def test_a_subject_names_its_last_entry_and_with_a_version_any():
    with transaction.atomic():
        first = ledger.record("account.opened", subject="account:ada", record={}, actor=None, at=AT)
        last = ledger.record("account.changed", subject="account:ada", record={}, actor=None, at=AT)
    assert ledger.entry_of("account:ada").pk == last.pk
    assert ledger.entry_of("account:ada@1").pk == first.pk
    for nothing in ("account:ada@3", "account:ada@", "account:bela", "999", "@1"):
        with pytest.raises(NotFound):
            ledger.entry_of(nothing)
