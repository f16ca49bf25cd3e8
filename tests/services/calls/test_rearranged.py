"""What was rearranged in one go is taken back in one: quietly where nobody was written to yet, else they are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.services.calls.conftest import CARA, at

from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.domain.errors import Refused
from opiekun.domain.people import Agent, Duty
from opiekun.services.accounts import save_agent, set_duty
from opiekun.services.calls.changes import Decision, Remedy, rearrange
from opiekun.services.calls.changing import cancel, move
from opiekun.services.done import What
from opiekun.services.undo import undo as take_back

DAN = Guest("dan@acme.example")
BERT = "bert@desk.example"
TELLING = frozenset({Outgoing.REQUEST, Outgoing.CANCEL})


def undo(desk, token):
    return take_back(desk.store, token, now=desk.now, host=desk.host)


def letters(desk):
    with desk.store.read() as unit:
        return unit.mail.letters([*Sending])


def waiting(desk):
    return sorted((each.kind, each.to, each.uid, each.sequence) for each in letters(desk) if each.kind in TELLING
                  and each.state is Sending.WAITING)  # fmt: skip


def all_gone(desk):
    """Every letter but the reminders went out."""
    with desk.store.write() as unit:
        for each in unit.mail.letters([Sending.WAITING]):
            if each.kind in TELLING:
                unit.mail.save_letter(replace(each, state=Sending.SENT))


def as_it_is(desk, uids):
    """What the desk knows of calls: records, texts, letters and what is remembered of answers."""
    with desk.store.read() as unit:
        records = [unit.calls.find(uid) for uid in uids]
        kept = sorted(letters(desk), key=lambda each: each.message_id)
        return records, [desk.text(uid) for uid in uids], kept, [unit.mail.memory(uid) for uid in uids]


@pytest.fixture
def calls(desk):
    """Three calls of a day with Cara, one of them with Dan too; the desk has a server for its mail, and a cover."""
    save_agent(desk.store, Agent("", "Bert", BERT))
    set_duty(desk.store, "Acme", Duty.COVER, "Bert", now=desk.now)
    with desk.store.write() as unit:
        unit.mail.save_settings(MailSettings(MailServer("localhost", 25, Security.NONE)))
    return [desk.book(at(17, hour), *guests).name for hour, guests in ((9, [CARA]), (10, [CARA, DAN]), (11, [CARA]))]


def decisions(calls):
    moved, handed, off = calls
    return {moved: Decision(Remedy.MOVE), handed: Decision(Remedy.COVER), off: Decision(Remedy.CANCEL)}


def test_before_anybody_was_written_to_it_is_as_it_was_to_the_letter_and_done_again_likewise(desk, calls):
    all_gone(desk)
    before = as_it_is(desk, calls)
    done = rearrange(desk.store, desk.letters, decisions(calls), at(18, 0), now=desk.now).done
    assert (done.what, done.detail) == (What.CALLS_REARRANGED, "3")
    after = as_it_is(desk, calls)
    again = undo(desk, done.undo)
    assert (again.what, again.of) == (What.UNDONE, What.CALLS_REARRANGED)
    assert as_it_is(desk, calls) == before
    assert waiting(desk) == []
    undo(desk, again.undo)
    assert as_it_is(desk, calls)[:2] == after[:2]
    assert waiting(desk) == sorted(
        (each.kind, each.to, each.uid, each.sequence)
        for each in after[2]
        if each.kind in TELLING and each.state is Sending.WAITING
    )


def test_invitations_that_had_not_gone_wait_again(desk, calls):
    before = as_it_is(desk, calls)
    done = rearrange(desk.store, desk.letters, decisions(calls), at(18, 0), now=desk.now).done
    undo(desk, done.undo)
    assert as_it_is(desk, calls)[:2] == before[:2]
    assert sorted(each.message_id for each in letters(desk)) == sorted(each.message_id for each in before[2])


def test_each_guest_is_told_once_of_each_call_and_once_more_when_it_is_taken_back(desk, calls):
    moved, handed, off = calls
    all_gone(desk)
    done = rearrange(desk.store, desk.letters, decisions(calls), at(18, 0), now=desk.now).done
    told = [(uid, to, kind) for kind, to, uid, _ in waiting(desk)]
    assert sorted(told) == sorted([
        (moved, CARA.email, Outgoing.REQUEST),
        (handed, CARA.email, Outgoing.REQUEST),
        (handed, DAN.email, Outgoing.REQUEST),
        (handed, BERT, Outgoing.REQUEST),
        (off, CARA.email, Outgoing.CANCEL),
    ])  # fmt: skip
    sequences = {uid: desk.show(uid).sequence for uid in calls}
    all_gone(desk)
    undo(desk, done.undo)
    assert [(desk.show(uid).start, desk.show(uid).status) for uid in calls] == [
        (at(17, hour), CallStatus.BOOKED) for hour in (9, 10, 11)
    ]
    assert {desk.show(uid).agent_id for uid in calls} == {desk.agent_id}
    assert "Bert" not in details_of(desk.text(handed), "").description
    told = [(uid, to, kind) for kind, to, uid, _ in waiting(desk)]
    assert sorted(told) == sorted([
        (moved, CARA.email, Outgoing.REQUEST),
        (handed, CARA.email, Outgoing.REQUEST),
        (handed, DAN.email, Outgoing.REQUEST),
        (handed, BERT, Outgoing.CANCEL),
        (off, CARA.email, Outgoing.REQUEST),
    ])  # fmt: skip
    assert all(desk.show(uid).sequence > sequences[uid] for uid in (moved, off))
    with pytest.raises(Refused, match="another call"):
        desk.book(at(17, 10))


def test_what_was_changed_since_stays_and_nothing_is_half_taken_back(desk, calls):
    done = rearrange(desk.store, desk.letters, decisions(calls), at(18, 0), now=desk.now).done
    move(desk.store, desk.letters, calls[0], at(19, 12), now=desk.now)
    before = as_it_is(desk, calls)
    with pytest.raises(Refused, match="changed since"):
        undo(desk, done.undo)
    assert as_it_is(desk, calls) == before


def test_a_time_that_another_call_has_taken_since_is_not_taken_twice(desk, calls):
    done = rearrange(desk.store, desk.letters, {calls[0]: Decision(Remedy.CANCEL)}, at(18, 0), now=desk.now).done
    assert done.what is What.CALL_CANCELLED
    other = desk.book(at(17, 9), DAN).name
    with pytest.raises(Refused, match="Another call"):
        undo(desk, done.undo)
    cancel(desk.store, desk.letters, other, now=desk.now)
    undo(desk, done.undo)
    assert desk.show(calls[0]).status is CallStatus.BOOKED
