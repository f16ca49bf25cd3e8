"""Mail in the store: letters, the ledger and what is remembered come back as they were kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.store.conftest import NOON

from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Position, Security
from opiekun.domain.calls.outbox import Edited, LedgerEntry, Letter, Memory, OpenProposal, Outgoing, Sending
from opiekun.domain.invitations.verdicts import AnswerKey, Change, ChangeOf, Edition, Proposal, Verdict
from opiekun.domain.sync.told import Told

LETTER = Letter("<1@desk>", "told", Outgoing.REQUEST, "ann@acme.test", "call-1", 2, "Żółw", b"\x00\xff\r\n", NOON)
ENTRY = LedgerEntry(
    id="",
    at=NOON,
    source="answer.eml",
    sender="ann@acme.test",
    subject="Accepted",
    method="REPLY",
    uid="call-1",
    verdict=Verdict.HELD,
    changes=(Change(ChangeOf.PARTSTAT, "", "ann@acme.test", "needs-action", "accepted"),),
    reason=Told("{who} answers and is not invited; add or refuse.", {"who": "ann"}),
    raw=b"\xff\x00raw",
    digest="d1",
    edited=Edited("calendar", None, "after\x00"),
    memory=Memory({AnswerKey("ann", ""): Edition(2, "20260101T000000Z")}, {"": 2}, {"R": Edition(0, "")}),
)


def test_letters_come_back_oldest_first_and_change_by_their_message_id(store):
    second = replace(LETTER, message_id="<2@desk>", kind=Outgoing.CANCEL, recurrence_id="20260302T120000")
    stuck = replace(LETTER, state=Sending.STUCK, attempts=2, next_at=NOON, failure=Told("No {words}", {"words": "x"}))
    with store.write() as unit:
        for letter in (LETTER, second, stuck):
            unit.mail.save_letter(letter)
    with store.read() as unit:
        assert unit.mail.letters(list(Sending)) == [stuck, second]
        assert unit.mail.letters([Sending.WAITING]) == [second]
        assert unit.mail.letter("<1@desk>") == stuck
        assert unit.mail.letters_about("call-1", "ANN@acme.test") == [stuck, second]
        assert unit.mail.last_told("call-1", "ann@acme.test", "", [Outgoing.REQUEST, Outgoing.CANCEL]) == stuck
        assert unit.mail.last_told("call-2", "ann@acme.test", "", [Outgoing.REQUEST]) is None
    with store.write() as unit:
        unit.mail.drop_letter("<1@desk>")
        assert unit.mail.letter("<1@desk>") is None


def test_only_reminders_that_wait_are_dropped(store):
    waiting = replace(LETTER, kind=Outgoing.REMINDER)
    sent = replace(waiting, message_id="<2@desk>", state=Sending.SENT)
    other = replace(waiting, message_id="<3@desk>", to="bob@acme.test")
    with store.write() as unit:
        for letter in (waiting, sent, other):
            unit.mail.save_letter(letter)
        unit.mail.drop_reminders("call-1", "Ann@acme.test")
        assert unit.mail.letters(list(Sending)) == [sent, other]
        unit.mail.drop_reminders("call-1")
        assert unit.mail.letters(list(Sending)) == [sent]


def test_the_ledger_keeps_every_message_whole(store):
    with store.write() as unit:
        kept = unit.mail.save_entry(ENTRY)
        decided = unit.mail.save_entry(replace(kept, decided="accept", verdict=Verdict.APPLIED, raw=b""))
    with store.read() as unit:
        assert kept == replace(ENTRY, id=kept.id)
        assert unit.mail.entry(kept.id) == replace(decided, raw=ENTRY.raw)
        assert unit.mail.entries(5) == unit.mail.entries_of("d1") == [decided]
        assert unit.mail.undecided() == []
        assert [unit.mail.entry(none) for none in ("", "x", "99", "9" * 40)] == [None] * 4


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Europe/Bratislava")), datetime(2026, 3, 2, 9, 30, tzinfo=UTC)),
        (datetime(2026, 3, 2, 9), datetime(2026, 3, 2, 10)),  # noqa: DTZ001 - floating
        (date(2026, 3, 2), date(2026, 3, 3)),
    ],
)
def test_proposals_wait_until_they_are_dropped(store, start, end):
    proposal = Proposal("ann@acme.test", "", start, end, "Half an hour later?")
    with store.write() as unit:
        entry = unit.mail.save_entry(replace(ENTRY, verdict=Verdict.PROPOSAL))
        unit.mail.save_proposal(OpenProposal(entry.id, "call-1", proposal))
    with store.write() as unit:
        assert unit.mail.proposals() == unit.mail.proposals("call-1") == [OpenProposal(entry.id, "call-1", proposal)]
        assert unit.mail.proposals("call-2") == []
        assert [each.id for each in unit.mail.undecided()] == [entry.id]
        unit.mail.drop_proposal(entry.id)
        assert unit.mail.proposals() == unit.mail.undecided() == []


def test_what_is_remembered_of_an_event_is_replaced_and_forgotten(store):
    with store.write() as unit:
        unit.mail.remember("call-1", ENTRY.memory)
        unit.mail.remember("call-1", Memory({}, {"": 3}))
        assert unit.mail.memory("call-1") == Memory({}, {"": 3})
        unit.mail.remember("call-1", None)
        assert unit.mail.memory("call-1") is None


def test_another_mailbox_is_read_from_its_beginning(store):
    out, box = MailServer("smtp.test", 587, Security.STARTTLS, "u"), MailServer("imap.test", 993, Security.TLS, "u")
    with store.write() as unit:
        assert unit.mail.settings() == MailSettings()
        assert unit.mail.position() == Position()
        unit.mail.save_settings(MailSettings(out, box, "a@desk.test", "Anna"))
        unit.mail.save_position(Position(7, 12))
        unit.mail.save_settings(MailSettings(None, box, "b@desk.test"))
        assert unit.mail.position() == Position(7, 12)
        unit.mail.save_settings(MailSettings(out, replace(box, user="v"), "b@desk.test"))
        assert unit.mail.position() == Position()
        assert unit.mail.settings().incoming == replace(box, user="v")
