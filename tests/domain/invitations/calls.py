"""A call with guests, and messages about it, for the tests."""

from __future__ import annotations

from datetime import UTC, datetime

from opiekun.domain.invitations.messages import CalendarMessage

NOW = datetime(2026, 6, 9, 12, tzinfo=UTC)
AGENT, ANN, BOB, EVE = "agata@desk.example", "ann@acme.example", "bob@acme.example", "eve@other.example"

CALL = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Opiekun//Opiekun//EN
BEGIN:VEVENT
UID:call-1
DTSTAMP:20260609T100000Z
DTSTART:20260616T120000Z
DTEND:20260616T130000Z
SEQUENCE:2
ORGANIZER;CN=Agata:mailto:{AGENT}
ATTENDEE;CN=Ann;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;X-KEPT=1:mailto:Ann@acme.example
ATTENDEE;CN=Bob;PARTSTAT=ACCEPTED:mailto:{BOB}
SUMMARY:Review
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
SERIES = CALL.replace("SUMMARY", "RRULE:FREQ=WEEKLY;COUNT=4\r\nSUMMARY")


def message(
    method: str,
    *lines: str,
    sender: str = ANN,
    sequence: int | None = 2,
    stamp: str = "20260609T100500Z",
    organizer: str = AGENT,
    start: str = "20260616T120000Z",
    end: str = "20260616T130000Z",
    **envelope: str,
) -> CalendarMessage:
    """A message about the call, as a mail program writes it; ``lines`` are its ATTENDEE lines and others."""
    event = [
        "BEGIN:VEVENT",
        "UID:call-1",
        f"DTSTAMP:{stamp}",
        f"DTSTART:{start}",
        f"DTEND:{end}",
        *([f"SEQUENCE:{sequence}"] if sequence is not None else []),
        *([f"ORGANIZER:mailto:{organizer}"] if organizer else []),
        *lines,
        "SUMMARY:Review",
        "END:VEVENT",
    ]
    whole = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Acme//EN", f"METHOD:{method}", *event, "END:VCALENDAR", ""]
    return CalendarMessage("\r\n".join(whole), sender, **{"mime_method": method} | envelope)


def answer(partstat: str, who: str = ANN, parameters: str = "") -> str:
    """The line with which somebody answers."""
    return f"ATTENDEE;PARTSTAT={partstat}{parameters}:mailto:{who}"


def partstats(text: str) -> list[tuple[str, str]]:
    """Who answered what in each event of a text, in order."""
    unfolded = text.replace("\r\n ", "")
    found = []
    for line in unfolded.split("\r\n"):
        if line.startswith("ATTENDEE"):
            head, _, who = line.partition(":mailto:")
            found.append((who.lower(), head.partition("PARTSTAT=")[2].partition(";")[0]))
    return found
