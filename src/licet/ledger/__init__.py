"""A tamper-evident log: notes, checkpoints, Merkle tree, tiles, proofs, commitments. Bytes in, bytes out."""
