"""What is measured: each operation as the browsers ask it of our site, and its bare likeness beside it."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from alongside.config.bench import stage
from alongside.config.bench.clients import Asking, plain
from alongside.config.bench.stage import Seat
from alongside.config.embedded import ServerError

PIECES = ("</article>", "</li>", "<dd", 'class="al-words"')


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing people do, how often slower than bare it may be (0: no limit set), and how both are asked.

    `shown` is how many rows of the record our page shows; the bare page shows as many. `writes` names what is left.
    `is_record` says that it opens a page of a record.
    """

    name: str
    limit: float
    ours: tuple[Asking, ...]
    bare: tuple[Asking, ...]
    bare_all: tuple[Asking, ...] = ()
    shown: int = 0
    writes: str = ""
    is_record: bool = False


def all_operations(
    subjects: int, ours: int, bare: int, seats: Sequence[Seat], busy: Seat
) -> tuple[list[Operation], list[str]]:
    """Give the operations for the sites on these ports, and what is wrong with those that cannot be measured."""
    wanted: tuple[Callable[[], Operation], ...] = (
        lambda: reading("open front page", "/p/{subject}/", 3, subjects, ours, bare, seats),
        lambda: reading("open plan", "/p/{subject}/plan/", 3, subjects, ours, bare, seats),
        lambda: printing("print the plan", "plan.pdf?which=now", subjects, ours, bare, seats),
        lambda: printing("print the Care Act plan", "care-plan.pdf", subjects, ours, bare, seats),
        lambda: working(ours, bare, busy, len(seats)),
        lambda: finding(subjects, ours, bare, seats),
        lambda: adding(ours, bare, seats),
        lambda: keeping(ours, bare, seats),
    )
    made, wrong = [], []
    for make in wanted:
        try:
            made.append(make())
        except ServerError as error:
            wrong.append(str(error))
    return made, wrong


def reading(
    name: str, path: str, limit: float, subjects: int, ours: int, bare: int, seats: Sequence[Seat]
) -> Operation:
    """Give the opening of a page of a record."""
    mine, theirs, whole, shown = [], [], [], 0
    for seat in seats:
        known = stage.texts(subjects, seat.subject_id)
        where = path.format(subject=seat.subject_id)
        page = look(ours, where, seat.cookies)
        shown = _shown(known, page)
        if not shown:
            raise ServerError(f"{where} shows nothing of the record it should show.")
        mine.append(Asking(ours, (where,), holds=seat.name.split()[0], counts=count(page), headers=seat.cookies))
        theirs.append(_rows(bare, seat, shown))
        whole.append(_rows(bare, seat, len(known)))
    return Operation(name, limit, tuple(mine), tuple(theirs), tuple(whole), shown, is_record=True)


def printing(name: str, paper: str, subjects: int, ours: int, bare: int, seats: Sequence[Seat]) -> Operation:
    """Give the making of a paper as a PDF; its bare likeness is a page of all the rows of the record."""
    mine = [
        Asking(ours, (f"/p/{seat.subject_id}/print/{paper}",), holds="%PDF", headers=seat.cookies) for seat in seats
    ]
    theirs = [_rows(bare, seat, len(stage.texts(subjects, seat.subject_id))) for seat in seats]
    look(ours, mine[0].paths[0], seats[0].cookies)
    return Operation(name, 0, tuple(mine), tuple(theirs))


def _shown(known: Sequence[tuple[str, ...]], page: str) -> int:
    """Count the entries a page shows: by id, words or title. A picture breaks names into lines, so tags are dropped."""
    said = " ".join(re.sub(r"<[^>]*>", " ", page).split())
    return sum(1 for words in known if any(one and (escape(one) in page or escape(one) in said) for one in words))


def _rows(port: int, seat: Seat, most: int) -> Asking:
    path = f"/rows/{seat.subject_id}/{most}/"
    return Asking(port, (path,), holds="al-words", counts=(("</article>", most),))


def working(ours: int, bare: int, busy: Seat, times: int) -> Operation:
    """Give the opening of one's work by who has very much of it; the bare page shows as many things by one question."""
    page = look(ours, "/work/", busy.cookies)
    shown = page.count('<li class="al-entry')
    if shown < 40:
        raise ServerError(f"/work/ shows {shown} things of five thousand.")
    # What is new grows while others write: it is not counted.
    rows = (('<li class="al-entry', shown),)
    mine = Asking(ours, ("/work/",), holds="I promised", counts=rows, headers=busy.cookies)
    theirs = Asking(
        bare, (f"/work/{busy.account_id}/{shown}/",), holds="al-words", counts=(('<li class="al-entry', shown),)
    )
    return Operation("my work", 3, (mine,) * times, (theirs,) * times, shown=shown)


def finding(subjects: int, ours: int, bare: int, seats: Sequence[Seat]) -> Operation:
    """Give the search by a part of a name among one's own people."""
    mine, theirs, shown = [], [], 0
    for seat in seats:
        where = f"/people/?words={seat.find}"
        page = look(ours, where, seat.cookies)
        names = [name for name in stage.caseload(subjects, seat.account_id) if seat.find.lower() in name.lower()]
        shown = sum(1 for name in names if escape(name) in page)
        if shown != len(names):
            raise ServerError(f"{where} shows {shown} people of {len(names)}.")
        mine.append(Asking(ours, (where,), holds=seat.name, counts=count(page), headers=seat.cookies))
        where = f"/people/{seat.account_id}/{shown}/?q={seat.find}"
        theirs.append(Asking(bare, (where,), holds="al-brand", counts=(('<li><a href="/p/', shown),)))
    return Operation("find by name", 0, tuple(mine), tuple(theirs), shown=shown)


def adding(ours: int, bare: int, seats: Sequence[Seat]) -> Operation:
    """Give the adding of a strength, by the page's own form."""
    mine = []
    for seat in seats:
        paths = tuple(f"/p/{other}/add/strength/" for other in seat.others)
        forms = []
        headers = dict(seat.cookies)
        for path in paths:
            fields, headers["Cookie"] = form(ours, path, seat, "words")
            forms.append(fields | {"entry_id": "{new}", "words": "I can lay a hedge, and teach it.", "sort": "ability"})
        # One token for all: each form holds its own mask of it, and only the last cookie is kept, as a browser would.
        token = forms[-1]["csrfmiddlewaretoken"]
        forms = [fields | {"csrfmiddlewaretoken": token} for fields in forms]
        mine.append(Asking(ours, paths, 302, "{new}", headers=headers, forms=tuple(forms)))
    return Operation("add a strength", 4, tuple(mine), _inserts(bare, seats), writes="entry")


def keeping(ours: int, bare: int, seats: Sequence[Seat]) -> Operation:
    """Give the saving of a draft while somebody types."""
    mine = []
    for seat in seats:
        typed = tuple(f"/p/{other}/add/connection/" for other in seat.others)
        fields, cookie = form(ours, typed[0], seat, "words")
        fields |= {"words": "She rings on Sundays. {new}"}
        paths = tuple(f"/draft/?page={path}" for path in typed)
        headers = {"Cookie": cookie}
        mine.append(Asking(ours, paths, 200, "saved_at", headers=headers, forms=(fields,) * len(paths)))
    return Operation("save a draft", 4, tuple(mine), _inserts(bare, seats), writes="draft")


def _inserts(port: int, seats: Sequence[Seat]) -> tuple[Asking, ...]:
    return tuple(
        Asking(
            port,
            tuple(f"/insert/{other}/" for other in seat.others),
            302,
            forms=(
                {
                    "words": "I can lay a hedge, and teach it.",
                    "words_of_id": str(seat.subject_id),
                    "written_by_id": str(seat.account_id),
                },
            )
            * len(seat.others),
        )
        for seat in seats
    )


def count(page: str) -> tuple[tuple[str, int], ...]:
    """Say how often the pieces that make up rows are in a page."""
    return tuple((piece, page.count(piece)) for piece in PIECES)


def form(port: int, path: str, seat: Seat, marker: str) -> tuple[dict[str, str], str]:
    """Give the fields of the form at `path`, and the cookies to post it with."""
    headers: dict[str, str] = {}
    page = look(port, path, seat.cookies, lambda got: headers.update(Cookie=_cookies(got, seat)))
    reader = stage.Form(marker)
    reader.feed(page)
    if not reader.found:
        raise ServerError(f"{path} has no form with {marker}.")
    return reader.found, headers["Cookie"]


def _cookies(response: http.client.HTTPResponse, seat: Seat) -> str:
    set_now = [line.split(";")[0] for line in response.headers.get_all("Set-Cookie") or ()]
    return "; ".join([seat.cookies["Cookie"], *(one for one in set_now if one.startswith("csrftoken="))])


def look(
    port: int,
    path: str,
    headers: dict[str, str],
    tell: Callable[[http.client.HTTPResponse], None] | None = None,
) -> str:
    """Open a page twice and give it as it is the second time, when it is no longer new. Raises ServerError."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(2):
        line.request("GET", path, headers=headers)
        response = line.getresponse()
        page = response.read().decode(errors="replace")
    line.close()
    if response.status != 200:
        raise ServerError(f"{path} answered {response.status}: {plain(page)}")
    if tell:
        tell(response)
    return page
