"""The chores: each is named truly, one failing stops no other, one process at a time watches the clock."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import pytest

from alongside.config import chores
from alongside.config.chores import Chore, Watch
from alongside.config.tests.test_cli import alongside

DONE: list[str] = []
HERE = f"{__name__}:"
OWNER = pytest.mark.django_db(databases=["default", "owner"])


def good() -> str:
    DONE.append("good")
    return "well"


def bad() -> None:
    DONE.append("bad")
    raise ValueError("not today")


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    DONE.clear()
    monkeypatch.setitem(sys.modules, __name__, sys.modules.get(__name__) or sys.modules[good.__module__])


@pytest.mark.parametrize("chore", chores.CHORES, ids=lambda chore: chore.name)
def test_every_chore_names_a_function_that_is_there(chore: Chore) -> None:
    module, _, function = chore.do.partition(":")
    assert callable(getattr(import_module(module), function))
    assert chore.every >= 1


def test_names_are_used_once() -> None:
    names = [chore.name for chore in chores.CHORES]
    assert len(set(names)) == len(names)


@OWNER
def test_one_that_fails_stops_no_other_and_is_tried_less_often() -> None:
    watch = Watch((Chore("bad", 2, HERE + "bad"), Chore("good", 2, HERE + "good")))
    watch.look()
    assert DONE == ["bad", "good"]
    assert watch.waits == {"bad": 4, "good": 2}
    watch.look()
    assert DONE == ["bad", "good"], "neither is due yet"


@OWNER
def test_once_gives_what_each_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "CHORES", (Chore("bad", 2, HERE + "bad"), Chore("good", 2, HERE + "good")))
    said = chores.once()
    assert said["good"] == "well"
    assert isinstance(said["bad"], ValueError)


@OWNER
def test_only_one_watches_the_clock() -> None:
    with chores._locked(chores.WATCHING, wait=False) as first:
        assert first
        with chores._locked(chores.WATCHING, wait=False) as second:
            assert second is None
    with chores._locked(chores.WATCHING, wait=False) as third:
        assert third


@contextmanager
def watching(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The process that does the chores, once it has begun."""
    run = subprocess.Popen(
        [sys.executable, "-m", "alongside.config", "chores", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with run:
        assert run.stderr
        assert "chores begin" in run.stderr.readline()
        yield run
        run.kill()


def test_the_process_ends_with_whoever_started_it() -> None:
    """A parent that is killed closes the pipe; the process ends by itself."""
    with watching("--tied") as run:
        assert run.stdin
        run.stdin.close()
        assert run.wait(20) == 0


def test_it_ends_when_told_to() -> None:
    with watching() as run:
        run.send_signal(signal.SIGTERM)
        assert run.wait(20) == 0


def test_the_command_line_knows_it() -> None:
    assert "--once" in alongside("chores", "--help").stdout
