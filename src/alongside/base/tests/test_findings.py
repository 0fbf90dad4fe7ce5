import dataclasses

import pytest

from alongside.base.findings import Finding, blocks


def test_a_finding_cannot_be_changed():
    finding = Finding("A7.1", "block", "Say it in your own words.", "Ten Essential Shared Capabilities 7")
    assert finding.where is None
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding.rule = "B2"  # type: ignore[misc]


def test_only_a_block_blocks():
    warn = Finding("A6.1", "warn", "m", "s")
    block = Finding("B2", "block", "m", "s")
    assert not blocks([])
    assert not blocks([warn])
    assert blocks([warn, block])
