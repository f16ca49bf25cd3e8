"""A request: what its source said of it. What happened to it since is its timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from opiekun.domain.standing import Standing
from opiekun.domain.timeline import Channel, Event, EventKind, Severity, standing_events


class SourceKind(StrEnum):
    """Where a request came from."""

    HAND = "hand"
    FILE = "file"
    LIVEAGENT = "liveagent"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a request came from, and its id there. (kind, connection, external_id) is unique.

    ``connection`` is the id of the help desk's connection, "" for the other kinds. ``agent_url`` opens
    the request in the browser, "" where there is nothing to open.
    """

    kind: SourceKind
    external_id: str
    connection: str = ""
    agent_url: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request as stored. ``severity`` and ``channel`` are those under which it was received; the current
    severity is in its standing. ``policy`` is the version under which it arrived and stays.

    ``id`` is what people call it (a LiveAgent code, a file's id, or R-1, R-2 … by hand); ``key`` is the
    store's number, 0 before it is stored. ``tags`` are those that it came with: what became of them since is
    in the timeline. ``triage`` marks one whose severity was not given by its source.
    """

    key: int
    id: str
    account_id: str
    subject: str
    severity: Severity
    channel: Channel
    received_at: datetime
    source: Source
    policy: str
    contact_email: str = ""
    contact_name: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    triage: bool = False


@dataclass(frozen=True, slots=True)
class RequestFile:
    """A request with its timeline (by ``seq``, withdrawn events included) and where it stands."""

    request: Request
    events: tuple[Event, ...]
    standing: Standing

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that it has now: those of the last TAGGED event, else those that it came with."""
        tagged = self._last(EventKind.TAGGED)
        return tagged.tags if tagged is not None else self.request.tags

    @property
    def postponed_until(self) -> datetime | None:
        """Until when it was postponed last, also where that has passed; None where it was not, or goes on."""
        postponed = self._last(EventKind.POSTPONED)
        return postponed.until if postponed is not None else None

    def _last(self, kind: EventKind) -> Event | None:
        return next((event for event in reversed(standing_events(self.events)) if event.kind is kind), None)
