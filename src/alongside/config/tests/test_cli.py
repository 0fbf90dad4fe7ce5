"""The command line without Django: help comes at once, known errors are said in words."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connections


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


def test_jobs_are_listed_and_done_again_at_the_machine(apart: str) -> None:
    def said(*arguments: str) -> subprocess.CompletedProcess[str]:
        return alongside("jobs", *arguments, ALONGSIDE_TEST_DATABASE=apart)

    assert said("list").stdout == "No jobs are kept.\n"
    with connections["owner"].cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'post') RETURNING id")
        (job,) = cursor.fetchone()
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed', attempts = 1")
    assert f"post: 1 failed\n  {job} post: failed after 1 try, unknown" in said("list").stdout
    assert said("again", str(job)).stdout == f"Job {job} waits again.\n"
    refused = said("again", str(job))
    assert refused.returncode == 1
    assert "There is no failed job" in refused.stderr
    assert said("run", "--once").returncode == 0
    assert said("list").stdout == "post: 1 succeeded\n"


def test_a_notice_is_added_from_a_file(apart: str, tmp_path: Path) -> None:
    file = tmp_path / "notice.yaml"
    file.write_text("title: The test has changed\n")
    wrong = alongside("notices", "add", str(file), ALONGSIDE_TEST_DATABASE=apart)
    assert wrong.returncode == 1
    assert "reference: give it a short name" in wrong.stderr
    assert "effective_on: should be a day" in wrong.stderr
    assert "Traceback" not in wrong.stderr
    file.write_text(
        "reference: new-judgment\ntitle: The test has changed\nwhat_changed: The court said that.\nsort: law\n"
        "effective_on: 2026-06-02\nsource: A made-up case\npages: [plan]\n"
    )
    for words in ("Added.", "nothing was changed"):
        done = alongside("notices", "add", str(file), ALONGSIDE_TEST_DATABASE=apart)
        assert done.returncode == 0, done.stderr
        assert words in done.stdout
