"""Fields keep what people write, and say plainly what they cannot keep."""

import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError

from alongside.design.environment import control, date_boxes, error_links, shape
from alongside.design.fields import DateField, Hidden, OwnWords, ShortWords
from alongside.design.forms import Form

TODAY = datetime.date(2026, 3, 3)


class Talk(Form):
    """One field of every shape."""

    words = OwnWords(label="What matters to you?")
    name = ShortWords(required=False)
    when = DateField(earliest=datetime.date(2000, 1, 1), latest=lambda: TODAY)
    chose = forms.ChoiceField(choices=[("me", "I did"), ("us", "We did")], widget=forms.RadioSelect)
    helps = forms.MultipleChoiceField(choices=[("time", "Time")], widget=forms.CheckboxSelectMultiple)
    how = forms.ChoiceField(choices=[("said", "Said")], error_messages={"required": "How do we know?"})
    weight = forms.IntegerField(min_value=0, max_value=10)
    photo = forms.FileField(required=False)
    share = forms.BooleanField()
    version = Hidden()


def refused(field: forms.Field, value: object) -> str:
    with pytest.raises(ValidationError) as wrong:
        field.clean(value)
    return " ".join(wrong.value.messages)


@pytest.mark.parametrize(
    "text", ["أحب أن أطبخ", "אני אוהבת", "👩🏽‍🦽 and 🍲", "a\u200fb", "tab\there", "<script>x</script>"]
)
def test_every_script_and_emoji_is_kept_as_it_is(text: str) -> None:
    assert OwnWords().clean(text) == text


def test_line_breaks_are_one_kind_and_edges_are_trimmed() -> None:
    assert OwnWords().clean("  one\r\ntwo\rthree\n ") == "one\ntwo\nthree"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\ud800"])
def test_hidden_characters_are_refused_with_the_words_before(character: str) -> None:
    assert "after “on Sunday”" in refused(OwnWords(), f"We meet on Sunday{character}s")
    assert "at the start" in refused(OwnWords(), f"{character}x")


def test_one_line_takes_no_second_line() -> None:
    assert "hidden" in refused(ShortWords(), "one\ntwo")


def test_too_long_says_how_much_and_cuts_nothing() -> None:
    said = refused(OwnWords(), "x" * 1_000_000)
    assert "1,000,000" in said
    assert "980,000 too many" in said
    assert OwnWords().clean("🍲" * 20_000) == "🍲" * 20_000
    assert "maxlength" not in str(Talk()["words"])
    assert 'data-most="20000"' in str(Talk()["words"])


def test_empty_words() -> None:
    assert "A few words are enough" in refused(OwnWords(), "  ")
    assert ShortWords(required=False).clean(None) == ""


def test_a_date_from_its_boxes() -> None:
    form = Talk({"when_day": "3rd", "when_month": "March", "when_year": "2026"})
    assert form.is_valid() is False
    assert form.cleaned_data["when"] == TODAY
    assert Talk({"when": "2026-03-03"})["when"].value() == [3, 3, 2026]
    assert DateField().clean(TODAY) == TODAY
    assert DateField().clean(datetime.datetime(2026, 3, 3, 9, tzinfo=datetime.UTC)) == TODAY
    assert DateField(required=False).clean(["", None, " "]) is None


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        (("", "", ""), "Give a date"),
        (("3", "", "2026"), "The month is missing"),
        (("31", "2", "2026"), "February 2026 has 28 days"),
        (("4", "3", "2026"), "4 March 2026 is too late. Give a date up to 3 March 2026"),
        (("4", "3", "1999"), "too early"),
    ],
)
def test_what_is_wrong_with_a_date(boxes: tuple[str, str, str], said: str) -> None:
    field = DateField(earliest=datetime.date(2000, 1, 1), latest=lambda: TODAY)
    assert said in refused(field, list(boxes))


def test_what_was_typed_stays_in_the_boxes_and_the_link_goes_to_the_wrong_one() -> None:
    form = Talk({"words": "Tea", "when_day": "3", "when_month": "Brumaire", "when_year": "2026"})
    boxes = date_boxes(form["when"])
    assert [(box["value"], box["wrong"]) for box in boxes] == [("3", False), ("Brumaire", True), ("2026", False)]
    links = {link["href"]: link["text"] for link in error_links(form)}
    assert "Brumaire" in links["#id_when_1"]
    assert links["#id_chose_0"] == "Chose: Choose one of these."
    assert error_links(Talk({}))[0]["text"] == "What matters to you? This is still empty. A few words are enough."


def test_whether_a_date_has_changed() -> None:
    assert DateField().has_changed(TODAY, ["3", "3", "2026"]) is False
    assert DateField().has_changed(TODAY, ["4", "3", "2026"]) is True
    assert DateField().has_changed(TODAY, ["x", "3", "2026"]) is True


def test_the_shape_of_every_field() -> None:
    shapes = {bound.name: shape(bound) for bound in Talk()}
    assert shapes == {
        "words": "textarea",
        "name": "text",
        "when": "date",
        "chose": "radios",
        "helps": "checkboxes",
        "how": "select",
        "weight": "number",
        "photo": "file",
        "share": "checkbox",
        "version": "hidden",
    }


def test_messages_are_ours_unless_the_form_has_its_own() -> None:
    errors = Talk({"weight": "11"}).errors
    assert errors["chose"] == ["Choose one of these."]
    assert errors["helps"] == ["Choose at least one of these."]
    assert errors["how"] == ["How do we know?"]
    assert errors["weight"] == ["This must be 10 or less."]
    assert errors["share"] == ["Tick this to go on."]


def test_a_control_is_tied_to_its_hint_and_message() -> None:
    drawn = control(Talk({})["words"], "id_words-hint id_words-error")
    assert 'aria-describedby="id_words-hint id_words-error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert "nhsuk-textarea--error" in drawn
