"""A desk with a call, whose guests answer by mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.desktop.bench import TUESDAY_10, Bench
from tests.desktop.calendar.screen.conftest import statements
from tests.desktop.calendar.screen.desk import Desk

from opiekun.bootstrap import Program
from opiekun.desktop.mail.screen import AnswersScreen
from opiekun.domain.calendar.events import Details, EventPurpose
from opiekun.domain.calls.outbox import LedgerEntry, Letter, Outgoing, Sending
from opiekun.domain.invitations.organizing import invited
from opiekun.domain.sync.told import Told
from opiekun.services.done import ObjectChange
from opiekun.services.events import add_event
from opiekun.services.mail.known import addresses_of_agent
from opiekun.services.mail.process import process
from opiekun.services.object_writer import indexed_texts, write_objects

__all__ = ["statements"]

Until = Callable[..., None]
START = TUESDAY_10 + timedelta(days=1)
JANA = "jana@acme.example"


def book(program: Program) -> str:
    """A call with Jana; the answer is its UID."""
    details = Details("Review with Acme", START, START + timedelta(hours=1), purpose=EventPurpose.CALL)
    uid = add_event(program.store, details, now=TUESDAY_10).name
    with program.store.write() as unit:
        here = unit.calendars.named(uid)[0]
        text = invited(here.text, ("anna@example.com", "Anna Nowak"), [(JANA, "Jana Kráľová")])
        change = ObjectChange(here.calendar_id, uid, here.text, text)
        write_objects(unit, [change], indexed_texts([change]), TUESDAY_10)
    return uid


def reply(uid: str, partstat: str = "ACCEPTED", *, by: str = JANA, sender: str = JANA, method: str = "REPLY") -> bytes:
    """An e-mail in which a guest answers."""
    calendar = "\r\n".join(
        (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Test//EN",
            f"METHOD:{method}",
            "BEGIN:VEVENT",
            f"UID:{uid}",
            "DTSTAMP:20260616T070000Z",
            "DTSTART:20260617T090000Z",
            "DTEND:20260617T100000Z",
            "ORGANIZER:mailto:anna@example.com",
            f"ATTENDEE;PARTSTAT={partstat}:mailto:{by}",
            "SEQUENCE:0",
            "END:VEVENT",
            "END:VCALENDAR",
            "",
        )
    )
    head = (
        f"From: Jana <{sender}>\r\nTo: anna@example.com\r\nSubject: {partstat.title()}: Review with Acme\r\n"
        f"Message-ID: <{partstat}.{sender}@test>\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: text/calendar; method={method}; charset=UTF-8\r\n\r\n"
    )
    return (head + calendar).encode()


def came(program: Program, raw: bytes) -> tuple[LedgerEntry, ...]:
    """That message came by mail."""
    with program.store.read() as unit:
        agent = unit.people.agents()[0]
    return process(
        program.store,
        program.read_messages,
        raw,
        "INBOX",
        letters=program.letter_writer,
        me=addresses_of_agent(program.store, agent.id),
        now=TUESDAY_10,
    )


def stuck(program: Program, message_id: str = "<1@test>") -> None:
    """A letter that the server would not have."""
    letter = Letter(
        message_id,
        message_id,
        Outgoing.REQUEST,
        JANA,
        "u",
        0,
        "Review with Acme",
        b"",
        TUESDAY_10,
        Sending.STUCK,
        3,
        failure=Told("The message holds no calendar object."),
    )
    with program.store.write() as unit:
        unit.mail.save_letter(letter)


@pytest.fixture
def uid(bench: Bench) -> str:
    return book(bench.program)


@pytest.fixture
def desk(bench: Bench, uid: str, until: Until) -> Iterator[Desk]:
    made = Desk(bench, until)
    yield made
    made.close()


def opened(desk: Desk) -> AnswersScreen:
    desk.press("Ctrl+4")
    screen = desk.window.findChild(AnswersScreen)
    assert isinstance(screen, AnswersScreen)
    desk.settle()
    return screen


def saved(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path
