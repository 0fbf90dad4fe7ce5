"""Other services to sign in with: half of one is none."""

import json
from typing import Any

import pytest

from alongside.config.services import ServiceError, elsewhere_from

WHOLE = {
    "id": "sun",
    "name": "The sun",
    "issuer": "https://sun.example",
    "client_id": "us",
    "secret": "s",
    "trust": {"claim": "vot", "values": ["P9.Cp.Cd"]},
}


def test_a_whole_one_is_read() -> None:
    assert elsewhere_from("") == {}
    assert elsewhere_from(json.dumps([WHOLE]))["sun"]["emails_are_proven"] is False


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "A b"},
        {"issuer": "http://sun.example"},
        {"secret": ""},
        {"trust": {"claim": "vot", "values": []}},
        {"trust": {"claim": "scope", "values": ["x"]}},
        {"trust": None},
        {"unknown": 1},
    ],
)
def test_half_a_one_lets_nobody_in(wrong: dict[str, Any]) -> None:
    with pytest.raises(ServiceError):
        elsewhere_from(json.dumps([WHOLE | wrong]))


def test_what_is_no_list_is_refused() -> None:
    with pytest.raises(ServiceError):
        elsewhere_from("no json")
