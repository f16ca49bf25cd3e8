"""What the services need from the world: a store, a help desk, a keeper of secrets. Bootstrap provides them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from opiekun.domain.calls.types import BookingRules, CallType
    from opiekun.domain.hours import BusinessHours
    from opiekun.domain.instants import UtcSeconds
    from opiekun.domain.intake import Connection, Known, PullPage, SharedFields, WriteBack
    from opiekun.domain.people import Account, Agent, Assignment, Contact
    from opiekun.domain.policy import Policy
    from opiekun.domain.queue import Load, QueueRow
    from opiekun.domain.requests import Request, RequestFile, Source
    from opiekun.domain.standing import Standing
    from opiekun.domain.timeline import Event, Severity
    from opiekun.services.calendar_ports import Calendars
    from opiekun.services.call_ports import Calls, Recommendations
    from opiekun.services.mail_store import Mail
    from opiekun.services.sync_ports import SyncMemory


class Requests(Protocol):
    """The requests of the desk, their timelines and standings."""

    def find(self, request_id: str) -> RequestFile | None:
        """By the id that people use; letters of either case."""

    def get(self, key: int) -> RequestFile | None: ...

    def known(self, sources: Sequence[Source]) -> dict[Source, Known]:
        """Those of the sources' requests that the desk has, as the sources were named."""

    def seen(self, key: int) -> SharedFields | None:
        """The fields as the source last told them, None for a request that no source tells of."""

    def next_id(self) -> str:
        """A free id for a request made by hand: R-1, R-2, …"""

    def add(self, request: Request, events: Sequence[Event], standing: Standing, seen: SharedFields | None) -> int:
        """Store a new request with its first events, numbered from 1; the answer is its key.

        Raises Refused where its id is taken.
        """

    def change(self, request: Request, seen: SharedFields | None) -> None:
        """Store what the source says of the request now. The timeline is not touched."""

    def append(self, key: int, events: Sequence[Event]) -> tuple[Event, ...]:
        """Add events to the end of the timeline, numbering them; one whose source_ref is there already is left out."""

    def set_standing(self, key: int, standing: Standing, now: datetime) -> None: ...

    def rows(self, keys: Iterable[int] | None = None) -> list[QueueRow]:
        """Queue rows of all requests in the queue, or of those keys that are (still) in it; unordered."""

    def loads(self) -> dict[str, Load]:
        """What each account that has anything in the queue has there, by its id."""

    def due_transitions(self, now: datetime) -> list[QueueRow]:
        """Rows whose stored next transition lies at or before now."""

    def due_between(self, since: UtcSeconds, until: UtcSeconds) -> Iterator[QueueRow]:
        """Rows in the queue whose current clock is due in [since, until); unordered."""

    def of_account(self, account_id: str, limit: int) -> list[QueueRow]:
        """The latest requests of an account, resolved ones included, newest first."""

    def search(self, words: str, limit: int) -> list[QueueRow]:
        """Requests whose id, subject, account or contact holds every word, accents and case aside; newest first."""

    def answered(self, request_ids: Iterable[str]) -> dict[str, UtcSeconds]:
        """When each of the requests was last answered or resolved, by its id as asked; others are left out."""

    def tags(self) -> list[str]:
        """The tags that open and lately tagged requests have or had, sorted."""

    def each(self) -> Iterator[RequestFile]:
        """Every request, a bounded number in memory at a time; for checks."""

    def changed_since(self, change: int) -> frozenset[int]:
        """The keys of the requests that later transactions changed."""

    def part(self, after: int, most: int) -> list[RequestFile]:
        """Up to that many requests with keys above ``after``, in their order."""

    def count(self) -> int: ...


class People(Protocol):
    """Agents, accounts, contacts, and who stands by whom."""

    def agents(self) -> list[Agent]: ...

    def agent(self, name_email_or_id: str) -> Agent | None:
        """By id, e-mail or name, letters of either case."""

    def save_agent(self, agent: Agent) -> None: ...

    def agent_ref(self, connection: str, ref: str) -> str | None:
        """The id of the agent whom a help desk calls ``ref``."""

    def link_agent(self, connection: str, ref: str, agent_id: str) -> None: ...

    def accounts(self) -> list[Account]: ...

    def account(self, name_or_id: str) -> Account | None: ...

    def account_by_ref(self, connection: str, ref: str) -> Account | None: ...

    def save_account(self, account: Account) -> None: ...

    def link_account(self, connection: str, ref: str, account_id: str) -> None: ...

    def contacts(self, account_id: str) -> list[Contact]: ...

    def save_contact(self, contact: Contact) -> None: ...

    def remove_contact(self, contact_id: str) -> None: ...

    def assignments(self, account_id: str | None = None) -> list[Assignment]:
        """The history, oldest first; of one account or of all."""

    def open_assignment(self, assignment: Assignment) -> None:
        """Begin it, and end the open one of the same account and duty at its ``since``."""

    def close_assignment(self, account_id: str, duty: str, until: datetime) -> None: ...

    def new_id(self) -> str:
        """A new id for a person or an account."""


class Rules(Protocol):
    """Hours and policies, as configured."""

    def hours(self) -> BusinessHours | None: ...

    def save_hours(self, hours: BusinessHours) -> None: ...

    def policies(self) -> tuple[Policy, ...]:
        """All versions; the standard one where none was configured."""

    def add_policy(self, policy: Policy) -> None: ...

    def handling_times(self) -> dict[Severity, int]:
        """How many seconds work on a request is expected to take, for the severities of which that was told."""

    def save_handling_times(self, seconds: Mapping[Severity, int]) -> None:
        """These hold from now on, and no others."""


class CallTypes(Protocol):
    """Call types and what holds for bookings of each, as configured."""

    def all(self) -> tuple[CallType, ...]:
        """The standard types in their order, as they are now, then one's own by code."""

    def save(self, call_type: CallType) -> None: ...

    def remove(self, code: str) -> None:
        """One's own type is gone, a standard one is as it was at first."""

    def rules(self) -> BookingRules: ...

    def save_rules(self, rules: BookingRules) -> None: ...


class Connections(Protocol):
    """Connections to help desks, and what waits to be written back to them."""

    def all(self) -> list[Connection]: ...

    def save(self, connection: Connection) -> None: ...

    def write_backs(self, connection: str) -> list[WriteBack]:
        """Oldest first, those that were refused left out."""

    def refused_write_backs(self) -> list[WriteBack]: ...

    def write_back_of(self, key: int) -> WriteBack | None:
        """The change of that request that still waits, if any."""

    def queue_write_back(self, change: WriteBack) -> None:
        """Remember a change in place of one that waits for the same request; one that changes nothing takes it away."""

    def done_write_back(self, change: WriteBack) -> None: ...

    def refuse_write_back(self, change: WriteBack, reason: str) -> None: ...

    def column_mapping(self, header: tuple[str, ...]) -> dict[str, str] | None:
        """Which column of a CSV file with that header holds which field, as it was last chosen."""

    def save_column_mapping(self, header: tuple[str, ...], mapping: dict[str, str]) -> None: ...

    def claim_notice(self, notice: str, now: datetime) -> bool:
        """True for the first who claims this notice: nothing is told twice, whatever restarts."""

    def snoozes(self) -> dict[str, UtcSeconds]:
        """The reminders that are put off, by their notices."""

    def snooze(self, notice: str, until: UtcSeconds, *, forget_before: UtcSeconds) -> None:
        """Put a reminder off, and forget those whose time is long past."""


class UnitOfWork(Protocol):
    """One transaction."""

    @property
    def requests(self) -> Requests: ...

    @property
    def people(self) -> People: ...

    @property
    def rules(self) -> Rules: ...

    @property
    def connections(self) -> Connections: ...

    @property
    def calendars(self) -> Calendars: ...

    @property
    def call_types(self) -> CallTypes: ...

    @property
    def calls(self) -> Calls: ...

    @property
    def recommendations(self) -> Recommendations: ...

    @property
    def mail(self) -> Mail: ...

    @property
    def sync(self) -> SyncMemory: ...

    def last_change(self) -> int:
        """The number of the last transaction that changed a request or a calendar; numbers only grow."""


class Store(Protocol):
    """The desk's database. Safe to use from any thread; a unit of work stays on the thread that opened it."""

    def read(self) -> AbstractContextManager[UnitOfWork]: ...

    def write(self) -> AbstractContextManager[UnitOfWork]:
        """Commits (synced to disk) when the block ends well, else rolls back."""

    def alone(self, name: str) -> AbstractContextManager[bool]:
        """True while no other program, nor another part of this one, is in a block of that name; False for the others.

        It ends with the process, however that ends. Raises StoreRefused.
        """


Cancelled = Callable[[], bool]


class HelpDesk(Protocol):
    """A help desk over the network. Raises ServerRefused with a sentence; never tells its key."""

    @property
    def url(self) -> str:
        """The address of its API, in the one form in which it is kept."""

    def check(self) -> tuple[str, ...]:
        """Is it there, is the key right? The names of its agents."""

    def pull(self, cursor: str, now: datetime, cancelled: Cancelled) -> Iterator[PullPage]:
        """Pages of what changed since the cursor ("" : everything, what is open first)."""

    def write(self, change: WriteBack) -> tuple[SharedFields, tuple[str, ...]]:
        """Write what was changed here. A field that the help desk has changed meanwhile is left as it is there.

        The answer is what the help desk has now, and the names of the fields that were left.
        """


class Secrets(Protocol):
    """Keeps secrets in the system's keyring; without one, reads OPIEKUN_SECRET_<NAME> and keeps nothing."""

    def get(self, name: str, user: str) -> str | None: ...

    def variable(self, name: str) -> str | None:
        """The environment variable that holds the secret of that name, for every user; None where none does."""

    def check(self, name: str, secret: str) -> None:
        """Raises Refused where :meth:`set` would, as far as that can be told beforehand. Nothing is kept."""

    def set(self, name: str, user: str, secret: str) -> None:
        """Raises Refused, naming the environment variable, where no keyring works and the variable is not set."""

    def forget(self, name: str, user: str) -> None:
        """Let go of a secret; where there is none, or no keyring works, nothing happens."""


class HelpDesks(Protocol):
    """Opens the gateway of a connection with its key from the secrets."""

    def __call__(self, connection: Connection, key: str) -> HelpDesk: ...
