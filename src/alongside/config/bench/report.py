"""Says what was measured: a table to read, and build/bench.json."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from alongside.config.bench import law
from alongside.config.bench.looking import LONG, SHORT
from alongside.config.bench.measuring import BARE, BARE_ALL, CONCURRENCY, REFERENCE, Measured, ratio
from alongside.config.bench.operations import Operation

# A short record holds fewer kinds of entry: a plan asks once more for each kind there is something of.
FURTHER_KINDS = {"open plan": 12}
GROWTH, MEMORY, FIRST_PAGE, PAPER = 1.3, 2.0, 150_000, 1.0


def summary(operations: list[Operation], found: Measured) -> list[dict[str, Any]]:
    """Give each operation's figures: milliseconds, and medians of the rounds' ratios with the lowest and highest."""
    rows = []
    for one in operations:
        for together in CONCURRENCY:
            row: dict[str, Any] = {
                "operation": one.name,
                "concurrency": together,
                "rows": one.shown,
                "limit": one.limit,
            }
            for site, times in ((s, t) for (name, c, s), t in found.items() if (name, c) == (one.name, together)):
                row[site] = {
                    "p50": times.at(50),
                    "p95": times.at(95),
                    "asked": sum(map(len, times.rounds)),
                    "wrong": len(times.wrong),
                }
            for key, site in (("ratio", BARE), ("ratio_all_rows", BARE_ALL), ("growth", REFERENCE)):
                if each := ratio(found, one.name, together, site):
                    row[key] = {"median": median(each), "lowest": min(each), "highest": max(each)}
            rows.append(row)
    return rows


def judged(result: dict[str, Any]) -> list[tuple[str, float, float, bool]]:
    """Give each target: what, figure, limit, reached."""
    rows = result["operations"]
    targets = [
        (f"{row['operation']}, {row['concurrency']} at once, × bare", row["ratio"]["median"], row["limit"])
        for row in rows
        if row["limit"]
    ]
    targets += [
        (f"{row['operation']}, seconds", row["ours"]["p50"] / 1000, PAPER)
        for row in rows
        if row["operation"].startswith("print") and row["concurrency"] == 1
    ]
    targets += [
        (f"{row['operation']}, {row['concurrency']} at once, growth", row["growth"]["median"], GROWTH)
        for row in rows
        if "growth" in row
    ]
    if result["memory_mb"]["ours"] and result["memory_mb"]["bare"]:
        share = median(result["memory_mb"]["ours"]) / median(result["memory_mb"]["bare"])
        targets.append(("memory of a worker, × bare", share, MEMORY))
    targets.append(("first page, kB over the wire", sum(result["first_page"].values()) / 1000, FIRST_PAGE / 1000))
    targets += [
        (f"questions of {name}: more in a long record", asked[LONG] - asked[SHORT], FURTHER_KINDS.get(name, 0))
        for name, asked in result["questions"].items()
        if SHORT in asked
    ]
    return [(what, figure, limit, figure <= limit) for what, figure, limit in targets]


def _lines(result: dict[str, Any]) -> Iterator[str]:
    """Give what is said beside the tables, a line each."""
    for name, cold in result["cold"].items():
        yield f"Cold, {name}: {cold['ours']:.1f} ms; bare {cold['bare']:.1f} ms"
    asked = result["law"]
    yield f"The law: {asked['records_a_second']:,.0f} records a second on one core (at least {law.LEAST:,})"
    yield f"The law: imported in {asked['import_ms']:.0f} ms (at most {law.LONGEST})"
    for name, some in result["questions"].items():
        yield f"Questions to the database, {name}: " + ", ".join(f"{n} ({size})" for size, n in some.items())


def show(result: dict[str, Any]) -> None:
    """Print the tables."""
    console = Console()
    if not console.is_terminal:
        console.width = 150
    table = Table(title=f"{result['subjects']:,} records, {result['rounds']} rounds; milliseconds")
    for name in (
        "operation",
        "at once",
        "rows",
        "p50",
        "p95",
        "bare p50",
        "bare p95",
        "× bare",
        "× bare, all rows",
        "growth",
    ):
        table.add_column(name, justify="left" if name == "operation" else "right")
    for row in result["operations"]:
        ours, bare = row["ours"], row[BARE]
        table.add_row(
            row["operation"],
            str(row["concurrency"]),
            str(row["rows"] or ""),
            *(f"{site[key]:.1f}" for site in (ours, bare) for key in ("p50", "p95")),
            *(_spread(row.get(key)) for key in ("ratio", "ratio_all_rows", "growth")),
        )
    console.print(table)
    aims = Table(title="What is to be reached")
    for name in ("target", "found", "limit", ""):
        aims.add_column(name, justify="right" if name in {"found", "limit"} else "left")
    for what, figure, limit, reached in result["targets"]:
        aims.add_row(what, f"{figure:.2f}", f"{limit:g}", "reached" if reached else "[bold]missed[/bold]")
    console.print(aims)
    for line in _lines(result):
        console.print(line)
    for fault in result["wrong"]:
        console.print(f"Wrong: {fault}", markup=False, highlight=False)


def _spread(each: dict[str, float] | None) -> str:
    return f"{each['median']:.2f} ({each['lowest']:.2f}–{each['highest']:.2f})" if each else ""


def machine() -> dict[str, Any]:
    """Say what it was measured on."""
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform(terse=True)}


def write(result: dict[str, Any], folder: Path) -> Path:
    """Write build/bench.json and give its path."""
    path = folder / "bench.json"
    path.write_text(json.dumps(result, indent=1) + "\n")
    return path
