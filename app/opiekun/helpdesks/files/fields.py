"""A line's fields as a request. Whatever is missing, unknown or impossible refuses the line with one sentence."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Arrival, SharedFields
from opiekun.domain.requests import Source, SourceKind
from opiekun.domain.standing import status_after
from opiekun.domain.timeline import CLOCK_KINDS, Channel, Event, EventKind, Severity, standing_events
from opiekun.helpdesks.severity_names import severity_of
from opiekun.helpdesks.text import one_line, plain

FIELDS = (
    "id",
    "account",
    "subject",
    "severity",
    "channel",
    "received_at",
    "contact_email",
    "description",
    "assignee",
)
REQUIRED = ("account", "subject", "received_at")
MOST_EVENTS = 10_000
LONGEST_ID = 100
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)

_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_KINDS = {str(kind): kind for kind in (*CLOCK_KINDS, EventKind.CALLBACK_ATTEMPTED, EventKind.NOTE)}
_CHANNELS = {
    "chat": Channel.CHAT,
    "czat": Channel.CHAT,
    "phone": Channel.PHONE,
    "telefon": Channel.PHONE,
    "email": Channel.EMAIL,
    "mail": Channel.EMAIL,
}


class Ids:
    """Which ids a file has had: eight bytes each, so that a million of them stay small."""

    def __init__(self) -> None:
        self._buckets: dict[int, array[int]] = defaultdict(lambda: array("Q"))

    def is_new(self, text: str) -> bool:
        """Whether this is the first time; from now on it is not."""
        number = int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=8).digest())
        bucket = self._buckets[number & 0xFFFF]
        if number in bucket:
            return False
        bucket.append(number)
        return True


@dataclass(frozen=True, slots=True)
class FieldReader:
    """Makes requests of fields. ``zone`` is that of times without an offset, None to refuse them."""

    now: datetime
    zone: ZoneInfo | None
    ids: Ids

    def arrival(self, fields: Mapping[str, Any]) -> Arrival:
        """The request of these fields. Raises InvalidInput.

        Without an id it is known by its account, subject, channel, contact and moment, so that importing
        twice changes nothing; the desk then numbers it.
        """
        told_events = _events(fields.get("events"))
        account, subject = _required(fields, "account"), _required(fields, "subject")
        channel = _channel(fields.get("channel")) or Channel.EMAIL
        severity = _severity(fields.get("severity"))
        received_at = self._received_at(fields, told_events)
        contact = one_line(_text(fields, "contact_email"))
        request_id = one_line(_text(fields, "id"))
        if len(request_id) > LONGEST_ID:
            raise InvalidInput("Its id is longer than {most} characters.", most=LONGEST_ID)
        events = self._timeline(told_events, received_at, channel)
        content = f"{account}\x1f{subject}\x1f{channel}\x1f{contact}\x1f{received_at.isoformat()}"
        external_id = request_id or f"content:{blake2b(content.encode(), digest_size=16).hexdigest()}"
        if not self.ids.is_new(external_id):
            if request_id:
                raise InvalidInput("The id {id} stands in the file twice; the first was taken.", id=request_id)
            raise InvalidInput("The same request stands in the file twice; the first was taken.")
        return Arrival(
            source=Source(SourceKind.FILE, external_id),
            id=request_id,
            account=account,
            subject=subject,
            channel=channel,
            received_at=received_at,
            fields=SharedFields(
                status=status_after(standing_events(events)),
                severity=severity,
                assignee=one_line(_text(fields, "assignee")),
            ),
            events=events,
            contact_email=contact,
            description=plain(_text(fields, "description")),
        )

    def _received_at(self, fields: Mapping[str, Any], events: list[Mapping[str, Any]]) -> datetime:
        if fields.get("received_at") in (None, ""):
            received = next((event.get("at") for event in events if event.get("kind") == EventKind.RECEIVED), None)
            return self._instant(received, "received_at")
        return self._instant(fields["received_at"], "received_at")

    def _timeline(self, told: list[Mapping[str, Any]], received_at: datetime, channel: Channel) -> tuple[Event, ...]:
        """The receipt, then what followed it. An event is named by its kind and moment, so more can be added later."""
        received = Event(0, received_at, EventKind.RECEIVED, source_ref="received")
        rest: list[Event] = []
        alike: Counter[str] = Counter()
        receipts = 0
        for fields in told:
            event = self._event(fields, channel)
            if event.kind is EventKind.RECEIVED:
                receipts += 1
                received = Event(
                    0,
                    received_at,
                    event.kind,
                    event.channel,
                    actor=event.actor,
                    text=event.text,
                    voicemail=event.voicemail,
                    source_ref="received",
                )
                continue
            if event.at < received_at:
                raise InvalidInput("Its event {kind} lies before it was received.", kind=event.kind)
            name = f"{event.kind}:{event.at.isoformat()}"
            alike[name] += 1
            rest.append(
                Event(
                    0,
                    event.at,
                    event.kind,
                    event.channel,
                    event.severity,
                    event.actor,
                    event.text,
                    voicemail=event.voicemail,
                    source_ref=f"{name}:{alike[name]}",
                )
            )
        if receipts > 1:
            raise InvalidInput("It was received more than once.")
        return received, *rest

    def _event(self, fields: Mapping[str, Any], channel: Channel) -> Event:
        kind = _KINDS.get(str(fields.get("kind")))
        if kind is None:
            raise InvalidInput("Its event {kind} is not known.", kind=one_line(str(fields.get("kind")), 40))
        severity = _severity(fields.get("severity"))
        if kind is EventKind.SEVERITY_CHANGED and severity is None:
            raise InvalidInput("Its event {kind} names no severity.", kind=kind)
        own = _channel(fields.get("channel"))
        return Event(
            0,
            self._instant(fields.get("at"), "at"),
            kind,
            channel=None if own is channel else own,
            severity=severity if kind is EventKind.SEVERITY_CHANGED else None,
            actor=one_line(_text(fields, "actor")),
            text=plain(_text(fields, "note")),
            voicemail=fields.get("voicemail") is True,
        )

    def _instant(self, value: Any, field: str) -> datetime:
        if value is None or value == "":
            raise InvalidInput("Its field {field} is missing.", field=field)
        if not isinstance(value, str):
            raise InvalidInput(
                "Its field {field} is not text; write a time like 2026-06-16T10:00:00+02:00.", field=field
            )
        try:
            moment = _moment(value.strip())
            if moment.tzinfo is None:
                if self.zone is None:
                    raise InvalidInput(
                        "Its time {time} has no offset; write it like 2026-06-16T10:00:00+02:00.",
                        time=one_line(value, 40),
                    )
                moment = moment.replace(tzinfo=self.zone)
            instant = moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise InvalidInput(
                "Its {field} “{time}” is not a time; write it like 2026-06-16T10:00:00+02:00.",
                field=field,
                time=one_line(value, 40),
            ) from None
        if instant < EARLIEST or instant > self.now + AHEAD:
            raise InvalidInput("Its time {time} cannot be true.", time=one_line(value, 40))
        return instant


def _moment(text: str) -> datetime:
    """The time in ISO 8601, or day first as in 23.11.2026 02:10. Raises ValueError."""
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        return datetime.fromisoformat(text)
    day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone is the caller's


def _events(value: Any) -> list[Mapping[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(event, dict) for event in value):
        raise InvalidInput("Its field {field} is not a list of objects.", field="events")
    if len(value) > MOST_EVENTS:
        raise InvalidInput("It has more than {most} events.", most=MOST_EVENTS)
    return value


def _required(fields: Mapping[str, Any], name: str) -> str:
    value = one_line(_text(fields, name))
    if not value:
        raise InvalidInput("Its field {field} is missing.", field=name)
    return value


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    raise InvalidInput("Its field {field} is not text.", field=name)


def _severity(value: Any) -> Severity | None:
    if value is None or value == "":
        return None
    plain_number = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= len(Severity)
    severity = severity_of(value) if isinstance(value, str) else Severity(value) if plain_number else None
    if severity is None:
        raise InvalidInput("Its severity {severity} is not known; write 1 to 5.", severity=one_line(repr(value), 40))
    return severity


def _channel(value: Any) -> Channel | None:
    if value is None or value == "":
        return None
    channel = _CHANNELS.get(value.strip().casefold().replace("-", "")) if isinstance(value, str) else None
    if channel is None:
        raise InvalidInput(
            "Its channel {channel} is not known; write chat, phone or email.", channel=one_line(repr(value), 40)
        )
    return channel
