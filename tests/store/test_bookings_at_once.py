"""Ten processes book one slot at once, on each of the two databases: one wins, nine are told where there is room."""

from __future__ import annotations

from datetime import UTC, datetime

from opiekun.domain.calls.outbox import Outgoing, Sending
from opiekun.domain.people import Account, Duty
from opiekun.mail.letters import MimeWriter
from opiekun.services.accounts import add_account, set_duty
from opiekun.services.calls.offering import offer
from opiekun.services.calls.reading import list_calls
from opiekun.services.slot_search import Asked

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
where, number, hour = sys.argv[1:]
store = open_store(where if "://" in where else Path(where), now=now)
guest = Guest(f"guest{number}@acme.example")
booking = Booking("acme", "assistance", datetime(2026, 3, 3, int(hour), tzinfo=UTC), (guest,), "anna")
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
    told = at_once([start_program(BOOK, desk.where, number, 9) for number in range(10)])
    [call] = list_calls(store)
    assert told == sorted([f"booked {call.uid}", *[REFUSED] * 9])
    with store.read() as unit:
        assert [each.uid for each in unit.calendars.texts()] == [call.uid]
        letters = unit.mail.letters([Sending.WAITING])
    assert [letter.to for letter in letters if letter.kind is Outgoing.REQUEST] == [call.guests[0].email]


def test_of_eight_processes_that_fill_a_day_at_once_no_more_win_than_it_takes(desk, store, start_program):
    """The standard type takes four a day, and no two of these starts are in each other's way."""
    set_duty(store, "acme", Duty.DEDICATED, "anna", now=datetime(2026, 3, 1, tzinfo=UTC))
    told = at_once([start_program(BOOK, desk.where, number, 8 + number) for number in range(8)])
    assert [line.split()[0] for line in told] == ["booked"] * 4 + ["refused"] * 4
    assert all("as many calls of this type as a day takes: 4" in line for line in told[4:])
    assert len(list_calls(store)) == 4


def test_a_time_on_offer_is_kept_from_the_other_processes(desk, store, start_program):
    set_duty(store, "acme", Duty.DEDICATED, "anna", now=datetime(2026, 3, 1, tzinfo=UTC))
    now, start = datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC)
    add_account(store, Account("", "Beta"))
    asked = Asked("Beta", "assistance", "anna")
    set_duty(store, "Beta", Duty.DEDICATED, "anna", now=datetime(2026, 3, 1, tzinfo=UTC))
    offer(store, MimeWriter(), asked, [start], start, now=now)
    told = at_once([start_program(BOOK, desk.where, number, 9) for number in range(2)])
    assert all(line.startswith("refused") and "Offered: Assistance · Beta" in line for line in told)
    assert list_calls(store) == []


def at_once(programs):
    """What the programs said that were let go at the same time, sorted."""
    for process in programs:
        assert process.stdout.readline() == "ready\n"
    for process in programs:
        process.stdin.write("\n")
        process.stdin.flush()
    return sorted(process.stdout.read().strip() for process in programs)
