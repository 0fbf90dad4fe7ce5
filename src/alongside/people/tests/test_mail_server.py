"""Mail by a real server: what it reads, what it refuses, when it hangs up; and a sender that is killed and killed."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import time as clock
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connections

from alongside.access.actions import at_the_machine
from alongside.access.models import Account, Preference
from alongside.base.clock import now
from alongside.people.models import ContactPoint, Grant, Notice, Subject
from alongside.people.posting import actions
from alongside.people.posting.models import Posting
from alongside.people.tests.post_office import PostOffice, by_mail_server, free_port, open_office

OWNER = "owner"
MANY = 300
NEVER_QUIET: dict[str, Any] = {"quiet_from": clock(0), "quiet_until": clock(0)}


@pytest.fixture
def office(apart: str) -> Iterator[PostOffice]:
    """A mail server that listens, and a database of our own."""
    office = PostOffice()
    with open_office(office) as port, by_mail_server(port):
        office.port = port  # type: ignore[attr-defined]
        yield office


def accounts(many: int, *, from_: int = 0) -> list[str]:
    """Open accounts that each have something new to read; give their addresses."""
    with at_the_machine():
        made = [Account(email=f"reader{n}@example.org", name=f"Reader {n}", password="!") for n in range(from_, many)]
        Account.objects.using(OWNER).bulk_create(made)
        Notice.objects.using(OWNER).bulk_create(
            [Notice(account_id=one.pk, kind="test.said", detail={"who": "Asha"}) for one in made]
        )
    return [one.email for one in made]


def states() -> dict[str, int]:
    with at_the_machine():
        return dict(Counter(Posting.objects.using(OWNER).values_list("state", flat=True)))


def kept() -> list[tuple[str, int, str]]:
    with at_the_machine():
        return list(Posting.objects.using(OWNER).order_by("made").values_list("state", "attempts", "error"))


def make_due() -> None:
    with at_the_machine():
        Posting.objects.using(OWNER).filter(state="waiting").update(due=now() - timedelta(seconds=1))


def send() -> None:
    actions.queue()
    actions.post()


def test_what_arrives_holds_nothing_of_a_record(office: PostOffice) -> None:
    (address,) = accounts(1)
    send()
    ((to, mail),) = office.accepted
    assert to == address == mail["To"]
    assert mail["From"] == settings.DEFAULT_FROM_EMAIL
    assert mail["Subject"] == "There is something for you to read"
    assert mail["Auto-Submitted"] == "auto-generated"
    with at_the_machine():
        (posting,) = Posting.objects.using(OWNER).all()
    assert mail["Message-ID"] == f"<{posting.pk}@alongside.example.org>"
    assert set(mail.keys()) == {
        *("Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date"),
        *("Message-ID", "Auto-Submitted"),
    }
    body = mail.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert body.strip() == (
        "Somebody has left something for you to read in Alongside. Sign in as you always do to read it."
    )
    assert "http" not in body
    assert states() == {"sent": 1}


@pytest.fixture
def texted(office: PostOffice, settings: Any) -> Account:
    """Somebody who is told by text."""
    settings.TEXT_GATEWAY = "texts.example.org"
    (address,) = accounts(1)
    with at_the_machine():
        reader = Account.objects.using(OWNER).get(email=address)
        Preference.objects.using(OWNER).create(
            account=reader, mobile="447700900123", changed_by=reader.pk, **NEVER_QUIET
        )
    return reader


def test_a_text_goes_by_the_gateway_and_says_no_more(office: PostOffice, texted: Account) -> None:
    send()
    ((to, mail),) = office.accepted
    assert to == mail["To"] == "447700900123@texts.example.org"
    assert not mail["Subject"]
    body = mail.get_payload(decode=True).decode().strip()  # type: ignore[union-attr]
    assert body == "There is something for you to read in Alongside. Sign in as you always do."
    assert states() == {"sent": 1}


def test_no_text_goes_where_it_is_not_safe_and_no_mail_in_its_place(office: PostOffice, texted: Account) -> None:
    with at_the_machine():
        subject = Subject.objects.using(OWNER).create(name="Reader", kind="person")
        Grant.objects.using(OWNER).create(subject=subject, account=texted, mask=1, basis="own")
        ContactPoint.objects.using(OWNER).create(
            subject=subject, sort="text", value="07700 900123", safe="no", written_by=texted
        )
    send()
    assert office.accepted == []
    assert states() == {"stopped": 1}


def test_without_a_gateway_a_text_is_given_up_where_the_operator_sees_it(
    office: PostOffice, texted: Account, settings: Any
) -> None:
    settings.TEXT_GATEWAY = ""
    send()
    assert office.accepted == []
    assert kept() == [("failed", 1, "NoGateway")]


def test_a_batch_goes_by_one_line(office: PostOffice) -> None:
    accounts(actions.BATCH + 20)
    send()
    assert len(office.accepted) == actions.BATCH + 20
    assert office.lines == 2


def test_a_refused_reader_stops_nobody_else_and_is_given_up(office: PostOffice) -> None:
    gone, here = accounts(2)
    office.at_rcpt = lambda address: "550 no such user" if address == gone else None
    for _try in range(5):
        send()
        make_due()
    assert office.addresses == [here]
    assert sorted(kept()) == [("failed", 3, "SMTPRecipientsRefused 550"), ("sent", 1, "")]


def test_not_now_is_tried_again(office: PostOffice) -> None:
    (address,) = accounts(1)
    office.at_rcpt = lambda address: "451 try later"
    send()
    assert kept() == [("waiting", 1, "SMTPRecipientsRefused 451")]
    office.at_rcpt = lambda address: None
    office.at_data = lambda address: "452 no room"
    make_due()
    send()
    assert kept() == [("waiting", 2, "SMTPDataError 452")]
    office.at_data = lambda address: None
    make_due()
    send()
    assert office.addresses == [address]
    assert states() == {"sent": 1}


def test_a_server_that_is_down_loses_nothing(apart: str) -> None:
    accounts(3)
    office, port = PostOffice(), free_port()
    with by_mail_server(port):
        actions.queue()
        for _time in range(3):
            with pytest.raises(ConnectionRefusedError):
                actions.post()
        assert kept() == [("waiting", 0, "")] * 3, "nothing was even begun"
        with open_office(office, port):
            actions.post()
    assert len(office.accepted) == 3


def test_one_that_hangs_up_before_it_has_the_mail_gets_it_again(office: PostOffice) -> None:
    addresses = accounts(3)
    hung: list[str] = []

    def once(address: str) -> str | None:
        if hung:
            return None
        hung.append(address)
        return "hang up"

    office.at_rcpt = once
    send()
    assert states() == {"sent": 2, "waiting": 1}
    make_due()
    send()
    assert sorted(office.addresses) == sorted(addresses)


def test_one_that_hangs_up_while_it_has_the_mail_may_have_it(office: PostOffice) -> None:
    addresses = accounts(3)
    hung: list[str] = []

    def once(address: str) -> str | None:
        if hung:
            return None
        hung.append(address)
        return "hang up"

    office.at_data = once
    send()
    make_due()
    send()
    assert states() == {"sent": 2, "unknown": 1}
    assert sorted([*office.addresses, *hung]) == sorted(addresses)
    assert ("unknown", 1, "line broke") in kept()


def say(*words: object) -> None:
    """Say what was measured, to whoever asked with `-s`."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


class Worker:
    """`alongside jobs run`, in a process of its own."""

    def __init__(self, name: str, port: int) -> None:
        self.environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "ALONGSIDE_TEST_DATABASE": name,
            "ALONGSIDE_SMTP": f"127.0.0.1:{port}",
        }
        self.run: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        line = [sys.executable, "-m", "alongside.config", "jobs", "run", "--once"]
        quiet = subprocess.DEVNULL
        self.run = subprocess.Popen(line, env=self.environment, stdout=quiet, stderr=quiet)

    def kill(self) -> None:
        assert self.run
        os.kill(self.run.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_sender_killed_again_and_again_sends_no_mail_twice(office: PostOffice, apart: str) -> None:
    """Killed as the server has the mail and is about to say so, and as it is about to refuse it: the worst moments."""
    addresses = accounts(MANY)
    worker = Worker(apart, office.port)  # type: ignore[attr-defined]
    seen, killed = [0], []
    moments: dict[int, str | None] = {40: None, 41: None, 120: "451 not now", 200: None, 260: "hang up"}

    def at_data(address: str) -> str | None:
        seen[0] += 1
        if seen[0] in moments:
            killed.append(address)
            worker.kill()
            return moments[seen[0]]
        return None

    office.at_data = at_data
    for _start in range(len(moments) + 1):
        actions.queue()
        worker.start()
        assert worker.run
        worker.run.wait(120)
    assert len(killed) == len(moments)
    many = Counter(office.addresses)
    assert max(many.values()) == 1, "a mail was sent twice"
    found = states()
    assert found == {"sent": MANY - len(killed), "unknown": len(killed)}
    assert set(addresses) - set(many) <= set(killed), "who got nothing is said to be unknown"
    actions.queue()
    actions.post()
    assert len(office.accepted) == len(many), "and nothing more comes of it"


@pytest.mark.slow
def test_killed_at_any_moment_no_mail_is_sent_twice(office: PostOffice, apart: str) -> None:
    """With ALONGSIDE_MAILS so many mails; what it measures is printed (`make mails`)."""
    many = int(os.environ.get("ALONGSIDE_MAILS", MANY))
    accounts(many)
    worker = Worker(apart, office.port)  # type: ignore[attr-defined]
    began = time.monotonic()
    shares = (0.2, 0.5, 0.8) if many <= MANY else tuple(share / 10 for share in range(1, 10))
    for share in shares:
        actions.queue()
        worker.start()
        assert worker.run
        while len(office.accepted) < many * share:
            assert worker.run.poll() is None
            time.sleep(0.001)
        worker.kill()
        worker.run.wait(20)
        say(f"killed after {len(office.accepted)} of {many}:", states())
    actions.queue()
    worker.start()
    assert worker.run
    assert worker.run.wait(600) == 0
    seconds = time.monotonic() - began
    got, found = Counter(office.addresses), states()
    say(f"{many} mails in {seconds:.1f} s, {many / seconds:.0f} a second, {len(shares)} kills:", found)
    assert max(got.values()) == 1
    assert found.get("unknown", 0) <= len(shares)
    assert found["sent"] + found.get("unknown", 0) == many
    assert found["sent"] <= len(got)


def test_two_senders_at_once_do_not_get_in_each_others_way(office: PostOffice, apart: str) -> None:
    accounts(60)
    actions.queue()
    workers = [Worker(apart, office.port) for _one in range(2)]  # type: ignore[attr-defined]
    connections[OWNER].close()
    for one in workers:
        one.start()
    actions.post()
    for one in workers:
        assert one.run
        assert one.run.wait(60) == 0
    assert max(Counter(office.addresses).values()) == 1
    assert states() == {"sent": 60}
