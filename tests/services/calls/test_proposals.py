"""Times that guests propose for calls: which stand, what accepting and declining one does, and taking that back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from tests.services.calls.conftest import CARA, PLAIN, at
from tests.services.mail.desk import itip, mail

from opiekun.domain.calendar.events import Details, Scope
from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.domain.slots.bars import WhyNot
from opiekun.mail.reading import read_messages
from opiekun.services.calendars import default_calendar
from opiekun.services.call_types import save_call_type
from opiekun.services.calls.changes import Decision as Change
from opiekun.services.calls.changes import Remedy, rearrange
from opiekun.services.calls.changing import cancel, move
from opiekun.services.calls.placing import NotBookable
from opiekun.services.done import ObjectChange
from opiekun.services.events import add_event, delete_event, move_event
from opiekun.services.mail.decide import Deciding, Decision, decide
from opiekun.services.mail.fetch import Reading
from opiekun.services.mail.process import process
from opiekun.services.mail.proposals import draft_decline, proposed_times
from opiekun.services.mail.standing import mail_standing
from opiekun.services.mail.taking_back import undo_entry
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.undo import undo

ME = "anna@desk.example"
DAN = Guest("dan@acme.example", "Dan")


def utc(when):
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def reading(desk):
    return Reading(read_messages, desk.letters, {ME})


def proposes(desk, uid, start, *, hours=1, who=CARA.email, stamp=0, sequence=0, times=None, **more):
    """A guest proposes that start; the answer is the entry."""
    told = times or f"DTSTART:{utc(start)}\r\nDTEND:{utc(start + timedelta(hours=hours))}\r\n"
    stamped = f"{desk.now + timedelta(minutes=stamp):%Y%m%dT%H%M%SZ}"
    people = f"ATTENDEE:mailto:{who}\r\n"
    text = itip("COUNTER", uid=uid, sequence=sequence, stamp=stamped, people=people, times=told, organizer=ME, **more)
    (entry,) = process(desk.store, read_messages, mail(text, who), "inbox", letters=desk.letters, me={ME}, now=desk.now)
    return entry


def standing(desk):
    with desk.store.read() as unit:
        return proposed_times(unit, unit.mail.proposals())


def decided(desk, entry, decision=Decision.ACCEPT, **how):
    return decide(desk.store, entry.id, decision, reading(desk), Deciding(**how), now=desk.now)


def write(desk, before, after):
    """Write an event; the answer is its UID."""
    uid = next(line[4:] for line in after.splitlines() if line.startswith("UID:"))
    with desk.store.write() as unit:
        change = ObjectChange(default_calendar(unit).id, uid, before, after)
        write_objects(unit, [change], indexed_texts([change]), desk.now)
    return uid


def letters(desk, *kinds):
    with desk.store.read() as unit:
        return [each for each in unit.mail.letters(list(Sending)) if each.kind in kinds]


@pytest.fixture
def uid(desk):
    return desk.book(at(17, 9), CARA, DAN).name


def test_a_proposal_stands_beside_the_call_that_it_would_move(desk, uid):
    entry = proposes(desk, uid, at(18, 10), more="COMMENT:Better so\r\n")
    (told,) = standing(desk)
    assert (told.entry_id, told.uid, told.title) == (entry.id, uid, "Assistance · Acme")
    assert (told.who, told.name, told.comment) == (CARA.email, "Cara Hill", "Better so")
    assert (told.start, told.end) == (at(18, 10), at(18, 11))
    assert (told.stands_start, told.stands_end) == (at(17, 9), at(17, 10))
    assert mail_standing(desk.store).proposed == (told,)


def test_of_two_proposals_of_one_guest_the_newer_stands(desk, uid):
    proposes(desk, uid, at(18, 10))
    newer = proposes(desk, uid, at(18, 11), stamp=1)
    other = proposes(desk, uid, at(18, 11), who=DAN.email, stamp=2)
    assert [each.entry_id for each in standing(desk)] == [newer.id, other.id]


def test_the_window_of_another_program_hears_of_it(desk, uid):
    with desk.store.read() as unit:
        before = unit.last_change()
    proposes(desk, uid, at(18, 10))
    with desk.store.read() as unit:
        assert unit.calendars.changed_since(before)


def test_an_accepted_time_is_the_calls_and_nobody_elses_proposal_stays(desk, uid):
    entry = proposes(desk, uid, at(18, 10))
    proposes(desk, uid, at(18, 14), who=DAN.email)
    done = decided(desk, entry).done
    call = desk.show(uid)
    assert (call.start, call.end, call.sequence) == (at(18, 10), at(18, 11), 1)
    assert {guest.email: guest.partstat for guest in call.guests} == {
        CARA.email: Partstat.ACCEPTED,
        DAN.email: Partstat.NEEDS_ACTION,
    }
    assert standing(desk) == ()
    assert (done.subject, done.detail, done.until) == ("Assistance · Acme", CARA.email, at(18, 10))
    with pytest.raises(NotBookable):
        desk.book(at(18, 10.5), DAN)


def test_a_proposal_of_what_moved_or_went_since_stands_no_more(desk, uid):
    entry = proposes(desk, uid, at(18, 10))
    with desk.store.read() as unit:
        key = unit.calendars.named(uid)[0].key
    move_event(desk.store, key, "", Scope.ALL, at(17, 13), at(17, 14), now=desk.now)
    assert standing(desk) == ()
    with pytest.raises(Refused):
        decided(desk, entry)
    gone = desk.book(at(18, 9), DAN).name
    proposes(desk, gone, at(18, 14), who=DAN.email)
    with desk.store.read() as unit:
        key = unit.calendars.named(gone)[0].key
    delete_event(desk.store, key, "", Scope.ALL, now=desk.now)
    assert standing(desk) == ()


def test_a_proposal_of_a_call_that_is_called_off_stands_no_more(desk, uid):
    proposes(desk, uid, at(18, 10))
    cancel(desk.store, desk.letters, uid, now=desk.now)
    assert standing(desk) == ()


def busy(desk, start, **more):
    details = Details("Dentist", start, start + timedelta(hours=1), **more)
    return add_event(desk.store, details, now=desk.now)


def test_what_stands_in_the_calendar_is_in_the_way_unless_the_agent_says_otherwise(desk, uid):
    busy(desk, at(18, 10.5))
    entry = proposes(desk, uid, at(18, 10))
    with pytest.raises(NotBookable) as refused:
        decided(desk, entry)
    assert [each.why for each in refused.value.reasons] == [WhyNot.BUSY]
    assert "busy: Dentist" in str(refused.value)
    assert refused.value.may_be_overruled
    assert at(18, 9) in refused.value.nearest
    assert desk.show(uid).start == at(17, 9)
    assert len(standing(desk)) == 1
    decided(desk, entry, anyway=True)
    assert desk.show(uid).start == at(18, 10)


def test_what_takes_no_time_is_in_nobodys_way(desk, uid):
    busy(desk, at(18, 10), transparent=True)
    decided(desk, proposes(desk, uid, at(18, 10)))
    assert desk.show(uid).start == at(18, 10)


def test_another_call_is_always_in_the_way(desk, uid):
    desk.book(at(18, 10), DAN)
    entry = proposes(desk, uid, at(18, 10.5))
    with pytest.raises(NotBookable) as refused:
        decided(desk, entry, anyway=True)
    assert not refused.value.may_be_overruled
    assert desk.show(uid).start == at(17, 9)


def test_whoever_accepts_decides_about_hours_and_notice(desk, uid):
    save_call_type(desk.store, replace(PLAIN, notice=7 * 24 * 60))
    decided(desk, proposes(desk, uid, at(17, 7.25)))
    assert desk.show(uid).start == at(17, 7.25)


def test_an_event_that_was_not_booked_as_a_call_is_asked_likewise(desk):
    booked = desk.text(desk.book(at(17, 9), CARA).name)
    uid = write(desk, None, booked.replace("UID:", "UID:plain-"))
    busy(desk, at(18, 10))
    entry = proposes(desk, uid, at(18, 10))
    with pytest.raises(NotBookable, match="busy: Dentist") as refused:
        decided(desk, entry)
    assert refused.value.nearest == ()
    decided(desk, entry, anyway=True)
    call = proposes(desk, uid, at(17, 9), sequence=1, stamp=1)
    with pytest.raises(NotBookable, match="another call"):
        decided(desk, call, anyway=True)


def test_an_acceptance_is_taken_back_and_the_proposal_waits_again(desk, uid):
    entry = proposes(desk, uid, at(18, 10))
    done = decided(desk, entry).done
    undo(desk.store, done.undo, now=desk.now, host=desk.host)
    call = desk.show(uid)
    assert (call.start, call.sequence) == (at(17, 9), 2)
    assert {guest.partstat for guest in call.guests} == {Partstat.NEEDS_ACTION}
    assert [each.entry_id for each in standing(desk)] == [entry.id]
    assert {(each.to, each.sequence) for each in letters(desk, Outgoing.REQUEST)} >= {
        (CARA.email, 2),
        (DAN.email, 2),
    }
    desk.book(at(18, 10), DAN)
    with pytest.raises(Refused):
        undo(desk.store, done.undo, now=desk.now, host=desk.host)


def test_a_declined_time_is_answered_with_free_ones_on_the_guests_clock(desk, uid):
    entry = proposes(desk, uid, at(18, 10.5))
    draft = draft_decline(desk.store, desk.letters, entry.id, now=desk.now)
    assert (draft.guest.email, draft.zone) == (CARA.email, "Europe/Bratislava")
    assert draft.comment.startswith("These times are free")
    assert draft.comment.count("\n- ") == 3
    decided(desk, entry, Decision.REFUSE)
    (letter,) = letters(desk, Outgoing.DECLINECOUNTER)
    (message,) = read_messages(letter.content)
    assert "Thursday\\, 18 June 2026" in message.text.replace("\r\n ", "")
    assert (desk.show(uid).start, standing(desk)) == (at(17, 9), ())


def test_what_is_told_with_it_is_the_agents_to_write(desk, uid):
    entry = proposes(desk, uid, at(18, 10))
    with pytest.raises(InvalidInput):
        decided(desk, entry, Decision.REFUSE, comment="x" * 2_001)
    decided(desk, entry, Decision.REFUSE, comment="Only mornings,\nplease")
    (letter,) = letters(desk, Outgoing.DECLINECOUNTER)
    (message,) = read_messages(letter.content)
    assert "COMMENT:Only mornings\\,\\nplease" in message.text


def test_a_time_that_was_declined_waits_again_and_its_letter_is_not_sent(desk, uid):
    with desk.store.write() as unit:
        server = MailServer("smtp.desk.example", 465, Security.TLS, ME)
        unit.mail.save_settings(MailSettings(outgoing=server))
    entry = proposes(desk, uid, at(18, 10))
    done = decided(desk, entry, Decision.REFUSE, comment="No").done
    undo(desk.store, done.undo, now=desk.now, host=desk.host)
    assert [each.entry_id for each in standing(desk)] == [entry.id]
    assert letters(desk, Outgoing.DECLINECOUNTER) == []
    decided(desk, entry)
    assert desk.show(uid).start == at(18, 10)


def test_one_occurrence_of_a_series_moves_alone(desk):
    uid = desk.book(at(17, 9), CARA).name
    text = desk.text(uid)
    write(desk, text, text.replace("SUMMARY:", "RRULE:FREQ=WEEKLY;COUNT=4\r\nSUMMARY:"))
    start = f"DTSTART:{utc(at(25, 10))}\r\nRECURRENCE-ID:{utc(at(24, 9))}\r\n"
    entry = proposes(desk, uid, at(25, 10), times=start)
    (told,) = standing(desk)
    assert (told.recurrence_id, told.stands_start) == ("20260624T090000", at(24, 9))
    assert (told.start, told.end) == (at(25, 10), at(25, 11))
    done = decided(desk, entry).done
    assert "RECURRENCE-ID" in desk.text(uid)
    assert desk.show(uid).start == at(17, 9)
    undo(desk.store, done.undo, now=desk.now, host=desk.host)
    (told,) = standing(desk)
    assert told.stands_start == at(24, 9)


@pytest.mark.parametrize("decision", list(Decision))
def test_the_ledger_takes_a_decision_back_too(desk, uid, decision):
    entry = proposes(desk, uid, at(18, 10))
    decided(desk, entry, decision)
    undone = undo_entry(desk.store, entry.id, reading(desk), now=desk.now)
    assert (undone.verdict, undone.decided, undone.undone) == (Verdict.PROPOSAL, "", False)
    assert desk.show(uid).start == at(17, 9)
    assert [(each.entry_id, each.start) for each in standing(desk)] == [(entry.id, at(18, 10))]
    decided(desk, entry)
    assert desk.show(uid).start == at(18, 10)


def test_a_proposal_is_there_again_where_the_move_that_it_fell_with_is_withdrawn(desk):
    with desk.store.write() as unit:
        unit.mail.save_settings(MailSettings(MailServer("smtp.test", 25, Security.NONE)))
    uid = desk.book(at(17, 9)).name
    proposes(desk, uid, at(17, 14))
    assert len(standing(desk)) == 1
    with desk.store.read() as unit:
        key = unit.calendars.named(uid)[0].key
    moved = move_event(desk.store, key, "", Scope.ALL, at(18, 9), at(18, 10), now=desk.now, host=desk.host)
    assert standing(desk) == ()
    undo(desk.store, moved.undo, now=desk.now, host=desk.host)
    assert [each.uid for each in standing(desk)] == [uid]


REARRANGED = (
    lambda desk, uid: rearrange(desk.store, desk.letters, {uid: Change(Remedy.MOVE)}, at(18, 0), now=desk.now).done,
    lambda desk, uid: rearrange(desk.store, desk.letters, {uid: Change(Remedy.CANCEL)}, at(18, 0), now=desk.now).done,
    lambda desk, uid: move(desk.store, desk.letters, uid, at(18, 9), now=desk.now),
    lambda desk, uid: cancel(desk.store, desk.letters, uid, now=desk.now),
)


@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize("deed", REARRANGED)
def test_a_proposal_is_there_again_where_what_it_fell_with_is_taken_back(desk, uid, deed, written):
    with desk.store.write() as unit:
        unit.mail.save_settings(MailSettings(MailServer("smtp.test", 25, Security.NONE)))
    entry = proposes(desk, uid, at(17, 14))
    done = deed(desk, uid)
    assert standing(desk) == ()
    if written:
        with desk.store.write() as unit:
            for letter in unit.mail.letters([Sending.WAITING]):
                unit.mail.save_letter(replace(letter, state=Sending.SENT))
    undo(desk.store, done.undo, now=desk.now, host=desk.host)
    assert [(each.entry_id, each.start) for each in standing(desk)] == [(entry.id, at(17, 14))]
    decided(desk, entry)
    assert desk.show(uid).start == at(17, 14)


def test_what_the_guest_has_replaced_since_does_not_come_back(desk, uid):
    older = proposes(desk, uid, at(17, 14))
    moved = move(desk.store, desk.letters, uid, at(18, 9), now=desk.now)
    proposes(desk, uid, at(18, 14), sequence=1, stamp=1)
    undo(desk.store, moved.undo, now=desk.now, host=desk.host)
    assert older.id not in [each.entry_id for each in standing(desk)]
