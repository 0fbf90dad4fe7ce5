"""What a story is made of: numbers that rose, wishes that came true, what is left out, who chooses."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.base.ids import uuid7
from alongside.home.story import domain
from alongside.home.story.domain import AGREED, Line, LineKind, Score
from alongside.people.domain import ALL_SECTIONS, CIRCLE_RIGHTS, Right, Section, Sight, Viewer

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
ticks = st.lists(st.sampled_from("abcdefgh"), unique=True)


def at(days: int) -> datetime:
    return START + timedelta(days=days)


def scores(*numbers: int, of: str = "goal") -> list[Score]:
    return [Score(uuid7(), of, at(day), number) for day, number in enumerate(numbers)]


def test_only_what_is_higher_than_the_time_before_has_risen() -> None:
    some = scores(3, 5, 5, 2, 4)
    assert domain.rises(some) == {some[1].id: (3, 5), some[4].id: (2, 4)}
    assert domain.rises(reversed(some)) == domain.rises(some)


def test_two_voices_are_not_compared() -> None:
    assert domain.rises([*scores(2, of="mine"), *scores(9, of="yours")]) == {}


@pytest.mark.parametrize(
    ("states", "since"),
    [
        (("wants", "has"), 1),
        (("wants", "wants", "has", "has"), 2),
        (("has",), None),
        (("had", "has"), None),
        (("wants", "has", "had"), None),
        (("wants", "has", "wants"), None),
        (("wants", "had", "has"), 2),
    ],
)
def test_a_wish_that_came_true(states: tuple[str, ...], since: int | None) -> None:
    found = domain.gained((tense, at(day)) for day, tense in enumerate(states))
    assert found == (at(since) if since is not None else None)


@given(before=ticks, listed=ticks, ticked=ticks)
def test_what_a_page_does_not_list_stays_as_it_was(before: list[str], listed: list[str], ticked: list[str]) -> None:
    after = domain.leave_out(before, listed=listed, ticked=ticked)
    assert len(after) == len(set(after))
    for one in "abcdefgh":
        gone = one not in ticked if one in listed else one in before
        assert (one in after) == gone
    assert domain.same_choice(before, after, [one for one in "abcdefgh" if one not in listed])


def test_months_follow_each_other() -> None:
    lines = [Line(uuid7(), LineKind.STEP, at(-day), at(-day).date()) for day in (0, 1, 2, 40)]
    assert [(month, len(some)) for month, some in domain.by_month(lines)] == [
        (date(2026, 3, 1), 1),
        (date(2026, 2, 1), 2),
        (date(2026, 1, 1), 1),
    ]


def test_days_of_agreement_are_one_tick() -> None:
    days = [Line(uuid7(), LineKind.AGREED, at(n), at(n).date()) for n in range(2)]
    step = Line(uuid7(), LineKind.STEP, at(3), at(3).date())
    assert domain.shown([*days, step], [AGREED]) == [step]
    assert domain.shown([*days, step], [str(step.id)]) == days


def viewer(mask: int) -> Viewer:
    return Viewer(uuid7(), uuid7(), Sight(mask))


SELF = viewer(ALL_SECTIONS | CIRCLE_RIGHTS | Right.SELF.bit)
WORKER = viewer(ALL_SECTIONS | Right.VOICE.bit | Right.CARE.bit)
SISTER = viewer(ALL_SECTIONS | CIRCLE_RIGHTS)
READER = viewer(ALL_SECTIONS)


@pytest.mark.parametrize(
    ("who", "signs_in", "is_open", "says"),
    [
        (SELF, True, True, ""),
        (SELF, True, False, "closed"),
        (WORKER, True, True, "Pet chooses"),
        (WORKER, False, True, ""),
        (SISTER, True, True, "Pet chooses"),
        (SISTER, False, True, "works with them"),
        (READER, False, True, "not add or change"),
        (viewer(Section.ABOUT.bit | Right.SELF.bit | Right.VOICE.bit), True, True, "not been shared"),
    ],
)
def test_who_chooses(who: Viewer, signs_in: bool, is_open: bool, says: str) -> None:
    decision = domain.may_choose(who, person_signs_in=signs_in, name="Pet", subject_open=is_open)
    assert bool(decision) == (not says)
    assert says in decision.reason


@dataclass
class Kept:
    words_of_id: UUID
    written_by_id: UUID
    written_at: datetime
    confirmed_at: datetime | None = None


def test_the_story_that_counts_is_the_persons_own_and_the_newest() -> None:
    me, other, account, worker = (UUID(int=n) for n in range(1, 5))
    mine = Kept(me, account, at(0))
    theirs = Kept(me, worker, at(5))
    sisters = Kept(other, worker, at(9), at(9))
    person = {account: True, worker: False}

    def counts(*some: Kept) -> Kept | None:
        found: Kept | None = domain.in_force(some, own=[me], person=person)
        return found

    assert counts() is None
    assert counts(sisters) is None
    assert counts(sisters, theirs) is theirs
    assert counts(mine, theirs) is mine
    assert counts(mine, Kept(me, worker, at(7), at(8))).written_at == at(7)  # type: ignore[union-attr]
