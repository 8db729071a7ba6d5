"""Merkle tree hashes and proofs of RFC 9162 (Certificate Transparency 2.0), section 2.1, over SHA-256.

Pure arithmetic on hashes: the centre proves with it, the workstation verifies with it. How an interval of leaves
gets its hash is the caller's business (`SubtreeHash`), so that a log can keep inner nodes instead of all leaves.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import TypeAlias

Hash: TypeAlias = bytes
"""32 bytes."""

SubtreeHash: TypeAlias = Callable[[int, int], Hash]
"""The Merkle tree hash MTH(D[start:end]) of the leaves from `start` up to, not including, `end`."""

EMPTY_ROOT: Hash = hashlib.sha256(b"").digest()
"""MTH of no leaves."""


def leaf_hash(leaf: bytes) -> Hash:
    """The hash of a leaf: SHA-256(0x00 || leaf)."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """The hash of an inner node: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split_point(size: int) -> int:
    """The largest power of two smaller than `size` (size > 1): where a tree of that size is cut in two."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion_path(index: int, size: int, subtree: SubtreeHash) -> list[Hash]:
    """PATH(index, D[0:size]) of section 2.1.3.1, from the leaf up.

    Raises:
        ValueError: the leaf is not in a tree of that size.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    path: list[Hash] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split_point(end - start)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def consistency_path(first: int, second: int, subtree: SubtreeHash) -> list[Hash]:
    """PROOF(first, D[0:second]) of section 2.1.4.1; empty when the sizes are equal.

    Raises:
        ValueError: not 0 < first <= second.
    """
    if not 0 < first <= second:
        raise ValueError(f"no consistency proof from {first} to {second}")
    path: list[Hash] = []
    start, end, known = 0, second, True
    while first != end:
        middle = start + split_point(end - start)
        if first <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start, known = middle, False
    if not known:
        path.append(subtree(start, end))
    return path[::-1]


def root_from_inclusion(leaf: Hash, index: int, size: int, path: Sequence[Hash]) -> Hash | None:
    """The root a leaf and its path lead to (section 2.1.3.2); None if the path cannot belong to that place."""
    if not 0 <= index < size:
        return None
    node, last, root = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if node & 1 or node == last:
            root = node_hash(sibling, root)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        node, last = node >> 1, last >> 1
    return root if last == 0 else None


def is_consistent(first: int, first_root: Hash, second: int, second_root: Hash, path: Sequence[Hash]) -> bool:
    """Whether the tree of size `second` is the one of size `first` with leaves only appended (section 2.1.4.2)."""
    if first == second:
        return not path and first_root == second_root
    if not 0 < first < second or not path:
        return False
    rest = list(path)
    if first & (first - 1) == 0:
        rest.insert(0, first_root)
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    older = newer = rest[0]
    for sibling in rest[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            newer = node_hash(newer, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and older == first_root and newer == second_root
