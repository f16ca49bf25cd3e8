"""Ten processes book one slot at once, on each of the two databases: one wins, nine are told where there is room."""

from __future__ import annotations

from datetime import UTC, datetime

from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.domain.people import Duty
from opiekun.services.accounts import set_duty
from opiekun.services.calls.reading import list_calls

BOOK = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from opiekun.domain.calls.calls import Guest
from opiekun.domain.errors import Refused
from opiekun.mail.letters import MimeWriter
from opiekun.services.calls.booking import Booking, book
from opiekun.store.opening import open_store

now = datetime(2026, 3, 2, 12, tzinfo=UTC)
where, number = sys.argv[1:]
store = open_store(where if "://" in where else Path(where), now=now)
guest = Guest(f"guest{number}@acme.example")
booking = Booking("acme", "assistance", datetime(2026, 3, 3, 9, tzinfo=UTC), (guest,), "anna")
print("ready")
sys.stdin.readline()
try:
    print("booked", book(store, MimeWriter(), booking, now=now).name)
except Refused as refusal:
    print("refused", refusal)
store.close()
"""

REFUSED = (
    "refused A call cannot be booked for 2026-03-03 10:00 (another call: Assistance · Acme Żółw); "
    "the nearest free slots are 2026-03-03 09:00, 2026-03-03 09:15, 2026-03-03 10:45."
)


def test_of_ten_processes_that_book_one_slot_at_once_one_wins(desk, store, start_program):
    set_duty(store, "acme", Duty.DEDICATED, "anna", now=datetime(2026, 3, 1, tzinfo=UTC))
    booking = [start_program(BOOK, desk.where, number) for number in range(10)]
    for process in booking:
        assert process.stdout.readline() == "ready\n"
    for process in booking:
        process.stdin.write("\n")
        process.stdin.flush()
    told = sorted(process.stdout.read().strip() for process in booking)
    [call] = list_calls(store)
    assert told == sorted([f"booked {call.uid}", *[REFUSED] * 9])
    with store.read() as unit:
        assert [each.uid for each in unit.calendars.texts()] == [call.uid]
        letters = unit.mail.letters([Sending.WAITING])
    assert [letter.to for letter in letters if letter.kind is Outgoing.REQUEST] == [call.guests[0].email]
