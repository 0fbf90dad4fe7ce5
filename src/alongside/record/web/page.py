"""What every page of a record shares: who looks, whose record, what stands at the top, and that the look is audited."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.access import queries as access
from alongside.access import standing
from alongside.access.domain import AskFirst, Refused
from alongside.access.doors import Door, Who
from alongside.access.models import Account
from alongside.access.viewer import viewing
from alongside.design import dates
from alongside.people import actions as people_actions
from alongside.people import queries as people
from alongside.people import words as names
from alongside.people.domain import ASKED_FIRST, Act, Decision, ProxyKind, Right, Section, SubjectState, Viewer, may
from alongside.people.models import Subject, Voice
from alongside.people.working import queries as working
from alongside.people.working.owning import Gone
from alongside.people.working.queries import Presence
from alongside.record import drafts, queries, registry, withheld
from alongside.record.models import Item
from alongside.record.web import wording
from alongside.record.words import kept_mark

TYPED_BY = "typed_by"
EARLIER = "earlier"
# For pages that may show a bit of everything.
EVERY = tuple(Section)
PAPER = "print"
# Pages with a name of their own that stand under one of those the record leads to.
UNDER = {"proxies": "circle", "hidden_contact": "circle", "mydata": "circle", "story": "plan"}
ONE_DAY = 24 * 60 * 60


@dataclass
class Page:
    """One page of one record, as one viewer opens it."""

    request: HttpRequest
    subject: Subject
    viewer: Viewer
    account: Account
    name: str
    items: list[Item] | None = None
    kept_at: str = ""
    last_looked: datetime | None = None
    glass_until: datetime | None = None
    keeps: bool = False
    _circle: list[Voice] | None = None
    _presence: dict[UUID, Presence] | None = None
    _corrected: dict[UUID, list[dict[str, Any]]] | None = None
    _kept: dict[UUID | int, list[str]] | None = None
    _gone: dict[UUID, Gone] | None = None

    @property
    def circle(self) -> list[Voice]:
        """Give every voice of the record, read once."""
        if self._circle is None:
            self._circle = people.circle(self.subject.pk, viewer=self.viewer)
        return self._circle

    @property
    def own_voice(self) -> Voice | None:
        """Give the viewer's own voice here, if they have one."""
        return next((voice for voice in self.circle if voice.pk in self.viewer.voices), None)

    @property
    def word_prompts(self) -> dict[str, Any] | None:
        """Give what a form here offers its writer about words; None where it offers nothing."""
        return wording.of_page(self)

    @property
    def gone(self) -> dict[UUID, Gone]:
        """Give, by voice, who of the circle is away or gone and who sees to things meanwhile. Read once."""
        if self._gone is None:
            self._gone = working.not_here(self.subject.pk, viewer=self.viewer)
        return self._gone

    @property
    def presence(self) -> dict[UUID, Presence]:
        """Give, by voice, whether those with an account here can be reached, and who stands in. Read once."""
        if self._presence is None:
            self._presence = working.presence(self.subject.pk, viewer=self.viewer)
        return self._presence

    def corrected(self, item_id: UUID) -> list[dict[str, Any]]:
        """Give how an entry is right, where it was corrected; what was written before stands beside it. Read once."""
        if self._corrected is None:
            names: dict[UUID | None, str] = {voice.account_id: voice.name for voice in self.circle}
            self._corrected = {
                pk: [
                    {
                        "words": one.right_words,
                        "at": one.answered_at,
                        "who": names.get(one.answered_by, "") if one.answered_by else "",
                    }
                    for one in some
                ]
                for pk, some in queries.corrections(self.subject.pk).items()
            }
        return self._corrected.get(item_id, [])

    def kept(self, item_id: UUID, bit: int) -> list[str]:
        """Give for those who work here from whom an entry or its part is kept, until when, and why. Read once."""
        if self._kept is None:
            self._kept = defaultdict(list)
            for one in withheld.live(self.subject.pk, viewer=self.viewer):
                self._kept[one.item_id or one.bit].append(kept_mark(one, self.subject.liked_name))
        return [*self._kept.get(item_id, ()), *self._kept.get(bit, ())]

    def shows_now(self, bit: int) -> bool:
        """Say whether words of this section can be shown: some only to who showed lately that it is them."""
        return not bit & ASKED_FIRST or standing.is_recent(self.request)

    def ask_before(self, bit: int) -> None:
        """Ask once more who is there before words of such a section are shown; raises `AskFirst`."""
        if not self.shows_now(bit):
            raise AskFirst

    def url(self, name: str, *args: Any) -> str:
        """Give an address inside this record. In an earlier record, which leads on to another, one stays to read."""
        stays = f"?{EARLIER}=1" if self.subject.state == SubjectState.REDIRECTED else ""
        return _address(name, str(self.subject.pk), *map(str, args)) + stays

    def render(self, template: str, context: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
        """Draw the page with what stands at the top of every page of a record."""
        return render(self.request, template, self.context() | (context or {}), status=status)

    def go(self, name: str, *args: Any, say: str = "") -> HttpResponseRedirect:
        """Go on to another page of this record, with a word about what was done."""
        if say:
            messages.success(self.request, say)
        return HttpResponseRedirect(self.url(name, *args))

    def context(self) -> dict[str, Any]:
        """Give what the layout needs: banner, navigation, the viewer."""
        return {
            "page": self,
            "subject": self.subject,
            "viewer": self.viewer,
            "viewer_key": str(self.viewer.account_id),
            "person": self.banner(),
            "record_pages": self.pages(),
            "record_page": UNDER.get(self.name, self.name),
            "page_notes": registry.page_notes(page=UNDER.get(self.name, self.name), viewer=self.viewer),
            "messages": messages.get_messages(self.request),
            "draft_url": f"{reverse('draft')}?{urlencode({'page': self.request.path})}",
            "draft_saved_at": self.kept_at,
            "draft_page": self.request.path,
        }

    def banner(self) -> dict[str, Any]:
        """Give the top of the page: the name they like, how to talk with them, must-knows."""
        named = [kind.name for kind in registry.all_kinds() if kind.banner]
        found = self.items
        if found is None:
            found = list(queries.items(self.subject.pk, viewer=self.viewer, kinds=named).order_by("at", "id"))
        lines: dict[str, list[str]] = {name: [] for name in named}
        for item in found:
            if item.kind in lines:
                lines[item.kind].append(item.text)
        return {
            "name": self.subject.liked_name,
            "pronouns": self.subject.pronouns,
            "front": self.url("front"),
            "communication": lines.get("communication_need"),
            "must_knows": lines.get("must_know"),
            "help": self.url("help_now"),
            "closed": self.closed(),
            "glass_until": self.glass_until,
            "acting": self.acting(),
            "instead": reverse("front", args=[self.subject.redirected_to]) if self.subject.redirected_to else "",
        }

    def acting(self) -> str:
        """Give in which capacity a proxy looks, and until when; nothing for anybody else."""
        if self.viewer.is_staff or self.viewer.is_person or not self.viewer.voices:
            return ""
        lines = [
            _("You look here as: %(kind)s, until %(day)s.")
            % {"kind": names.PROXIES[ProxyKind(one.kind)], "day": dates.day(one.ends)}
            for one in people.capacities(viewer=self.viewer)
        ]
        return " ".join(lines)

    def closed(self) -> str:
        """Give the calm line of a record that is closed; nothing while it is open."""
        if self.subject.state == SubjectState.DIED and self.subject.died_on:
            told = {"name": self.subject.liked_name, "day": dates.day(self.subject.died_on)}
            return _("%(name)s died on %(day)s. This record is closed; it can still be read.") % told
        if self.subject.state == SubjectState.REDIRECTED:
            return _(
                "This is an earlier record of the same person. It is kept to be read; new words go into the other one."
            )
        return ""

    def pages(self) -> list[dict[str, str]]:
        """Give the pages of this record; who may see nothing of one finds it kindly empty."""
        pages = [("safety", "safety", _("Safety"))] if self.viewer.sight.is_closed_only else _pages()
        return [{"key": key, "text": str(text), "href": self.url(name)} for key, name, text in pages]


@lru_cache(maxsize=4096)
def _address(name: str, *args: str) -> str:
    return reverse(name, args=args)


def _pages() -> list[tuple[str, str, str]]:
    return [
        ("front", "front", _("Front page")),
        ("about", "about", _("About me")),
        ("strengths", "strengths", _("Strengths and people")),
        ("hopes", "hopes", _("Hopes and needs")),
        ("plan", "plan", _("Plan")),
        ("in_touch", "in_touch", _("In touch")),
        ("circle", "circle", _("My circle")),
        ("timeline", "timeline", _("Everything")),
    ]


def record_page(
    name: str,
    *,
    shows: Iterable[Section] | None = None,
    read: Act = Act.SEE,
    write: Act | None = None,
    keeps: bool = False,
) -> Callable[..., Any]:
    """Make a view of a record: opens it for the viewer (404 when nothing is shared), audits the look, gives a `Page`.

    `shows`, `read` and `write` are its declared policy (`access.doors`): the sections it shows at most, the act asked
    for to read it and to post to it; without `write` it takes nothing in. Without `shows` it lets nobody in. With
    `keeps`, what is posted is kept as a draft in a transaction of its own before the view runs.
    """
    door = Door(Who.IN_RECORD, shows=None if shows is None else frozenset(shows), read=read, write=write)

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(request: HttpRequest, subject_id: UUID, **kwargs: Any) -> HttpResponse:
            if name != PAPER:
                return come_in(request, subject_id, **kwargs)
            with withheld.on_paper():
                return come_in(request, subject_id, **kwargs)

        def come_in(request: HttpRequest, subject_id: UUID, **kwargs: Any) -> HttpResponse:
            account: Account = request.user  # type: ignore[assignment]  # the middleware lets nobody else in
            opened_record = people_actions.open_record(
                by=account, subject_id=subject_id, page=name, door=_door_name(request, door)
            )
            if opened_record is None:
                raise Http404
            subject = opened_record.subject
            viewer = opened_record.viewer
            _check_act(request, door, viewer)
            if request.method == "POST" and not viewer.voices and viewer.sight.has(Right.VOICE):
                voice_id = people_actions.join_circle(by=account, subject_id=subject_id)
                viewer = replace(viewer, voices=frozenset({voice_id}))
            page = Page(request, subject, viewer, account, name, keeps=keeps)
            page.last_looked, page.glass_until = opened_record.last_looked, opened_record.glass_until
            if subject.state == SubjectState.REDIRECTED and request.method == "GET" and EARLIER not in request.GET:
                return _redirected(request, subject)
            if keeps and request.method == "POST" and wording.BUTTON in request.POST:
                return wording.answer(request, page)
            return view(request, page=page, **kwargs)

        opened.keep_typed = keep_typed if keeps else None  # type: ignore[attr-defined]
        opened.door = door  # type: ignore[attr-defined]
        return opened

    return wrap


def _door_name(request: HttpRequest, door: Door) -> str:
    """Give the address that is kept with the look; a page about what is kept from somebody is not told from others."""
    if door.read is Act.WITHHOLD:
        return "timeline"
    return (request.resolver_match.url_name or "") if request.resolver_match else ""


def _check_act(request: HttpRequest, door: Door, viewer: Viewer) -> None:
    act = door.read if request.method in {"GET", "HEAD"} else door.write
    decision = may(viewer, act) if act else Decision(False, "There is nothing to send on this page.")
    if not decision:
        raise Refused(_(decision.reason))


def _redirected(request: HttpRequest, subject: Subject) -> HttpResponse:
    messages.info(request, _("There were two records of this person. They are one now: this one."))
    return HttpResponseRedirect(reverse("front", args=[subject.redirected_to]))


def typed_by(account: Account) -> str:
    """Give the signed word that says who types on this page; it lets words come home after a sign-out."""
    return signing.dumps(str(account.pk), salt=TYPED_BY)


def keep_typed(request: HttpRequest, kwargs: dict[str, Any], *, is_trusted: bool = True) -> None:
    """Keep what was posted as a draft of whoever typed it, in its own transaction, before anything can go wrong.

    Not `is_trusted`: the form may come from elsewhere, so the signed word in it counts, and who is signed in does not.
    """
    signed_in = request.user.pk if is_trusted and request.user.is_authenticated else None
    typist = _who_typed(request)
    account_id = typist or signed_in
    if account_id is None:
        return
    words = {name: request.POST.getlist(name) for name in request.POST}
    with suppress(Refused), viewing(account_id):
        account = request.user if account_id == signed_in else access.account(account_id)
        if isinstance(account, Account):
            drafts.keep(by=account, page=request.path, words=words, subject_id=kwargs.get("subject_id"))
    if signed_in and typist and typist != signed_in:
        raise Refused(_("Somebody else typed this, on this screen, before you signed in. We kept it for them."))


def _who_typed(request: HttpRequest) -> UUID | None:
    try:
        return UUID(signing.loads(request.POST.get(TYPED_BY, ""), salt=TYPED_BY, max_age=ONE_DAY))
    except (signing.BadSignature, ValueError):
        return None
