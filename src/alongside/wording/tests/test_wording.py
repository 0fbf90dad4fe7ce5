"""The list and how texts are looked at: every entry finds its words, and leaves harmless ones alone."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from alongside.wording.domain import Context, Phrase, look
from alongside.wording.reading import ListError, phrases, read, sources

HERE = Path(__file__).parent
SENTENCES: dict[str, dict[str, list[str]]] = yaml.safe_load((HERE / "sentences.yaml").read_text())


def ids(text: str, own: str = "") -> list[str]:
    """Give the ids of what is found."""
    return [prompt.phrase.id for prompt in look(text, phrases(), own=own)]


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, both in SENTENCES.items() for text in both["prompt"]]
)
def test_a_word_that_judges_is_found(name: str, text: str) -> None:
    assert name in ids(text)


@pytest.mark.parametrize("text", [text for both in SENTENCES.values() for text in both["fine"]])
def test_a_harmless_use_is_left_alone(text: str) -> None:
    assert ids(text) == []


def test_each_entry_has_sentences_of_both_sorts_a_reason_and_another_way() -> None:
    assert {one.id for one in phrases()} == set(SENTENCES)
    for one in phrases():
        assert SENTENCES[one.id]["prompt"], one.id
        assert SENTENCES[one.id]["fine"], one.id
        assert one.why.endswith((".", "?")), one.id
        assert one.instead, one.id
        assert all(name in sources() for name in one.sources), one.id


@pytest.mark.parametrize(
    "text",
    [
        "He said “I refuse to go”.",
        'Her words: "I am a burden on you all."',
        "She told us ‘I’m not allowed out’ and cried.",
        "She wrote 'he was aggressive' in her own diary.",
    ],
)
def test_what_stands_in_quotation_marks_is_somebody_elses(text: str) -> None:
    assert ids(text) == []


def test_an_apostrophe_opens_no_quotation() -> None:
    assert ids("Kofi's mum says it's Kofi's choice; he refused the tablets.") == ["refuses"]


def test_the_persons_own_word_for_themself_is_theirs_to_choose() -> None:
    assert ids("He is an alcoholic.") == ["alcoholic"]
    assert ids("He is an alcoholic.", own="I am an alcoholic, twelve years sober.") == []


def test_each_word_is_said_once_in_the_order_of_the_text() -> None:
    text = "She refused. He is a burden on her. She refused again, and the refuse collection was late."
    assert [prompt.found for prompt in look(text, phrases())] == ["refused", "a burden"]


def test_a_harmless_use_does_not_hide_another_one() -> None:
    assert ids("The refuse collection was late. She refused her lunch.") == ["refuses"]


def test_a_context_reaches_no_further_than_its_sentence() -> None:
    assert ids("We spoke about the council. He refused to come.") == ["refuses"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "x"}, "missing"),
        ({"id": "x", "forms": ["y"], "why": "z.", "instead": ["w"], "sources": ["sun2022"], "colour": "red"}, "colour"),
        ({"id": "x", "forms": ["y"], "why": "z.", "instead": ["w"], "sources": ["nobody"]}, "no such source"),
        ({"id": "x", "forms": ["y"], "why": "z.", "instead": ["w"], "sources": ["sun2022"], "only": ["y to"]}, "once"),
        ({"id": "x", "forms": ["y"], "why": "z.", "instead": ["w"], "sources": ["sun2022"], "only": ["_ _"]}, "once"),
    ],
)
def test_a_faulty_list_says_what_is_wrong(row: dict[str, Any], said: str) -> None:
    with pytest.raises(ListError, match=said):
        read([row], sources())


def test_an_entry_twice_is_a_fault() -> None:
    row = {"id": "x", "forms": ["y"], "why": "z.", "instead": ["w"], "sources": ["sun2022"]}
    with pytest.raises(ListError, match="twice: x"):
        read([row, row], sources())


@given(st.text(max_size=400))
def test_no_text_is_too_strange(text: str) -> None:
    for prompt in look(text, phrases()):
        assert prompt.found in text


@given(st.sampled_from([one for one in phrases() if not one.only]), st.data())
def test_capitals_change_nothing(phrase: Phrase, data: Any) -> None:
    form = data.draw(st.sampled_from(phrase.forms))
    assert bool(look(f"{form}.", [phrase])) == bool(look(f"{form.upper()}.", [phrase]))


@pytest.mark.parametrize(
    ("context", "before", "after", "fits"),
    [
        ("_ collection", "the ", " collection.", True),
        ("_ collection", "the ", " collections", False),
        ("right/rights to _", "her right to ", " it", True),
        ("right to _", "bright to ", " it", False),
        ("is … _ .", "he is always very ", ".", True),
        ("is … _ .", "he is", " tired", False),
        ("_ ./and", "", "", True),
    ],
)
def test_how_a_context_is_read(context: str, before: str, after: str, fits: bool) -> None:
    assert Context.read(context).fits(before, after) is fits


SETS = {"first": (86, 1), "second": (76, 6)}


@pytest.mark.parametrize("name", sorted(SETS))
def test_sentences_by_somebody_who_never_saw_the_list(name: str) -> None:
    """So many of 100 are found at least, so many of 100 are false alarms at most; `docs/words.md` gives the figures."""
    found, alarms = SETS[name]
    rows = yaml.safe_load((HERE / f"{name}_set.yaml").read_text())
    assert len(rows) == 200
    assert sum(bool(ids(row["text"])) for row in rows if row["prompt"]) >= found
    assert sum(bool(ids(row["text"])) for row in rows if not row["prompt"]) <= alarms
