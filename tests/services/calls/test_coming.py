"""Which calls come, and that each is told of once before it, whatever restarts."""

from __future__ import annotations

from tests.services.calls.conftest import at
from tests.services.events import ZONE

from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.instants import utc_datetime
from opiekun.services.calls.changing import cancel, move
from opiekun.services.calls.coming import claim_brief, coming_calls
from opiekun.services.calls.outcome import tell_outcome

DAN = Guest("dan@acme.example")


def coming(desk, now, until):
    found = coming_calls(desk.store, desk.agent_id, ZONE, now=now, until=until)
    return [(each.uid, utc_datetime(each.start)) for each in found]


def test_what_is_booked_comes_and_neither_what_is_over_nor_what_is_called_off_nor_anothers(desk):
    first, second, third, off, told = (desk.book(at(17, hour), DAN).name for hour in (9, 10, 11, 12, 13))
    cancel(desk.store, desk.letters, off, now=desk.now)
    tell_outcome(desk.store, told, CallStatus.HELD)
    move(desk.store, desk.letters, first, at(17, 14), now=desk.now)
    assert coming(desk, at(17, 10.5), at(18, 0)) == [(second, at(17, 10)), (third, at(17, 11)), (first, at(17, 14))]
    assert coming(desk, at(17, 11), at(17, 12)) == [(third, at(17, 11))]
    assert coming_calls(desk.store, "somebody else", ZONE, now=at(17, 0), until=at(18, 0)) == ()


def test_a_brief_is_told_once_and_again_where_the_call_has_moved(desk):
    uid = desk.book(at(17, 9)).name
    [call] = coming_calls(desk.store, desk.agent_id, ZONE, now=desk.now, until=at(18, 0))
    assert claim_brief(desk.store, desk.agent_id, call, now=desk.now).call.uid == uid
    assert claim_brief(desk.store, desk.agent_id, call, now=desk.now) is None
    move(desk.store, desk.letters, uid, at(17, 11), now=desk.now)
    [moved] = coming_calls(desk.store, desk.agent_id, ZONE, now=desk.now, until=at(18, 0))
    assert claim_brief(desk.store, desk.agent_id, moved, now=desk.now).call.start == at(17, 11)
