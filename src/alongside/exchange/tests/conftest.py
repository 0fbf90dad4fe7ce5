"""Fixtures of the import's tests."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alongside.exchange.tests.memory import Memory

SHARED = Path(__file__).parents[5] / "shared" / "data" / "fhir"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "shared_data: reads reference data kept beside the project")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("shared_data") and not SHARED.is_dir():
        pytest.skip(f"the reference data is not beside the project ({SHARED.name})")


@pytest.fixture
def shared_fhir() -> list[Path]:
    return sorted(SHARED.glob("*.json"))


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write text, bytes, or values as JSON into a file, and give its path."""

    def to_file(content: Any, name: str = "in.json") -> Path:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return to_file
