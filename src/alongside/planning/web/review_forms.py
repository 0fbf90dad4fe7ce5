"""The questions of a review, one form a page: what went well first, then each goal, then the rest."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.about_me import words as about_me
from alongside.design.fields import Hidden, HiddenNumber, OwnWords
from alongside.design.forms import Form
from alongside.design.scales import out_of_ten
from alongside.people.domain import VoiceKind
from alongside.people.queries import parse_id
from alongside.planning import words as codes
from alongside.record.times import today
from alongside.record.web.forms import HOWS
from alongside.record.web.page import Page

SPINE = {"version", "typed_by", "words_of", "how"}


class ReviewPageForm(Form):
    """One page of a review. Whose words they are is asked of those who write down what others say."""

    version = HiddenNumber(required=False)
    typed_by = Hidden(required=False, max_length=500)

    asks_whose = True

    def __init__(
        self,
        *args: Any,
        page: Page,
        mends: bool = False,
        voice: UUID | None = None,
        is_kept: bool = False,
        **kwargs: Any,
    ) -> None:
        """Take what a Django form takes, and the page it stands on.

        `mends`: it changes what was said in `voice`, so that whose words they are is settled; else `voice` is offered
        first. `is_kept`: the words are an achievement already.
        """
        super().__init__(*args, **kwargs)
        if is_kept:
            self.fields.pop("keep", None)
        if mends or page.viewer.is_person or not self.asks_whose:
            return
        self.fields["words_of"] = forms.ChoiceField(
            label=_("Whose words are these?"),
            choices=[(str(one.pk), one.name) for one in page.circle if not one.has_left(today()) or one.pk == voice],
            initial=str(voice) if voice else None,
            required=False,
        )
        self.fields["how"] = forms.ChoiceField(
            label=_("How do we know them?"), choices=HOWS, initial="said", required=False
        )

    @property
    def asked(self) -> list[forms.BoundField]:
        """Give the questions of the page."""
        return [bound for bound in self if bound.name not in SPINE or bound.is_hidden]

    @property
    def whose(self) -> list[forms.BoundField]:
        """Give the questions about whose words these are; none for the person."""
        return [self[name] for name in ("words_of", "how") if name in self.fields]

    @property
    def is_untouched(self) -> bool:
        """Say whether nothing was typed or chosen that somebody could miss."""
        return not set(self.changed_data) - SPINE

    @property
    def voice(self) -> UUID | None:
        """Give whose words were chosen, or None where that was not asked."""
        return parse_id(self.cleaned_data.get("words_of", ""))

    @property
    def how(self) -> str:
        """Give how the words are known."""
        return self.cleaned_data.get("how") or "said"

    def words_of_fields(self, *names: str) -> dict[str, str]:
        """Give what was typed, by field."""
        return {name: self.cleaned_data[name] for name in names}


class WellForm(ReviewPageForm):
    """What went well."""

    words = OwnWords(label=_("What went well?"), rows=4, required=False)
    keep = forms.BooleanField(label=_("Keep this as an achievement too, in the story of progress"), required=False)


class HelpedForm(ReviewPageForm):
    """What helped, and what did not."""

    helped = OwnWords(label=_("What helped?"), rows=3, required=False)
    not_helped = OwnWords(label=_("What did not help, or got in the way?"), rows=3, required=False)


class ChangedForm(ReviewPageForm):
    """What has changed in somebody's life."""

    changed = OwnWords(label=_("What has changed?"), rows=4, required=False)


class NextForm(ReviewPageForm):
    """What comes next."""

    next = OwnWords(label=_("What comes next?"), rows=4, required=False)


class WhereForm(ReviewPageForm):
    """Where a goal is now, in words and from 0 to 10."""

    words = OwnWords(label=_("Where is it now? In your own words"), rows=3, required=False)
    score = forms.TypedChoiceField(
        label=_("How near is it, from 0 to 10?"),
        choices=out_of_ten(codes.NEARNESS),
        coerce=int,
        empty_value=None,
        required=False,
    )


class HopeAtReviewForm(ReviewPageForm):
    """How hopeful somebody feels."""

    score = forms.TypedChoiceField(
        label=_("From 0 to 10"), choices=about_me.HOPE_CHOICES, coerce=int, empty_value=None, required=False
    )
    words = OwnWords(label=_("What makes it so?"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        """Words of hope stand beside a number."""
        values = super().clean() or {}
        if values.get("words") and values.get("score") is None and "score" not in self.errors:
            self.add_error("score", _("Choose a number as well. There is no right or wrong one."))
        return values


class PresentForm(ReviewPageForm):
    """Who was there."""

    asks_whose = False
    present = forms.MultipleChoiceField(label=_("Who was here?"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        """Offer everybody in the circle; those who speak together are there one by one."""
        super().__init__(*args, page=page, **kwargs)
        kept = self.initial.get("present", ())
        self.fields["present"].choices = [  # type: ignore[attr-defined]
            (str(voice.pk), voice.name)
            for voice in page.circle
            if voice.kind != VoiceKind.TOGETHER and (not voice.has_left(today()) or str(voice.pk) in kept)
        ]

    @property
    def chosen(self) -> list[UUID]:
        """Give who was there, as ids."""
        return [UUID(one) for one in self.cleaned_data["present"]]
