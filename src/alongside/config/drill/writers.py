"""Those who write during a drill, over HTTP, each with a ledger on the disk: what they tried, what was acknowledged."""

from __future__ import annotations

import http.client
import os
import random
import threading
import time
from pathlib import Path
from typing import IO
from urllib.parse import urlencode
from uuid import uuid4

from alongside.config.drill.site import HOST, Person, Served
from alongside.config.embedded import ServerError

PATIENCE = 20  # seconds a request may take before its outcome counts as unknown
ONE_IN = 10  # so often an acknowledged write is sent once more


class Writer(threading.Thread):
    """Writes strengths into one record, again and again, until told to end. Each has a key of its own (`entry_id`)."""

    def __init__(self, served: Served, person: Person, ledger: Path, seed: int) -> None:
        super().__init__(daemon=True)
        self.served, self.person, self.ledger = served, person, ledger
        self.chance = random.Random(seed)  # noqa: S311 no secret
        self.done = threading.Event()
        self.acked, self.again = 0, 0
        self.fields, self.headers = form(served, person)

    def run(self) -> None:
        """Write; what has no answer is sent again with the same key, as a browser's user would."""
        with self.ledger.open("a") as ledger:
            while not self.done.is_set():
                key = str(uuid4())
                _note(ledger, f"tried {key}")
                while not (answered := self.post(key)) and not self.done.is_set():
                    self.again += 1
                    time.sleep(0.1)
                if not answered:
                    break
                _note(ledger, f"acked {key}")
                self.acked += 1
                if self.chance.randrange(ONE_IN) == 0:
                    self.again += 1
                    self.post(key)

    def post(self, key: str) -> bool:
        """Send the form with this key; True only when the site says that it is saved."""
        body = urlencode(self.fields | {"entry_id": key, "words": f"Written in the drill, {key}", "sort": "ability"})
        line = http.client.HTTPConnection(HOST, self.served.port, timeout=PATIENCE)
        try:
            line.request("POST", f"/p/{self.person.subject_id}/add/strength/", body, self.headers)
            answer = line.getresponse()
            answer.read()
            return answer.status == 302 and "/accounts/" not in answer.headers.get("Location", "/accounts/")
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()


def form(served: Served, person: Person) -> tuple[dict[str, str], dict[str, str]]:
    """Give the fields of the page's own form, and the headers to post it with. Raises ServerError."""
    line = http.client.HTTPConnection(HOST, served.port, timeout=60)
    line.request("GET", f"/p/{person.subject_id}/add/strength/", headers=person.cookies)
    answer = line.getresponse()
    page = answer.read().decode(errors="replace")
    tokens = [one.split(";")[0] for one in answer.headers.get_all("Set-Cookie") or () if one.startswith("csrftoken=")]
    line.close()
    from alongside.config.bench.stage import Form  # it knows Django's models, which are loaded by now

    reader = Form("words")
    reader.feed(page)
    if answer.status != 200 or not reader.found:
        raise ServerError(f"The form of the drill cannot be opened: {answer.status}")
    headers = {
        "Cookie": "; ".join([person.cookies["Cookie"], *tokens]),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return reader.found, headers


def _note(ledger: IO[str], words: str) -> None:
    """Write a line that survives us too."""
    ledger.write(words + "\n")
    ledger.flush()
    os.fsync(ledger.fileno())


def read(folder: Path) -> tuple[list[str], list[str]]:
    """Give the keys that were tried, and those that were acknowledged, from all ledgers."""
    tried: list[str] = []
    acked: list[str] = []
    for file in folder.glob("*.ledger"):
        for line in file.read_text().splitlines():
            word, key = line.split()
            (tried if word == "tried" else acked).append(key)
    return tried, acked
