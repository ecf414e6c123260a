"""The tree of RFC 6962, against foreign vectors and against itself."""

import json
from base64 import b64decode
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.common.errors import BadInput
from licet.ledger.merkle import (
    EMPTY_ROOT,
    CompactRange,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    memory_tree,
    node_hash,
    root_of,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

LEAVES = [leaf_hash(str(n).encode()) for n in range(600)]
TREE = cache(memory_tree(LEAVES))


@pytest.mark.data
def test_every_vector_of_another_implementation_is_judged_alike(data):
    vectors = json.loads((data / "ledger" / "merkle_vectors.json").read_text())
    judged = [(v["name"], inclusion(v) == (not v["wantErr"])) for v in vectors["inclusion"]]
    judged += [(v["name"], consistency(v) == (not v["wantErr"])) for v in vectors["consistency"]]
    assert len(judged) == 196
    assert [name for name, same in judged if not same] == []


def inclusion(vector):
    proof = [b64decode(part or "") for part in vector["proof"] or []]
    leaf, root = b64decode(vector["leafHash"] or ""), b64decode(vector["root"] or "")
    return verify_inclusion(leaf, vector["leafIdx"], vector["treeSize"], proof, root)


def consistency(vector):
    proof = [b64decode(part or "") for part in vector["proof"] or []]
    roots = b64decode(vector["root1"] or ""), b64decode(vector["root2"] or "")
    return verify_consistency(vector["size1"], vector["size2"], proof, *roots)


def test_leaf_and_node_hashes_are_kept_apart():
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)
    assert root_of([]) == EMPTY_ROOT


def test_a_compact_range_has_the_root_of_the_whole_tree_at_every_size():
    tree = CompactRange()
    for size, leaf in enumerate(LEAVES, 1):
        tree.append(leaf)
        assert tree.root() == tree_root(size, TREE)
    assert len(tree.edge) == len(LEAVES).bit_count()


@st.composite
def places(draw):
    size = draw(st.integers(1, 600))
    return draw(st.integers(0, size - 1)), size


@given(places())
def test_every_leaf_of_every_size_can_be_proven(place):
    index, size = place
    proof = inclusion_proof(index, size, TREE)
    assert verify_inclusion(LEAVES[index], index, size, proof, tree_root(size, TREE))


@given(places(), st.data())
def test_any_flipped_bit_of_a_proof_is_refused(place, data):
    index, size = place
    parts = [LEAVES[index], tree_root(size, TREE), *inclusion_proof(index, size, TREE)]
    which = data.draw(st.integers(0, len(parts) - 1))
    bit = data.draw(st.integers(0, 255))
    parts[which] = flipped(parts[which], bit)
    leaf, root, *proof = parts
    assert not verify_inclusion(leaf, index, size, proof, root)


@given(places(), st.integers(0, 650))
def test_a_proof_is_good_for_its_own_place_alone(place, other):
    index, size = place
    proof = inclusion_proof(index, size, TREE)
    if other != index:
        assert not verify_inclusion(LEAVES[index], other, size, proof, tree_root(size, TREE))


@given(places())
def test_a_proof_that_is_longer_shorter_or_turned_is_refused(place):
    index, size = place
    proof, root = inclusion_proof(index, size, TREE), tree_root(size, TREE)
    for wrong in ([*proof, root], proof[1:] if proof else [root], [root, *proof]):
        assert not verify_inclusion(LEAVES[index], index, size, wrong, root)
    if len(proof) > 1:
        assert not verify_inclusion(LEAVES[index], index, size, proof[::-1], root)


@given(places())
def test_any_two_sizes_are_consistent(place):
    old, new = place[0] + 1, place[1]
    proof = consistency_proof(old, new, TREE)
    assert verify_consistency(old, new, proof, tree_root(old, TREE), tree_root(new, TREE))


@given(places(), st.data())
def test_any_flipped_bit_of_a_consistency_proof_is_refused(place, data):
    old, new = place[0] + 1, place[1]
    parts = [tree_root(old, TREE), tree_root(new, TREE), *consistency_proof(old, new, TREE)]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[which] = flipped(parts[which], bit)
    before, after, *proof = parts
    assert not verify_consistency(old, new, proof, before, after)


@given(places(), st.integers(0, 599))
def test_a_log_with_one_leaf_changed_is_not_consistent(place, changed):
    old, new = place[0] + 1, place[1]
    if changed >= old or old == new:
        return
    other = [*LEAVES[:changed], leaf_hash(b"other"), *LEAVES[changed + 1 :]]
    proof = consistency_proof(old, new, memory_tree(other))
    roots = tree_root(old, TREE), root_of(other[:new])
    assert not verify_consistency(old, new, proof, *roots)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5), (6, 5)])
def test_no_proof_is_made_of_a_leaf_outside_the_tree(index, size):
    with pytest.raises(BadInput, match="LIC-507"):
        inclusion_proof(index, size, TREE)


@pytest.mark.parametrize(("old", "new"), [(0, 5), (6, 5), (0, 0), (-1, 3)])
def test_no_proof_is_made_between_sizes_that_cannot_follow(old, new):
    with pytest.raises(BadInput, match="LIC-507"):
        consistency_proof(old, new, TREE)


def flipped(value, bit):
    raw = bytearray(value)
    raw[bit // 8] ^= 1 << bit % 8
    return bytes(raw)
