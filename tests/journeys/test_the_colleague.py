"""As a colleague with no business there: nothing is found, and nothing gives away that there is anything."""

import re

from tests.journeys.conftest import EVERY_WAY, Visitor
from tests.journeys.steps import Arrive, Way

NAMES = ("Asha", "Miah", "Merrowbridge", "9995260182")
HERE = re.compile(r"/p/[0-9a-f-]{36}/[^\"'#?]*")


def addresses(visitor: Arrive) -> list[str]:
    """Give every address that her own pages and her worker's lead to."""
    found: set[str] = set()
    for who in ("Asha Miah", "Daniel Owusu"):
        me = visitor().sign_in(who)
        if who != "Asha Miah":
            me.press("Asha Miah")
        pages = ("", "about/", "strengths/", "hopes/", "plan/", "plan/versions/", "circle/", "timeline/", "print/")
        for page in (*pages, "conversation/new/", "details/", "own-record/", "join/", "died/", "plan/forward/"):
            me.go_in(page)
            found |= {one for one in HERE.findall(me.page.content()) if one.startswith(me.path()[:40])}
    shapes: dict[str, str] = {}
    for one in sorted(found):
        shapes.setdefault(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", one), one)
    entry = next(one for one in found if "/entry/" in one)
    more = ("change/", "confirm/", "agree/", "say/differently/", "challenge/wrong/", "take-back/", "mistake/", "move/")
    return [*shapes.values(), *(re.match(r".*/entry/[0-9a-f-]{36}/", entry)[0] + one for one in more)]  # type: ignore[index]


def test_no_address_of_her_record_opens_or_names_her(visitor: Arrive) -> None:
    """Every address reads like one that does not exist, to be read or to be sent to."""
    there = addresses(visitor)
    assert len(there) > 35, there
    me = visitor().sign_in("Joanne Ferriby")
    nowhere = "/p/01890000-0000-7000-8000-000000000000/"
    plain = me.page.request.get(me.site.url + nowhere).text()
    token = me.page.context.cookies()
    csrf = next(one["value"] for one in token if one["name"] == "csrftoken")
    heard = set()
    for address in there:
        answer = me.page.request.get(me.site.url + address)
        assert answer.status in (404, 405), (address, answer.status)
        assert not any(name in answer.text() for name in NAMES), address
        if answer.status == 404:
            assert shape(answer.text()) == shape(plain), address
        sent = me.page.request.post(
            me.site.url + address, form={"csrfmiddlewaretoken": csrf, "words": "x"}, headers={"Referer": me.site.url}
        )
        assert sent.status in (403, 404, 405), (address, sent.status)
        heard.add(sent.status)
        assert not any(name in sent.text() for name in NAMES), address
    assert 404 in heard


def shape(page: str) -> str:
    """Give a page without what differs each time: nonces and tokens."""
    return re.sub(r"(nonce|value|content)=\"[^\"]*\"", "", page)


@EVERY_WAY
def test_her_pages_are_kindly_empty(visitor: Arrive, way: Way) -> None:
    """My people is empty, finding finds nothing, and adding shows no more of a look-alike than initials and a year."""
    me: Visitor = visitor(**way).sign_in("Joanne Ferriby").sees("My people", "Nobody here yet").fits().axe()
    me.sees_not(*NAMES)
    for words in ("Miah", "999 526 0182"):
        me.write("Find by name", words).press("Find", exact=True).sees("Nobody of that name or number").fits().axe()
        me.sees_not("Asha", "Merrowbridge")
    me.go("/people/add/").write("Name", "Asha Mia").press("Add", exact=True)
    me.sees("Is it one of these?", "AM", "born 1984", "Another team works with them").fits().axe()
    me.sees_not("Asha Miah", "Merrowbridge", "Open this record", "9 March", "/p/")
    me.write("Name", "Somebody Else").write("NHS number", "999 526 0182").press("This is somebody else: add")
    me.sees("same NHS number", "Nobody shares an NHS number with somebody else").sees_not("Asha", "Miah", "/p/")
    me.go("/people/add/").sees("We kept what you typed").press("Throw away what I typed and begin again")
    me.sees("Add a person or a group", "Only the name is needed to begin").sees_not("Somebody Else")
