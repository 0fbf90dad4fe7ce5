"""What is kept from the person or the circle is on no paper, whoever prints it; a correction is, with both texts."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from alongside.conftest import World, as_keeper
from alongside.home.tests.test_conversation import client_of
from alongside.home.tests.test_printing import fill, paper, put_forward
from alongside.people.models import Grant
from alongside.record import actions, challenges, queries, withholding
from alongside.record.domain import ChallengeKind, Grounds, Outcome, Whom
from alongside.record.models import Withholding
from alongside.record.tests.test_pages import CARE
from alongside.record.times import today

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not here")


def keep(world: World, entry: Any, **more: Any) -> None:
    told = {"whom": Whom.PERSON, "grounds": Grounds.THIRD_PARTY, "words": "Told in confidence"} | more
    with world.as_("worker") as worker:
        withholding.withhold(by=worker, subject_id=world.subject.pk, item_id=entry.pk, **told)


@pytest.mark.parametrize("which", ["now", ""])
def test_a_paper_printed_by_staff_leaves_it_out_and_their_page_still_shows_it(
    world: World, tmp_path: Path, which: str
) -> None:
    fill(world)
    goal = world.add("goal", words_of="worker", how="wrote", words="Canary goal")
    put_forward(world)
    assert "Canary goal" in paper(world, "worker", "print_plan", tmp_path, which=which)
    keep(world, goal)
    for who in ("worker", "person"):
        assert "Canary" not in paper(world, who, "print_plan", tmp_path, which=which)
    assert "Canary goal" in client_of(world, "worker").get(reverse("plan", args=[world.subject.pk])).content.decode()


def test_what_is_kept_from_one_account_is_on_the_papers_of_all_others(world: World, tmp_path: Path) -> None:
    fill(world)
    must = world.add("must_know", words_of="worker", how="wrote", words="Canary dog")
    keep(world, must, whom=Whom.ACCOUNT, account_id=world.sister.pk)
    assert "Canary dog" in paper(world, "worker", "print_about_me", tmp_path)


def test_a_correction_is_on_paper_with_both_texts(world: World, tmp_path: Path) -> None:
    made = fill(world)
    for entry, right in ((made["must_know"], "It is eggs."), (made["goal"], "I will sing in winter.")):
        with world.as_("person") as person:
            item = queries.item(entry.pk, subject_id=world.subject.pk, viewer=world.viewer("person"))
            wrong = actions.challenge(by=person, item=item, kind=ChallengeKind.WRONG, words="No")
        with world.as_("worker") as worker:
            challenges.answer(
                by=worker,
                challenge_id=wrong.pk,
                answer="Yes",
                outcome=Outcome.CORRECTED,
                grounds="You know",
                right_words=right,
            )
    text = paper(world, "person", "print_about_me", tmp_path)
    assert "Peanuts: my throat closes." in text
    assert "This is right: It is eggs." in text
    text = paper(world, "person", "print_plan", tmp_path, which="now")
    assert "I will sing in summer." in text
    assert "This is right: I will sing in winter." in text
    page = client_of(world, "person").get(reverse("plan", args=[world.subject.pk])).content.decode()
    assert "I will sing in winter." in page


def test_work_says_what_is_owed_to_whom_it_is_asked_of(world: World) -> None:
    entry = world.add("strength", words_of="worker", how="wrote", words="Canary")
    with as_keeper():
        Grant.objects.create(subject=world.subject, account=world.colleague, mask=CARE, basis="care")
    with world.as_("person") as person:
        item = queries.item(entry.pk, subject_id=world.subject.pk, viewer=world.viewer("person"))
        actions.challenge(by=person, item=item, kind=ChallengeKind.COMPLAINT, words="Canary complaint", beside=False)
    keep(world, entry, second=world.colleague.pk)
    pages = {
        who: client_of(world, who).get(reverse("work")).content.decode()
        for who in ("person", "worker", "colleague", "manager", "privacy_lead")
    }
    assert "A second professional answers" in pages["colleague"]
    assert "Looked at again" not in pages["worker"]
    assert "A complaint" in pages["manager"]
    assert "A complaint" not in pages["worker"]
    assert "Canary" not in pages["manager"]
    assert reverse("withheld_everywhere") in pages["privacy_lead"]
    assert "owed" not in pages["person"]
    with as_keeper():
        Withholding.objects.update(review_by=today() + timedelta(days=20))
    assert "Looked at again" in client_of(world, "worker").get(reverse("work")).content.decode()
