"""What staff do around a record: objections, a transfer, an emergency look, an alert; each marked."""

from datetime import date, timedelta

from alongside.people.domain import ALL_SECTIONS
from alongside.people.working.models import Alert, Glass, Objection, Transfer

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
    _looks(stage)
    grants = [one for one in stage.grants if one.subject_id == subject.pk]
    stage.more[A, "grant_id"] = [
        next(one.pk for one in grants if one.account_id == stage.accounts["supervisor"].pk),
        next(one.pk for one in grants if one.account_id == stage.accounts["denied"].pk and one.deny),
    ]


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
