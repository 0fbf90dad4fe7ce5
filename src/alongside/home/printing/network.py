"""The network picture on a paper, with the same as a list."""

from alongside.home import papers, queries
from alongside.home.printing.domain import Copy
from alongside.people.models import Subject
from alongside.strengths import picture

A4_WIDTH, LARGE_WIDTH = 520, 360
# The plan gives strengths in full, each in its own voice, above the picture: they are not listed once more.
LISTED_ABOVE = "What I am good at"
LETTERS = "Source Sans Pro, Noto Sans Arabic, Noto Sans Hebrew"


def network(subject: Subject, *, copy: Copy, large: bool) -> papers.Network | None:
    """Draw the people, places and strengths this copy shows; None when it shows none of them."""
    width = LARGE_WIDTH if large else A4_WIDTH
    made, drawing = queries.network(subject.liked_name, subject.pk, viewer=copy.viewer, width=width, font=LETTERS)
    if not (made.nodes or any(chip.mark == "place" for chip in made.chips)):
        return None
    groups = tuple(
        (str(group.heading), tuple(f"{one.name}: {one.note}" if one.note else one.name for one in group.items))
        for group in picture.as_list(made)
        if group.items and group.heading != LISTED_ABOVE
    )
    return papers.Network(str(drawing), made.reading, groups)
