"""Messages about events out of e-mails: every program's shape, and bytes that mean harm."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mail.shapes import SHAPES, gmail_reply, thunderbird_reply

from opiekun.domain.errors import InvalidInput
from opiekun.domain.invitations.messages import Authenticity
from opiekun.mail.reading import MOST_BYTES, MOST_CALENDAR, MOST_PARTS, read_messages

REPLY = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Acme//EN
METHOD:REPLY
BEGIN:VEVENT
UID:call-1@desk.example
DTSTAMP:20260609T100500Z
DTSTART:20260616T120000Z
SEQUENCE:2
ORGANIZER:mailto:agent@desk.example
ATTENDEE;PARTSTAT=ACCEPTED;CN=Ann Łęcka:mailto:ann@acme.example
SUMMARY:Przegląd
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.mark.parametrize("shape", SHAPES)
def test_each_programs_reply_is_read_to_the_letter(shape: str) -> None:
    (message,) = read_messages(SHAPES[shape](REPLY))
    assert message.text == REPLY
    assert message.mime_method == "REPLY"
    assert "@" in message.sender
    assert message.sender == message.sender.lower()
    assert message.message_id.startswith("<")


def test_headers_are_told_as_plain_text_of_one_line() -> None:
    (message,) = read_messages(gmail_reply(REPLY))
    assert message.subject == "Zaakceptowano: Przegląd"
    raw = gmail_reply(REPLY).replace(b"Q?Zaakceptowano:_", b"Q?=0D=0ABcc:_victim=E2=80=AE")
    (message,) = read_messages(raw)
    assert message.subject == "Bcc: victim Przegląd"


def test_what_the_own_server_says_of_the_sender() -> None:
    passed, none = gmail_reply(REPLY), thunderbird_reply(REPLY)
    failed = passed.replace(b"dmarc=pass", b"dmarc=fail")
    below = none.replace(b"Subject:", b"Authentication-Results: elsewhere; dmarc=fail\r\nSubject:")
    told = [read_messages(raw)[0].authenticity for raw in (passed, none, failed, below)]
    assert told == [Authenticity.PASSED, Authenticity.NONE, Authenticity.FAILED, Authenticity.FAILED]


@pytest.mark.parametrize(
    "header",
    [
        b"From: Ann <ann@acme.example>, Bob <bob@acme.example>\r\n",
        b"From: Ann <ann@acme.example>\r\nFrom: Bob <bob@acme.example>\r\n",
        b"",
        b"From: nobody\r\n",
    ],
    ids=["two addresses", "two headers", "none", "no address"],
)
def test_who_is_not_one_sender_is_nobody(header: bytes) -> None:
    raw = thunderbird_reply(REPLY).replace(b"From: Ann Lee <ann@acme.example>\r\n", header)
    told = [(message.sender, message.authenticity) for message in read_messages(raw)]
    assert told == [("", Authenticity.ANONYMOUS)]


def test_a_file_is_read_like_a_message_nobody_sent() -> None:
    (message,) = read_messages(b"\xef\xbb\xbf" + REPLY.encode())
    assert (message.text, message.sender, message.mime_method) == (REPLY, "", "")


def test_each_event_of_a_calendar_is_a_message_of_its_own() -> None:
    two = REPLY.replace("END:VCALENDAR", REPLY[REPLY.index("BEGIN:VEVENT") : REPLY.index("END:VCALENDAR")])
    two = two.replace("call-1", "call-2", 1) + "END:VCALENDAR\r\n"
    texts = [message.text for message in read_messages(two.encode())]
    assert [text.count("BEGIN:VEVENT") for text in texts] == [1, 1]
    assert all("METHOD:REPLY" in text for text in texts)


def test_a_charset_that_is_wrong_in_name_or_in_fact() -> None:
    latin = thunderbird_reply(REPLY.replace("Łęcka", "Lévy").replace("Przegląd", "Revue"))
    honest = latin.replace("Lévy".encode(), "Lévy".encode("latin-1")).replace(b"charset=US-ASCII", b"charset=latin1")
    (message,) = read_messages(honest)
    assert "CN=Ann Lévy" in message.text
    for charset in (b"idna", b"utf-7", b"zlib", b"no-such", b'"\xff"'):
        with pytest.raises(InvalidInput, match="UTF-8"):
            read_messages(honest.replace(b"charset=latin1", b"charset=" + charset))


def test_an_email_without_a_calendar_has_no_messages() -> None:
    assert read_messages(b"From: a@b.example\r\nSubject: Hello\r\n\r\nBEGIN:VCALENDAR is a word\r\n") == ()
    assert read_messages(b"") == ()
    assert read_messages(thunderbird_reply("")) == ()


def test_bombs_are_refused_in_one_sentence() -> None:
    nested = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 5_000 + b"\r\n" + REPLY.encode()
    wide = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n" + b"--a\r\n\r\nx\r\n" * (MOST_PARTS + 5) + b"--a--"
    endless = thunderbird_reply(REPLY.replace("SUMMARY:", "SUMMARY:" + "x" * MOST_CALENDAR))
    many = REPLY.replace("END:VCALENDAR", "").replace("END:VEVENT\r\n", "END:VEVENT\r\n", 1)
    event = REPLY[REPLY.index("BEGIN:VEVENT") : REPLY.index("END:VCALENDAR")]
    many += "".join(event.replace("call-1", f"call-{n}") for n in range(2, 40)) + "END:VCALENDAR\r\n"
    for raw in (nested, wide, endless, b"x" * (MOST_BYTES + 1), thunderbird_reply(many)):
        with pytest.raises(InvalidInput) as refused:
            read_messages(raw)
        assert "\n" not in str(refused.value)


def test_a_header_is_not_read_to_its_end_where_that_takes_hours() -> None:
    raw = b"From: ann@acme.example\r\nContent-Type: text/calendar; method=REPLY" + b";a=b" * 2_000_000
    (message,) = read_messages(raw + b"\r\n\r\n" + REPLY.encode())
    assert (message.sender, message.mime_method) == ("ann@acme.example", "REPLY")


def test_parts_are_counted_while_they_are_read() -> None:
    head = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n"
    calendar = b"--a\r\nContent-Type: text/calendar\r\n\r\n" + REPLY.encode()
    tracemalloc.start()
    try:
        with pytest.raises(InvalidInput):
            read_messages(head + b"--a\r\n\r\n\r\n" * 50_000)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert len(read_messages(head + b"--a\r\n\r\nx\r\n" * (MOST_PARTS - 1) + calendar + b"--a--")) == 1


@given(st.data())
def test_damaged_mail_is_read_or_refused(data: st.DataObject) -> None:
    raw = SHAPES[data.draw(st.sampled_from(sorted(SHAPES)))](REPLY)
    at = data.draw(st.integers(0, len(raw)))
    raw = raw[:at] + data.draw(st.binary(max_size=30)) + raw[at + data.draw(st.integers(0, 60)) :]
    with suppress(InvalidInput):
        assert all(message.subject.isprintable() for message in read_messages(raw))
