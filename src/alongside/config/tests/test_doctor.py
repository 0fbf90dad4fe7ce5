"""The doctor, asked as one would: by the command line."""

from pathlib import Path

from alongside.config.tests.test_cli import alongside
from alongside.people.tests.post_office import PostOffice, free_port, open_office


def test_without_a_server_it_says_how_to_get_one(tmp_path: Path) -> None:
    said = alongside("doctor", ALONGSIDE_DATA=str(tmp_path), ALONGSIDE_TEST="")
    assert said.returncode == 1
    assert "make setup" in said.stdout


def test_it_names_the_role_and_whether_that_is_bound() -> None:
    said = alongside("doctor", COLUMNS="200")
    assert "alongside_app: is bound by row-level security" in said.stdout
    assert "Keeper" in said.stdout


def test_secrets_that_others_may_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("x")
    (tmp_path / "secret_key").chmod(0o644)
    said = alongside("doctor", ALONGSIDE_DATA=str(tmp_path), ALONGSIDE_TEST="", COLUMNS="200")
    assert said.returncode == 1
    assert "chmod 600" in said.stdout


def test_it_says_whether_mail_can_leave_and_sends_none(apart: str) -> None:
    office = PostOffice()
    with open_office(office) as port:
        said = alongside("doctor", COLUMNS="200", ALONGSIDE_TEST_DATABASE=apart, ALONGSIDE_SMTP=f"127.0.0.1:{port}")
    assert f"127.0.0.1:{port} answers" in said.stdout
    assert "none wait, none failed" in said.stdout
    assert office.accepted == []
    said = alongside("doctor", COLUMNS="200", ALONGSIDE_TEST_DATABASE=apart, ALONGSIDE_SMTP=f"127.0.0.1:{free_port()}")
    assert said.returncode == 1
    assert "cannot be used: ConnectionRefusedError" in said.stdout
