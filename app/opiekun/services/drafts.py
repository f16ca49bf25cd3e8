"""What was typed and not saved yet. It is kept beside the desk, so that no closing, quitting or crash loses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from opiekun.domain.timeline import Channel, Severity


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of a new request as typed. ``received`` is read when it is saved; empty, it means now."""

    account: str = ""
    subject: str = ""
    severity: Severity = Severity.STANDARD
    channel: Channel = Channel.EMAIL
    received: str = ""
    contact: str = ""
    description: str = ""

    @property
    def begun(self) -> bool:
        """Whether anything was typed; what was only chosen is no loss."""
        return any((self.account, self.subject, self.received, self.contact, self.description))


@dataclass(frozen=True, slots=True)
class Drafts:
    """All drafts of a home: a new request, notes by the request's id, and fields of accounts by the account's id.

    ``events`` are fields of events by what the calendar calls them, ``line`` is what stands where one adds an event
    in one line, ``server`` are the fields with which one connects a calendar server; a password is never among them.
    ``call`` are the fields of a call that is to be booked, ``mail`` those with which one connects mail servers.
    """

    request: Draft = field(default_factory=Draft)
    notes: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    events: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    line: str = ""
    server: Mapping[str, str] = field(default_factory=dict)
    call: Mapping[str, str] = field(default_factory=dict)
    mail: Mapping[str, str] = field(default_factory=dict)

    def with_note(self, request_id: str, text: str) -> Drafts:
        """The drafts with that note to be; without one where the text is empty."""
        return replace(self, notes=_with(self.notes, request_id, text))

    def with_account(self, account_id: str, fields: Mapping[str, str]) -> Drafts:
        """The drafts with what stands unsaved in an account's fields; without any where that is nothing."""
        return replace(self, accounts=_with(self.accounts, account_id, fields))

    def with_event(self, name: str, fields: Mapping[str, str]) -> Drafts:
        """The drafts with what stands unsaved in an event's fields; without any where that is nothing."""
        return replace(self, events=_with(self.events, name, fields))


class DraftFile(Protocol):
    """Keeps the drafts of a home."""

    def load(self) -> Drafts: ...

    def save(self, drafts: Drafts) -> None: ...


def drafts_of(read: Mapping[str, Any]) -> Drafts:
    """The drafts of a file; what it lacks or has in another form is as if never typed."""
    typed = _mapping(read.get("request"))
    texts = _texts({name: typed.get(name) for name in ("account", "subject", "received", "contact", "description")})
    severity, channel = typed.get("severity"), typed.get("channel")
    request = Draft(
        **texts,
        severity=Severity(severity) if severity in list(Severity) else Severity.STANDARD,
        channel=Channel(channel) if channel in list(Channel) else Channel.EMAIL,
    )
    accounts, events = (
        {name: _texts(_mapping(fields)) for name, fields in _mapping(read.get(kind)).items()}
        for kind in ("accounts", "events")
    )
    line = read.get("line")
    return Drafts(
        request,
        _texts(_mapping(read.get("notes"))),
        accounts,
        events,
        line if isinstance(line, str) else "",
        _texts(_mapping(read.get("server"))),
        _texts(_mapping(read.get("call"))),
        _texts(_mapping(read.get("mail"))),
    )


def _with(known: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    others = {other: kept for other, kept in known.items() if other != name}
    return {**others, name: value} if value else others


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in values.items() if isinstance(value, str)}
