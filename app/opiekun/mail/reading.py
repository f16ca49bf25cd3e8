"""Reads messages about events from e-mails and calendar files: hostile bytes, taken with limits and as plain text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32, Policy
from email.utils import getaddresses
from itertools import count

from opiekun.domain.calendar.text import Component, decoded, parse
from opiekun.domain.calendar.uids import uid_of
from opiekun.domain.errors import BadComponent, InvalidInput
from opiekun.domain.invitations.messages import Authenticity, CalendarMessage
from opiekun.mail.lines import one_line

MOST_BYTES = 25_000_000
MOST_PARTS = 100
MOST_CALENDAR = 1_000_000
"""Octets of one calendar in a message: pictures come as parts of their own."""
MOST_CALENDARS = 20
MOST_HEADER = 2_000

# Each multipart and each message within is a level at most, and Python's parser goes a few calls down for each.
_LEVEL = re.compile(rb"content-type:[ \t\r\n]*(?:multipart|message)/", re.IGNORECASE)
_CALENDAR_TYPES = frozenset({"text/calendar", "application/ics", "text/x-vcalendar"})
_DMARC = re.compile(r"\bdmarc\s*=\s*(\w+)", re.IGNORECASE)
# Those in which mail about events is written; others, such as idna or utf-7, are slow or hide what they say.
_CHARSETS = re.compile(
    r"ascii|utf-8|utf-16(-[lb]e)?|iso8859-\d+|cp125\d|cp85\d|koi8-[ru]|gb18030|gbk|gb2312|big5|shift_jis|cp932"
    r"|euc_(jp|kr)|cp949|iso2022_jp|mac-roman"
)


class _Bounded(Compat32):
    """Cuts headers: Python's parser goes through parameters in a time that grows with the square of their number."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and the value of a header."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MOST_HEADER]


_BOUNDED = _Bounded()


class _PartsOfOne:
    """Makes the parts of one message while it is read, and no more of them than are allowed."""

    def __init__(self) -> None:
        self._numbers = count()

    def __call__(self, policy: Policy = _BOUNDED) -> Message:
        """One more; the parser asks for one that it does not use, and the message is one too."""
        if next(self._numbers) > MOST_PARTS + 1:
            raise _too_many()
        return Message(policy=policy)


def read_messages(raw: bytes) -> tuple[CalendarMessage, ...]:
    """The calendar objects of an e-mail or of an iCalendar file, each with what its envelope says of it.

    One message for each UID; the same object in several parts (inline and attached, RFC 6047, 2.4) is one. Empty for
    an e-mail without any. Raises InvalidInput for what must not or cannot be read.
    """
    if len(raw) > MOST_BYTES:
        raise InvalidInput("The message is larger than {most} MB; it is not read.", most=MOST_BYTES // 1_000_000)
    if _is_calendar(raw):
        if len(raw) > MOST_CALENDAR:
            raise _too_large()
        return tuple(CalendarMessage(text) for text in _objects(decoded(raw)))
    if len(_LEVEL.findall(raw)) > MOST_PARTS:
        raise _too_many()
    try:
        return tuple(_of_mail(BytesParser(_PartsOfOne(), policy=_BOUNDED).parsebytes(raw)))
    except (MessageError, RecursionError) as broken:
        raise InvalidInput("The message is no e-mail that can be read.") from broken


def _is_calendar(raw: bytes) -> bool:
    start = raw[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"")
    return start[:15].upper() == b"BEGIN:VCALENDAR"


def _of_mail(mail: Message) -> Iterator[CalendarMessage]:
    sender = _sender(mail)
    subject, message_id = plain_header(mail, "Subject"), plain_header(mail, "Message-ID")
    authenticity = _authenticity(mail, sender)
    texts: dict[str, str] = {}
    for part in _calendar_parts(mail):
        method = _parameter(part, "method").upper()
        for text in _objects(_text(part)):
            # The one that stands inline names the method; the attached one may not.
            texts[text] = texts.get(text) or method
    if len(texts) > MOST_CALENDARS:
        raise InvalidInput("The message holds more than {most} events; it is not read.", most=MOST_CALENDARS)
    for text, method in texts.items():
        yield CalendarMessage(text, sender, method, authenticity, subject, message_id)


def _calendar_parts(mail: Message) -> Iterator[Message]:
    for part in mail.walk():
        if part.is_multipart():
            continue
        name = _file_name(part)
        if part.get_content_type() in _CALENDAR_TYPES or name.endswith((".ics", ".vcs")):
            yield part


def _text(part: Message) -> str:
    """The text of a part. UTF-8 is tried first: it is iCalendar's own, whatever mail programs claim."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    if len(content) > MOST_CALENDAR:
        raise _too_large()
    text = decoded(content)
    if text.isascii() or text.encode("utf-8", "replace").decode() == text:
        return text
    charset = _parameter(part, "charset")
    try:
        if _CHARSETS.fullmatch(codecs.lookup(charset).name):
            return content.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        pass
    raise InvalidInput(
        "The calendar in the message is not UTF-8, nor in the charset that it names ({charset}).",
        charset=charset[:40] or "-",
    )


def _objects(text: str) -> Iterator[str]:
    """The objects of a calendar, one for each UID, with its zones and its METHOD. Raises InvalidInput."""
    if not text.strip():
        return
    try:
        calendar = parse(text)
    except BadComponent as bad:
        raise InvalidInput("The calendar in the message cannot be read: {reason}", reason=bad) from bad
    by_uid: dict[str, list[Component]] = {}
    for event in calendar.components("VEVENT"):
        by_uid.setdefault(uid_of(event), []).append(event)
    others = tuple(part for part in calendar.parts if not (isinstance(part, Component) and part.name != "VTIMEZONE"))
    for events in by_uid.values():
        yield calendar.text if len(by_uid) == 1 else calendar.with_parts((*others, *events)).text


def _sender(mail: Message) -> str:
    """The one address of From in lower case; "" where there is none, or several."""
    headers = [str(value)[:MOST_HEADER] for value in mail.get_all("From", [])]
    addresses = {address.lower() for _name, address in getaddresses(headers) if "@" in address}
    return addresses.pop() if len(headers) == 1 and len(addresses) == 1 else ""


def _authenticity(mail: Message, sender: str) -> Authenticity:
    """What the results say of DMARC. One that failed counts wherever it stands: nobody forges a failure for himself."""
    said = [found.lower() for value in _values(mail, "Authentication-Results") for found in _DMARC.findall(value)]
    if "fail" in said:
        return Authenticity.FAILED
    if not sender:
        return Authenticity.ANONYMOUS
    return Authenticity.PASSED if said[:1] == ["pass"] else Authenticity.NONE


def _values(mail: Message, name: str) -> Iterable[str]:
    return (str(value)[:MOST_HEADER] for value in mail.get_all(name, [])[:20])


def plain_header(mail: Message, name: str) -> str:
    """A header as one line of plain text, decoded (RFC 2047), of bounded length; "" where there is none."""
    value = next(iter(_values(mail, name)), "")
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        parts = [(value, None)]
    pieces = (part if isinstance(part, str) else _decoded_word(part, charset) for part, charset in parts)
    return one_line("".join(pieces))[:500].strip()


def _decoded_word(word: bytes, charset: str | None) -> str:
    try:
        name = codecs.lookup(charset or "utf-8").name
    except (LookupError, ValueError):
        name = "utf-8"
    return word.decode(name if _CHARSETS.fullmatch(name) else "utf-8", errors="replace")


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name, "")
    return "".join(value[2:]) if isinstance(value, tuple) else str(value or "").strip()


def _file_name(part: Message) -> str:
    try:
        return (part.get_filename() or "").lower()
    except (HeaderParseError, LookupError, ValueError):
        return ""


def _too_large() -> InvalidInput:
    return InvalidInput(
        "The calendar in the message is larger than {most} MB; it is not read.", most=MOST_CALENDAR // 1_000_000
    )


def _too_many() -> InvalidInput:
    return InvalidInput("The message is made of more than {most} parts; it is not read.", most=MOST_PARTS)
