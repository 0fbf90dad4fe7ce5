"""The plan in the order of the Care Act, and where people want different things, as they are drawn."""

import pytest

from alongside.home import papers
from alongside.home.papers.tests.samples import assert_good_pdf, care, needs_reader, tension, whole_plan, words_in


@needs_reader
@pytest.mark.parametrize("large_print", [False, True])
def test_a_care_plan_shows_each_part_with_its_law(tmp_path, large_print):
    text = words_in(papers.care_plan(care(), large_print=large_print), tmp_path)
    for part in (
        "Care and support plan", "Full name: Ruth Okafor", "Born: 3 March 1948", "Sit on my left", "What I need",
        "Section 25(1)(a)", "Said once.", "Known: yes", "The stairs", "Not decided yet.", "Copies were given to:",
        "View 1", "What others do",
    ):  # fmt: skip
        assert part in text, part


@pytest.mark.parametrize("large_print", [False, True])
def test_views_are_printed_however_many_and_long(large_print):
    for views, length in ((0, 1), (1, 1), (2, 200), (3, 1), (4, 1)):
        assert_good_pdf(papers.plan(whole_plan(tensions=(tension(views, length),)), large_print=large_print))
