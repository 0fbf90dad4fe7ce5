"""The person's copy holds the messages that are theirs to read, and that others opened what they wrote."""

from alongside.conftest import World
from alongside.contact.tests.test_messages import opens, send
from alongside.home.mydata.parts import parts


def test_the_persons_copy_holds_their_messages_and_no_others(world: World) -> None:
    mine = send(world, "person", "worker")
    theirs = send(world, "sister", "worker")
    opens(world, "worker", mine)
    opens(world, "worker", theirs)
    with world.as_("person"):
        found = {
            part.name: {str(row.pk) for row in part.rows(world.subject.pk)}
            for part in parts()
            if part.name in {"contact.message", "contact.seen"}
        }
    assert found["contact.message"] == {str(mine.pk)}
    assert len(found["contact.seen"]) == 1
