"""An account with people, whose calls are booked in a window that does all that the real one does."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.calendar.screen.desk import Desk, fill

from opiekun.desktop.calls.panel import BookingPanel
from opiekun.domain.calendar.events import Details
from opiekun.domain.calls.calls import Call
from opiekun.domain.people import Account, Contact, Duty
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.accounts import add_account, found_account, save_contact, set_duty
from opiekun.services.actions import add_request
from opiekun.services.calls.reading import list_calls
from opiekun.services.events import add_event


@dataclass
class Booking:
    """A desk with its panel."""

    desk: Desk

    def open(self) -> BookingPanel:
        self.desk.press("Ctrl+B")
        return self.panel

    @property
    def panel(self) -> BookingPanel:
        return self.desk.composition.calls.panel

    def add(self, details: Details) -> None:
        """Something takes that time, behind the window's back."""
        add_event(self.desk.bench.program.store, details, now=TUESDAY_10)

    @property
    def calls(self) -> list[Call]:
        """What is booked."""
        return list_calls(self.desk.bench.program.store)


@pytest.fixture
def booking(bench: Bench, until: Callable[..., None]) -> Iterator[Booking]:
    store = bench.program.store
    fill(bench)
    add_account(store, Account("", "Acme", timezone="America/New_York", language="pl"))
    with store.read() as unit:
        account = found_account(unit, "Acme")
    for name, email in (("Cara Hill", "cara@acme.example"), ("Bob Ray", "bob@acme.example")):
        save_contact(store, Contact("", account.id, name, email))
    set_duty(store, "Acme", Duty.DEDICATED, "Anna Nowak", now=TUESDAY_10)
    add_request(store, account="Acme", subject="Slow list", severity=Severity.REQUEST, channel=Channel.EMAIL,
                now=TUESDAY_10)  # fmt: skip
    desk = Desk(bench, until)
    yield Booking(desk)
    desk.close()
