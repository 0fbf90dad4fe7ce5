"""What the proof stands on: the spine's database, and how much of it is asked for.

`ALONGSIDE_PROFILE=nightly` asks for the whole proof; without it there is what fits into a run of all tests.
"""

import json
import os
from pathlib import Path
from typing import Any

from alongside.conftest import django_db_setup, files_apart, world  # noqa: F401 (fixtures)

IS_NIGHTLY = os.environ.get("ALONGSIDE_PROFILE") == "nightly"
BUILD = Path(__file__).resolve().parents[2] / "build"


def keep_figures(name: str, figures: dict[str, Any]) -> None:
    """Write what was counted to `build/<name>.json`."""
    BUILD.mkdir(exist_ok=True)
    (BUILD / f"{name}.json").write_text(json.dumps(figures, indent=2, sort_keys=True, default=str) + "\n")
