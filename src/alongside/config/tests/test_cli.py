"""The command line without Django: help comes at once, known errors are said in words."""

import os
import subprocess
import sys


def alongside(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "alongside.config", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_every_command() -> None:
    said = alongside("--help")
    assert said.returncode == 0
    for name in ("account", "bench", "db", "demo", "doctor", "import", "migrate", "serve"):
        assert name in said.stdout


def test_help_does_not_load_django() -> None:
    line = "import sys; from alongside.config import cli; sys.exit('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", line],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
    )
    assert done.returncode == 0


def test_roles_are_printed_for_an_administrator() -> None:
    said = alongside("db", "roles")
    assert "CREATE ROLE alongside_keeper NOLOGIN NOSUPERUSER BYPASSRLS;" in said.stdout
    assert "alongside_test" not in said.stdout


def test_one_address_alone_is_said_in_words() -> None:
    said = alongside("migrate", ALONGSIDE_TEST="", DATABASE_URL="postgresql://a:b@h/n", DATABASE_OWNER_URL="")
    assert said.returncode == 1
    assert said.stderr.startswith("alongside: DATABASE_OWNER_URL is missing.")
    assert "Traceback" not in said.stderr


def test_a_missing_file_is_named() -> None:
    said = alongside("import", "fhir", "not-there.json")
    assert said.returncode == 1
    assert "not-there.json" in said.stdout
