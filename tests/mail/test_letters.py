"""Letters about events: the shape that every client understands, in the recipient's language and zone."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.outbox import Envelope, Letter
from opiekun.domain.errors import InvalidInput
from opiekun.domain.invitations.messages import Partstat
from opiekun.mail.letters import MimeWriter
from opiekun.mail.reading import read_messages

NOW = datetime(2026, 6, 10, 8, tzinfo=UTC)
CALL = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Opiekun//Opiekun//EN
BEGIN:VEVENT
UID:call-1@desk.example
DTSTAMP:20260609T100500Z
DTSTART;TZID=Europe/Warsaw:20260616T140000
DTEND;TZID=Europe/Warsaw:20260616T150000
SEQUENCE:2
ORGANIZER;CN=Agata:mailto:agata@desk.example
ATTENDEE;PARTSTAT=ACCEPTED;CN="Łęcka, Ann";SCHEDULE-AGENT=CLIENT:mailto:Ann@acme.example
ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Bob:mailto:bob@acme.example
SUMMARY:Przegląd
DESCRIPTION:Agenda\\n1. Kolejka
URL:https://meet.example/abc
X-OPIEKUN-PURPOSE:CALL
X-OPIEKUN-NOTES:private
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT10M
END:VALARM
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")
WRITER = MimeWriter()


def envelope(**changed: str) -> Envelope:
    about = {"email": "bob@acme.example", "name": "Bob", "language": "pl", "zone": "Europe/Warsaw"} | changed
    guest = Guest(about["email"], about["name"], language=about["language"])
    return Envelope(about.get("by", "Agata"), "agata@desk.example", guest, about["zone"])


def opened(letter: Letter) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(letter.content, policy=default))


def part(letter: Letter, content_type: str) -> EmailMessage:
    (found,) = (each for each in opened(letter).walk() if each.get_content_type() == content_type)
    return cast("EmailMessage", found)


def every_letter() -> list[Letter]:
    to, times = envelope(), [(NOW.replace(hour=10), NOW.replace(hour=11))]
    return [
        WRITER.invitation(CALL, to, update=False, now=NOW),
        WRITER.cancellation(CALL, to, recurrence_id="", now=NOW),
        WRITER.answer(CALL, to, Partstat.ACCEPTED, recurrence_id="", comment="", now=NOW),
        WRITER.proposal(CALL, to, times[0], recurrence_id="", comment="Later?", now=NOW),
        WRITER.declined(CALL, to, WRITER.alternatives(times, to), recurrence_id="", now=NOW),
        WRITER.refresh(CALL, to, now=NOW),
    ]


def test_an_invitation_has_the_shape_that_every_client_understands() -> None:
    letter = WRITER.invitation(CALL, envelope(), update=False, now=NOW)
    types = [each.get_content_type() for each in opened(letter).walk()]
    assert types == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    calendar, attached = part(letter, "text/calendar"), part(letter, "application/ics")
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content_charset() == "utf-8"
    assert not calendar.is_attachment()
    assert attached.get_filename() == "invite.ics"
    assert attached.get_payload(decode=True) == calendar.get_payload(decode=True)
    assert (letter.uid, letter.sequence, letter.to) == ("call-1@desk.example", 2, "bob@acme.example")


def test_the_method_of_the_part_is_that_of_the_object() -> None:
    for letter in every_letter():
        (message,) = read_messages(letter.content)
        assert message.mime_method == letter.kind.value
        assert f"METHOD:{letter.kind.value}\r\n" in message.text
        assert message.sender == "agata@desk.example"


def test_what_is_the_agents_own_is_not_told() -> None:
    for letter in every_letter():
        (message,) = read_messages(letter.content)
        for own in ("X-OPIEKUN", "VALARM", "SCHEDULE-AGENT", "private"):
            assert own not in message.text
            assert own.encode() not in letter.content


def test_an_object_brings_the_zone_that_it_names() -> None:
    for letter in every_letter():
        (message,) = read_messages(letter.content)
        calendar = Calendar.from_ical(message.text)
        assert not calendar.get_missing_tzids()


def test_a_cancellation_and_an_answer_name_the_one_whom_they_concern() -> None:
    _, cancelled, answered, _, declined, _ = every_letter()
    for letter, who in (
        (cancelled, "bob@acme.example"),
        (answered, "agata@desk.example"),
        (declined, "bob@acme.example"),
    ):
        (event,) = Calendar.from_ical(read_messages(letter.content)[0].text).walk("VEVENT")
        assert str(event["ATTENDEE"]).lower() == f"mailto:{who}"


def test_it_is_told_in_the_recipients_language_and_zone() -> None:
    letter = WRITER.invitation(CALL, envelope(zone="America/New_York"), update=False, now=NOW)
    text = part(letter, "text/plain").get_content()
    assert letter.subject == "Zaproszenie: Przegląd"
    assert "wtorek, 16 czerwca 2026, 08:00–09:00 (America/New York)" in text
    assert "wtorek, 16 czerwca 2026, 14:00–15:00 (Europe/Warsaw)" in text
    english = WRITER.invitation(CALL, envelope(language="de"), update=True, now=NOW)
    assert english.subject == "Changed: Przegląd"
    assert part(english, "text/plain").get_content().count("Europe/Warsaw") == 1


def test_the_same_is_told_once_and_anything_else_again() -> None:
    def dedupe(text: str, **changed: str) -> str:
        return WRITER.invitation(text, envelope(**changed), update=False, now=NOW).dedupe

    later = WRITER.invitation(CALL, envelope(), update=False, now=NOW.replace(hour=9))
    assert later.dedupe == dedupe(CALL)
    assert later.message_id != WRITER.invitation(CALL, envelope(), update=False, now=NOW).message_id
    assert len({dedupe(CALL), dedupe(CALL.replace("Przegl", "Nowy")), dedupe(CALL, email="ann@acme.example")}) == 3


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_name_or_title_becomes_a_header_or_markup(title: str, name: str) -> None:
    hostile = f"x\r\nBcc: victim@acme.example\r\n<script>{title}"
    raw = hostile.replace("\\", "").replace("\r\n", "\\n").replace(";", "\\;").replace(",", "\\,")
    raw = "".join(sign for sign in raw if sign.isprintable())
    letter = WRITER.invitation(
        CALL.replace("SUMMARY:Przegląd", f"SUMMARY:{raw}"),
        envelope(name=f"{name}\r\nBcc: victim@acme.example", by=f"{name}\nTo: victim@acme.example"),
        update=False,
        now=NOW,
    )
    mail = opened(letter)
    assert mail["Bcc"] is None
    assert [str(each.addr_spec) for each in mail["To"].addresses] == ["bob@acme.example"]
    assert [str(each.addr_spec) for each in mail["From"].addresses] == ["agata@desk.example"]
    assert "<script" not in part(letter, "text/html").get_content().lower()
    assert "\n" not in letter.subject


@pytest.mark.parametrize("email", ["bob@acme.example\r\nBcc: x@y.example", "bob", "a@b, c@d", "<a@b>", ""])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(InvalidInput):
        WRITER.invitation(CALL, envelope(email=email), update=False, now=NOW)


def test_more_than_a_hundred_guests_are_refused() -> None:
    many = "".join(f"ATTENDEE:mailto:guest{number}@acme.example\r\n" for number in range(100))
    with pytest.raises(InvalidInput, match="100 guests"):
        WRITER.invitation(CALL.replace("SUMMARY", many + "SUMMARY"), envelope(), update=False, now=NOW)


def test_an_offer_lists_times_and_until_when_they_are_kept() -> None:
    times = [(NOW.replace(hour=10), NOW.replace(hour=11)), (NOW.replace(hour=22), NOW.replace(hour=23))]
    letter = WRITER.offer("Szkolenie", envelope(), times, until=NOW.replace(day=12), now=NOW)
    text = part(letter, "text/plain").get_content()
    assert "- środa, 10 czerwca 2026, 12:00–13:00 (Europe/Warsaw)" in text
    assert "- czwartek, 11 czerwca 2026, 00:00–01:00 (Europe/Warsaw)" in text
    assert "piątek, 12 czerwca 2026, 10:00 (Europe/Warsaw)" in text
    assert [each.get_content_type() for each in opened(letter).walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
