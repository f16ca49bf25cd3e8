"""Around a call: its brief, what became of it, requests that follow, and what is done when it cannot be held."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.services.calls.conftest import PLAIN, at

from opiekun.domain.calendar.reading import details_of
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.people import Agent, Duty
from opiekun.domain.slots.bars import WhyNot
from opiekun.domain.timeline import Channel, EventKind, Severity
from opiekun.services.accounts import save_agent, set_duty
from opiekun.services.actions import add_request, log_event
from opiekun.services.call_types import save_call_type
from opiekun.services.calls.brief import brief, follow_up
from opiekun.services.calls.changes import Decision, Remedy, concerned, rearrange, ways_out
from opiekun.services.calls.changing import cancel, move
from opiekun.services.calls.coming import untold_calls
from opiekun.services.calls.outcome import note, tell_outcome
from opiekun.services.calls.placing import NotBookable
from opiekun.services.calls.reading import list_calls
from opiekun.services.queue import open_queue, show_request
from opiekun.services.undo import undo

DAN = Guest("dan@acme.example")


def test_outcome_and_notes_are_kept_and_taken_back_and_stay_out_of_the_event(desk):
    uid = desk.book(at(17, 9)).name
    text = desk.text(uid)
    note(desk.store, uid, " They were late. ")
    done = tell_outcome(desk.store, uid, CallStatus.NO_SHOW)
    assert (desk.show(uid).notes, desk.show(uid).status) == ("They were late.", CallStatus.NO_SHOW)
    assert desk.text(uid) == text
    with pytest.raises(Refused, match="is over"):
        move(desk.store, desk.letters, uid, at(17, 11), now=desk.now)
    undo(desk.store, done.undo, now=desk.now, host=desk.host)
    assert (desk.show(uid).notes, desk.show(uid).status) == ("They were late.", CallStatus.BOOKED)
    with pytest.raises(InvalidInput):
        note(desk.store, uid, "x" * 60_000)
    with pytest.raises(Refused):
        tell_outcome(desk.store, uid, CallStatus.CANCELLED)


def test_notes_that_are_taken_back_leave_the_outcome_alone_and_the_other_way_round(desk):
    uid = desk.book(at(17, 9)).name
    noted = note(desk.store, uid, "Early")
    told = tell_outcome(desk.store, uid, CallStatus.HELD)
    undo(desk.store, noted.undo, now=desk.now, host=desk.host)
    assert (desk.show(uid).notes, desk.show(uid).status) == ("", CallStatus.HELD)
    again = note(desk.store, uid, "Later")
    undo(desk.store, told.undo, now=desk.now, host=desk.host)
    assert (desk.show(uid).notes, desk.show(uid).status) == ("Later", CallStatus.BOOKED)
    cancel(desk.store, desk.letters, uid, now=desk.now)
    undo(desk.store, again.undo, now=desk.now, host=desk.host)
    assert (desk.show(uid).notes, desk.show(uid).status) == ("", CallStatus.CANCELLED)
    noted = note(desk.store, uid, "First")
    note(desk.store, uid, "Second")
    with pytest.raises(Refused, match="changed since"):
        undo(desk.store, noted.undo, now=desk.now, host=desk.host)
    assert desk.show(uid).notes == "Second"


@pytest.mark.parametrize("outcome", [CallStatus.HELD, CallStatus.NO_SHOW, CallStatus.MOVED])
def test_what_became_of_a_call_gives_its_time_to_no_other_and_counts_for_the_limit_of_its_day(desk, outcome):
    uid = desk.book(at(17, 9)).name
    tell_outcome(desk.store, uid, outcome)
    with pytest.raises(NotBookable) as refused:
        desk.book(at(17, 9))
    assert [each.why for each in refused.value.reasons] == [WhyNot.BOOKED]
    assert at(17, 9) not in refused.value.nearest
    save_call_type(desk.store, replace(PLAIN, per_day=1))
    with pytest.raises(NotBookable) as refused:
        desk.book(at(17, 11))
    assert [each.why for each in refused.value.reasons] == [WhyNot.DAY_FULL]


def test_the_brief_has_what_is_open_and_the_last_calls(desk):
    first, second = (desk.book(at(day, 9)).name for day in (17, 18))
    note(desk.store, first, "Went well")
    for subject in ("Slow", "Done with"):
        add_request(
            desk.store, account="Acme", subject=subject, severity=Severity.HIGH, channel=Channel.EMAIL, now=desk.now
        )
    log_event(desk.store, "R-2", EventKind.RESOLVED, now=desk.now)
    told = brief(desk.store, second)
    assert (told.call.uid, told.account.name) == (second, "Acme")
    assert [row.subject for row in told.open_requests] == ["Slow"]
    assert told.open_requests[0].due_at is not None
    assert [(call.uid, call.notes) for call in told.last_calls] == [(first, "Went well")]
    assert [contact.name for contact in told.contacts] == ["Cara Hill"]


def test_a_request_follows_from_a_call(desk):
    uid = desk.book(at(17, 9)).name
    done = follow_up(desk.store, uid, "Export is broken", severity=Severity.HIGH, now=desk.now)
    with desk.store.read() as unit:
        request = unit.requests.find(done.name).request
    assert (request.subject, request.contact_email, request.severity) == ("Export is broken", "cara@acme.example", 2)
    view = show_request(desk.store, done.name, now=desk.now)
    assert (view.after_call.uid, view.account.name, view.assignee.name) == (uid, "Acme", "Anna")
    [row] = open_queue(desk.store, desk.agent_id)
    assert row.subject == "Export is broken"
    undo(desk.store, done.undo, now=desk.now)
    assert open_queue(desk.store, desk.agent_id) == []


def test_a_request_from_a_call_in_the_evening_owes_no_call_back(desk):
    uid = desk.book(at(17, 9)).name
    done = follow_up(desk.store, uid, "Export is broken", now=at(17, 20))
    assert show_request(desk.store, done.name, now=at(17, 20)).file.standing.callback_since is None


def letters(desk):
    with desk.store.read() as unit:
        return [(each.kind, each.to, each.sequence) for each in unit.mail.letters([Sending.WAITING])]


def test_the_calls_of_a_stretch_are_moved_and_called_off_in_one_go(desk):
    one, two, three = (desk.book(at(17, hour), DAN).name for hour in (9, 10, 11))
    later = desk.book(at(18, 9)).name
    assert [call.uid for call in concerned(desk.store, at(17, 0), at(18, 0))] == [one, two, three]
    [first, *_] = ways_out(desk.store, at(17, 0), at(18, 0), now=desk.now)
    assert first.starts[:3] == (at(18, 10), at(18, 10.5), at(18, 11))
    decisions = {
        one: Decision(Remedy.MOVE),
        two: Decision(Remedy.MOVE, at(18, 12)),
        three: Decision(Remedy.CANCEL),
    }
    rearrange(desk.store, desk.letters, decisions, at(18, 0), now=desk.now)
    assert [desk.show(uid).start for uid in (one, two, later)] == [at(18, 10), at(18, 12), at(18, 9)]
    assert desk.show(three).status is CallStatus.CANCELLED


def test_of_a_change_that_cannot_be_made_whole_nothing_is_made(desk):
    one, two = (desk.book(at(17, hour)).name for hour in (9, 10))
    before = letters(desk)
    decisions = {one: Decision(Remedy.CANCEL), two: Decision(Remedy.COVER)}
    with pytest.raises(Refused, match="no cover"):
        rearrange(desk.store, desk.letters, decisions, at(18, 0), now=desk.now)
    assert [call.status for call in list_calls(desk.store)] == [CallStatus.BOOKED] * 2
    assert letters(desk) == before


def test_the_cover_takes_a_call_over_and_the_agent_is_free(desk):
    save_agent(desk.store, Agent("", "Bert", "bert@desk.example"))
    set_duty(desk.store, "Acme", Duty.COVER, "Bert", now=desk.now)
    uid = desk.book(at(17, 9)).name
    [done] = rearrange(desk.store, desk.letters, {uid: Decision(Remedy.COVER)}, at(18, 0), now=desk.now).each
    assert done.detail == "Bert"
    call = desk.show(uid)
    with desk.store.read() as unit:
        assert unit.people.agent(call.agent_id).name == "Bert"
    assert [guest.email for guest in call.guests] == ["cara@acme.example", "bert@desk.example"]
    assert details_of(desk.text(uid), "").description.endswith("The call is held by Bert.")
    told = {kind for kind, to, _ in letters(desk) if to == "bert@desk.example"}
    assert told == {Outgoing.REQUEST, Outgoing.REMINDER}
    desk.book(at(17, 9), DAN)


def test_of_a_call_that_is_moved_the_outcome_is_told_before_its_new_time_is_known(desk):
    uid = desk.book(at(17, 9)).name
    late = at(17, 9.5)
    tell_outcome(desk.store, uid, CallStatus.MOVED)
    moved = move(desk.store, desk.letters, uid, at(18, 9), now=late)
    assert (desk.show(uid).start, desk.show(uid).status) == (at(18, 9), CallStatus.BOOKED)
    desk.book(at(17, 11), DAN)
    undo(desk.store, moved.undo, now=late, host=desk.host)
    assert (desk.show(uid).start, desk.show(uid).status) == (at(17, 9), CallStatus.MOVED)


def test_whoever_called_off_a_call_by_mistake_has_it_back_although_it_could_not_be_booked_so_late(desk):
    uid = desk.book(at(17, 9)).name
    save_call_type(desk.store, replace(PLAIN, notice=24 * 60))
    just_before = at(17, 8.75)
    moved = move(desk.store, desk.letters, uid, at(19, 9), now=just_before)
    undo(desk.store, moved.undo, now=just_before, host=desk.host)
    off = cancel(desk.store, desk.letters, uid, now=just_before)
    undo(desk.store, off.undo, now=just_before, host=desk.host)
    assert (desk.show(uid).start, desk.show(uid).status) == (at(17, 9), CallStatus.BOOKED)


def test_calls_that_are_over_are_asked_about_until_it_is_told_what_became_of_them(desk):
    first, second, later = (desk.book(at(17, hour), DAN).name for hour in (9, 10, 12))
    found = untold_calls(desk.store, desk.agent_id, now=at(17, 11))
    assert ([each.uid for each in found.calls], found.next_end) == ([first, second], int(at(17, 13).timestamp()))
    tell_outcome(desk.store, first, CallStatus.HELD)
    cancel(desk.store, desk.letters, later, now=desk.now)
    found = untold_calls(desk.store, desk.agent_id, now=at(17, 11))
    assert ([each.uid for each in found.calls], found.next_end) == ([second], None)
