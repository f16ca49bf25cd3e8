"""Asks the scheduling outbox when colleagues are busy (RFC 6638, 5)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import unquote

from opiekun.caldav import failures
from opiekun.caldav.bodies import utc_value
from opiekun.caldav.client import Client
from opiekun.caldav.multistatus import CALDAV, DAV, Elements, Malformed, Node
from opiekun.caldav.words import plain
from opiekun.domain.calendar.text import made, made_component
from opiekun.domain.sync.free_busy import busy_of
from opiekun.domain.sync.remote import FreeBusy

_TYPE = {"Content-Type": 'text/calendar; charset=utf-8; component=VFREEBUSY; method="REQUEST"'}
_QUESTION = uuid.UUID("b0c5a5c8-0a43-5bb4-8f7c-7a9c6b1c1d0e")


def colleagues_busy(
    client: Client, outbox: str, organizer: str, who: Sequence[str], *, since: datetime, until: datetime
) -> tuple[FreeBusy, ...]:
    """When those addresses are busy, in their order. Raises DavRefused."""
    answer = client.get("POST", outbox, _question(organizer, who, since, until), _TYPE)
    told: dict[str, FreeBusy] = {}
    try:
        for node in Elements(answer.chunks(), f"{CALDAV}schedule-response", f"{CALDAV}response"):
            one = _told(node, since, until, answer.telling)
            told[one.who] = one
    except Malformed as fault:
        raise failures.unreadable(answer.host, answer.telling(str(fault)), answer.status) from None
    return tuple(
        replace(told[each.lower()], who=each) if each.lower() in told else FreeBusy(each, None) for each in who
    )


def _told(node: Node, since: datetime, until: datetime, telling: Callable[[str], str]) -> FreeBusy:
    data = node.first(f"{CALDAV}calendar-data")
    busy = busy_of(data.text, since, until) if data else None
    words = [node.said(f"{CALDAV}request-status"), node.said(f"{DAV}responsedescription")]
    recipient = node.first(f"{CALDAV}recipient")
    address = recipient.said(f"{DAV}href") or recipient.text.strip() if recipient else ""
    return FreeBusy(_bare(address), busy, "" if busy is not None else plain(telling(" ".join(filter(None, words)))))


def _bare(address: str) -> str:
    return unquote(address[len("mailto:") :] if address.lower().startswith("mailto:") else address).lower()


def _question(organizer: str, who: Sequence[str], since: datetime, until: datetime) -> str:
    start, end = utc_value(since), utc_value(until)
    question = made_component(
        "VFREEBUSY",
        made(f"UID:{uuid.uuid5(_QUESTION, ' '.join([organizer, start, end, *who]))}"),
        made(f"DTSTAMP:{start}"),
        made(f"DTSTART:{start}"),
        made(f"DTEND:{end}"),
        made(f"ORGANIZER:mailto:{organizer}"),
        *(made(f"ATTENDEE:mailto:{address}") for address in who),
    )
    head = (made("VERSION:2.0"), made("PRODID:-//Opiekun//Opiekun//EN"), made("METHOD:REQUEST"))
    return made_component("VCALENDAR", *head, question).text
