"""Every kind of entry is complete: what the timeline, the front page, the plan and the locks walk is there."""

from dataclasses import MISSING, fields
from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import FieldDoesNotExist
from django.test import RequestFactory
from django.urls import reverse

from alongside.access.locks import all_locks
from alongside.conftest import World
from alongside.people.domain import Section
from alongside.record import queries, registry
from alongside.record.registry import Kind
from alongside.record.web.page import Page

KINDS = registry.all_kinds()
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
ON_PURPOSE = {"section", "label", "plural", "demo", "form", "own_words"}
ON_PURPOSE |= {"front", "banner", "in_plan", "plan_rules", "due"}
NEEDS_VOICE = {"eligibility": {"decided_by_id": "worker"}}
# What an entry of this kind has to point at before it can be written.
NEEDS_FIRST = {
    "step": {"goal_id": "goal"},
    "met_by": {"need_id": "need"},
    "tension_view": {"tension_id": "tension"},
    "goal_rating": {"goal_id": "goal"},
}


def make(world: World, kind: Kind) -> Any:
    """Write the demo entry of a kind down, with what it has to point at."""
    links = {field: world.add(other).pk for field, other in NEEDS_FIRST.get(kind.name, {}).items()}
    links |= {field: world.voices[who].pk for field, who in NEEDS_VOICE.get(kind.name, {}).items()}
    return world.add(kind.name, **links)


def page_of(world: World, who: str) -> Page:
    """Give a page of the record as `who` opens it; call inside `world.as_`."""
    request = RequestFactory().get("/")
    request.user = getattr(world, who)
    request.session = {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return Page(request, world.subject, world.viewer(who), getattr(world, who), "timeline")


def test_a_kind_cannot_be_declared_by_half() -> None:
    """What a kind offers to other pages is said on purpose: no field of these has a value of its own."""
    silent = {field.name for field in fields(Kind) if field.default is MISSING and field.default_factory is MISSING}
    assert silent >= ON_PURPOSE


def test_names_are_used_once() -> None:
    assert len({kind.name for kind in KINDS}) == len({kind.table for kind in KINDS}) == len(KINDS)


def test_sections_keep_their_bits() -> None:
    """Grants hold these bits for years: a bit is never given to another section."""
    assert {section.name: section.value for section in Section} == {
        "DETAILS": 0,
        "ABOUT": 1,
        "IDENTITY": 2,
        "COMMUNICATION": 3,
        "MUST_KNOWS": 4,
        "STRENGTHS": 5,
        "PEOPLE": 6,
        "PLACES": 7,
        "ROLES": 8,
        "HOPES": 9,
        "NEEDS": 10,
        "GOALS": 11,
        "STAYING_WELL": 12,
        "MEETINGS": 13,
        "COUNCIL": 14,
        "TENSIONS": 15,
        "RIGHTS": 16,
        "SAFEGUARDING": 17,
        "VISITS": 18,
        "MESSAGES": 19,
    }


@each_kind
def test_a_kind_says_what_it_is(kind: Kind) -> None:
    assert isinstance(kind.section, Section)
    assert str(kind.label).strip()
    assert str(kind.plural).strip()
    assert kind.own_words[0] == "words"
    assert isinstance(kind.banner, bool)
    assert isinstance(kind.in_plan, bool)
    assert kind.plan_rules is None or callable(kind.plan_rules)
    assert kind.due is None or callable(kind.due)
    assert reverse(kind.page, args=["00000000-0000-7000-8000-000000000000"])


@each_kind
def test_a_kind_names_columns_that_are_there(kind: Kind) -> None:
    columns = {field.column for field in kind.model._meta.concrete_fields}
    named = {*kind.own_words, *kind.links, *filter(None, (kind.title, kind.facet, kind.mend_also))}
    assert named <= columns


@each_kind
def test_words_and_codes_of_a_facet_agree(kind: Kind) -> None:
    """Each code of a facet has its words for the page, and no words are left without a code."""
    if kind.facet is None:
        assert kind.facets == ()
        return
    codes = {code for code, _ in kind.model._meta.get_field(kind.facet).choices or ()}
    spoken = {code for code, _ in kind.facets}
    assert spoken == codes
    assert all(str(words).strip() for _, words in kind.facets)


@each_kind
def test_a_front_block_asks_for_facets_that_exist(kind: Kind) -> None:
    if kind.front and kind.front.facets:
        assert set(kind.front.facets) <= {code for code, _ in kind.facets}


def test_front_blocks_have_places_of_their_own() -> None:
    orders = [kind.front.order for kind in KINDS if kind.front]
    assert len(set(orders)) == len(orders)


@each_kind
def test_a_kind_has_history_and_locks(kind: Kind) -> None:
    locked = {lock.table for lock in all_locks()}
    try:
        events = kind.event_model._meta.db_table
    except FieldDoesNotExist:
        pytest.fail(f"{kind.name} keeps no history: put @tracked on its model")
    assert {kind.table, events} <= locked


@each_kind
def test_the_demo_entry_can_be_written_and_is_in_the_timeline(world: World, kind: Kind) -> None:
    entry = make(world, kind)
    with world.as_("person"):
        item = queries.item(entry.pk, subject_id=world.subject.pk, viewer=world.viewer("person"))
        assert (item.kind, item.bit, item.text) == (kind.name, kind.section.bit, entry.words)
        assert queries.entry(item)[1].pk == entry.pk
        assert len(queries.history(kind, entry)) == 1


@each_kind
def test_the_form_of_a_kind_takes_its_own_demo_entry(world: World, kind: Kind) -> None:
    from alongside.record.web.filling import links

    entry = make(world, kind)
    form_class = kind.form_class()
    with world.as_("worker"):
        page = page_of(world, "worker")
        choices = links(form_class, page)
        shown = form_class(page=page, links=choices, initial=form_class.initial_of(entry))
        data: dict[str, Any] = {}
        for name, field in shown.fields.items():
            value = shown.get_initial_for_field(field, name)
            if hasattr(field.widget, "decompress"):
                parts = zip(("day", "month", "year"), field.widget.decompress(value), strict=False)
                data |= {f"{name}_{part}": one for part, one in parts}
            else:
                data[name] = "" if value is None else value
        again = form_class(data, page=page, links=choices, initial=form_class.initial_of(entry))
        assert again.is_valid(), again.errors
        for name in kind.own_words:
            if name in again.cleaned_data:
                assert again.own_fields()[name] == getattr(entry, name)


@each_kind
def test_a_section_that_is_not_shared_hides_its_kind(world: World, kind: Kind) -> None:
    entry = make(world, kind)
    others = [section for section in Section if section is not kind.section]
    world.give("sister", others)
    with world.as_("sister"):
        seen = queries.items(world.subject.pk, viewer=world.viewer("sister"))
        assert entry.pk not in {item.pk for item in seen}
        assert not queries.entries(kind, world.subject.pk, viewer=world.viewer("sister")).exists()
    world.give("sister", [kind.section])
    if kind.section.is_closed:
        with world.as_("sister"):
            assert not queries.items(world.subject.pk, viewer=world.viewer("sister")).exists()
            assert not queries.entries(kind, world.subject.pk, viewer=world.viewer("sister")).exists()
        return
    with world.as_("sister"):
        assert entry.pk in {item.pk for item in queries.items(world.subject.pk, viewer=world.viewer("sister"))}
