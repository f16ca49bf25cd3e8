"""Calls, and other events with guests, that are edited in the calendar: the call follows, and the guests are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from tests.desktop.bench import SecretsInMemory
from tests.services.calls.conftest import CARA, CallDesk, at
from tests.services.events import details

from opiekun.domain.calendar.editing import compose
from opiekun.domain.calendar.events import Calendar, EventStatus, Scope
from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.domain.errors import NotFound, Refused
from opiekun.domain.invitations.lines import attendee
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.organizing import answered, invited, sequences
from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection
from opiekun.mail.reading import read_messages
from opiekun.services.calendar_files import import_calendar_file
from opiekun.services.calendars import default_calendar, list_calendars, save_calendar
from opiekun.services.calendars_removed import at_stake, remove_calendar
from opiekun.services.calls.changing import move
from opiekun.services.calls.placing import NotBookable
from opiekun.services.done import Done, ObjectChange
from opiekun.services.events import change_event, delete_event, move_event, rename_event
from opiekun.services.mail.hosting import OthersEvent, ToTell, guests_to_tell
from opiekun.services.object_writer import indexed_texts, write_objects
from opiekun.services.sync.connecting import account_at_stake, disconnect
from opiekun.services.undo import undo

DAN = Guest("dan@acme.example", "Dan")
ME, CARA_S = ("anna@desk.example", "Anna"), ("cara@acme.example", "Cara Hill")


def key(desk: CallDesk, uid: str) -> int:
    with desk.store.read() as unit:
        return unit.calendars.named(uid)[0].key


def drag(desk: CallDesk, uid: str, start, recurrence_id="", scope=Scope.ALL) -> Done:
    end = start + timedelta(hours=1)
    return move_event(desk.store, key(desk, uid), recurrence_id, scope, start, end, now=desk.now, host=desk.host)


def erase(desk: CallDesk, uid: str, recurrence_id="", scope=Scope.ALL) -> Done:
    return delete_event(desk.store, key(desk, uid), recurrence_id, scope, now=desk.now, host=desk.host)


def take_back(desk: CallDesk, done: Done) -> Done:
    return undo(desk.store, done.undo, now=desk.now, host=desk.host)


def by_smtp(desk: CallDesk) -> None:
    """Letters wait for a server: what waits has reached nobody."""
    with desk.store.write() as unit:
        unit.mail.save_settings(MailSettings(MailServer("smtp.test", 25, Security.NONE)))


def waiting(desk: CallDesk) -> list[tuple[str, str, int]]:
    with desk.store.read() as unit:
        letters = unit.mail.letters([Sending.WAITING])
    return [(each.kind.value, each.to, each.sequence) for each in letters if each.kind is not Outgoing.REMINDER]


def sent(desk: CallDesk) -> None:
    with desk.store.write() as unit:
        for letter in unit.mail.letters([Sending.WAITING]):
            if letter.kind is not Outgoing.REMINDER:
                unit.mail.save_letter(replace(letter, state=Sending.SENT, attempts=1))


def accept(desk: CallDesk, uid: str, who: str = CARA_S[0]) -> None:
    text = desk.text(uid)
    write(desk, uid, text, answered(text, who, Partstat.ACCEPTED, "", now=desk.now))


def partstat(desk: CallDesk, uid: str) -> str:
    line = attendee(open_text(desk.text(uid)).base.component, CARA_S[0])
    return line.param("PARTSTAT") if line is not None else ""


def write(desk: CallDesk, uid: str, before: str | None, after: str) -> None:
    with desk.store.write() as unit:
        change = ObjectChange(default_calendar(unit).id, uid, before, after)
        write_objects(unit, [change], indexed_texts([change]), desk.now)


def of_others(desk: CallDesk, organizer=ME, guest=CARA_S, **changes) -> str:
    """An event with a guest that is no call."""
    write(desk, "lunch", None, invited(compose(details("Lunch", **changes), "lunch", now=desk.now), organizer, [guest]))
    return "lunch"


def test_a_call_that_is_dragged_takes_its_time_along_and_its_guests_are_told(desk):
    uid = desk.book(at(17, 9), CARA, DAN).name
    sent(desk)
    accept(desk, uid)
    done = drag(desk, uid, at(18, 9))
    call = desk.show(uid)
    assert (call.start, call.end, call.sequence) == (at(18, 9), at(18, 10), 1)
    assert {guest.partstat for guest in call.guests} == {Partstat.NEEDS_ACTION}
    assert waiting(desk) == [("REQUEST", "cara@acme.example", 1), ("REQUEST", "dan@acme.example", 1)]
    assert done.told == ("Cara Hill", "Dan")
    desk.book(at(17, 9), DAN)
    with pytest.raises(NotBookable):
        desk.book(at(18, 9), DAN)


def test_a_call_is_not_dragged_onto_another_one(desk):
    first, second = desk.book(at(17, 9)).name, desk.book(at(17, 11), DAN).name
    with pytest.raises(Refused, match="Another call stands there: “Assistance · Acme”"):
        drag(desk, second, at(17, 9.5))
    assert desk.show(second).start == at(17, 11)
    assert waiting(desk) == [("REQUEST", "cara@acme.example", 0), ("REQUEST", "dan@acme.example", 0)]
    drag(desk, first, at(17, 10))  # its own time, and what touches, is not in its way


def test_a_file_that_moves_a_call_is_told_to_its_guests_and_taken_back(desk):
    by_smtp(desk)
    uid = desk.book(at(17, 9)).name
    text = desk.text(uid)
    sent(desk)
    file = text.replace("20260617T090000", "20260617T110000").replace("20260617T100000", "20260617T120000")
    calendar = list_calendars(desk.store)[0].id
    done = import_calendar_file(desk.store, file.encode(), calendar, now=desk.now, host=desk.host).done
    assert (desk.show(uid).start, desk.show(uid).sequence, done.told) == (at(17, 11), 1, ("Cara Hill",))
    assert waiting(desk) == [("REQUEST", CARA.email, 1)]
    undo(desk.store, done.undo, now=desk.now, host=desk.host)
    assert (desk.text(uid), waiting(desk)) == (text, [])


def test_a_file_puts_no_call_onto_another_one_and_invites_nobody_anew(desk):
    uid, other = desk.book(at(17, 9)).name, desk.book(at(17, 11)).name
    text = desk.text(uid)
    file = text.replace("20260617T090000", "20260617T110000").replace("20260617T100000", "20260617T120000")
    calendar = list_calendars(desk.store)[0].id
    with pytest.raises(Refused, match="Another call stands there"):
        import_calendar_file(desk.store, file.encode(), calendar, now=desk.now, host=desk.host)
    assert (desk.text(uid), desk.show(other).start) == (text, at(17, 11))
    before = waiting(desk)
    new = text.replace(uid, "new@elsewhere")
    assert import_calendar_file(desk.store, new.encode(), calendar, now=desk.now, host=desk.host).created == 1
    assert waiting(desk) == before


def test_the_agent_may_drag_a_call_out_of_the_hours_and_is_warned(desk):
    uid = desk.book(at(17, 9)).name
    assert drag(desk, uid, at(17, 10)).warned is None
    done = drag(desk, uid, at(20, 20))
    assert "closed" in str(done.warned.refusal())
    assert desk.show(uid).start == at(20, 20)


def test_what_has_not_gone_is_withdrawn_by_an_undo_and_nobody_is_the_wiser(desk):
    by_smtp(desk)
    uid = desk.book(at(17, 9)).name
    sent(desk)
    accept(desk, uid)
    before = desk.text(uid)
    done = drag(desk, uid, at(18, 9))
    assert waiting(desk) == [("REQUEST", "cara@acme.example", 1)]
    undone = take_back(desk, done)
    assert (desk.text(uid), waiting(desk), undone.told) == (before, [], ())
    with desk.store.read() as unit:
        assert unit.mail.memory(uid).reset_at == {"": 0}
    take_back(desk, undone)
    assert waiting(desk) == [("REQUEST", "cara@acme.example", 1)]
    assert desk.show(uid).start == at(18, 9)


def test_an_invitation_that_waits_is_there_again_after_an_undo(desk):
    by_smtp(desk)
    uid = desk.book(at(17, 9)).name
    take_back(desk, drag(desk, uid, at(18, 9)))
    assert waiting(desk) == [("REQUEST", "cara@acme.example", 0)]


def test_an_undo_after_the_letter_has_gone_is_told_as_a_newer_edition(desk):
    by_smtp(desk)
    uid = desk.book(at(17, 9)).name
    done = drag(desk, uid, at(18, 9))
    sent(desk)
    undone = take_back(desk, done)
    assert (desk.show(uid).start, desk.show(uid).sequence) == (at(17, 9), 2)
    assert waiting(desk) == [("REQUEST", "cara@acme.example", 2)]
    assert undone.told == ("Cara Hill",)


def test_words_alone_are_told_and_nobody_is_asked_anew(desk):
    uid = desk.book(at(17, 9)).name
    sent(desk)
    accept(desk, uid)
    later = replace(desk, now=desk.now + timedelta(minutes=5))
    done = rename_event(desk.store, key(desk, uid), "", Scope.ALL, "New plan", now=later.now, host=desk.host)
    assert waiting(desk) == [("REQUEST", "cara@acme.example", 0)]
    assert done.told == ("Cara Hill",)
    call = desk.show(uid)
    assert (call.title, call.guests[0].partstat) == ("New plan", Partstat.ACCEPTED)
    assert f"DTSTAMP:{later.now:%Y%m%dT%H%M%SZ}" in desk.text(uid)


def test_what_guests_do_not_see_is_not_told(desk):
    uid = desk.book(at(17, 9)).name
    sent(desk)
    was = details_of(desk.text(uid), "")
    meant = replace(was, categories=("vip",))
    change_event(desk.store, key(desk, uid), "", Scope.ALL, meant, was=was, now=desk.now, host=desk.host)
    assert waiting(desk) == []


def test_a_call_that_is_deleted_in_the_calendar_is_called_off(desk):
    uid = desk.book(at(17, 9), CARA, DAN).name
    sent(desk)
    done = erase(desk, uid)
    assert desk.show(uid).status is CallStatus.CANCELLED
    assert waiting(desk) == [("CANCEL", "cara@acme.example", 1), ("CANCEL", "dan@acme.example", 1)]
    assert done.told == ("Cara Hill", "Dan")
    with pytest.raises(NotFound, match="deleted"):
        move(desk.store, desk.letters, uid, at(19, 9), now=desk.now)
    sent(desk)
    take_back(desk, done)
    assert (desk.show(uid).status, desk.show(uid).sequence) == (CallStatus.BOOKED, 2)
    assert [each[0] for each in waiting(desk)] == ["REQUEST", "REQUEST"]
    with pytest.raises(NotBookable):
        desk.book(at(17, 9), DAN)


def test_a_deletion_is_not_taken_back_into_the_time_of_another_call(desk):
    uid = desk.book(at(17, 9)).name
    done = erase(desk, uid)
    desk.book(at(17, 9), DAN)
    with pytest.raises(Refused, match="Another call stands there"):
        take_back(desk, done)
    assert desk.show(uid).status is CallStatus.CANCELLED


def test_an_editor_calls_a_call_off_and_on_again(desk):
    uid = desk.book(at(17, 9)).name
    sent(desk)
    for status, kind, sequence in ((EventStatus.CANCELLED, "CANCEL", 1), (EventStatus.CONFIRMED, "REQUEST", 2)):
        was = details_of(desk.text(uid), "")
        meant = replace(was, status=status)
        change_event(desk.store, key(desk, uid), "", Scope.ALL, meant, was=was, now=desk.now, host=desk.host)
        assert waiting(desk) == [(kind, "cara@acme.example", sequence)]
        assert (desk.show(uid).status is CallStatus.CANCELLED) == (kind == "CANCEL")
        sent(desk)


def test_guests_of_any_event_that_we_organize_are_told(desk):
    uid = of_others(desk)
    drag(desk, uid, at(18, 9))
    assert waiting(desk) == [("REQUEST", "cara@acme.example", 1)]
    sent(desk)
    erase(desk, uid)
    assert waiting(desk) == [("CANCEL", "cara@acme.example", 2)]


def test_what_is_over_is_tidied_up_without_a_word(desk):
    uid = of_others(desk, start=at(1, 9))
    drag(desk, uid, at(2, 9))
    erase(desk, uid)
    assert waiting(desk) == []


def test_an_occurrence_that_is_over_is_tidied_up_without_a_word(desk):
    uid = of_others(desk, start=at(1, 9), end=at(1, 10), rule="FREQ=WEEKLY;COUNT=5")
    was = desk.text(uid)
    done = erase(desk, uid, "20260608T090000", Scope.THIS)
    assert (done.told, waiting(desk)) == ((), [])
    take_back(desk, done)
    assert (desk.text(uid), waiting(desk)) == (was, [])
    erase(desk, uid, "20260622T090000", Scope.THIS)
    assert waiting(desk) == [("CANCEL", CARA.email, 1)]


def test_a_series_that_is_over_is_deleted_without_a_word(desk):
    uid = of_others(desk, start=at(1, 9), end=at(1, 10), rule="FREQ=WEEKLY;COUNT=3")
    desk = replace(desk, now=at(15, 10))
    look = partial(guests_to_tell, desk.store, key(desk, uid), host=desk.host)
    for recurrence_id, over in (("", False), ("20260608T090000", True), ("20260615T090000", False)):
        assert look(recurrence_id, now=at(15, 9.5)) == ToTell((CARA_S[1],), but_one=over)
    assert look(now=desk.now) == ToTell()
    erase(desk, uid)
    assert waiting(desk) == []


def test_an_event_of_somebody_else_is_not_moved_as_if_it_were_ours(desk):
    uid = of_others(desk, organizer=("eva@other.example", "Eva"), guest=ME)
    was = desk.text(uid)
    with pytest.raises(OthersEvent, match="“Lunch” is organized by Eva"):
        drag(desk, uid, at(18, 9))
    before = details_of(was, "")
    meant = replace(before, start=at(18, 9), end=at(18, 10))
    with pytest.raises(OthersEvent):
        change_event(desk.store, key(desk, uid), "", Scope.ALL, meant, was=before, now=desk.now, host=desk.host)
    assert desk.text(uid) == was
    rename_event(desk.store, key(desk, uid), "", Scope.ALL, "My words", now=desk.now, host=desk.host)
    erase(desk, uid)
    assert waiting(desk) == []


def test_one_of_a_series_is_moved_and_the_others_stay_answered(desk):
    uid = of_others(desk, rule="FREQ=WEEKLY;COUNT=6")
    accept(desk, uid)
    drag(desk, uid, at(24, 9), recurrence_id="20260623T140000", scope=Scope.THIS)
    assert sequences(desk.text(uid)) == {"": 0, "20260623T140000": 1}
    events = {event.recurrence_id: event.component for event in open_text(desk.text(uid)).events}
    answers = {each: attendee(events[each], CARA_S[0]).param("PARTSTAT") for each in events}
    assert answers == {"": "ACCEPTED", "20260623T140000": "NEEDS-ACTION"}
    with desk.store.read() as unit:
        (letter,) = unit.mail.letters([Sending.WAITING])
    (message,) = read_messages(letter.content)
    assert (letter.recurrence_id, letter.sequence) == ("20260623T140000", 1)
    assert [event.recurrence_id for event in open_text(message.text).events] == ["20260623T140000"]


def test_the_whole_series_is_told_in_place_of_one_of_it_that_waits(desk):
    uid = of_others(desk, start=at(17, 9), end=at(17, 10), rule="FREQ=DAILY;COUNT=5")
    moved = drag(desk, uid, at(19, 14), "20260619T090000", Scope.THIS)
    assert waiting(desk) == [("REQUEST", CARA.email, 1)]
    take_back(desk, moved)
    assert waiting(desk) == [("REQUEST", CARA.email, 2)]


def letter(desk: CallDesk):
    """The one that waits: it, and its events."""
    with desk.store.read() as unit:
        (found,) = unit.mail.letters([Sending.WAITING])
    (message,) = read_messages(found.content)
    return found, message.text


def test_one_of_a_series_is_deleted_and_called_off_alone(desk):
    by_smtp(desk)
    uid = of_others(desk, rule="FREQ=WEEKLY;COUNT=6")
    accept(desk, uid)
    was, gone = desk.text(uid), "20260623T140000"
    done = erase(desk, uid, gone, Scope.THIS)
    cancel, text = letter(desk)
    (event,) = open_text(text).events
    assert (cancel.kind, cancel.sequence, cancel.recurrence_id) == (Outgoing.CANCEL, 1, gone)
    assert "METHOD:CANCEL" in text
    assert (event.recurrence_id, event.component.value("STATUS"), event.component.value("SEQUENCE")) == (
        gone,
        "CANCELLED",
        "1",
    )
    assert [each.value for each in event.component.lines("ATTENDEE")] == [f"mailto:{CARA_S[0]}"]
    assert done.told == (CARA_S[1],)
    assert sequences(desk.text(uid)) == {"": 1}
    assert partstat(desk, uid) == "ACCEPTED"  # of the others nobody is asked again
    take_back(desk, done)
    assert (desk.text(uid), waiting(desk)) == (was, [])


def test_one_of_a_series_that_was_called_off_is_there_again_for_its_guests(desk):
    uid = of_others(desk, rule="FREQ=WEEKLY;COUNT=6")
    done = erase(desk, uid, "20260623T140000", Scope.THIS)
    sent(desk)
    take_back(desk, done)
    request, text = letter(desk)
    assert (request.kind, request.sequence, request.recurrence_id) == (Outgoing.REQUEST, 2, "")
    assert "EXDATE" not in text


def test_one_that_was_moved_and_then_deleted_is_called_off_in_a_newer_edition(desk):
    uid = of_others(desk, rule="FREQ=WEEKLY;COUNT=6")
    drag(desk, uid, at(24, 9), recurrence_id="20260623T140000", scope=Scope.THIS)
    drag(desk, uid, at(24, 11), recurrence_id="20260623T140000", scope=Scope.THIS)
    sent(desk)
    erase(desk, uid, "20260623T140000", Scope.THIS)
    cancel, text = letter(desk)
    assert (cancel.kind, cancel.sequence, sequences(desk.text(uid))) == (Outgoing.CANCEL, 3, {"": 3})
    assert open_text(text).base.start.wall == at(24, 11).replace(tzinfo=None)


def test_who_was_not_invited_yet_gets_the_series_without_what_was_deleted(desk):
    by_smtp(desk)
    uid = of_others(desk, rule="FREQ=WEEKLY;COUNT=6")
    drag(desk, uid, at(16, 15))
    erase(desk, uid, "20260623T150000", Scope.THIS)
    request, text = letter(desk)
    assert (request.kind, request.recurrence_id) == (Outgoing.REQUEST, "")
    assert "EXDATE" in text


def test_a_series_that_is_split_is_told_in_both_its_parts(desk):
    uid = of_others(desk, rule="FREQ=WEEKLY;COUNT=6")
    done = drag(desk, uid, at(23, 9), recurrence_id="20260623T140000", scope=Scope.FUTURE)
    with desk.store.read() as unit:
        told = [(each.kind.value, each.uid == uid) for each in unit.mail.letters([Sending.WAITING])]
    assert sorted(told) == [("REQUEST", False), ("REQUEST", True)]
    assert done.told == ("Cara Hill",)


@pytest.fixture
def elsewhere(desk):
    """A calendar that is not the default one, with a call to come, one that is over, and an event without guests."""
    save_calendar(desk.store, Calendar("", "Other", "", default=True))
    first, other = list_calendars(desk.store)
    uid = desk.book(at(17, 9), CARA, DAN).name
    of_others(desk, start=at(1, 9), end=at(1, 10))
    write(desk, "mine", None, compose(details("Mine"), "mine", now=desk.now))
    save_calendar(desk.store, replace(first, default=True))
    return other.id, uid


def test_who_removes_a_calendar_is_told_how_many_guests_would_not_hear_of_it(desk, elsewhere):
    calendar_id, _uid = elsewhere
    other = [each.id for each in list_calendars(desk.store) if each.id != calendar_id]
    assert at_stake(desk.store, [calendar_id], host=desk.host, now=desk.now) == (1, 2)
    assert at_stake(desk.store, other, host=desk.host, now=desk.now) == (0, 0)


def test_a_calendar_goes_without_a_word_where_nobody_is_to_be_told(desk, elsewhere):
    calendar_id, uid = elsewhere
    sent(desk)
    done = remove_calendar(desk.store, calendar_id, now=desk.now)
    assert (done.told, waiting(desk), desk.show(uid).status) == ((), [], CallStatus.CANCELLED)
    take_back(desk, done)
    assert (waiting(desk), desk.show(uid).status, desk.show(uid).sequence) == ([], CallStatus.BOOKED, 0)


def test_guests_of_a_calendar_that_goes_hear_that_their_call_is_off_and_are_asked_again(desk, elsewhere):
    calendar_id, uid = elsewhere
    sent(desk)
    done = remove_calendar(desk.store, calendar_id, now=desk.now, host=desk.host)
    assert done.told == ("Cara Hill", "Dan")
    assert waiting(desk) == [("CANCEL", CARA.email, 1), ("CANCEL", DAN.email, 1)]
    sent(desk)
    back = take_back(desk, done)
    assert (back.told, desk.show(uid).status) == (("Cara Hill", "Dan"), CallStatus.BOOKED)
    assert waiting(desk) == [("REQUEST", CARA.email, 2), ("REQUEST", DAN.email, 2)]
    assert sequences(desk.text(uid)) == {"": 2}
    sent(desk)
    take_back(desk, back)
    assert waiting(desk) == [("CANCEL", CARA.email, 3), ("CANCEL", DAN.email, 3)]


def test_a_calendar_that_is_back_before_anybody_heard_of_it_is_as_it_was(desk, elsewhere):
    by_smtp(desk)
    calendar_id, uid = elsewhere
    sent(desk)
    before = desk.text(uid)
    take_back(desk, remove_calendar(desk.store, calendar_id, now=desk.now, host=desk.host))
    assert (desk.text(uid), waiting(desk)) == (before, [])


def test_a_server_that_is_let_go_of_with_its_calendars_calls_off_what_was_to_come(desk, elsewhere):
    calendar_id, uid = elsewhere
    with desk.store.write() as unit:
        unit.sync.save_account(DavAccount("account", "https://cloud.test/", "anna", Auth.BASIC))
        unit.sync.save_collection(DavCollection(calendar_id, "account", "https://cloud.test/calls/"))
    sent(desk)
    assert account_at_stake(desk.store, "account", host=desk.host, now=desk.now) == (1, 2)
    done = disconnect(desk.store, SecretsInMemory(), "account", now=desk.now, keep_calendars=False, host=desk.host)
    assert done.told == ("Cara Hill", "Dan")
    assert waiting(desk) == [("CANCEL", CARA.email, 1), ("CANCEL", DAN.email, 1)]
    sent(desk)
    assert take_back(desk, done).told == ("Cara Hill", "Dan")
    assert waiting(desk) == [("REQUEST", CARA.email, 2), ("REQUEST", DAN.email, 2)]
    assert sequences(desk.text(uid)) == {"": 2}


def test_a_calendar_of_many_invitations_is_asked_no_more_than_one_of_few(desk, elsewhere, statements):
    calendar_id, _uid = elsewhere

    def asked() -> int:
        statements.clear()
        assert at_stake(desk.store, [calendar_id], host=desk.host, now=desk.now) == (1, 2)
        return len(statements)

    def theirs(count: int) -> None:
        edits = [
            ObjectChange(
                calendar_id,
                f"theirs-{n}",
                None,
                invited(compose(details("Theirs"), f"theirs-{n}", now=desk.now), ("eva@acme.example", "Eva"), [ME]),
            )
            for n in range(count)
        ]
        with desk.store.write() as unit:
            write_objects(unit, edits, indexed_texts(edits), desk.now)

    theirs(1)
    before = asked()
    theirs(40)
    assert asked() == before
