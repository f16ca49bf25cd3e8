"""What a run says of thousands of events stays short, and what it counts stays true."""

from __future__ import annotations

from tests.servers.events import event
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.domain.sync.failures import DavFailure
from opiekun.services.sync.run_log import MORE, MOST_OF_A_KIND
from opiekun.services.sync.runs import runs
from opiekun.services.sync.taking import TWICE

MANY = [f"e{number:03}" for number in range(MOST_OF_A_KIND + 7)]


def test_of_what_is_said_of_too_many_events_it_is_kept_how_many_more_they_are(desk: Desk, server: FakeServer) -> None:
    server.only.refuses = lambda text: DavFailure.FORBIDDEN if "Bad" in text else None
    desk.write_all({uid: event(uid, "Bad") for uid in MANY} | {"z": event("z", "Good")})
    ran = desk.sync()
    (logged,) = runs(desk.store, 1)
    assert ran.log == logged.log
    assert [each.refused for each in ran.collections] == [len(MANY)]
    said, (more, sum_up) = logged.log[:MOST_OF_A_KIND], logged.log[MOST_OF_A_KIND:]
    assert {line.said.sentence for line in said} == {"“{title}” is refused: {reason}"}
    assert [line.uid for line in said] == MANY[:MOST_OF_A_KIND]
    assert (str(more.said), more.calendar_id, more.uid) == (MORE.format(count=7), desk.calendar_id, "")
    assert str(sum_up.said).startswith("Came: 0, went out: 1,")


def test_what_was_merged_and_kept_is_counted_whole(desk: Desk, server: FakeServer) -> None:
    deleted = [f"k{uid}" for uid in MANY]
    for uid in MANY + deleted:
        server.only.phone_puts(event(uid))
    desk.sync()
    desk.write_all({uid: event(uid, "Mine") for uid in MANY} | dict.fromkeys(deleted))
    for uid in MANY:
        server.only.phone_puts(event(uid, "Call", "LOCATION:There"))
    for uid in deleted:
        server.only.phone_puts(event(uid, "Theirs"))
    report = desk.sync_one()
    assert (report.merged, report.kept) == (len(MANY), len(MANY))
    assert desk.said().count(MORE.format(count=7)) == 2


def test_each_collection_says_its_own(desk: Desk, server: FakeServer) -> None:
    home = server.add("Home")
    desk.connect()
    for collection, number in ((server.named("Work"), MOST_OF_A_KIND), (home, MOST_OF_A_KIND + 1)):
        for uid in MANY[:number]:
            collection.phone_puts(event(uid))
            collection.phone_puts(event(uid), f"{collection.url}copy-{uid}.ics")
    ran = desk.sync()
    ids = {each.name: each.calendar_id for each in ran.collections}
    twice = [line.calendar_id for line in ran.log if line.said.sentence == TWICE]
    assert [twice.count(ids["Work"]), twice.count(ids["Home"])] == [MOST_OF_A_KIND] * 2
    assert [(line.calendar_id, line.said.parts) for line in ran.log if line.said.sentence == MORE] == [
        (ids["Home"], {"count": "1"})
    ]
