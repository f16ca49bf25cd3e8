"""A message about an event, as it came: by mail, as a file, or from a server's scheduling inbox."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """METHOD of a message (RFC 5546, 1.4)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    REPLY = "REPLY"
    CANCEL = "CANCEL"
    COUNTER = "COUNTER"
    DECLINECOUNTER = "DECLINECOUNTER"
    REFRESH = "REFRESH"
    ADD = "ADD"


class Authenticity(StrEnum):
    """What the receiving server says of the sender (Authentication-Results, RFC 8601). NONE: it says nothing.

    ANONYMOUS: a mail names no sender, or several, so that nobody vouches for it.
    """

    PASSED = "passed"
    FAILED = "failed"
    ANONYMOUS = "anonymous"
    NONE = "none"


class Partstat(StrEnum):
    """An attendee's answer (RFC 5545, 3.2.12)."""

    NEEDS_ACTION = "needs-action"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TENTATIVE = "tentative"
    DELEGATED = "delegated"


@dataclass(frozen=True, slots=True)
class CalendarMessage:
    """One calendar object of a message. ``text`` is its VCALENDAR as it stands.

    ``sender`` is the address of From in lower case, "" for a file or an inbox of a server, where the server vouches
    for it, and for a mail that is ANONYMOUS. ``mime_method`` is the method of the Content-Type, "" where it names none
    or there is no MIME.
    ``subject`` and ``message_id`` are plain text of bounded length.
    """

    text: str
    sender: str = ""
    mime_method: str = ""
    authenticity: Authenticity = Authenticity.NONE
    subject: str = ""
    message_id: str = ""
