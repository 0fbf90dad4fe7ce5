"""The tree against the known roots of Certificate Transparency, against its own definition, and proofs against lies."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.base import merkle

# The eight leaves and the roots of the trees of 1 to 8 of them that implementations of RFC 6962 and 9162 test with.
LEAVES = [
    merkle.leaf_hash(bytes.fromhex(text))
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def leaves(size: int) -> list[bytes]:
    return [merkle.leaf_hash(str(number).encode()) for number in range(size)]


def defined(found: list[bytes]) -> bytes:
    """The root by the words of the RFC, without the frontier."""
    if not found:
        return merkle.EMPTY
    if len(found) == 1:
        return found[0]
    half = 1
    while half * 2 < len(found):
        half *= 2
    return merkle.node_hash(defined(found[:half]), defined(found[half:]))


def test_the_empty_tree() -> None:
    assert merkle.root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_the_known_roots(size: int) -> None:
    assert merkle.root(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_known_proofs() -> None:
    """From the same set: the sixth leaf of eight lies beside these; three leaves became seven by these."""
    path = merkle.inclusion_proof(LEAVES, 5)
    assert [step.hex()[:8] for step in path] == ["bc1a0643", "ca854ea1", "d37ee418"]
    path = merkle.consistency_proof(LEAVES[:8], 1)
    assert [step.hex()[:8] for step in path] == ["96a296d2", "5f083f0a", "6b47aaf2"]


@pytest.mark.parametrize("size", range(1, 40))
def test_the_frontier_gives_what_the_definition_gives(size: int) -> None:
    edge = merkle.Frontier()
    for leaf in leaves(size):
        edge.add(leaf)
    assert edge.root() == defined(leaves(size))
    assert edge.size == size
    assert len(edge.peaks) == size.bit_count()


@pytest.mark.parametrize("size", range(1, 34))
def test_every_leaf_is_proved_and_no_other(size: int) -> None:
    here = leaves(size)
    top = merkle.root(here)
    for index in range(size):
        proof = merkle.inclusion_proof(here, index)
        assert merkle.verify_inclusion(here[index], index, size, proof, top)
        assert not merkle.verify_inclusion(merkle.leaf_hash(b"other"), index, size, proof, top)
        assert not merkle.verify_inclusion(here[index], (index + 1) % size, size, proof, top) or size == 1
        if proof:
            assert not merkle.verify_inclusion(here[index], index, size, proof[:-1], top)
            assert not merkle.verify_inclusion(here[index], index, size, [*proof, merkle.EMPTY], top)


@pytest.mark.parametrize("new", range(1, 34))
def test_growth_is_proved_and_change_is_not(new: int) -> None:
    here = leaves(new)
    for old in range(1, new + 1):
        proof = merkle.consistency_proof(here, old)
        before, after = merkle.root(here[:old]), merkle.root(here)
        assert merkle.verify_consistency(old, new, proof, before, after)
        changed = merkle.root([merkle.leaf_hash(b"other"), *here[1:old]])
        assert not merkle.verify_consistency(old, new, proof, changed, after)
        assert not merkle.verify_consistency(old, new, [*proof, before], before, after)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 300), st.data())
def test_proofs_of_any_tree(size: int, data: st.DataObject) -> None:
    here = leaves(size)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    assert merkle.verify_inclusion(here[index], index, size, merkle.inclusion_proof(here, index), merkle.root(here))
    proof = merkle.consistency_proof(here, old)
    assert merkle.verify_consistency(old, size, proof, merkle.root(here[:old]), merkle.root(here))


def test_what_is_not_there_has_no_proof() -> None:
    for index in (-1, 3):
        with pytest.raises(IndexError):
            merkle.inclusion_proof(leaves(3), index)
    for old in (0, 4):
        with pytest.raises(IndexError):
            merkle.consistency_proof(leaves(3), old)
    assert not merkle.verify_inclusion(merkle.EMPTY, 0, 0, [], merkle.EMPTY)
    assert not merkle.verify_consistency(0, 0, [], merkle.EMPTY, merkle.EMPTY)
    assert not merkle.verify_consistency(3, 5, [], merkle.EMPTY, merkle.EMPTY)
