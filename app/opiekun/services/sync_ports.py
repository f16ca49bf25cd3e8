"""What the services need to sync calendars: a calendar server, and a store that remembers what is on both sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection, InboxRead, SyncBy
    from opiekun.domain.sync.local import Conflict, ConflictKind, JournalEntry, Resource
    from opiekun.domain.sync.remote import (
        ChangePage,
        CollectionState,
        Discovery,
        FreeBusy,
        PutAnswer,
        RemoteItem,
        RemoteText,
    )
from opiekun.domain.sync.report import InboxReport, RunReport, SyncMark


class RemoteCollection(Protocol):
    """One collection on a server. Every call raises DavRefused, and may be made again after it."""

    @property
    def requests(self) -> int:
        """How many HTTP requests were made for it so far, those to negotiate included."""

    def state(self, by: SyncBy | None = None) -> CollectionState:
        """Its own properties. ``by`` is by what it was synced last: one request, or two where it syncs by CTag anew."""

    def changes(self, token: str, *, with_texts: bool) -> ChangePage:
        """What changed since the token; "" : everything. One request. Fails with BAD_TOKEN for one not known there."""

    def listing(self) -> Iterator[RemoteItem]:
        """Every resource, as the answer comes in, so that any number needs little memory. One request.

        A listing that breaks off raises; what came before it is then no ground to drop anything.
        """

    def fetch(self, hrefs: Sequence[str]) -> tuple[RemoteText, ...]:
        """The resources of those hrefs, in one request; those that the server leaves out, or has not, are missing."""

    def get(self, href: str) -> RemoteText | None:
        """One resource by GET; None where there is none."""

    def put(self, href: str, text: str, *, etag: str | None) -> PutAnswer:
        """Write a resource: in place of the version of that etag, or for None where there is nothing yet.

        ``etag`` "" writes over whatever is there, for a server that gives no etags.
        """

    def delete(self, href: str, *, etag: str) -> bool:
        """Delete the resource if it is still that version ("": whatever it is); the answer is whether it was there."""

    def new_href(self, uid: str) -> str:
        """Where a new event is to be put."""

    def busy(self, since: datetime, until: datetime) -> FreeBusy:
        """When the collection's owner is busy (free-busy-query, RFC 4791, 7.10)."""


class CalendarServer(Protocol):
    """A calendar server. Raises DavRefused; never tells the password."""

    @property
    def signs_in_by(self) -> Auth | None:
        """How it was told who asks last, which may be another way than the known one; None: it never wanted to know."""

    def discover(self) -> Discovery:
        """Find the user's calendars (RFC 6764, RFC 4791, 6.2)."""

    def collection(self, url: str) -> RemoteCollection: ...

    def colleagues_busy(self, who: Sequence[str], since: datetime, until: datetime) -> tuple[FreeBusy, ...]:
        """When those addresses are busy, by the scheduling outbox (RFC 6638, 5), in their order."""

    def close(self) -> None: ...


class CalendarServers(Protocol):
    """Opens a calendar server. ``auth`` None tries what the server offers. ``account.url`` may be a bare domain."""

    def __call__(self, account: DavAccount, password: str, auth: Auth | None) -> CalendarServer: ...


class ReadInbox(Protocol):
    """Hears what came by the scheduling inbox of an account, a collection on its server. Raises DavRefused."""

    def __call__(
        self, account: DavAccount, remote: RemoteCollection, *, now: datetime, cancelled: Callable[[], bool]
    ) -> InboxReport: ...


class SyncMemory(Protocol):
    """What the store remembers for the sync. Part of a unit of work."""

    def accounts(self) -> list[DavAccount]:
        """Those that are connected, in the order in which they were."""

    def let_go_accounts(self) -> list[DavAccount]:
        """Those that were let go of, and of which something is remembered."""

    def save_account(self, account: DavAccount) -> None:
        """Store an account, new or known by its id. It is connected."""

    def let_go(self, account_id: str) -> None:
        """Have an account connected no more, and its calendars be calendars of the desk alone.

        What is remembered of them stays, and edits are noted further: that is where a new connection goes on.
        """

    def inbox_read(self, account_id: str) -> InboxRead:
        """How far the account's scheduling inbox was read."""

    def save_inbox_read(self, account_id: str, read: InboxRead) -> None:
        """It was read so far; nothing where the account was let go of meanwhile."""

    def collections(self) -> list[DavCollection]:
        """Those that are connected and whose calendar was not removed, in the calendars' order."""

    def let_go_collections(self, account_id: str) -> list[DavCollection]:
        """Those of an account that were let go of and whose calendar stayed, in the calendars' order."""

    def removed_collections(self, account_id: str) -> list[DavCollection]:
        """Those of an account whose calendar was removed and is not forgotten, the one removed last first."""

    def collection(self, calendar_id: str) -> DavCollection | None:
        """The connected one that a calendar mirrors; also where the calendar was removed."""

    def remembered(self, calendar_id: str) -> DavCollection | None:
        """As :meth:`collection`, also one that was let go of."""

    def save_collection(self, collection: DavCollection) -> None:
        """Store a collection, new or known by its calendar. It is connected."""

    def resources(self, calendar_id: str) -> Iterator[Resource]:
        """All of a collection, by key, without their texts; a bounded number in memory at a time."""

    def resources_at(self, calendar_id: str, keys: Iterable[str]) -> dict[str, Resource]:
        """Those of these keys that are known, with their texts."""

    def resources_of(self, calendar_id: str, uid: str) -> list[Resource]:
        """Those that hold that UID, the shown one first; with their texts."""

    def withheld(self, calendar_id: str) -> list[Resource]:
        """Those that the server would not give out when they were asked for last, by key; without their texts."""

    def put_resources(self, calendar_id: str, resources: Sequence[Resource]) -> None:
        """Store resources, each new or known by its key."""

    def drop_resources(self, calendar_id: str, keys: Iterable[str]) -> None: ...

    def note_edits(self, calendar_id: str, edits: Sequence[tuple[str, str | None, str | None]], at: datetime) -> None:
        """Write edits made here into the journal: UID, text before and after. Of calendars that never were synced there
        is nothing to write.

        An entry that is known gets another edit and is not refused any more; its base stays. One that is new and
        deleted again, or has become what the server has, goes, unless it is under way.
        """

    def journal(self, calendar_id: str) -> list[JournalEntry]:
        """What waits, oldest first, refused entries included."""

    def left(self, calendar_id: str) -> list[JournalEntry]:
        """What does not wait any more, of events that others may have put elsewhere than they were put here."""

    def split_off(self) -> set[str]:
        """The UIDs of events to which series are to leave a part by edits that wait to go out."""

    def waiting(self) -> dict[str, int]:
        """How many edits will go out with the next run, by calendar; refused ones left out."""

    def refused(self, calendar_id: str) -> list[JournalEntry]:
        """What the server would not have, oldest first."""

    def entry(self, calendar_id: str, uid: str) -> JournalEntry | None: ...

    def entries(self, calendar_id: str, uids: Iterable[str]) -> dict[str, JournalEntry]:
        """What waits of these events, by UID."""

    def save_entry(self, entry: JournalEntry) -> None:
        """Store an entry as the run leaves it; a new one comes last."""

    def drop_entry(self, calendar_id: str, uid: str) -> None: ...

    def conflicts(self) -> list[Conflict]:
        """Oldest first; of calendars that were not removed."""

    def conflict(self, conflict_id: str) -> Conflict | None:
        """The one of that id, in a calendar that was not removed."""

    def conflicts_of(self, calendar_id: str, uid: str) -> list[Conflict]:
        """Those of one event, oldest first."""

    def in_conflict(self, kind: ConflictKind | None = None) -> list[tuple[str, str]]:
        """The calendar and the UID of each conflict of that kind, or of any, oldest first, without its texts."""

    def add_conflict(self, conflict: Conflict) -> None:
        """Store a conflict under its id, or under a new one; it is not there yet."""

    def drop_conflict(self, conflict_id: str) -> None: ...

    def move_conflicts(self, calendar_id: str, into: str) -> None:
        """Those of a calendar, also of a removed one, are of another one from now on."""

    def problems(self) -> list[tuple[str, Resource, str]]:
        """Resources that are not shown in a calendar, or only as they were before, without their texts, each with the
        calendar's id, and with the beginning of its text where no title of it is kept; of those that are connected and
        were not removed.
        """

    def save_run(self, run: RunReport, *, keep: int) -> None:
        """Store a run by when it was started, and forget all but the latest ``keep``."""

    def runs(self, limit: int) -> list[RunReport]:
        """The latest first."""

    def mark(self) -> SyncMark:
        """What is another one whenever a run was logged, an edit went or was refused, or a conflict was settled."""
