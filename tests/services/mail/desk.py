"""A desk that holds review calls, and the messages that its guests send."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from opiekun.domain.invitations.organizing import invited
from opiekun.domain.people import Account, Contact
from opiekun.mail.letters import MimeWriter
from opiekun.mail.reading import read_messages
from opiekun.services.calendars import default_calendar
from opiekun.services.done import ObjectChange
from opiekun.services.mail.process import process
from opiekun.services.mail.telling import tell
from opiekun.services.object_writer import indexed_texts, write_objects

NOW = datetime(2026, 6, 16, 8, 0, tzinfo=UTC)
ME = "anna@desk.test"
ANN, BOB = "ann@acme.test", "bob@acme.test"
LETTERS = MimeWriter()

EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260616T070000Z\r\n"
    "SEQUENCE:{sequence}\r\nDTSTART:20260701T090000Z\r\nDTEND:20260701T093000Z\r\nSUMMARY:Review\r\n{more}"
    "X-OPIEKUN-PURPOSE:CALL\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def call_text(uid="call-1", sequence=2, guests=((ANN, "Ann"),), more=""):
    """The text of a call of ours."""
    return invited(EVENT.format(uid=uid, sequence=sequence, more=more), (ME, "Anna"), guests)


def write(store, before, after, *, now=NOW, letters=LETTERS):
    """Write the event as its editors do, and tell its guests; the answer is the letters that will be sent."""
    text = after or before
    uid = next(line.partition(":")[2] for line in text.splitlines() if line.startswith("UID:"))
    with store.write() as unit:
        change = ObjectChange(default_calendar(unit).id, uid, before, after)
        write_objects(unit, [change], indexed_texts([change]), now)
        return tell(unit, letters, before, after, now=now)


def text_of(store, uid="call-1"):
    """The event as it stands, None where there is none."""
    with store.read() as unit:
        return next((each.text for each in unit.calendars.named(uid)), None)


def acme(store, language="pl", zone="Europe/Warsaw"):
    """The account of the guests."""
    with store.write() as unit:
        unit.people.save_account(Account("acme", "Acme", timezone=zone))
        unit.people.save_contact(Contact("c-ann", "acme", "Ann Nowak", ANN, language=language))


AT_NINE = "DTSTART:20260701T090000Z\r\nDTEND:20260701T093000Z\r\n"


def itip(
    method, *, uid="call-1", sequence=2, stamp="20260616T073000Z", people="", times=AT_NINE, organizer=ME, more=""
):
    """A message's calendar."""
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Guest//EN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n"
        f"DTSTAMP:{stamp}\r\nSEQUENCE:{sequence}\r\n{times}"
        f"SUMMARY:Review\r\nORGANIZER:mailto:{organizer}\r\n{people}{more}END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def reply(answer, who=ANN, **told):
    """A guest's answer."""
    return itip("REPLY", people=f"ATTENDEE;PARTSTAT={answer}:mailto:{who}\r\n", **told)


def mail(calendar, sender=ANN, method=None):
    """The e-mail that carries a calendar."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, ME, "About the call"
    message["Message-ID"] = "<m@guest.test>"
    message.set_content("Words")
    method = method or next(line[7:] for line in calendar.splitlines() if line.startswith("METHOD:"))
    message.add_alternative(calendar, subtype="calendar", params={"method": method}, cte="base64")
    return message.as_bytes()


def received(store, calendar, sender=ANN, *, now=NOW, method=None):
    """The one entry of what came by mail."""
    (entry,) = process(
        store,
        read_messages,
        mail(calendar, sender, method),
        "inbox",
        letters=LETTERS,
        me={ME},
        now=now + timedelta(minutes=1),
    )
    return entry
