"""The door to a LiveAgent account: is it there, what is new, and telling it what was changed here."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Connection, PullPage, SharedFields, WriteBack
from opiekun.helpdesks.liveagent.address import address
from opiekun.helpdesks.liveagent.calls import Calls
from opiekun.helpdesks.liveagent.client import Client, Sleep, Stopped, checked_key
from opiekun.helpdesks.liveagent.directory import Directory
from opiekun.helpdesks.liveagent.mapping import Mapper
from opiekun.helpdesks.liveagent.pace import PER_MINUTE, Monotonic, Pace
from opiekun.helpdesks.liveagent.progress import progress
from opiekun.helpdesks.liveagent.pull import Pull
from opiekun.helpdesks.liveagent.server_times import ServerTimes
from opiekun.helpdesks.liveagent.severity import severity_field
from opiekun.helpdesks.liveagent.write_back import Writer, needs_no_writing


class LiveAgent:
    """A LiveAgent account. Keep one for as long as the program runs: it keeps the pace that the server allows.

    Raises InvalidInput for an address, zone, severity setting or key that cannot be used.
    """

    def __init__(
        self,
        connection: Connection,
        key: str,
        *,
        per_minute: int = PER_MINUTE,
        sleep: Sleep = time.sleep,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        self._where = address(connection.url)
        self._connection = connection.id
        self._severity = severity_field(connection.severity_field)
        self._key = checked_key(key)
        self._pace = Pace(per_minute, monotonic)
        self._sleep = sleep
        self._monotonic = monotonic
        try:
            self._zone = ZoneInfo(connection.timezone)
        except (KeyError, ValueError, OSError):
            raise InvalidInput("The time zone {zone} is not known.", zone=connection.timezone) from None

    @property
    def url(self) -> str:
        """The address of the account, in the one form in which it is kept."""
        return self._where.base

    def check(self) -> tuple[str, ...]:
        """Is it there, is the key right? The names of its active agents. Raises ServerRefused."""
        with self._client(lambda: False) as client:
            client.get("/ping")
            directory = Directory(client, self._times(datetime.now(UTC)))
            return tuple(agent.name for agent in directory.load_agents() if agent.active)

    def pull(self, cursor: str, now: datetime, cancelled: Callable[[], bool]) -> Iterator[PullPage]:
        """Pages of what changed since the cursor; "" or one that is not understood: everything, what is open first.

        Each page's cursor goes on behind it. Ends early, quietly, when it is cancelled. Raises ServerRefused.
        """
        with self._client(cancelled) as client:
            try:
                yield from Pull(client, self._mapper(client, now), progress(cursor)).pages()
            except Stopped:
                return

    def write(self, change: WriteBack) -> tuple[SharedFields, tuple[str, ...]]:
        """Write what was changed here; the answer is what LiveAgent has now, and the fields that were left as there.

        Raises ServerRefused.
        """
        if needs_no_writing(change):
            return change.after, ()
        with self._client(lambda: False) as client:
            mapper = self._mapper(client, change.made_at)
            mapper.directory.load_agents()
            return Writer(client, mapper).write(change)

    def _client(self, cancelled: Callable[[], bool]) -> Client:
        return Client(
            self._where, self._key, self._pace, cancelled=cancelled, sleep=self._sleep, monotonic=self._monotonic
        )

    def _times(self, now: datetime) -> ServerTimes:
        return ServerTimes(self._zone, now)

    def _mapper(self, client: Client, now: datetime) -> Mapper:
        times = self._times(now)
        directory = Directory(client, times)
        return Mapper(self._where, self._connection, self._severity, times, directory, Calls())
