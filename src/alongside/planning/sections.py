"""Which sections stand on the pages of the plan: what a plan is made of, and what it leans on."""

from alongside.people.domain import Section

PLAN = tuple(
    section
    for section in Section
    if section not in {Section.DETAILS, Section.ABOUT, Section.IDENTITY, Section.STAYING_WELL}
)
