"""The staying-well plan: one side or two, the largest letters that fit, nothing left out."""

import re

import pytest

from alongside.home import papers
from alongside.home.papers import StayingWellPaper, documents
from alongside.home.papers.documents import said
from alongside.home.papers.tests.samples import BY, needs_reader, well, words_in


@needs_reader
@pytest.mark.parametrize("large_print", [False, True])
def test_a_staying_well_plan_takes_one_side_or_two_and_loses_nothing(tmp_path, large_print):
    text = words_in(papers.staying_well(well(), large_print=large_print), tmp_path)
    order = [
        "Sit on my left",
        "I stop baking",
        "1.",
        "01632 960 001",
        "2.",
        "No uniforms",
        "My own clothes",
        "999",
        "111",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "Who looks after home" not in text
    assert "This is a note of my wishes." in text
    assert "I have not confirmed these words yet." in text
    assert re.search(r"Page 1 of [12]\b", text)
    long = tuple(f"Sign {i}: something that one can see from outside" for i in range(40))
    text = words_in(papers.staying_well(well(before=(("Early signs", long),)), large_print=large_print), tmp_path)
    assert re.search(r"Page 1 of [23]\b", text)
    assert all(f"Sign {i}:" in text for i in range(40))


@needs_reader
def test_a_staying_well_plan_without_words_says_so(tmp_path):
    text = words_in(papers.staying_well(StayingWellPaper(name="Al", **BY)), tmp_path)
    assert "Nothing is written here yet." in text
    assert "call 999" in text


def test_a_staying_well_plan_is_as_large_as_fits():
    short, long = said(well()), said(well(advance=("word " * 300,) * 30))
    assert documents._size(short, large_print=False) == documents.SIZES[0]
    assert documents._size(long, large_print=False) == documents.SIZES[-1]
    some = said(well(advance=("word " * 60,) * 12))
    assert documents.SIZES[-1] < documents._size(some, large_print=False) < documents.SIZES[0]
