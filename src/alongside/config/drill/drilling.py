"""The drill itself: kills under writers, reads raced against a take-back, and a control that must lose."""

from __future__ import annotations

import http.client
import random
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections

from alongside.access.trail import reading
from alongside.access.viewer import viewing
from alongside.config import databases, machine, roles
from alongside.config.drill import site, writers
from alongside.config.drill.site import HOST, Person, Served
from alongside.config.embedded import ServerError
from alongside.people import actions
from alongside.people.domain import Section

TARGETS = ("database", "web worker", "database", "chores")
AT_ONCE = 4  # readers in a race
MOST_RACE = 600  # seconds

# Per key: the entry, its slim row, the one row of history that its making left, its row in the audit trail.
_THERE = """
SELECT k.key::text, (SELECT count(*) FROM strengths_strength WHERE id = k.key),
  (SELECT count(*) FROM record_item WHERE id = k.key),
  (SELECT count(*) FROM strengths_strengthevent WHERE pgh_obj_id = k.key),
  coalesce(a.rows, 0)
FROM unnest(%s::uuid[]) k(key) LEFT JOIN (
  SELECT detail->>'entry' entry, count(*) rows FROM access_auditevent WHERE action = 'strength.added' GROUP BY 1
) a ON a.entry = k.key::text
"""


def drill(*, kills: int, control: int, reads: int, writers: int, seed: int) -> dict[str, Any]:
    """Do all three parts; gives the figures, and in `wrong` what must not be."""
    began, chance = time.monotonic(), random.Random(seed)  # noqa: S311 no secret
    everybody = site.people(writers)
    with site.served(machine.data_home() / "drill.log") as served:
        one = _killed(served, everybody, kills, chance, enough=15)
        one |= _compared(one.pop("folder"))
        race = _raced(served, everybody[0], reads)
        trail = _trail()
        _allow_loss(True)
        held = _killed(served, everybody, control, chance, enough=40, only="database")
        held |= _compared(held.pop("folder"))
    result: dict[str, Any] = {"seed": seed, "drill": one, "revocation": race, "control": held, "trail": trail}
    result["seconds"] = round(time.monotonic() - began)
    result["wrong"] = _wrong(result, kills)
    return result


def _wrong(result: dict[str, Any], kills: int) -> list[str]:
    one, race = result["drill"], result["revocation"]
    found = [f"{len(one[what])} writes {words}" for what, words in _HARMS.items() if one[what]]
    if one["kills"] < kills or not one["acked"]:
        found.append(f"only {one['kills']} kills, {one['acked']} writes acknowledged")
    if race["refused"] != race["after"] or not race["after"]:
        found.append(f"{race['after'] - race['refused']} of {race['after']} reads were answered after the take-back")
    if not result["control"]["lost"]:
        found.append("the control lost nothing: the drill could not have seen a loss, and is not to be believed")
    return [*found, *result["trail"]["faults"]]


_HARMS = {
    "lost": "were acknowledged and are not there",
    "doubled": "are there more than once",
    "torn": "lack their slim row, history or audit row",
}


def _killed(
    served: Served, everybody: list[Person], kills: int, chance: random.Random, *, enough: int, only: str = ""
) -> dict[str, Any]:
    """Let everybody write, and kill; before each kill at least `enough` writes are acknowledged."""
    folder = Path(tempfile.mkdtemp(prefix="ledgers-", dir=machine.data_home()))
    began = time.monotonic()
    crowd = [
        writers.Writer(served, person, folder / f"{number}.ledger", chance.randrange(1 << 30))
        for number, person in enumerate(everybody)
    ]
    for writer in crowd:
        writer.start()
    done = 0
    while done < kills:
        _wait_for(crowd, enough)
        time.sleep(chance.uniform(0.05, 0.6))
        done += served.kill(only or TARGETS[done % len(TARGETS)], chance)
    site.wait_for_database()
    if not only:
        _wait_for(crowd, enough)
    for writer in crowd:
        writer.done.set()
    for writer in crowd:
        writer.join(writers.PATIENCE + 10)
    seconds = round(time.monotonic() - began)
    return {"kills": done, "seconds": seconds, "again": sum(writer.again for writer in crowd), "folder": folder}


def _wait_for(crowd: list[writers.Writer], more: int) -> None:
    """Wait until so many more writes are acknowledged. Raises ServerError when nobody gets through any more."""
    start, until = sum(writer.acked for writer in crowd), time.monotonic() + 120
    while sum(writer.acked for writer in crowd) < start + more:
        if time.monotonic() > until:
            raise ServerError("Nobody gets through to the site of the drill any more.")
        time.sleep(0.02)


def _compared(folder: Path) -> dict[str, Any]:
    """Compare the ledgers with what is there."""
    tried, acked = writers.read(folder)
    site.wait_for_database()
    with roles.connect(databases.server(), databases.name()) as db:
        rows: list[Any] = db.execute(_THERE, [tried]).fetchall()
    found: dict[str, list[int]] = {key: counts for key, *counts in rows}
    told = set(acked)
    return {
        "tried": len(tried),
        "acked": len(told),
        "lost": sorted(key for key in told if not found[key][0]),
        "doubled": sorted(key for key, counts in found.items() if max(counts) > 1),
        "torn": sorted(key for key, counts in found.items() if len(set(counts)) > 1 and max(counts) == 1),
        "unknown_there": sum(counts[0] for key, counts in found.items() if key not in told),
    }


def _raced(served: Served, person: Person, reads: int) -> dict[str, int]:
    """Share and take back again and again under readers; a read begun after the commit must find nothing."""
    connections.close_all()
    state = {"after": 0, "refused": 0, "rounds": 0, "seen": 0}
    taken, stop, guard = [float("inf")], threading.Event(), threading.Lock()
    page = f"/p/{person.subject_id}/strengths/"

    def look() -> None:
        while not stop.is_set():
            begun = time.monotonic()
            status = _status(served, page, person.sister_cookies)
            with guard:
                if begun > taken[0] and status:
                    state["after"] += 1
                    state["refused"] += status in (403, 404)
                elif status == 200:
                    state["seen"] += 1

    crowd = [threading.Thread(target=look, daemon=True) for _ in range(AT_ONCE)]
    for reader in crowd:
        reader.start()
    until = time.monotonic() + MOST_RACE
    while state["after"] < reads and time.monotonic() < until:
        with guard:
            taken[0] = float("inf")
        _share(person)
        _until(state, "seen", 2)
        _take_back(person)
        with guard:
            taken[0] = time.monotonic()
        _until(state, "after", min(20, reads))
        state["rounds"] += 1
    stop.set()
    for reader in crowd:
        reader.join(30)
    return state


def _share(person: Person) -> None:
    with viewing(person.account.pk):
        actions.give(
            by=person.account,
            subject_id=person.subject_id,
            account_id=person.sister.pk,
            sections=[Section.STRENGTHS],
            may_write=False,
        )


def _take_back(person: Person) -> None:
    with viewing(person.account.pk):
        actions.take_back(by=person.account, subject_id=person.subject_id, account_id=person.sister.pk)


def _until(state: dict[str, int], what: str, more: int) -> None:
    start, until = state[what], time.monotonic() + 120
    while state[what] < start + more and time.monotonic() < until:
        time.sleep(0.005)


def _status(served: Served, page: str, headers: dict[str, str]) -> int:
    line = http.client.HTTPConnection(HOST, served.port, timeout=writers.PATIENCE)
    try:
        line.request("GET", page, headers=headers)
        answer = line.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()


def _trail() -> dict[str, Any]:
    """Wait until the chores have sealed what was written, then read the whole trail again."""
    until = time.monotonic() + 90
    while True:
        connections.close_all()
        try:
            verdict = reading.check()
        except DatabaseError:
            verdict = None
        if (verdict and verdict.sealed and not verdict.waiting) or time.monotonic() > until:
            break
        time.sleep(1)
    if verdict is None:
        return {"sealed": 0, "heads": 0, "faults": ["the audit trail could not be read"]}
    late = [f"{verdict.waiting} rows of the audit trail were not sealed"] if verdict.waiting else []
    return {"sealed": verdict.sealed, "heads": verdict.heads, "faults": verdict.faults + late}


def _allow_loss(yes: bool) -> None:
    """Let the database say that it has kept what it has not yet: the control."""
    with roles.connect(databases.server()) as db:
        db.execute(f"ALTER SYSTEM SET synchronous_commit = {'off' if yes else 'on'}")
        db.execute(f"ALTER SYSTEM SET wal_writer_delay = {'10000' if yes else '200'}")
        db.execute("SELECT pg_reload_conf()")
