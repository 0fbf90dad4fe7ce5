"""The doctor, asked as one would: by the command line."""

from pathlib import Path

from alongside.config.tests.test_cli import alongside


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
