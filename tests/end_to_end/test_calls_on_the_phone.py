"""A call that is booked, moved on the agent's phone and deleted there, with a real calendar server in between."""

from __future__ import annotations

import re

import pytest
from tests.end_to_end.conftest import Terminal
from tests.servers.events import event
from tests.servers.fixtures import CalendarSite

NOW = ("--now", "2026-06-16T10:00:00+02:00")
BOOK = ("call", "book", "--account", "Acme", "--type", "assistance", "--guest", "Cara <cara@acme.example>")


class Office:
    """The terminal at one instant, and the phone."""

    def __init__(self, terminal: Terminal, site: CalendarSite, path: str) -> None:
        self.terminal, self.site, self.path = terminal, site, path

    def told(self, *arguments: str) -> object:
        return self.terminal.told(*NOW, *arguments)

    def run(self, *arguments: str, stdin: str = "") -> str:
        ended = self.terminal.run(*NOW, *arguments, stdin=stdin)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.strip()

    def outbox(self) -> list[tuple[str, str, int]]:
        letters = self.told("mail", "outbox")
        return [(each["method"], each["to"], each["sequence"]) for each in letters if each["method"] != "REMINDER"]

    @property
    def href(self) -> str:
        """The one resource that the server has."""
        (href,) = self.site.phone.listed(self.path)
        return href


@pytest.fixture
def office(calendar_site: CalendarSite, terminal: Terminal) -> Office:
    """Anna's desk, whose calls stand in a calendar on the server."""
    path = calendar_site.calendar()
    made = Office(terminal, calendar_site, path)
    terminal.environment["OPIEKUN_SECRET_CALDAV"] = calendar_site.password
    made.run("setup", "--name", "Anna", "--email", "anna@desk.example")
    made.run("account", "add", "--name", "Acme")
    who = ("--user", calendar_site.user, "--password-stdin")
    made.run("calendar", "connect", calendar_site.url, *who, stdin=calendar_site.password)
    name = next(each["name"] for each in made.told("calendar", "calendars") if not each["default"])
    made.run("calendar", "set", name, "--default")
    return made


def test_a_call_follows_the_phone_and_its_guest_is_told_once(office: Office) -> None:
    uid = office.run(*BOOK, "--start", "2026-06-17T09:00:00+02:00")
    office.told("sync")
    there = office.site.phone.get(office.href)
    assert there is not None
    office.site.phone.put(office.href, re.sub(r"(DT(?:START|END)[^:]*:2026061)7T", r"\g<1>8T", there))
    office.told("sync")
    call = office.told("call", "show", uid)
    assert (call["start"], call["sequence"]) == ("2026-06-18T07:00:00Z", 1)
    assert office.outbox() == [("REQUEST", "cara@acme.example", 1)]
    assert "SEQUENCE:1" in (office.site.phone.get(office.href) or "")
    (report,) = office.told("sync")["collections"]
    assert (report["downloaded"], report["uploaded"], report["requests"]) == (0, 0, 1)
    assert office.outbox() == [("REQUEST", "cara@acme.example", 1)]
    deleted = office.href
    office.site.phone.put(f"{office.path}another.ics", event("another"))  # an emptied calendar would be asked about
    office.told("sync")
    office.site.phone.delete(deleted)
    office.told("sync")
    assert office.told("call", "show", uid)["status"] == "cancelled"
    assert [each[0] for each in office.outbox()] == ["CANCEL"]
    office.run(*BOOK, "--start", "2026-06-18T09:00:00+02:00")
