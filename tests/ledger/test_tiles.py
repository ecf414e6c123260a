"""Tiles hold the tree, whatever the steps in which it grew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.common.errors import BadInput, Unreadable
from licet.ledger.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    tree_root,
    verify_consistency,
    verify_inclusion,
)
from licet.ledger.tiles import (
    entries_path,
    entry_bundle,
    extend,
    hashes_of,
    read_entry_bundle,
    subtrees,
    tile_path,
)

LEAVES = [leaf_hash(n.to_bytes(4, "big")) for n in range(66_000)]


def grown(*sizes):
    tiles = {}

    def read(level, number):
        return tiles.get((level, number), b"")

    for old, new in zip((0, *sizes), sizes, strict=False):
        tiles.update(extend(old, LEAVES[old:new], read))
    return tiles, read


@settings(max_examples=25)
@given(st.lists(st.integers(1, 1_500), min_size=1, max_size=6, unique=True))
def test_the_tiles_do_not_depend_on_the_steps_of_growth(sizes):
    steps = sorted(sizes)
    assert grown(*steps)[0] == grown(steps[-1])[0]


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_535, 65_536, 65_537])
def test_roots_and_proofs_come_from_the_tiles(size):
    tree = subtrees(grown(size)[1])
    root = tree_root(size, tree)
    assert root == root_of(LEAVES[:size])
    for index in {0, size // 2, size - 1}:
        assert verify_inclusion(LEAVES[index], index, size, inclusion_proof(index, size, tree), root)
    old = max(1, size - 200)
    assert verify_consistency(old, size, consistency_proof(old, size, tree), root_of(LEAVES[:old]), root)


def test_a_missing_or_cut_tile_is_named():
    tiles, read = grown(300)
    tiles[0, 0] = tiles[0, 0][:-32]
    with pytest.raises(Unreadable, match=r"tile/0/000: .*255 hashes where 256"):
        subtrees(read)(7, 1)
    tiles.pop((1, 0))
    with pytest.raises(Unreadable, match=r"tile/1/000: .*0 hashes where 1"):
        tree_root(300, subtrees(read))
    with pytest.raises(Unreadable, match="LIC-508"):
        hashes_of(b"x" * 33)


@pytest.mark.parametrize(
    ("level", "number", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (1, 1234067, 256, "tile/1/x001/x234/067"),
        (0, 1000, 1, "tile/0/x001/000.p/1"),
    ],
)
def test_paths_are_those_of_the_format(level, number, width, path):
    assert tile_path(level, number, width) == path
    assert entries_path(number, width) == path.replace(f"tile/{level}", "tile/entries")


@pytest.mark.parametrize(("level", "number", "width"), [(6, 0, 1), (-1, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_refuses_places_that_no_tile_has(level, number, width):
    with pytest.raises(BadInput, match="LIC-508"):
        tile_path(level, number, width)


@given(st.lists(st.binary(max_size=40), max_size=256))
def test_entry_bundles_are_read_as_written(entries):
    assert read_entry_bundle(entry_bundle(entries)) == entries


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x05abc", b"\x00\x00" * 257])
def test_refuses_entry_bundles_that_are_cut_or_too_long(data):
    with pytest.raises(Unreadable, match="LIC-508"):
        read_entry_bundle(data)


def test_refuses_an_entry_that_is_longer_than_a_bundle_can_say():
    assert read_entry_bundle(entry_bundle([b"x" * 65_535])) == [b"x" * 65_535]
    with pytest.raises(BadInput, match="65535 bytes"):
        entry_bundle([b"x" * 65_536])
