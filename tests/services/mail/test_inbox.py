"""The scheduling inbox of a calendar server: heard once, behind the calendars, and emptied of what is settled."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from tests.services.mail.desk import ANN, BOB, LETTERS, ME, NOW, call_text, itip, received, reply, text_of
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.domain.sync.accounts import SyncBy
from opiekun.domain.sync.failures import DavFailure
from opiekun.mail.reading import read_messages
from opiekun.services.mail.fetch import Reading
from opiekun.services.mail.inbox import read_inbox

HOST = "host@other.test"


@pytest.fixture
def desk(store):
    """A desk that is connected to a server with an inbox; its one calendar has a call with two guests."""
    server = FakeServer()
    server.add_inbox()
    server.only_calendar = next(iter(server.collections.values()))
    desk = Desk(store, server, NOW)
    desk.inbox = partial(read_inbox, store, Reading(read_messages, LETTERS, {ME}))
    server.only_calendar.phone_puts(call_text(guests=((ANN, "Ann"), (BOB, "Bob"))))
    desk.connect()
    desk.sync()
    return desk


def arrives(desk, text, name="1"):
    desk.server.inbox.put(f"{desk.server.inbox.url}{name}.ics", text)


def heard(desk):
    """What a run told of the inbox."""
    desk.server.calls.clear()
    (report,) = desk.sync().inboxes
    return report


def ledger(desk):
    with desk.store.read() as unit:
        return [(entry.verdict.value, entry.source) for entry in unit.mail.entries(10)]


def standing(desk):
    return [each.href.rpartition("/")[2] for each in desk.server.inbox.resources.values()]


def test_an_answer_counts_once_and_is_taken_out_of_the_inbox(desk):
    arrives(desk, reply("ACCEPTED"))
    report = heard(desk)
    assert (report.messages, report.verdicts, report.failure) == (1, {"applied": 1}, None)
    assert ledger(desk) == [("applied", desk.server.inbox.url)]
    assert standing(desk) == []
    assert text_of(desk.store).count("PARTSTAT=ACCEPTED") == 1
    assert heard(desk).messages == 0
    assert "PARTSTAT=ACCEPTED" in desk.server.only_calendar.texts()["call-1"]


def test_an_inbox_in_which_nothing_is_new_takes_one_request(desk):
    arrives(desk, itip("PUBLISH", uid="elsewhere"))
    heard(desk)
    assert (heard(desk).requests, standing(desk)) == (1, ["1.ics"])


@pytest.mark.parametrize("by", [SyncBy.CTAG, SyncBy.ETAGS])
def test_an_inbox_that_tells_no_changes_is_listed(desk, by):
    desk.server.inbox.by = by
    arrives(desk, reply("ACCEPTED"))
    arrives(desk, reply("TENTATIVE", BOB, uid="elsewhere"), "2")
    assert heard(desk).verdicts == {"applied": 1, "unknown": 1}
    assert standing(desk) == ["2.ics"]
    assert (heard(desk).messages, heard(desk).requests) == (0, 1)


@pytest.mark.parametrize(("page", "messages"), [(0, 1), (1, 120)])
def test_an_inbox_whose_changes_do_not_come_to_an_end_is_listed(desk, page, messages):
    desk.server.inbox.page = page
    for number in range(messages):
        arrives(desk, itip("PUBLISH", uid=f"elsewhere-{number}"), str(number))
    assert heard(desk).messages == messages
    assert "listing" in [call.partition(" ")[0] for call in desk.server.calls]
    assert (heard(desk).messages, heard(desk).requests) == (0, 1)


def test_reading_an_inbox_page_by_page_can_be_stopped_anywhere_and_goes_on(desk):
    desk.server.inbox.page = 1
    for number in range(5):
        arrives(desk, itip("PUBLISH", uid=f"elsewhere-{number}"), str(number))
    requests = set()
    for steps in range(12):
        desk.cancel_after = steps
        requests.update(report.requests for report in desk.sync().inboxes)
    assert len(requests) > 2
    desk.cancel_after = None
    heard(desk)
    assert len(ledger(desk)) == 5


def test_what_a_server_wrote_into_the_event_itself_is_known_already(desk):
    there = desk.server.only_calendar
    there.phone_puts(call_text(guests=((ANN, "Ann"), (BOB, "Bob"))).replace("NEEDS-ACTION", "ACCEPTED", 1))
    arrives(desk, reply("ACCEPTED"))
    assert heard(desk).verdicts == {"duplicate": 1}
    assert text_of(desk.store) == there.texts()["call-1"]
    assert (standing(desk), desk.standing.waiting) == ([], 0)
    # It is newer than what comes late.
    assert received(desk.store, reply("DECLINED", stamp="20260616T072000Z")).verdict.value == "outdated"


def test_a_message_that_comes_by_mail_too_counts_once(desk):
    arrives(desk, reply("ACCEPTED"))
    heard(desk)
    assert received(desk.store, reply("ACCEPTED")).verdict.value == "duplicate"
    assert received(desk.store, reply("DECLINED", BOB), BOB).verdict.value == "applied"
    arrives(desk, reply("DECLINED", BOB))
    assert heard(desk).verdicts == {"duplicate": 1}


def test_a_proposal_waits_for_the_agent_and_stays_for_other_programs(desk):
    times = "DTSTART:20260701T120000Z\r\nDTEND:20260701T123000Z\r\n"
    arrives(desk, itip("COUNTER", people=f"ATTENDEE:mailto:{ANN}\r\n", times=times))
    assert heard(desk).verdicts == {"proposal": 1}
    assert standing(desk) == ["1.ics"]
    with desk.store.read() as unit:
        assert [each.proposal.who for each in unit.mail.proposals()] == [ANN]


def test_an_invitation_that_the_server_put_into_the_calendar_is_there_once(desk):
    people = f"ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{ME}\r\n"
    invitation = itip("REQUEST", uid="theirs", organizer=HOST, people=people)
    desk.server.only_calendar.phone_puts(invitation.replace("METHOD:REQUEST\r\n", ""))
    arrives(desk, invitation)
    assert heard(desk).verdicts == {"duplicate": 1}
    with desk.store.read() as unit:
        assert len(unit.calendars.named("theirs")) == 1


def test_where_a_calendar_fails_the_inbox_waits_for_it(desk):
    arrives(desk, reply("ACCEPTED"))
    desk.server.fail("changes", DavFailure.SERVER)
    assert desk.sync().inboxes == ()
    assert heard(desk).verdicts == {"applied": 1}


def test_an_inbox_that_fails_is_told_and_harms_no_calendar(desk):
    desk.server.inbox.by = SyncBy.ETAGS
    desk.server.fail("listing", DavFailure.FORBIDDEN)
    report = desk.sync()
    assert report.collections[0].failure is None
    assert report.inboxes[0].failure is not None
    assert desk.said() == [str(report.inboxes[0].failure)]


def test_an_inbox_that_the_server_names_and_does_not_have_is_empty(desk):
    desk.server.inbox.there = False
    assert (heard(desk).failure, heard(desk).messages) == (None, 0)


def asked_for_inbox(desk):
    """How many requests a run made for the inbox."""
    return heard(desk).requests


def test_an_inbox_that_is_not_there_is_asked_for_once_a_day(desk):
    desk.server.inbox.there = False
    assert [asked_for_inbox(desk) for _ in range(3)] == [1, 0, 0]
    desk.at += timedelta(hours=23)
    assert asked_for_inbox(desk) == 0
    desk.at += timedelta(hours=1)
    assert [asked_for_inbox(desk) for _ in range(2)] == [1, 0]
    desk.server.inbox.there = True
    arrives(desk, reply("ACCEPTED"))
    assert heard(desk).messages == 0
    desk.at += timedelta(days=1)
    assert (heard(desk).messages, asked_for_inbox(desk)) == (1, 1)


def test_an_inbox_that_was_not_there_is_asked_for_when_the_account_is_connected_anew_or_a_clock_set_back(desk):
    desk.server.inbox.there = False
    assert [asked_for_inbox(desk) for _ in range(2)] == [1, 0]
    desk.connect()
    assert [asked_for_inbox(desk) for _ in range(2)] == [1, 0]
    desk.at -= timedelta(days=3)
    assert [asked_for_inbox(desk) for _ in range(2)] == [1, 0]


def test_a_run_that_breaks_off_hears_the_rest_the_next_time(desk):
    for number in range(3):
        arrives(desk, reply("ACCEPTED", uid=f"elsewhere-{number}"), str(number))
    arrives(desk, reply("ACCEPTED"), "9")
    desk.server.fail("delete", DavFailure.LOST, href=f"{desk.server.inbox.url}9.ics")
    assert desk.sync().inboxes[0].failure is not None
    assert heard(desk).verdicts == {"duplicate": 1}
    assert len(standing(desk)) == 3


def test_a_message_that_the_server_will_not_delete_is_not_read_again(desk):
    arrives(desk, reply("ACCEPTED"))
    desk.server.inbox.read_only = True
    assert heard(desk).verdicts == {"applied": 1}
    assert (heard(desk).messages, standing(desk)) == (0, ["1.ics"])


def test_an_inbox_whose_server_forgot_the_token_is_compared_whole(desk):
    arrives(desk, itip("PUBLISH", uid="elsewhere"))
    heard(desk)
    desk.server.inbox.oldest = 99
    assert heard(desk).messages == 0


def test_a_message_that_cannot_be_read_is_refused_in_a_sentence(desk):
    arrives(desk, "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n")
    assert heard(desk).verdicts == {"refused": 1}
    assert heard(desk).messages == 0
