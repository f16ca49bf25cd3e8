"""An edit of a call that is given up: what answers, reminders and proposals its guests have of what stands then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.services.calls.conftest import CARA, CallDesk, at
from tests.services.calls.conftest import desk as call_desk
from tests.services.calls.test_edited import partstat, sent, waiting
from tests.services.calls.test_proposals import proposes
from tests.services.mail.desk import mail, reply
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer
from tests.services.sync.test_calls_elsewhere import calls, given_up, refused_move

from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.mail.reading import read_messages
from opiekun.services.mail.process import process
from opiekun.services.undo import undo

__all__ = ["call_desk", "calls"]
ME = "anna@desk.example"


def accepts(calls: CallDesk, uid: str, sequence: int) -> None:
    """The guest accepts that edition, by mail."""
    stamp = f"{calls.now + timedelta(hours=1):%Y%m%dT%H%M%SZ}"
    text = reply("ACCEPTED", CARA.email, uid=uid, sequence=sequence, stamp=stamp, organizer=ME)
    process(
        calls.store,
        read_messages,
        mail(text, CARA.email),
        "inbox",
        letters=calls.letters,
        me={ME},
        now=calls.now + timedelta(hours=1),
    )


def reminded_at(calls: CallDesk) -> list[timedelta]:
    """How long after nine on Wednesday the reminders go that wait."""
    with calls.store.read() as unit:
        letters = unit.mail.letters([Sending.WAITING])
    return [each.due_at - at(17, 9) for each in letters if each.kind is Outgoing.REMINDER]


@pytest.fixture
def moved(calls: CallDesk, desk: Desk, server: FakeServer) -> str:
    return refused_move(calls, desk, server)


def test_an_answer_to_what_was_before_counts_where_nobody_knew_of_the_edit(
    calls: CallDesk, desk: Desk, moved: str
) -> None:
    given_up(calls, desk, moved)
    accepts(calls, moved, 0)
    assert partstat(calls, moved) == "ACCEPTED"


def test_an_answer_to_the_edit_counts_no_more_where_guests_are_told_what_stands(
    calls: CallDesk, desk: Desk, moved: str
) -> None:
    sent(calls)
    given_up(calls, desk, moved)
    accepts(calls, moved, 1)
    assert partstat(calls, moved) == "NEEDS-ACTION"
    accepts(calls, moved, 2)
    assert partstat(calls, moved) == "ACCEPTED"


@pytest.mark.parametrize("known", [False, True])
def test_guests_are_reminded_of_the_time_that_stands(calls: CallDesk, desk: Desk, moved: str, known: bool) -> None:
    later = reminded_at(calls)
    if known:
        sent(calls)
    given_up(calls, desk, moved)
    assert later
    assert reminded_at(calls) == [each - timedelta(days=1) for each in later]


def test_a_time_that_a_guest_proposed_waits_again_when_giving_up_is_taken_back(
    calls: CallDesk, desk: Desk, moved: str
) -> None:
    sent(calls)
    proposes(calls, moved, at(18, 11), sequence=1, stamp=60)

    def proposed() -> int:
        with calls.store.read() as unit:
            return len(unit.mail.proposals(moved))

    assert proposed() == 1
    done = given_up(calls, desk, moved)
    assert (proposed(), waiting(calls)) == (0, [("REQUEST", CARA.email, 2)])
    assert done.undo is not None
    undo(desk.store, done.undo, now=desk.now(), host=calls.host)
    assert proposed() == 1
