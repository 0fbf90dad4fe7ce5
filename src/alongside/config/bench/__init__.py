"""Measures pages and writes beside bare ones, with many records, in databases of its own.

Both sites are up all the time, served the same way; rounds interleave them, since a machine's speed swings.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from alongside.config import databases


def run(
    subjects: int = 1000,
    *,
    rounds: int = 6,
    seconds: float = 0.5,
    least: tuple[int, int] = (8, 3),
    folder: Path | None = None,
) -> int:
    """Fill a database with `subjects` records unless it is there, measure, print, and write `folder`/bench.json.

    `seconds` is how long one batch of one operation lasts, and `least` how many answers each browser waits for in it at
    least, alone and together. Gives 1 when a page was not what it should be, else 0:
    a target that is missed is said, and is no error. Raises ServerError.
    """
    os.environ |= {
        "ALONGSIDE_BENCH": "1",
        "ALONGSIDE_BENCH_SUBJECTS": str(subjects),
        "DJANGO_SETTINGS_MODULE": "alongside.config.bench.settings",
    }
    _check(subjects)
    databases.server().ensure_running()
    from alongside.config.bench import place

    if not place.exists(subjects):
        place.make_anew(subjects)
    import django

    django.setup()
    from alongside.config.bench import report

    # Told to end, we unwind, so that no process of ours stays.
    folder = folder or Path.cwd() / "build"
    folder.mkdir(exist_ok=True)
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        result = _measured(subjects, rounds, seconds, least, folder)
    finally:
        signal.signal(signal.SIGTERM, before)
    report.show(result)
    path = report.write(result, folder)
    sys.stdout.write(f"Written to {path}\n")
    return 1 if result["wrong"] else 0


def _check(subjects: int) -> None:
    from alongside.config.embedded import ServerError

    if not 20 <= subjects <= 1_000_000:
        raise ServerError("Measuring needs between 20 and 1,000,000 records.")


def _measured(subjects: int, rounds: int, seconds: float, least: tuple[int, int], folder: Path) -> dict[str, Any]:
    from django.conf import settings
    from rich.progress import Progress

    from alongside.base.clock import now
    from alongside.config.bench import (
        clients,
        filling,
        law,
        looking,
        measuring,
        operations,
        place,
        preparing,
        report,
        servers,
        stage,
    )
    from alongside.config.embedded import ServerError

    static = Path(settings.STATIC_ROOT)
    if not (static / "staticfiles.json").is_file():
        raise ServerError(f"The static files are not in {static}. Run: make setup")
    sizes = [subjects, *([place.REFERENCE] if subjects > place.REFERENCE else [])]
    (log := folder / "bench.log").write_text("")
    reused = [preparing.ensure(size) for size in sizes]
    began = now()
    with ExitStack() as stack:
        seats = {size: stage.seats(size, filling.MEASURED) for size in sizes}
        busy = {size: stage.busy(size) for size in sizes}
        made: dict[int, list[str]] = {size: [] for size in sizes}
        for size in sizes:
            stack.callback(stage.clear, size, made[size], [*seats[size], busy[size]], began)
        crowd = stack.enter_context(clients.crowd(filling.MEASURED))
        ours = {size: stack.enter_context(servers.site("ours", servers.OURS, size, static, log)) for size in sizes}
        bare = stack.enter_context(servers.site("bare", servers.BARE, subjects, static, log))
        found: dict[int, list[operations.Operation]] = {}
        wrong: list[str] = []
        for size in sizes:
            found[size], faults = operations.all_operations(size, ours[size].port, bare.port, seats[size], busy[size])
            wrong += faults
        if not found[subjects]:
            raise ServerError("Nothing can be measured: " + "; ".join(wrong) + f" (see {log})")
        with Progress(transient=True) as progress:
            bar = progress.add_task("Measuring …", total=1.0)
            times = measuring.measure(
                crowd,
                found[subjects],
                found[sizes[-1]] if len(sizes) > 1 else (),
                rounds=rounds,
                seconds=seconds,
                least=least,
                tell=lambda done: progress.update(bar, completed=done),
            )
        drafts = []
        for (name, _together, site), one in times.items():
            wrong += [f"{name}, {site}: {fault}" for fault in dict.fromkeys(one.wrong[:3])]
            if site in {measuring.OURS, measuring.REFERENCE}:
                size = subjects if site == measuring.OURS else sizes[-1]
                writes = next((each.writes for each in found[size] if each.name == name), "")
                if writes == "entry":
                    made[size] += one.made
                elif writes == "draft":
                    drafts += one.made
        questions = looking.questions(subjects, found[subjects], seats[subjects][0], made[subjects])
        for size in sizes:
            wrong += looking.left(size, [seat.account_id for seat in seats[size]], made[size], drafts)
        result: dict[str, Any] = {
            "subjects": subjects,
            "filled_before": reused[0],
            "at": began.isoformat(timespec="seconds"),
            "machine": report.machine(),
            "rounds": rounds,
            "memory_mb": {"ours": ours[subjects].memory(), "bare": bare.memory()},
            "operations": report.summary(found[subjects], times),
            "questions": questions,
            "first_page": looking.first_page(ours[subjects].port),
            "cold": looking.cold(subjects, crowd, found[subjects]),
            "law": law.measure(),
            "wrong": wrong,
        }
    result["targets"] = report.judged(result)
    return result
