"""What staff do around a record: objections, a transfer, an emergency look, an alert; each marked."""

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from alongside.base.clock import now
from alongside.contact.models import Visit
from alongside.learning.models import PracticeNotice
from alongside.people.domain import ALL_SECTIONS
from alongside.people.models import Grant
from alongside.people.working.models import Absence, Alert, Glass, Objection, Portrait, Transfer
from alongside.record.models import Challenge, Withholding

from .cast import A
from .stage import Mark, Stage

TODAY = date.today()  # noqa: DTZ011
SOON = TODAY + timedelta(days=20)


def work(stage: Stage) -> None:
    """Lay one of each around the main record, as the keeper."""
    subject, person = stage.subjects[A], stage.accounts["person"]
    for about in ("worker", "supervisor"):
        canary = stage.cage.mark(Mark("objection", A, about, account=stage.accounts[about].pk))
        made = Objection.objects.create(
            subject=subject,
            account=stage.accounts[about],
            mask=ALL_SECTIONS,
            words=f"{canary} not this one",
            made_by=person.pk,
            answer_by=SOON,
        )
        stage.more.setdefault((A, "objection_id"), []).append(made.pk)
    canary = stage.cage.mark(Mark("transfer", A))
    moved = Transfer.objects.create(
        subject=subject,
        from_team=stage.teams["North"],
        to_team=stage.teams["South"],
        summary=f"{canary} so far",
        moves_on=SOON,
        asked_by=stage.accounts["lead"].pk,
    )
    stage.more[A, "transfer_id"] = [moved.pk]
    _days(stage)
    _looks(stage)
    _late(stage)
    _waiting(stage)
    grants = [one for one in stage.grants if one.subject_id == subject.pk]
    stage.more[A, "grant_id"] = [
        next(one.pk for one in grants if one.account_id == stage.accounts["supervisor"].pk),
        next(one.pk for one in grants if one.account_id == stage.accounts["denied"].pk and one.deny),
        _together(grants, stage),
    ]


def _days(stage: Stage) -> None:
    """Let a visit have begun, somebody be away, somebody have a face, and a change wait to be read."""
    visit, worker = stage.entries[A, "visit", "plain"], stage.accounts["worker"]
    begun = now() - timedelta(hours=1)
    Visit.objects.filter(pk=visit.pk).update(status="planned", starts=begun, ends=begun + timedelta(minutes=30))
    gone = Absence.objects.create(
        account=stage.accounts["teammate"], starts=begun, ends=now() + timedelta(days=3), made_by=worker.pk
    )
    path = default_storage.save("proof/face", ContentFile(b"a face"))
    Portrait.objects.create(account=stage.accounts["sister"], path=path, content_type="image/jpeg", put_by=worker.pk)
    told = {"title": "A change", "words": "It changes.", "sort": "law", "effective_on": TODAY}
    change = PracticeNotice.objects.create(**told)
    stage.more[A, "absence_id"], stage.more[A, "notice_id"] = [gone.pk], [change.pk]


def _late(stage: Stage) -> None:
    """Let an objection wait too long, so that it goes to whoever looks after privacy."""
    made = Objection.objects.create(
        subject=stage.subjects[A],
        account=stage.accounts["teammate"],
        mask=ALL_SECTIONS,
        words=f"{stage.cage.mark(Mark('late_objection', A, account=stage.accounts['teammate'].pk))} nor this one",
        made_by=stage.accounts["person"].pk,
        answer_by=TODAY - timedelta(days=3),
    )
    stage.more[A, "objection_id"].append(made.pk)


def _waiting(stage: Stage) -> None:
    """Let two colleagues see a withholding differently, an opinion be missing, and a complaint wait to be heard."""
    lead = stage.accounts["lead"]
    kept = Withholding.objects.filter(subject=stage.subjects[A], whom="person").exclude(item=None).order_by("id")
    disputed, unheard = kept[1], kept[2]
    disputed.second_at, disputed.second_by, disputed.second_agrees = now(), lead.pk, False
    disputed.decider, disputed.decision_due = lead, SOON
    unheard.grounds, unheard.opinion_due = "serious_harm", SOON
    for one in (disputed, unheard):
        one.save()
        stage.more[A, "withholding_id"].append(one.pk)
    for (record, label), made in stage.beside["challenge"].items():
        if (record, label) == (A, "goal.plain"):
            Challenge.objects.filter(pk=made.pk).update(acknowledge_due=SOON, owner=lead)


def _together(grants: list[Grant], stage: Stage) -> Any:
    """Let one of those with whom something is shared have got it on the person's word, from a worker."""
    one = next(one for one in grants if one.account_id == stage.accounts["friend"].pk and one.basis == "consent")
    Grant.objects.filter(pk=one.pk).update(given_by=stage.accounts["worker"].pk)
    return one.pk


def _looks(stage: Stage) -> None:
    subject = stage.subjects[A]
    words, untold = (stage.cage.mark(Mark(what, A)) for what in ("glass", "untold"))
    broken = Glass.objects.create(
        subject=subject,
        reference="PROOF1",
        why="overriding_interest",
        words=f"{words} in danger",
        opened=True,
        broken_by=stage.accounts["glass"].pk,
        review_by=SOON,
        untold_words=f"{untold} it would harm",
        untold_until=SOON,
        untold_by=stage.accounts["glass"].pk,
    )
    seen = Alert.objects.create(
        subject=subject,
        account=stage.accounts["worker"],
        reference="PROOF2",
        kind="many",
        first_on=TODAY - timedelta(days=20),
        last_on=TODAY,
        looks=40,
        found_on=TODAY,
    )
    stage.more[A, "glass_id"] = [broken.pk]
    stage.more[A, "alert_id"] = [seen.pk]
