"""The forms of withholding, and of answering a challenge."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from alongside.base.ids import uuid7
from alongside.design.fields import DateField, Hidden, OwnWords, ShortWords
from alongside.design.forms import Form
from alongside.people.models import Voice
from alongside.record import words
from alongside.record.domain import Outcome, Whom
from alongside.record.models import Item
from alongside.record.times import today
from alongside.record.web.page import TYPED_BY, Page, typed_by
from alongside.record.withheld import Colleague
from alongside.record.withholding import latest_review

GROUNDS = [("", later("Choose")), *words.GROUNDS.items()]
YES_NO = (("yes", later("Yes")), ("no", later("No")))


def _named(colleagues: list[Colleague], without: set[UUID | None]) -> list[tuple[str, str]]:
    found = [one for one in colleagues if one.account_id not in without]
    label = {one.account_id: f"{one.name}, {one.title}" if one.title else one.name for one in found}
    return [("", _("Nobody to choose"))] if not found else [(str(pk), said) for pk, said in label.items()]


def entry_label(item: Item) -> str:
    """Give an entry as a choice names it: its first words, and whose they are."""
    text = item.title or item.text
    return f"{text[:100]}{'…' if len(text) > 100 else ''} ({item.words_of.name})"


class Kept(Form):
    """What every form here carries: the id under which it is sent once, and who types."""

    sent_id = Hidden(required=False)
    typed_by = Hidden(required=False, max_length=500)

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        """Take what a form takes, and its page."""
        first = {"sent_id": uuid7(), TYPED_BY: typed_by(page.account)}
        super().__init__(*args, initial=first | (kwargs.pop("initial", None) or {}), **kwargs)
        self.page = page

    @property
    def once(self) -> UUID | None:
        """Give the id under which this form is sent; the same form twice is one act."""
        try:
            return UUID(self.cleaned_data.get("sent_id") or "")
        except ValueError:
            return None


class KeepForm(Kept):
    """From whom something is kept, on what grounds, who looks at it next, and what goes along."""

    whom = forms.ChoiceField(label=later("From whom?"), widget=forms.RadioSelect)
    why = forms.ChoiceField(
        label=later("On what grounds?"), choices=list(words.GROUNDS.items()), widget=forms.RadioSelect
    )
    words = OwnWords(
        label=later("Why, in your own words"),
        rows=4,
        help_text=later("What could happen, to whom, and how you know. Those who work here read it, and a court may."),
    )
    along = forms.MultipleChoiceField(
        label=later("What hangs on it: keep this too"), required=False, widget=forms.CheckboxSelectMultiple
    )
    second = forms.ChoiceField(
        label=later("Who looks at it as the second professional?"),
        required=False,
        widget=forms.Select,
        help_text=later("They are asked now, and answer within three working days."),
    )
    review_by = DateField(
        label=later("By when is it looked at again?"),
        earliest=today,
        latest=latest_review,
        initial=latest_review,
        help_text=later("Within six months. Sooner is kinder."),
    )

    def __init__(self, *args: Any, colleagues: list[Colleague], along: list[Item], **kwargs: Any) -> None:
        """Fill in whom it may be kept from, who may look, what hangs on it."""
        super().__init__(*args, **kwargs)
        me = self.page.account.pk
        self._choices("whom", _whom(self.page))
        self._choices("second", _named(colleagues, {me}))
        if along:
            self._choices("along", [(str(one.pk), entry_label(one)) for one in along])
            self.fields["along"].initial = [str(one.pk) for one in along]
        else:
            del self.fields["along"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def act(self) -> dict[str, Any]:
        """Give what the action takes."""
        code, particular = words.split_grounds(self.cleaned_data["why"])
        whom, _colon, account = self.cleaned_data["whom"].partition(":")
        second = self.cleaned_data["second"]
        return {
            "whom": Whom(whom),
            "account_id": UUID(account) if account else None,
            "grounds": code,
            "particular": particular,
            "words": self.cleaned_data["words"],
            "second": UUID(second) if second else None,
            "review_by": self.cleaned_data["review_by"],
            "along": [UUID(one) for one in self.cleaned_data.get("along", ())],
            "id": self.once,
        }


def _whom(page: Page) -> list[tuple[str, str]]:
    named = [
        (f"{Whom.ACCOUNT}:{one.account_id}", _("%(name)s alone") % {"name": one.name})
        for one in page.circle
        if _may_be_named(one, page)
    ]
    told = {"name": page.subject.liked_name}
    everybody = _("everybody in the circle of %(name)s, but not %(name)s and not those who work here") % told
    return [(Whom.PERSON.value, page.subject.liked_name), (Whom.CIRCLE.value, everybody), *named]


def _may_be_named(voice: Voice, page: Page) -> bool:
    return voice.account_id not in (None, page.account.pk) and not voice.is_self


class SecondForm(Kept):
    """The second professional's answer."""

    agrees = forms.ChoiceField(
        label=later("Do you agree that it is kept?"),
        choices=(("yes", later("Yes, it stays kept until it is looked at again")), ("no", later("No"))),
        widget=forms.RadioSelect,
    )
    words = OwnWords(label=later("Why, in your own words"), rows=4, max_length=500)
    decider = forms.ChoiceField(
        label=later("If not: who decides?"),
        required=False,
        widget=forms.Select,
        help_text=later("Somebody who works here and is neither of you two. Until then it stays hidden."),
    )

    def __init__(self, *args: Any, colleagues: list[Colleague], without: set[UUID | None], **kwargs: Any) -> None:
        """Fill in who may decide."""
        super().__init__(*args, **kwargs)
        self.fields["decider"].choices = _named(colleagues, without)  # type: ignore[attr-defined]

    def decides(self) -> UUID | None:
        """Give who is named to decide."""
        chosen = self.cleaned_data.get("decider")
        return UUID(chosen) if chosen else None


class OpinionForm(Kept):
    """What the appropriate health professional said."""

    name = ShortWords(label=later("Whose opinion is it?"), help_text=later("The whole name."))
    profession = ShortWords(label=later("Their profession"), help_text=later("For example consultant psychiatrist."))
    registration = ShortWords(
        label=later("Their registration"), max_length=100, help_text=later("For example GMC 1234567.")
    )
    finds_harm = forms.ChoiceField(
        label=later("Do they find that knowing it would be likely to cause serious harm to somebody's health?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
    )
    words = OwnWords(label=later("Their opinion"), rows=4)
    given_on = DateField(label=later("When did they give it?"), latest=today)
    decider = forms.ChoiceField(
        label=later("If they find that it would not: who decides now?"), required=False, widget=forms.Select
    )

    def __init__(self, *args: Any, colleagues: list[Colleague], without: set[UUID | None], **kwargs: Any) -> None:
        """Fill in who may decide."""
        super().__init__(*args, **kwargs)
        self.fields["decider"].choices = _named(colleagues, without)  # type: ignore[attr-defined]

    def act(self) -> dict[str, Any]:
        """Give what the action takes."""
        told = {name: self.cleaned_data[name] for name in ("name", "profession", "registration", "words", "given_on")}
        chosen = self.cleaned_data.get("decider")
        return told | {
            "finds_harm": self.cleaned_data["finds_harm"] == "yes",
            "decider": UUID(chosen) if chosen else None,
            "id": self.once,
        }


class TellsForm(Kept):
    """Whether those who could not see it are told."""

    words = OwnWords(label=later("Why, in your own words"), rows=4)
    tells = forms.BooleanField(
        label=later("Let them know that there is something they can read now"),
        required=False,
        help_text=later("They read your name and no more. You may rather tell them yourself, together."),
    )


class DecideForm(TellsForm):
    """The third professional's decision."""

    keeps = forms.ChoiceField(
        label=later("What do you decide?"),
        choices=(("yes", later("It stays kept")), ("no", later("It is shown"))),
        widget=forms.RadioSelect,
    )
    review_by = DateField(
        label=later("If it stays kept: by when is it looked at again?"),
        earliest=today,
        latest=latest_review,
        initial=latest_review,
    )
    field_order = ("keeps", "words", "review_by", "tells")


class ReviewForm(Kept):
    """A review: kept on, with grounds said afresh, all of it or less."""

    why = forms.ChoiceField(
        label=later("On what grounds does it stay kept?"),
        choices=list(words.GROUNDS.items()),
        widget=forms.RadioSelect,
    )
    words = OwnWords(
        label=later("Why still, in your own words"), rows=4, help_text=later("As it is now, not as it was.")
    )
    stays = forms.MultipleChoiceField(
        label=later("What stays kept?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    review_by = DateField(
        label=later("By when is it looked at again?"), earliest=today, latest=latest_review, initial=latest_review
    )

    def __init__(self, *args: Any, stays: list[Item], hint: str, ticked: bool, **kwargs: Any) -> None:
        """Fill in what may stay kept of several."""
        super().__init__(*args, **kwargs)
        if stays:
            self.fields["stays"].choices = [(str(one.pk), entry_label(one)) for one in stays]  # type: ignore[attr-defined]
            self.fields["stays"].help_text = hint
            self.fields["stays"].initial = [str(one.pk) for one in stays] if ticked else []
        else:
            del self.fields["stays"]

    def act(self) -> dict[str, Any]:
        """Give what the action takes."""
        code, particular = words.split_grounds(self.cleaned_data["why"])
        return {
            "grounds": code,
            "particular": particular,
            "words": self.cleaned_data["words"],
            "review_by": self.cleaned_data["review_by"],
            "stays": [UUID(one) for one in self.cleaned_data.get("stays", ())],
        }


class ChallengeForm(Kept):
    """ "This is wrong", a complaint, "this harmed me"."""

    answer_id = Hidden()
    kind = Hidden(required=False)
    words = OwnWords(label=later("In your own words"), rows=4)
    quiet = forms.ChoiceField(
        label=later("Who reads this?"),
        choices=(
            ("quiet", later("Only you, the person whose record it is, whoever answers, and their managers")),
            ("beside", later("Everybody who sees the entry: it stands beside it")),
        ),
        widget=forms.RadioSelect,
        initial="quiet",
    )

    def __init__(self, *args: Any, is_wrong: bool, **kwargs: Any) -> None:
        """Ask who reads it, unless it says that something is wrong: that stands beside the entry."""
        super().__init__(*args, **kwargs)
        if is_wrong:
            del self.fields["quiet"]


class AnswerForm(Kept):
    """The answer to a challenge: what became of it, on what grounds."""

    outcome = forms.ChoiceField(
        label=later("What becomes of it?"), choices=list(words.OUTCOMES.items()), widget=forms.RadioSelect
    )
    right_words = OwnWords(
        label=later("If it is corrected: how is it right?"),
        rows=3,
        required=False,
        help_text=later("This then stands with the entry. What was written before stays readable beside it."),
    )
    answer = OwnWords(label=later("Your answer"), rows=4, help_text=later("As you would say it, face to face."))
    grounds = OwnWords(
        label=later("The grounds of your answer"),
        rows=2,
        help_text=later("The law, the code, the policy, or what shows it. For example: the letter of 3 May says so."),
    )

    def __init__(self, *args: Any, is_beside: bool, **kwargs: Any) -> None:
        """Offer a correction where the challenge stands beside the entry: who reads the one reads the other."""
        super().__init__(*args, **kwargs)
        if not is_beside:
            del self.fields["right_words"]
            choices = [(code, said) for code, said in words.OUTCOMES.items() if code != Outcome.CORRECTED]
            self.fields["outcome"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Ask for the right words where it is corrected."""
        told = super().clean() or self.cleaned_data
        if told.get("outcome") == "corrected" and not told.get("right_words"):
            self.add_error("right_words", _("Write how it is right. Both texts are kept."))
        return told


class HeardForm(Kept):
    """That it was heard: what was talked about, and by when an answer comes."""

    words = OwnWords(
        label=later("What did you talk about, and what happens next?"),
        rows=4,
        help_text=later("Talk with them first, if they wish: how they want it looked at, and by when."),
    )
    answer_by = DateField(label=later("By when will there be an answer?"), earliest=today)


class HandOverForm(Kept):
    """Who owns it from now on."""

    to = forms.ChoiceField(label=later("Who takes it on?"), widget=forms.Select)

    def __init__(self, *args: Any, colleagues: list[Colleague], without: set[UUID | None], **kwargs: Any) -> None:
        """Fill in who may."""
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = _named(colleagues, without)  # type: ignore[attr-defined]
