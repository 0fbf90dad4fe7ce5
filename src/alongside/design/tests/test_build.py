"""The front end is built, small, and names no address."""

import gzip
import json
from pathlib import Path

import pytest

from alongside.design import build

MOST_ON_THE_WIRE = 60_000


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    build.build()


def test_a_second_build_does_nothing() -> None:
    assert build.is_fresh()
    assert build.build() is False


def test_styles_and_script_together_stay_small() -> None:
    files = [build.OUTPUT / name for name in ("alongside.css", "alongside.js", "favicon.svg")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < MOST_ON_THE_WIRE


def test_the_styles_ask_for_nothing_from_elsewhere() -> None:
    styles = (build.OUTPUT / "alongside.css").read_text()
    assert "://" not in styles
    assert "Frutiger" not in styles
    assert "/assets/" not in styles


def test_the_lock_file_holds_hashes_and_no_addresses() -> None:
    text = (build.PROJECT / "package-lock.json").read_text()
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert all("integrity" in entry for name, entry in packages.items() if name)


def test_a_tool_that_fails_says_so(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(build.BuildError, match="no-such-tool"):
        build._node(build.PROJECT / "no-such-tool.js")
    assert build.main([]) == 0
    assert "unchanged" in capsys.readouterr().out

    def broken(**_: object) -> bool:
        raise build.BuildError("sass failed")

    monkeypatch.setattr(build, "build", broken)
    assert build.main([]) == 1
    assert "sass failed" in capsys.readouterr().err


def test_building_again_from_nothing_gives_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "OUTPUT", tmp_path)
    monkeypatch.setattr(build, "STAMP", tmp_path / ".built-from")
    real = build.ROOM / "static" / "design"
    assert build.build() is True
    for name in ("alongside.css", "alongside.js", "favicon.svg"):
        assert (tmp_path / name).read_bytes() == (real / name).read_bytes()
