"""Thoughts on the words of those who work with somebody, while they write: shown to the writer alone, and kept nowhere.

Never on the person's own words, nor on what stands in quotation marks. Nothing is changed, and nothing is stopped.
"""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from alongside.access import preferring
from alongside.access.models import Account
from alongside.people import queries as people
from alongside.people.domain import Viewer, VoiceKind
from alongside.record import drafts, queries
from alongside.wording import domain, reading

if TYPE_CHECKING:
    from alongside.record.web.page import Page

BUTTON, LOOK, OFF = "about_words", "look", "off"
ME = "me"
# In these somebody writes down what another said, whoever writes.
THEIRS = frozenset({"wishes", "said"})
# Where a person says who they are: a word they chose for themself is theirs to choose.
WHO_I_AM = ("identity", "way_of_life", "communication_need")
MOST = 8
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def of_page(page: "Page") -> dict[str, Any] | None:
    """Give what a form offers about words: None where it offers nothing; `lines` when its writer asked to look."""
    if not (page.keeps and page.viewer.is_staff and not page.viewer.is_person):
        return None
    if not preferring.of(page.account.pk).word_prompts:
        return None
    if LOOK not in page.request.GET or (kept := drafts.of(page.request.path, by=page.account)) is None:
        return {"asked": False, "lines": []}
    return {"asked": True, "lines": _lines(kept.words, page.request.path, page.viewer)}


def answer(request: HttpRequest, page: "Page") -> HttpResponseRedirect:
    """Go back to the form, where what was typed stands again: with the thoughts on it, or with none from now on."""
    asked = request.GET.copy()
    asked.pop(LOOK, None)
    if request.POST[BUTTON] == OFF:
        preferring.prefer(by=page.account, word_prompts=False)
    else:
        asked[LOOK] = "1"
    query = f"?{urlencode(list(asked.items()))}" if asked else ""
    return HttpResponseRedirect(f"{request.path}{query}{'#about-words' if LOOK in asked else ''}")


def while_typing(*, account: Account, path: str, words: dict[str, list[str]]) -> str | None:
    """Give the thoughts as a piece of a page, for what is typed on `path` now; None for whom nothing is offered."""
    subject_id = next((people.parse_id(one) for one in _ID.findall(path)), None)
    if subject_id is None or not path.startswith("/p/"):
        return None
    viewer = people.viewer(account=account, subject_id=subject_id)
    if (
        not (viewer.is_staff and viewer.sight.is_anything)
        or viewer.is_person
        or not preferring.of(account.pk).word_prompts
    ):
        return None
    return render_to_string("design/word_prompts.jinja", {"prompts": {"lines": _lines(words, path, viewer)}})


def _lines(words: dict[str, list[str]], path: str, viewer: Viewer) -> list[dict[str, Any]]:
    text = "\n".join(_prose(words))
    phrases = reading.phrases()
    if not domain.look(text, phrases) or not _are_the_writers(words, path, viewer):
        return []
    known = reading.sources()
    return [
        {
            "found": one.found,
            "why": one.phrase.why,
            "instead": one.phrase.instead,
            "sources": [known[name] for name in one.phrase.sources],
        }
        for one in domain.look(text, phrases, own=_their_own(viewer))[:MOST]
    ]


def _prose(words: dict[str, list[str]]) -> list[str]:
    """Give what was written in sentences: no codes, ids or days."""
    return [value for name, values in words.items() if name not in THEIRS for value in values if " " in value.strip()]


def _are_the_writers(words: dict[str, list[str]], path: str, viewer: Viewer) -> bool:
    """Say whether these are the writer's own words: by whom the form names, else by whose words are being changed."""
    if named := words.get("words_of"):
        return named[0] == ME or people.parse_id(named[0]) in viewer.voices
    try:
        place = resolve(path)
    except Resolver404:
        return False
    if place.url_name != "entry_mend" or viewer.subject_id is None:
        return True
    item = queries.item(place.kwargs["item_id"], subject_id=viewer.subject_id, viewer=viewer)
    return item.words_of_id in viewer.voices


def _their_own(viewer: Viewer) -> str:
    if viewer.subject_id is None:
        return ""
    found = queries.items(viewer.subject_id, viewer=viewer, kinds=WHO_I_AM).filter(words_of__kind=VoiceKind.SELF)
    return "\n".join(found.values_list("text", flat=True))
