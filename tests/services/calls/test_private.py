"""What is the agent's own reaches no guest, whatever is done; what is agreed on reaches each once."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import SMTP

import pytest
from tests.services.calls.conftest import CARA, CallDesk, at

from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.calls.outbox import Letter, Outgoing, Sending
from opiekun.domain.people import Agent, Duty
from opiekun.services.accounts import save_agent, set_duty
from opiekun.services.calls.changes import Decision, Remedy, rearrange
from opiekun.services.calls.changing import cancel, change_agenda, change_guests, move
from opiekun.services.calls.outcome import note, tell_outcome
from opiekun.services.calls.preview import preview
from opiekun.services.recommendations import recommend_in_call
from opiekun.services.undo import undo

DAN = Guest("dan@acme.example")
SECRET = "S3CR3T"  # noqa: S105 - what no guest may read
HOSTILE = f"{SECRET}\r\nDESCRIPTION:{SECRET}\nEND:VEVENT\r\n\r\n<b>{SECRET}</b>\r\nBcc: {SECRET}@example.com"


def letters(desk: CallDesk) -> list[Letter]:
    with desk.store.read() as unit:
        return unit.mail.letters([*Sending])


def read(letter: Letter) -> str:
    """All that its recipient can read in it, whatever it is packed in."""
    message = message_from_bytes(letter.content, policy=SMTP)
    parts = [str(part.get_content()) if part.get_content_maintype() == "text" else str(part.get_payload(decode=True))
             for part in message.walk() if not part.is_multipart()]  # fmt: skip
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), *parts])


@pytest.fixture
def sending(desk: CallDesk) -> CallDesk:
    with desk.store.write() as unit:
        unit.mail.save_settings(MailSettings(MailServer("localhost", 25, Security.NONE)))
    return desk


def test_notes_and_recommendations_are_in_no_event_and_no_letter(desk: CallDesk) -> None:
    save_agent(desk.store, Agent("", "Bert", "bert@desk.example"))
    set_duty(desk.store, "Acme", Duty.COVER, "Bert", now=desk.now)
    uid, other, third = (desk.book(at(17, hour), CARA, DAN).name for hour in (9, 10, 11))
    for each in (uid, other, third):
        note(desk.store, each, HOSTILE)
        recommend_in_call(desk.store, each, HOSTILE, now=desk.now)
    change_agenda(desk.store, desk.letters, uid, "1. The report", now=desk.now)
    moved = move(desk.store, desk.letters, uid, at(17, 14), now=desk.now)
    undo(desk.store, moved.undo, now=desk.now, host=desk.host)
    change_guests(desk.store, desk.letters, uid, [Guest("eve@acme.example")], [DAN.email], now=desk.now)
    rearrange(desk.store, desk.letters, {other: Decision(Remedy.COVER)}, at(18, 0), now=desk.now)
    cancel(desk.store, desk.letters, third, now=desk.now)
    tell_outcome(desk.store, uid, CallStatus.HELD)
    assert desk.show(uid).notes.startswith(SECRET)
    assert {each.kind for each in letters(desk)} >= {Outgoing.REQUEST, Outgoing.CANCEL, Outgoing.REMINDER}
    for each in (uid, other, third):
        assert SECRET not in desk.text(each)
    for letter in letters(desk):
        assert SECRET not in read(letter)
    assert SECRET not in str(preview(desk.store, desk.letters, desk.booking(at(18, 9)), now=desk.now))


def test_another_agenda_is_told_to_each_guest_once_and_asks_nobody_anew(sending: CallDesk) -> None:
    uid = sending.book(at(17, 9), CARA, DAN, place="https://meet.example.com/acme", agenda="1. Old").name
    with sending.store.write() as unit:
        for each in unit.mail.letters([Sending.WAITING]):
            if each.kind is Outgoing.REQUEST:
                unit.mail.drop_letter(each.message_id)
    before = sending.text(uid)
    done = change_agenda(sending.store, sending.letters, uid, "1. New\n2. Żółw", now=at(16, 11))
    told = [each for each in letters(sending) if each.kind is Outgoing.REQUEST]
    assert sorted((each.to, each.sequence) for each in told) == [(CARA.email, 0), (DAN.email, 0)]
    assert all("2. Żółw" in read(each) and "1. Old" not in read(each) for each in told)
    details = details_of(sending.text(uid), "")
    assert details.description == "1. New\n2. Żółw\n\nJoin: https://meet.example.com/acme"
    assert "DTSTAMP:20260616T090000Z" in sending.text(uid)
    undo(sending.store, done.undo, now=at(16, 11), host=sending.host)
    assert (sending.text(uid), sending.show(uid).agenda) == (before, "1. Old")
    assert not [each for each in letters(sending) if each.kind is Outgoing.REQUEST]
    for _ in range(2):
        change_agenda(sending.store, sending.letters, uid, "1. Newer", now=at(16, 12))
    assert sum(each.kind is Outgoing.REQUEST for each in letters(sending)) == len(told)
