"""What the macros and layouts draw: escaped, labelled, in words and not by colour alone."""

import datetime
import re

import pytest
from django import forms
from jinja2 import Environment, PackageLoader

from alongside.design.environment import equip
from alongside.design.fields import DateField, Hidden, OwnWords
from alongside.design.forms import Form

DAY = datetime.date(2026, 3, 3)
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def env() -> Environment:
    made = Environment(loader=PackageLoader("alongside.design", "jinja2"), autoescape=True)
    equip(made)
    made.globals["static"] = lambda path: f"/static/{path}"
    return made


def draw(env: Environment, call: str, **context: object) -> str:
    return env.from_string("{% import 'design/macros.jinja' as m %}" + call).render(context)


class Short(Form):
    """A field of the shapes that are drawn by hand."""

    words = OwnWords(label="What matters?", help_text="Anything at all")
    when = DateField(label="When?")
    chose = forms.ChoiceField(label="Who?", choices=[("a", "A"), ("b", SCRIPT)], widget=forms.RadioSelect)
    share = forms.BooleanField(label="Share", required=False)
    version = Hidden(initial="3")


def test_a_field_is_labelled_and_tied_to_hint_and_message(env: Environment) -> None:
    page = draw(env, "{{ m.field(f.words) }}", f=Short({}))
    assert re.search(r'<label[^>]* for="id_words"', page)
    assert 'id="id_words-hint"' in page
    assert 'id="id_words-error"' in page
    assert 'aria-describedby="id_words-hint id_words-error"' in page


def test_somebodys_words_come_back_to_the_letter(env: Environment) -> None:
    words = "one\n  two\n\n    three " + SCRIPT
    page = draw(env, "{{ m.field(f.words) }}", f=Short({"words": words}))
    assert "one\n  two\n\n    three &lt;script&gt;" in page


def test_groups_have_a_legend_and_keep_the_choice(env: Environment) -> None:
    page = draw(env, "{{ m.field(f.chose) }}{{ m.field(f.when) }}", f=Short({"chose": "b", "when_month": "Mar"}))
    assert page.count("<fieldset") == page.count("<legend") == 2
    assert re.search(r'value="b" checked', page)
    assert 'value="Mar"' in page
    assert SCRIPT not in page


def test_the_summary_links_to_the_fields(env: Environment) -> None:
    page = draw(env, "{{ m.error_summary(f) }}", f=Short({}))
    assert 'href="#id_words"' in page
    assert 'href="#id_when_0"' in page
    assert draw(env, "{{ m.error_summary(f) }}", f=Short()).strip() == ""


def test_a_form_says_where_its_draft_goes(env: Environment) -> None:
    page = draw(env, "{% call m.form('', action='/keep', draft='/draft', files=true) %}x{% endcall %}")
    assert 'data-draft="/draft"' in page
    assert 'aria-live="polite"' in page
    assert "multipart/form-data" in page


@pytest.mark.parametrize("kind", ["self", "member", "together", "outside", "imported"])
def test_a_voice_is_a_colour_and_a_word(env: Environment, kind: str) -> None:
    page = draw(env, "{{ m.voice('Amina', 'sister', k, 'said', none, 'Tom Reed', d) }}", k=kind, d=DAY)
    assert f"al-voice--{kind}" in page
    assert "Amina" in page
    assert "sister" in page
    assert "said this, 3 March 2026" in page
    assert "Written down by Tom Reed, not yet confirmed" in page


def test_confirmed_words_do_not_say_unconfirmed(env: Environment) -> None:
    page = draw(env, "{{ m.voice('Amina', '', 'self', 'said', d, 'Tom Reed', d) }}", d=DAY)
    assert "not yet confirmed" not in page
    assert "confirmed 3 March 2026" in page


def test_an_entry_escapes_everything(env: Environment) -> None:
    voice = {"name": SCRIPT, "relationship": SCRIPT, "kind": "self", "how": SCRIPT}
    entry = {"words": SCRIPT, "label": SCRIPT, "voice": voice, "more": [(SCRIPT, SCRIPT)], "source": SCRIPT}
    entry["replies"] = [{"words": SCRIPT, "answer": SCRIPT, "voice": voice}]
    page = draw(
        env, "{{ m.entry_card(e, '/e', [{'text': t, 'action': '/x'}]) }}{{ m.two_voices([e]) }}", e=entry, t=SCRIPT
    )
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 10
    assert 'dir="auto"' in page


@pytest.mark.parametrize(
    ("kind", "word"), [("block", "Needed first"), ("warn", "Please look at this"), ("prompt", "A thought")]
)
def test_findings_differ_by_word_and_mark(env: Environment, kind: str, word: str) -> None:
    page = draw(env, "{{ m.finding(f, '#goal') }}", f={"kind": kind, "message": "Why", "source": "A7.1"})
    assert word in page
    assert "<svg" in page
    assert 'href="#goal"' in page
    assert "<details" in page


def test_the_small_pieces(env: Environment) -> None:
    page = draw(
        env,
        "{{ m.tag('DRAFT') }}{{ m.empty('None yet', 'Why', '/a', 'Begin') }}{{ m.saved_at('14:03') }}"
        "{{ m.summary_list([{'key': 'Name', 'value': 'Amina', 'href': '/n', 'own': true}]) }}"
        "{{ m.conflict({'words': 'mine'}, {'words': 'theirs', 'who': 'Hodan', 'at': d}) }}"
        "{{ m.button('Keep', name='go', value='on') }}{{ m.link_button('Go', '/g') }}{{ m.print_button() }}"
        "{{ m.page_list([{'text': 'One', 'href': '/1', 'note': 'skipped'}], 'Topics', '/1') }}",
        d=DAY,
    )
    for expected in ("DRAFT", "None yet", "Saved at 14:03", "Amina", "mine", "theirs", "Hodan · 3 March 2026"):
        assert expected in page
    for expected in ('name="go" value="on"', 'href="/g"', "data-print", 'aria-current="page"', "skipped"):
        assert expected in page


def test_the_layout_of_a_record_page(env: Environment) -> None:
    person = {"name": "Amina", "pronouns": "she, her", "communication": ["Short sentences"], "help": "/help"}
    person["must_knows"] = ["Penicillin"]
    page = env.get_template("design/layout.jinja").render(
        person=person,
        viewer_key="k",
        csp_nonce="n0",
        record_pages=[{"text": "About", "href": "/a", "key": "about"}],
        record_page="about",
        messages=["Kept"],
    )
    for expected in (
        "Short sentences",
        "Penicillin",
        "I need help now",
        "data-leave",
        'href="#maincontent"',
        "Sign out",
    ):
        assert expected in page
    assert page.count('nonce="n0"') == page.count("<script") == 2
    assert "<title>Alongside</title>" in page
    assert 'data-who="k"' in page
    assert page.index("Amina") < page.index("<main")


def test_the_layout_without_anybody(env: Environment) -> None:
    page = env.get_template("design/layout.jinja").render()
    assert "Sign in" in page
    assert "data-leave" in page
    assert "data-who" not in page


@pytest.mark.parametrize("status", [400, 403, 404, 413, 500, 503])
def test_an_error_page_needs_nothing_and_keeps_what_was_typed(env: Environment, status: int) -> None:
    page = env.get_template("design/error.jinja").render(status=status)
    assert f'data-failed="{status}"' in page
    assert page.count("<h1>") == 1
    kept = env.get_template("design/error.jinja").render(status=status, kept=True, message=SCRIPT)
    assert "What you typed is kept" in kept
    assert SCRIPT not in kept
