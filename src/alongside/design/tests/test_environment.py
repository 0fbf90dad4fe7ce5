"""Messages in templates: in the language of the page, with what they name escaped."""

from datetime import date

from django.utils import translation
from jinja2 import Environment

from alongside.design import dates
from alongside.design.environment import equip


def said(source, **given):
    env = Environment(autoescape=True)
    equip(env)
    return env.from_string(source).render(**given)


def test_a_message_follows_the_language_of_the_page():
    for _ in range(2):
        with translation.override("cy"):
            assert said('{{ _("Monday") }}') == "Dydd Llun"
        with translation.override("en-gb"):
            assert said('{{ _("Monday") }}') == "Monday"
            assert said('{{ gettext("Monday") }}{% trans %}Monday{% endtrans %}') == "MondayMonday"


def test_what_a_message_names_is_escaped():
    assert said('{{ _("For <b>%(who)s</b>", who=who) }}', who="<i>") == "For <b>&lt;i&gt;</b>"
    assert said('{{ _("100%% of it") }}{{ _("%(n)s%% of it", n=3) }}') == "100% of it3% of it"


def test_a_number_chooses_its_message():
    source = '{{ ngettext("%(num)s step of %(who)s", "%(num)s steps of %(who)s", number, who="<i>") }}'
    assert [said(source, number=number) for number in (1, 2)] == ["1 step of &lt;i&gt;", "2 steps of &lt;i&gt;"]
    assert said("{% trans count=number %}one step{% pluralize %}{{ count }} steps{% endtrans %}", number=4) == "4 steps"


def test_a_page_drawn_within_another_keeps_its_own_language():
    def within():
        with translation.override("cy"):
            return said('{{ _("Monday") }} {{ when | day }}', when=date(2026, 3, 3))

    with translation.override("en-gb"):
        page = '{{ _("Monday") }}, {{ within() }}, {{ _("Monday") }} {{ when | day }}'
        assert (
            said(page, within=within, when=date(2026, 3, 3)) == "Monday, Dydd Llun 3 Mawrth 2026, Monday 3 March 2026"
        )
    assert dates.day(date(2026, 3, 3)) == "3 March 2026"
