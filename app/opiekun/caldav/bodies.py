"""The XML that is asked with (RFC 4791, 6578, 3744)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

_PREFIXES = {
    "d": "DAV:",
    "c": "urn:ietf:params:xml:ns:caldav",
    "cs": "http://calendarserver.org/ns/",
    "a": "http://apple.com/ns/ical/",
}
_SPACES = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _PREFIXES.items())

CALENDAR = (
    "d:resourcetype",
    "d:displayname",
    "d:current-user-privilege-set",
    "c:supported-calendar-component-set",
    "a:calendar-color",
)
"""What a list of calendars shows. Nothing of what stands in them: a server may have to read it all to tell."""
COLLECTION = (*CALENDAR, "d:supported-report-set")
CTAG = ("cs:getctag",)
"""A server may have to look through the whole calendar to tell it."""
PRINCIPAL = (
    *("c:calendar-home-set", "c:calendar-user-address-set", "d:resourcetype"),
    *("c:schedule-outbox-URL", "c:schedule-inbox-URL"),
)
START = ("d:current-user-principal", *PRINCIPAL, *CALENDAR[1:])
ETAG = ("d:getetag",)
TEXTS = ("d:getetag", "c:schedule-tag", "c:calendar-data")


def propfind(properties: Iterable[str]) -> str:
    """Asks for these properties, each with the prefix of its namespace."""
    return _document("d:propfind", _prop(properties))


def sync_collection(token: str, properties: Iterable[str]) -> str:
    """Asks for what changed since a token (RFC 6578, 6.1), never for fewer: some servers lose the rest then."""
    asked = f"<d:sync-token>{escape(token)}</d:sync-token><d:sync-level>1</d:sync-level>{_prop(properties)}"
    return _document("d:sync-collection", asked)


def multiget(hrefs: Iterable[str]) -> str:
    """Asks for the texts of these resources (RFC 4791, 7.9)."""
    return _document(
        "c:calendar-multiget", _prop(TEXTS) + "".join(f"<d:href>{escape(href)}</d:href>" for href in hrefs)
    )


def free_busy(since: datetime, until: datetime) -> str:
    """Asks when the owner is busy (RFC 4791, 7.10)."""
    return _document("c:free-busy-query", f'<c:time-range start="{utc_value(since)}" end="{utc_value(until)}"/>')


def utc_value(moment: datetime) -> str:
    """An instant as 20260616T120000Z."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _prop(properties: Iterable[str]) -> str:
    return "<d:prop>" + "".join(f"<{name}/>" for name in properties) + "</d:prop>"


def _document(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><{root} {_SPACES}>{content}</{root}>'
