"""What the proof stands on: the spine's database, and how much of it is asked for.

`ALONGSIDE_PROFILE=nightly` asks for the whole proof; without it there is what fits into a run of all tests.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from alongside.conftest import _point_at, as_keeper, django_db_setup, files_apart, fresh_copy, world  # noqa: F401 (fixtures)

from .stage import Stage, build
from .staged_work import work

IS_NIGHTLY = os.environ.get("ALONGSIDE_PROFILE") == "nightly"
BUILD = Path(__file__).resolve().parents[2] / "build"


def keep_figures(name: str, figures: dict[str, Any]) -> None:
    """Write what was counted to `build/<name>.json`."""
    BUILD.mkdir(exist_ok=True)
    (BUILD / f"{name}.json").write_text(json.dumps(figures, indent=2, sort_keys=True, default=str) + "\n")


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any, files_apart: None) -> Iterator[Stage]:  # noqa: F811
    """Give the world of the matrix, built once and committed, in a copy of the template that holds nothing else."""
    before = settings.DATABASES["default"]["NAME"]
    with (
        django_db_blocker.unblock(),
        fresh_copy(f"proof_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}") as name,
    ):
        _point_at(name)
        try:
            with transaction.atomic():
                built = build()
                with as_keeper():
                    work(built)
            yield built
        finally:
            _point_at(before)
