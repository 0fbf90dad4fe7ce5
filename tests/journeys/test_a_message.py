"""A message: to somebody whose address is not safe, and to a worker who is away."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from alongside.config import databases, roles
from tests.journeys.conftest import EVERY_WAY, ROOT, Site, Visitor
from tests.journeys.steps import Arrive, Way, way_of

MAIL = "import django; django.setup(); from alongside.people.posting import actions; actions.queue(); actions.post()"
ASHA, SALMA = "asha.miah@example.org", "salma.khatun@example.org"


@contextmanager
def not_safe(site: Site, address: str) -> Iterator[None]:
    """Given that this address of somebody is known not to be safe, and that it is no hour in which mails wait."""
    with roles.connect(databases.server(), site.database) as root:
        root.execute(
            "INSERT INTO access_preference (account_id, reads_days, reads_from, reads_until, quiet_from, quiet_until, "
            "zone, reminders, mobile, word_prompts, changed_at, changed_by) "
            "SELECT id, 31, '9:00', '17:00', '0:00', '0:00', 'Europe/London', true, '', true, now(), id "
            "FROM access_account WHERE email = ANY (%s) "
            "ON CONFLICT (account_id) DO UPDATE SET quiet_from = '0:00', quiet_until = '0:00'",
            [[ASHA, SALMA]],
        )
        root.execute(
            "INSERT INTO people_contactpoint (id, subject_id, sort, value, safe, safe_how, note, written_at, "
            "written_by_id) SELECT gen_random_uuid(), g.subject_id, 'email', a.email, 'no', '', '', now(), a.id "
            "FROM access_account a JOIN people_grant g ON g.account_id = a.id AND g.basis = 'own' WHERE a.email = %s",
            [address],
        )
        yield
        root.execute("DELETE FROM people_contactpoint WHERE value = %s AND sort = 'email'", [address])


def mails(site: Site) -> str:
    """When the mails leave that are due; gives all of them as they were sent."""
    environment = os.environ | {"ALONGSIDE_TEST": "1", "ALONGSIDE_TEST_DATABASE": site.database}
    sent = subprocess.run(
        [sys.executable, "-c", MAIL], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert sent.returncode == 0, sent.stderr
    return sent.stdout


def write_to(me: Visitor, whom: str, words: str) -> str:
    """When somebody writes to somebody, having read who reads it; gives the address of the thread."""
    me.go_in("messages/new/").fits().axe().sees("If you need help now").choose(whom, group="To whom?")
    me.write("Your message", words).press("Send", exact=True).sees("Sent at", words, f"Not opened yet by {whom}")
    return me.fits().axe().path()


@EVERY_WAY
def test_to_somebody_whose_address_is_not_safe(visitor: Arrive, site: Site, way: Way) -> None:
    """Nothing leaves; she reads it after signing in; he sees that she opened it, and was told calmly."""
    words, other = f"Shall I bring the big print? ({way_of(way)})", f"Thursday is settled ({way_of(way)})"
    asha = visitor(**way).sign_in("Asha Miah")
    record = asha.path()
    with not_safe(site, ASHA):
        daniel = visitor(**way).sign_in("Daniel Owusu").go(record)
        daniel.go_in("messages/new/").sees("We do not write to Asha outside Alongside.")
        thread = write_to(daniel, "Asha Miah", words)
        write_to(daniel, "Salma Khatun", other)
        sent = mails(site)
    assert ASHA not in sent
    assert SALMA in sent
    assert words not in sent
    assert other not in sent

    asha.go("/messages/").sees("Not opened yet").fits().axe().press(words[:40]).sees(words).fits().axe()
    daniel.go(thread).sees("Opened by Asha Miah today at")


@EVERY_WAY
def test_to_a_worker_who_is_away(visitor: Arrive, way: Way) -> None:
    """She reads beforehand who stands in; he finds it under whom it is for, and answers; nobody else sees it."""
    words, answer = f"The bell fell again ({way_of(way)})", f"I bring screws on Tuesday ({way_of(way)})"
    asha = visitor(**way).sign_in("Asha Miah")
    asha.go_in("messages/new/").sees(
        "Stuart Pell is away until", "Daniel Owusu stands in, and reads messages to Stuart"
    )
    thread = write_to(asha, "Stuart Pell", words)

    daniel = visitor(**way).sign_in("Daniel Owusu").go("/messages/").sees("For Stuart Pell, who is away").fits().axe()
    daniel.press(words).sees("You can read what stands here because Stuart Pell is away.", words).fits().axe()
    daniel.write("Your answer", answer).press("Send", exact=True).sees("Sent at", answer)

    bronwen = visitor(**way).sign_in("Bronwen Tolley").go("/messages/").sees_not(words, answer)
    bronwen.go(thread).sees("There is no page here for you").sees_not(words)

    asha.go("/messages/").press(answer).sees(
        "Opened by Daniel Owusu (who stands in for Stuart Pell)", answer, "stands in"
    )


def test_how_i_like_to_be_in_touch(visitor: Arrive) -> None:
    """A worker says when they read; the person sees it before writing."""
    me = visitor(phone=True, js=False).sign_in("Bronwen Tolley")
    me.go("/me/in-touch/").fits().sees("On which days do you read messages?")
    me.select("From what time?", "10 am").press("Save", exact=True).sees("Saved.")
    visitor().sign_in("Asha Miah").go("/me/in-touch/").fits().axe().sees("No e-mail or text from this time").sees_not(
        "On which"
    )
