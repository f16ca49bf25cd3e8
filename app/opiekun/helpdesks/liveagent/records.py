"""LiveAgent's rows as values. A field of the wrong type refuses its row with a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from opiekun.domain.errors import InvalidInput
from opiekun.helpdesks.text import one_line

_LONGEST_MESSAGE = 200_000
_TICKET_TEXTS = (
    "code",
    "subject",
    "status",
    "channel_type",
    "owner_contactid",
    "owner_email",
    "owner_name",
    "agentid",
    "date_created",
    "date_changed",
    "date_resolved",
    "date_due",
    "date_deleted",
    "last_activity",
    "last_activity_public",
)
_CALL_TEXTS = ("ticket_id", "type", "from_number", "from_name", "date_created", "date_answered", "date_finished")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket. Times are the server's text; ``tags`` are ids; ``custom_fields`` are by code."""

    id: str
    code: str
    subject: str
    status: str
    channel_type: str
    owner_contactid: str
    owner_email: str
    owner_name: str
    agentid: str
    tags: tuple[str, ...]
    custom_fields: Mapping[str, str]
    date_created: str
    date_changed: str
    date_resolved: str
    date_due: str
    date_deleted: str
    last_activity: str
    last_activity_public: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a group. ``message`` is as written, HTML where ``format`` is H."""

    id: str
    userid: str
    type: str
    datecreated: str
    format: str
    message: str


@dataclass(frozen=True, slots=True)
class Group:
    """A message group: an e-mail, a chat, a call, or something that was done to the ticket."""

    id: str
    userid: str
    user_full_name: str
    type: str
    datecreated: str
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call as listed."""

    id: str
    ticket_id: str
    type: str
    from_number: str
    from_name: str
    date_created: str
    date_answered: str
    date_finished: str


def ticket(row: Any) -> Ticket:
    """A ticket from its row. Raises InvalidInput."""
    fields = mapping(row)
    return Ticket(
        id=identity(fields, "id"),
        tags=tuple(_word(tag, "tags") for tag in items(fields, "tags")),
        custom_fields={
            text(mapping(field), "code"): text(mapping(field), "value") for field in items(fields, "custom_fields")
        },
        **{name: text(fields, name) for name in _TICKET_TEXTS},
    )


def group(row: Any) -> Group:
    """A message group from its row. Raises InvalidInput."""
    fields = mapping(row)
    return Group(
        id=identity(fields, "id"),
        userid=text(fields, "userid"),
        user_full_name=text(fields, "user_full_name"),
        type=text(fields, "type"),
        datecreated=text(fields, "datecreated"),
        messages=tuple(_message(mapping(message)) for message in items(fields, "messages")),
    )


def call(row: Any) -> CallRow:
    """A call from its row. Raises InvalidInput."""
    fields = mapping(row)
    return CallRow(id=identity(fields, "id"), **{name: text(fields, name) for name in _CALL_TEXTS})


def _message(fields: Mapping[str, Any]) -> Message:
    written = fields.get("message")
    if written is not None and not isinstance(written, str):
        raise InvalidInput("Its field {field} does not hold text.", field="message")
    return Message(
        id=identity(fields, "id"),
        userid=text(fields, "userid"),
        type=text(fields, "type"),
        datecreated=text(fields, "datecreated"),
        format=text(fields, "format"),
        message=(written or "")[:_LONGEST_MESSAGE],
    )


def mapping(row: Any) -> Mapping[str, Any]:
    """The row, where it is an object. Raises InvalidInput."""
    if not isinstance(row, dict):
        raise InvalidInput("A row of its list is not an object.")
    return row


def items(fields: Mapping[str, Any], name: str) -> list[Any]:
    """A field that holds a list; none where it is empty. Raises InvalidInput."""
    value = fields.get(name)
    if value is None or value == "":
        return []
    if not isinstance(value, list):
        raise InvalidInput("Its field {field} does not hold a list.", field=name)
    return value


def text(fields: Mapping[str, Any], name: str) -> str:
    """A field that holds a line of text or a number, "" where it is empty. Raises InvalidInput."""
    return _word(fields.get(name), name)


def identity(fields: Mapping[str, Any], name: str) -> str:
    """A field that names the row. Raises InvalidInput where it is empty."""
    value = text(fields, name)
    if not value:
        raise InvalidInput("Its field {field} is empty.", field=name)
    return value


def _word(value: Any, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    raise InvalidInput("Its field {field} does not hold text.", field=name)
