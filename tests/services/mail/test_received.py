"""What guests send from addresses of their own, what is taken back after more came, and what is kept of it all."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.services.mail.desk import ANN, BOB, LETTERS, ME, NOW, acme, call_text, itip, mail, received, reply, text_of
from tests.services.mail.desk import write as written

from opiekun.domain.calls.calls import CallRecord
from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.domain.errors import Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.invitations.organizing import called_off, rescheduled
from opiekun.domain.people import Agent, Contact
from opiekun.mail.reading import read_messages
from opiekun.services.mail.decide import Decision, decide
from opiekun.services.mail.fetch import Reading
from opiekun.services.mail.process import process
from opiekun.services.mail.taking_back import undo_entry

READING = Reading(read_messages, LETTERS, {ME})

BOTH = ((ANN, "Ann"), (BOB, "Bob"))
START = datetime.fromisoformat("2026-07-01T09:00:00+00:00")


def know(store, *contacts):
    acme(store)
    with store.write() as unit:
        for number, (name, email) in enumerate(contacts):
            unit.people.save_contact(Contact(f"c-{number}", "acme", name, email))


def proposal(who):
    times = "DTSTART:20260701T120000Z\r\nDTEND:20260701T123000Z\r\n"
    return itip("COUNTER", people=f"ATTENDEE:mailto:{who}\r\n", times=times)


@pytest.mark.parametrize("sender", ["ann.nowak@home.test", "ANN+calls@acme.test"])
def test_a_guest_may_answer_from_another_address_of_his(store, sender):
    know(store, ("Ann NOWAK", "Ann.Nowak@home.test"))
    written(store, None, call_text(guests=BOTH))
    assert received(store, reply("ACCEPTED"), sender).verdict.value == "applied"
    entry = received(store, proposal(ANN), sender)
    assert entry.verdict.value == "proposal"
    with store.read() as unit:
        assert [each.proposal.who for each in unit.mail.proposals()] == [ANN]
    assert received(store, itip("REFRESH", people=f"ATTENDEE:mailto:{ANN}\r\n"), sender).verdict.value == "applied"


def test_a_guest_who_asks_for_what_is_off_is_told_so(store):
    written(store, None, call_text())
    written(store, text_of(store), called_off(text_of(store), "", now=NOW))
    for stamp in ("20260616T074000Z", "20260616T074100Z"):
        received(store, itip("REFRESH", people=f"ATTENDEE:mailto:{ANN}\r\n", stamp=stamp))
        with store.read() as unit:
            assert [each.kind for each in unit.mail.letters([Sending.WAITING])] == [Outgoing.CANCEL]


@pytest.mark.parametrize("sender", ["bob@home.test", "an+n@acme.test", "ann@acme.test.evil.test", "+@acme.test"])
def test_nobody_else_may(store, sender):
    know(store, ("Bob", "bob@home.test"), ("Bob", BOB), ("", "ann@home.test"))
    written(store, None, call_text(guests=BOTH))
    assert received(store, reply("ACCEPTED"), sender).verdict.value == "held"


def test_what_one_guest_answered_is_taken_back_and_what_came_since_stays(store):
    written(store, None, call_text(guests=BOTH))
    of_ann = received(store, reply("ACCEPTED"))
    of_bob = received(store, reply("DECLINED", BOB), BOB)
    undo_entry(store, of_ann.id, READING, now=NOW)
    text = text_of(store).replace("\r\n ", "")
    assert ("PARTSTAT=ACCEPTED" in text, "PARTSTAT=DECLINED" in text) == (False, True)
    undo_entry(store, of_bob.id, READING, now=NOW)
    assert text_of(store).count("PARTSTAT=NEEDS-ACTION") == 2
    assert received(store, reply("ACCEPTED")).verdict.value == "applied"


def test_what_was_decided_of_a_held_answer_is_taken_back_and_decided_again(store):
    written(store, None, call_text(guests=BOTH))
    held = received(store, reply("ACCEPTED", BOB), ANN)
    for decision, accepted in ((Decision.ACCEPT, True), (Decision.REFUSE, False), (Decision.ACCEPT, True)):
        decide(store, held.id, decision, READING, now=NOW)
        assert ("PARTSTAT=ACCEPTED" in text_of(store)) is accepted
        again = undo_entry(store, held.id, READING, now=NOW)
        assert (again.verdict.value, again.decided, again.undone) == ("held", "", False)
        assert "PARTSTAT=ACCEPTED" not in text_of(store)


def test_what_was_answered_anew_since_is_not_taken_back(store):
    written(store, None, call_text(guests=BOTH))
    first = received(store, reply("ACCEPTED"))
    received(store, reply("DECLINED", stamp="20260616T074000Z"))
    with pytest.raises(Refused, match="changed since"):
        undo_entry(store, first.id, READING, now=NOW)


def test_who_accepts_after_all_is_reminded_again(store):
    acme(store)
    text = call_text(guests=BOTH)
    with store.write() as unit:
        unit.people.save_agent(Agent("anna", "Anna"))
        start = utc_seconds(START)
        unit.calls.save(CallRecord("call-1", "acme", "anna", "training", "Review", start, start + 1800))
    written(store, None, text)

    def reminded():
        with store.read() as unit:
            waiting = unit.mail.letters([Sending.WAITING])
        return sorted(each.to for each in waiting if each.kind is Outgoing.REMINDER)

    assert set(reminded()) == {ANN, BOB}
    before = reminded()
    received(store, reply("DECLINED"))
    assert set(reminded()) == {BOB}
    received(store, reply("TENTATIVE", stamp="20260616T074000Z"))
    assert reminded() == before


def test_messages_of_long_ago_are_let_go_of_and_can_still_be_taken_back(store):
    written(store, None, call_text(guests=BOTH))
    applied, held = received(store, reply("ACCEPTED")), received(store, reply("ACCEPTED", BOB), ANN)
    proposed = received(store, proposal(ANN))
    refused = received(store, reply("ACCEPTED", sequence=9))
    with store.write() as unit:
        unit.mail.drop_messages(NOW + timedelta(days=1))
        kept = {each.id: bool(unit.mail.entry(each.id).raw) for each in (applied, held, proposed, refused)}
    assert kept == {applied.id: False, held.id: True, proposed.id: True, refused.id: False}
    assert received(store, reply("ACCEPTED")).verdict.value == "duplicate"
    undo_entry(store, applied.id, READING, now=NOW)
    assert "PARTSTAT=ACCEPTED" not in text_of(store)
    again = process(store, read_messages, mail(reply("ACCEPTED")), "inbox", letters=LETTERS, me={ME}, now=NOW)
    assert again[0].verdict.value == "applied"


def test_an_older_time_is_not_accepted_from_another_address_either(store):
    know(store, ("Ann Nowak", "ann@home.test"))
    text = call_text(guests=BOTH)
    written(store, None, text)
    written(store, text, rescheduled(text, "", START + timedelta(hours=1), START + timedelta(hours=2), now=NOW))
    assert received(store, reply("ACCEPTED"), "ann@home.test").verdict.value == "outdated"
