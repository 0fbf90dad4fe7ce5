"""What the command prints, and its last line."""

import io

from rich.console import Console

from alongside.exchange.fhir.command import bring_in
from alongside.exchange.tests.memory import FIXTURES, TODAY
from alongside.exchange.tests.people import bundle, goal, patient


def printed(memory, files, **more):
    out = io.StringIO()
    code = bring_in(files, memory, today=TODAY, console=Console(file=out, width=160), **more)
    return code, out.getvalue()


def test_the_last_line_counts(memory):
    code, text = printed(memory, [FIXTURES / "northgate.json"])
    assert code == 0
    assert text.splitlines()[-1].startswith("read 7, made 10, unchanged 0, not placed ")
    assert "Patient.telecom" in text
    assert "which are safe" in text


def test_nothing_to_list_prints_one_line(memory, write):
    assert printed(memory, [write(patient())]) == (0, "read 1, made 1, unchanged 0, not placed 0\n")


def test_nothing_read_is_a_failure(memory, write):
    assert printed(memory, [write("{")])[0] == 1


def test_a_long_list_is_folded_and_written_whole(memory, write, tmp_path):
    goals = [goal(id=f"g{n}", note=[{"text": "x"}]) for n in range(400)]
    listing = tmp_path / "list.tsv"
    _, text = printed(memory, [write(bundle(patient(), *goals))], listing=listing)
    assert "400" in text
    assert len(text.splitlines()) < 20
    assert len(listing.read_text(encoding="utf-8").splitlines()) == 400


def test_what_a_file_calls_itself_cannot_play_with_the_screen(memory, write):
    _, text = printed(memory, [write(patient(**{"id": "[red]x\x1b[2J", "\x1b[31m": 1}))])
    assert "\x1b" not in text
