"""The mask takes away what is new in every answer, and nothing that anybody wrote."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from alongside.home import demo
from alongside.record import registry
from tests.proof.mask import MASKS, masked

LIVES = sorted((Path(demo.__file__).parent / "lives").glob("*.yaml"))
DOCS = Path(__file__).resolve().parents[2] / "docs" / "proof.md"
AT = datetime(2026, 3, 3, 3, 20, tzinfo=UTC)
NEW = {
    "form token": b'name="csrfmiddlewaretoken" value="' + b"aB3" * 21 + b'a"',
    "script nonce": b'<script nonce="dGhpcyBpcyBhIG5vbmNl">',
    "nonce in the policy": b"script-src 'nonce-dGhpcyBpcyBhIG5vbmNl'",
    "new id": b'name="made_id" value="01a210ad-f195-74c7-92f7-98f2c4c8a962"',
    "signed writer": b'name="typed_by" value="IjAxYTIxMGFkIg:1wX2yZ:abcdefghijklmnopqrstuvwxyz0123456789-_abcdef"',
    "session": b"sessionid=abcdef0123456789; HttpOnly",
    "day a cookie ends": b"expires=Wed, 24 Nov 2027 03:10:30 GMT",
    "day of a paper": b"/CreationDate (D:20260303032000Z)",
    "moment of a paper": b"<xmp:CreateDate>2026-03-03T03:20:00Z</xmp:CreateDate>",
    "id of a paper": b"/ID[(IfV4c1iNky+dEPGL5XC0/Q==)(IfV4c1iNky+dEPGL5XC0/Q==)]",
    "id of a paper, described": b"<xmpMM:InstanceID>IfV4c1iNky</xmpMM:InstanceID>",
}


def texts(found: Any) -> list[str]:
    """Give every text in a life, at whatever depth."""
    if isinstance(found, dict):
        return [text for value in found.values() for text in texts(value)]
    if isinstance(found, list):
        return [text for value in found for text in texts(value)]
    return [found] if isinstance(found, str) else []


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.stem)
def test_no_word_of_a_life_is_eaten(life: Path) -> None:
    # Bare clock times are compared at night, when nothing in these lives happens.
    words = [text for text in texts(yaml.safe_load(life.read_text())) if " " in text]
    assert len(words) > 20
    for text in words:
        assert masked(text.encode(), at=AT).decode() == text


def test_no_word_of_a_kind_is_eaten() -> None:
    for kind in registry.all_kinds():
        for text in texts(kind.demo()):
            assert masked(text.encode(), at=AT).decode() == text


@pytest.mark.parametrize("mask", MASKS, ids=lambda mask: mask.name)
def test_each_mask_takes_what_it_is_for(mask: Any) -> None:
    """One that matches nothing would be there for nothing; a hidden entry's id in an address is never masked."""
    assert mask.pattern.search(NEW[mask.name])
    assert b"*" in masked(NEW[mask.name], at=AT)


def test_an_id_in_an_address_is_compared() -> None:
    address = b'<a href="/p/01a210ad-ea2c-7038-95bc-56b3af2346d3/entry/a1100000-0000-7000-8000-003c00000001/">'
    assert masked(address, at=AT) == address


def test_only_times_of_the_last_while_are_taken() -> None:
    assert masked(b"at 03:19, at 02:10, at 14:03, at 05:30", at=AT) == b"at *, at *, at 14:03, at 05:30"


def test_the_list_is_published() -> None:
    told = DOCS.read_text()
    missing = [mask.name for mask in MASKS if f"| {mask.name} | {mask.why} |" not in told]
    assert not missing, f"docs/proof.md does not say that these may differ: {missing}"
