"""What a source of requests tells: arrivals, the fields that both sides may change, and a pull's pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from opiekun.domain.errors import Refused
from opiekun.domain.people import Contact
from opiekun.domain.requests import RequestFile, Source
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, Event, Severity


@dataclass(frozen=True, slots=True)
class SharedFields:
    """The fields of a request that its source and the desk both may change, as the source has them.

    ``severity`` is None where the source names none. ``assignee`` is an agent's e-mail or name there, ""
    for nobody. ``tags`` are names, without the one that carries the severity. ``postponed_until`` is aware UTC.
    """

    status: Status
    severity: Severity | None
    assignee: str = ""
    tags: frozenset[str] = frozenset()
    postponed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request as its source tells it now.

    ``events`` (``seq`` 0) begin with RECEIVED and each have a ``source_ref``; they are all that the source tells,
    also what it told before. ``inferred`` names those that nobody told of: they only lead to the status that the
    source has, and say nothing new where the request has it already. ``id`` is what people call the request; "" lets
    the desk number it. ``account_ref`` is the account's id in the source, "" where it is known by name alone.
    ``known_only``: the source has thrown it away (deleted, spam), so it is told only to a desk that has the request.
    ``where`` and ``text`` are the line of a file that it stood on, and what stood there.
    """

    source: Source
    id: str
    account: str
    subject: str
    channel: Channel
    received_at: datetime
    fields: SharedFields
    events: tuple[Event, ...]
    account_ref: str = ""
    contact_email: str = ""
    contact_name: str = ""
    description: str = ""
    known_only: bool = False
    inferred: frozenset[str] = frozenset()
    where: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A request that the desk has from a source, and the fields as the source last told them."""

    file: RequestFile
    seen: SharedFields | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A piece of the input that could not be taken, where it stood (a line from 1, or an id), and why.

    ``text`` is the piece itself, where it is worth keeping. ``why`` is the refusal whose sentence ``reason`` is,
    for those who speak another language.
    """

    where: str
    reason: str
    text: str = ""
    why: Refused | None = None


@dataclass(frozen=True, slots=True)
class SourceAccount:
    """A company of the source, with its people. ``ref`` is its id there."""

    ref: str
    name: str
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceAgent:
    """An agent of the source. ``ref`` is the id there."""

    ref: str
    name: str
    email: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class PullPage:
    """A part of a pull that is stored in one transaction, together with the cursor that resumes after it.

    ``cursor`` is the help desk's own text. ``requests`` counts the HTTP requests it took. ``total`` is
    how many requests the pull expects in all, None where that is not known.
    """

    cursor: str
    arrivals: tuple[Arrival, ...] = ()
    accounts: tuple[SourceAccount, ...] = ()
    agents: tuple[SourceAgent, ...] = ()
    refused: tuple[Refusal, ...] = ()
    requests: int = 0
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of what was told. ``keys`` are the requests that were created or updated."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    requests: int = 0
    keys: frozenset[int] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Connection:
    """A help desk that this desk is connected to. Its key is kept by the keyring under ``id``, never here.

    ``severity_field`` is ``tag:PREFIX`` or ``field:CODE``. ``cursor`` resumes the next pull.
    """

    id: str
    kind: str
    url: str
    timezone: str
    severity_field: str
    default_severity: Severity = Severity.REQUEST
    cursor: str = ""
    last_success: datetime | None = None
    last_error: str = ""


@dataclass(frozen=True, slots=True)
class WriteBack:
    """A change made here that its source is to learn: from what the source had, to what was chosen here."""

    id: int
    key: int
    connection: str
    external_id: str
    before: SharedFields
    after: SharedFields
    made_at: datetime
    refused: str = ""
