"""Breaking names into lines."""

from hypothesis import given
from hypothesis import strategies as st

from alongside.strengths.lettering import fit, shorten, tidy, width_of


def test_short_names_stay_whole():
    assert fit("Nan", 76, 13, 2) == ("Nan",)
    assert fit("Grace Okafor", 76, 13, 2) == ("Grace", "Okafor")


def test_long_names_break_after_a_hyphen_and_end_in_an_ellipsis():
    assert fit("Margaret-Rose", 72, 13, 2) == ("Margaret-", "Rose")
    lines = fit("Bartholomew Featherstonehaugh the younger", 76, 13, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")


def test_empty_and_blank_give_no_lines():
    assert fit("", 76, 13, 2) == ()
    assert fit(" \n\t\x00 ", 76, 13, 2) == ()


def test_accents_and_joined_emoji_are_not_parted():
    family = "👩\u200d👩\u200d👧"
    for line in fit(family * 6, 40, 13, 2):
        assert line.rstrip("…").replace(family, "") == ""
    assert fit("e\u0301" * 30, 20, 13, 1)[0].rstrip("…").count("e") == fit("e\u0301" * 30, 20, 13, 1)[0].count("\u0301")


def test_tidy_takes_out_what_xml_cannot_hold():
    assert tidy("a\x00b\x0bc\ud800 \n d\ufffe") == "ab c d"


def test_shorten():
    assert shorten("Nan") == "Nan"
    assert shorten("abcdef", 4) == "abc…"


def test_a_million_characters_are_taken_calmly():
    assert len(fit("x" * 1_000_000, 76, 13, 2)) == 2


@given(st.text(max_size=60), st.integers(1, 3))
def test_lines_fit_and_are_few(text, most):
    lines = fit(text, 76, 13, most)
    assert len(lines) <= most
    assert all(line and width_of(line, 13) <= 76 for line in lines)


@given(st.text(max_size=40))
def test_with_room_enough_nothing_is_lost(text):
    assert "".join(fit(text, 10_000, 13, 1)) == tidy(text)
