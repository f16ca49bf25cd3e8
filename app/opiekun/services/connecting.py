"""Connecting help desks, and how each connection does."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from opiekun.domain.errors import InvalidInput, Refused, ServerRefused
from opiekun.domain.intake import Connection, SharedFields, WriteBack
from opiekun.domain.secret_names import variable_of
from opiekun.domain.timeline import Severity
from opiekun.services.ports import Cancelled, HelpDesk, HelpDesks, Secrets, Store

LIVEAGENT = "liveagent"
SECRET = "LIVEAGENT"  # noqa: S105 - the secret's name


@dataclass(frozen=True, slots=True)
class Connected:
    """A connection that answered, and the names of the agents there."""

    connection: Connection
    agents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedChange:
    """A change that the help desk would not have, with the request's own id and subject."""

    change: WriteBack
    request_id: str
    subject: str


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """How a connection does: what waits to be written back, and what was refused."""

    connection: Connection
    waiting: int
    refused: tuple[WriteBack, ...]
    has_key: bool


def connect_liveagent(
    store: Store,
    secrets: Secrets,
    open_helpdesk: HelpDesks,
    *,
    url: str,
    timezone: str,
    severity_field: str,
    key: str,
    default_severity: Severity = Severity.REQUEST,
    cancelled: Cancelled = lambda: False,
) -> Connected:
    """Try a LiveAgent account and keep the connection with its key, in place of an earlier one to the same address.

    ``timezone`` is that of the account's server, in which its times are told. Raises InvalidInput, and
    ServerRefused where it does not answer as it should; then nothing is kept.
    """
    zone = _checked_zone(timezone)
    if not re.fullmatch(r"(tag|field):\S.*", severity_field):
        raise InvalidInput(
            "“{value}” does not say where the severity is: write tag:PREFIX or field:CODE.", value=severity_field
        )
    if not key.strip():
        raise InvalidInput("The API key is empty; make one in LiveAgent under Configuration, API.")
    with store.read() as unit:
        known = unit.connections.all()
    fresh = Connection(url, LIVEAGENT, url, zone, severity_field, default_severity)
    desk = open_helpdesk(fresh, key.strip())
    agents = desk.check()
    if cancelled():
        raise Refused("Connecting was cancelled; nothing was kept.")
    earlier = next((line for line in known if line.kind == LIVEAGENT and line.url == desk.url), None)
    connection = Connection(
        id=earlier.id if earlier is not None else desk.url,
        kind=LIVEAGENT,
        url=desk.url,
        timezone=zone,
        severity_field=severity_field,
        default_severity=default_severity,
        cursor=earlier.cursor if earlier is not None and _same_reading(earlier, zone, severity_field) else "",
        last_success=earlier.last_success if earlier is not None else None,
    )
    secrets.set(SECRET, connection.id, key.strip())
    with store.write() as unit:
        unit.connections.save(connection)
    return Connected(connection, agents)


def _same_reading(earlier: Connection, timezone: str, severity_field: str) -> bool:
    """Whether what was pulled so far was read as it would be now."""
    return earlier.timezone == timezone and earlier.severity_field == severity_field


def _checked_zone(timezone: str) -> str:
    try:
        return ZoneInfo(timezone.strip()).key
    except (KeyError, ValueError, OSError) as unknown:
        raise InvalidInput(
            "The time zone {zone} is not known; write one like America/Los_Angeles.", zone=timezone
        ) from unknown


def opened(secrets: Secrets, open_helpdesk: HelpDesks, connection: Connection) -> HelpDesk:
    """The gateway of a connection. Raises ServerRefused where its key is gone."""
    key = secrets.get(SECRET, connection.id)
    if not key:
        raise ServerRefused(
            "There is no API key for {url}: connect again, or set the environment variable {variable} "
            "where no keyring works.",
            url=connection.url,
            variable=variable_of(SECRET),
        )
    return open_helpdesk(connection, key)


def connected(store: Store) -> list[Connection]:
    """The connections to LiveAgent; none where nothing is connected."""
    with store.read() as unit:
        return [line for line in unit.connections.all() if line.kind == LIVEAGENT]


def liveagent_connections(store: Store) -> list[Connection]:
    """The connections to LiveAgent. Raises Refused where there is none."""
    known = connected(store)
    if not known:
        raise Refused("No help desk is connected; connect one with “opiekun helpdesk connect liveagent”.")
    return known


def connection_status(store: Store, secrets: Secrets) -> list[ConnectionStatus]:
    """Every connection, and how it does."""
    with store.read() as unit:
        refused = unit.connections.refused_write_backs()
        return [
            ConnectionStatus(
                line,
                len(unit.connections.write_backs(line.id)),
                tuple(change for change in refused if change.connection == line.id),
                has_key=bool(secrets.get(SECRET, line.id)),
            )
            for line in unit.connections.all()
        ]


def refused_changes(store: Store) -> list[RefusedChange]:
    """What the help desks would not have, oldest first."""
    with store.read() as unit:
        changes = [(change, unit.requests.get(change.key)) for change in unit.connections.refused_write_backs()]
    return [RefusedChange(change, file.request.id, file.request.subject) for change, file in changes if file]


def retry_change(store: Store, change: WriteBack) -> None:
    """Let a refused change wait for the next pull again; what was changed since then stays as it was chosen last."""
    with store.write() as unit:
        unit.connections.done_write_back(change)
        waiting = unit.connections.write_back_of(change.key)
        if waiting is None:
            unit.connections.queue_write_back(replace(change, refused=""))
            return
        missed = {
            field.name: getattr(change.after, field.name)
            for field in fields(SharedFields)
            if getattr(change.before, field.name) != getattr(change.after, field.name)
            and getattr(waiting.before, field.name) == getattr(waiting.after, field.name)
        }
        unit.connections.queue_write_back(replace(waiting, after=replace(waiting.after, **missed)))


def dismiss_change(store: Store, change: WriteBack) -> None:
    """Let the help desk have its way: the change stays here, and is not told any more."""
    with store.write() as unit:
        unit.connections.done_write_back(change)


def data_age(connection: Connection, now: datetime) -> int | None:
    """Seconds since the connection last told everything, None where it never did."""
    if connection.last_success is None:
        return None
    return max(0, int((now - connection.last_success).total_seconds()))
