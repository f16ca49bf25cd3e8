"""What a run of the sync did, for each collection, and its log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from opiekun.domain.sync.told import Told


@dataclass(frozen=True, slots=True)
class CollectionReport:
    """What a run did with one collection. ``requests`` counts HTTP requests, those to negotiate included.

    ``deleted_local`` are events that the server does not have any more, ``deleted_remote`` those that went there.
    ``conflicts`` and ``refused`` are those that this run found. ``failure`` is why it ended early, None where it did
    not; ``waits`` counts what still waits to go out. ``missing`` of ``known`` events are not on the server any more and
    wait for the agent's word; 0 where it does not ask. ``merged`` are events of which both sides' changes stand now,
    ``kept`` those that one side deleted and the other changed, or of which too many were deleted, so that they stay.
    ``unshown`` are new resources of the server that cannot be shown.
    """

    calendar_id: str
    name: str
    url: str
    downloaded: int = 0
    uploaded: int = 0
    deleted_local: int = 0
    deleted_remote: int = 0
    conflicts: int = 0
    refused: int = 0
    requests: int = 0
    waits: int = 0
    failure: Told | None = None
    missing: int = 0
    known: int = 0
    merged: int = 0
    kept: int = 0
    unshown: int = 0

    @property
    def did_something(self) -> bool:
        """Whether an event came, went, met another version or cannot be shown."""
        done = (self.downloaded, self.uploaded, self.deleted_local, self.deleted_remote)
        return any((*done, self.conflicts, self.refused, self.merged, self.kept, self.unshown))


@dataclass(frozen=True, slots=True)
class InboxReport:
    """What came by the scheduling inbox of an account: how many messages, and how many of each verdict.

    ``requests`` and ``failure`` are as those of a collection.
    """

    url: str
    messages: int = 0
    verdicts: Mapping[str, int] = field(default_factory=dict, hash=False)
    requests: int = 0
    failure: Told | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of a run's log; ``calendar_id`` "" where it is about the account, ``uid`` "" where about no event."""

    at: datetime
    said: Told
    calendar_id: str = ""
    uid: str = ""


@dataclass(frozen=True, slots=True)
class RunReport:
    """A run: one report for each collection and each scheduling inbox that was read, and the log, in order.

    ``ended_at`` is None for one that is under way or was killed: then it tells of the collections that it got through.
    """

    started_at: datetime
    ended_at: datetime | None
    collections: tuple[CollectionReport, ...]
    log: tuple[LogLine, ...]
    cancelled: bool = False
    inboxes: tuple[InboxReport, ...] = ()

    @property
    def failure(self) -> Told | None:
        """The first reason why a collection or an inbox was not gone through to its end; None where all were."""
        told = (*(each.failure for each in self.collections), *(each.failure for each in self.inboxes))
        return next((failure for failure in told if failure is not None), None)


class SyncMark(NamedTuple):
    """By what a window sees that another program synced: the latest run, and how many edits and conflicts wait."""

    run: int
    ended_at: datetime | None
    edits: int
    refused: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """How far a run is: ``done`` of ``total`` events of a calendar (None: not known yet)."""

    calendar: str
    done: int = 0
    total: int | None = None
