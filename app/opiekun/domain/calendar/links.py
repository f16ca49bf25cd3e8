"""The link that joins a call: where programs put it, and how it is found in an event's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from opiekun.domain.calendar.text import Component
from opiekun.domain.calendar.values import text_of

CALL_PROPERTIES = (
    "CONFERENCE",
    "X-GOOGLE-CONFERENCE",
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)
"""Properties whose value joins the call, before anything that words say (CONFERENCE: RFC 7986, 5.11)."""

_LONGEST = 2_000
_SEARCHED = 20_000
_LINK = re.compile(r"https://[^\s<>\"'\\]{4,2000}")
_MEETING = re.compile(
    r"https://(?:[\w-]+\.){0,4}(?:"
    r"meet\.google\.com/|zoom\.(?:us|com)/(?:j|my|w|s)/|zoomgov\.com/j/|teams\.microsoft\.com/(?:l/meetup-join|meet)/"
    r"|teams\.live\.com/meet/|webex\.com/|gotomeet(?:ing)?\.(?:com|me)/|meet\.goto\.com/|meet\.jit\.si/|whereby\.com/"
    r"|bluejeans\.com/|chime\.aws/|join\.skype\.com/|facetime\.apple\.com/join|meet\.lync\.com/|livestorm\.co/"
    r"|around\.co/|clickmeeting\.com/|vc\.livewebinar\.com/)",
    re.IGNORECASE,
)


def call_link(component: Component) -> str:
    """The https link that joins the call of an event, "" for none. A URL counts last, as it may be any page."""
    for line in component.lines(*CALL_PROPERTIES):
        if link := _https(text_of(line.value)):
            return link
    url = _https(component.value("URL"))
    if _MEETING.match(url):
        return url
    for name in ("LOCATION", "DESCRIPTION"):
        for link in _links(text_of(component.value(name)[:_SEARCHED])):
            if _MEETING.match(link):
                return link
    return url


def _https(value: str) -> str:
    value = value.strip()
    return value if len(value) <= _LONGEST and _LINK.fullmatch(value) else ""


def _links(words: str) -> Iterator[str]:
    for found in _LINK.finditer(words):
        yield found.group().rstrip(".,;:!?)]}>")
