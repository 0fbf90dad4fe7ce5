"""The kill drill: people write over HTTP while database and web workers are killed; what was acknowledged is there.

It has a place of its own (server, database, secrets), made for it and thrown away. A control run, in which the database
may lose what it was told to keep, must lose something: else the drill could not have seen a loss, and is not believed.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any


def run(*, kills: int, control: int, reads: int, writers: int, seed: int, folder: Path | None = None) -> int:
    """Drill, print, write `folder`/drill.json. Gives 1 when anything was lost, doubled, leaked, or is not believed."""
    home = Path(tempfile.mkdtemp(prefix="alongside-drill-"))
    home.chmod(0o711)
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "ALONGSIDE_FILES", "ALONGSIDE_HEADS"):
        os.environ.pop(name, None)
    os.environ |= {
        "ALONGSIDE_DATA": str(home),
        "ALONGSIDE_STATIC": str(home / "static"),
        "ALONGSIDE_TEST": "",
        "ALONGSIDE_DEMO": "",
        "ALONGSIDE_BENCH": "",
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
    }
    from alongside.config.drill import site

    try:
        site.prepare()
        from alongside.config.drill import drilling

        result = drilling.drill(kills=kills, control=control, reads=reads, writers=writers, seed=seed)
    finally:
        site.clear_away()
        shutil.rmtree(home, ignore_errors=True)
    folder = folder or Path.cwd() / "build"
    folder.mkdir(exist_ok=True)
    (folder / "drill.json").write_text(json.dumps(result, indent=1) + "\n")
    _show(result)
    sys.stdout.write(f"Written to {folder / 'drill.json'}\n")
    return 1 if result["wrong"] else 0


def _show(result: dict[str, Any]) -> None:
    one, race, control = result["drill"], result["revocation"], result["control"]
    lines = [
        f"Kills: {one['kills']} in {one['seconds']} s; after {result['seconds']} s all was done.",
        f"Writes acknowledged: {one['acked']}, lost {len(one['lost'])}, doubled {len(one['doubled'])}; "
        f"sent again with the same key: {one['again']}; there but never acknowledged: {one['unknown_there']}.",
        f"Reads begun after a take-back was committed: {race['after']}, refused {race['refused']}.",
        f"Control without synchronous_commit: {control['kills']} kills, {control['acked']} acknowledged, "
        f"{len(control['lost'])} lost.",
        f"Audit trail: {result['trail']['sealed']} rows sealed, {result['trail']['faults'] or 'as it was sealed'}.",
        *(f"✗ {words}" for words in result["wrong"]),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
