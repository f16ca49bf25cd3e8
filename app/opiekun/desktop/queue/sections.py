"""The sorted rows of the queue with their group headings, addressed by the row of the table. No Qt here."""

from __future__ import annotations

import gc
import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from opiekun.desktop.queue.tally import Tally
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.queue import Group, Order, QueueRow, group_of, sort_key

SortKey = tuple[int, int, int, int]
_MANY = 20_000


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a group, and how many requests stand under it."""

    group: Group
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request stands, or would stand: its list, the offset in it, and the row of the table."""

    group: int
    offset: int
    row: int


class Sections:
    """Requests in one sorted list a group (one list in all when ordered by urgency).

    A request's group is the one it has at ``now``, which moves on only through :meth:`set_now`.
    """

    def __init__(self, order: Order, now: UtcSeconds) -> None:
        self.order = order
        self.now = now
        self._lists: dict[int, list[QueueRow]] = {}

    @classmethod
    def of(cls, rows: Iterable[QueueRow], order: Order, now: UtcSeconds) -> Sections:
        """Sort the rows."""
        sections = cls(order, now)
        for row in rows:
            sections._lists.setdefault(sections._group(row), []).append(row)
        for group, requests in sections._lists.items():
            requests.sort(key=sections._key(group))
        return sections

    def sliced(self) -> Sections:
        """An empty one for a part of these rows, to be filled in order with :meth:`append`."""
        return Sections(self.order, self.now)

    def append(self, row: QueueRow) -> None:
        """Add a row that comes after all others of its group."""
        self._lists.setdefault(self._group(row), []).append(row)

    def __len__(self) -> int:
        """The rows of the table, headings included."""
        return sum(self._heads + len(requests) for requests in self._lists.values())

    def __iter__(self) -> Iterator[QueueRow]:
        """The requests from top to bottom."""
        for group in sorted(self._lists):
            yield from self._lists[group]

    @property
    def requests(self) -> int:
        """How many requests there are."""
        return sum(len(requests) for requests in self._lists.values())

    def at(self, row: int) -> QueueRow | Heading:
        """What stands in that row of the table. Raises IndexError."""
        for group in sorted(self._lists):
            requests = self._lists[group]
            if row < self._heads and self._heads:
                return Heading(Group(group), len(requests))
            if row < len(requests) + self._heads:
                return requests[row - self._heads]
            row -= len(requests) + self._heads
        raise IndexError(row)

    def headings(self) -> tuple[int, ...]:
        """The rows of the table in which headings stand."""
        if not self._heads:
            return ()
        rows, at = [], 0
        for group in sorted(self._lists):
            rows.append(at)
            at += len(self._lists[group]) + 1
        return tuple(rows)

    def place(self, request: QueueRow) -> Place:
        """Where it stands, or where it would be inserted."""
        group = self._group(request)
        key = self._key(group)
        offset = bisect_left(self._lists.get(group, []), key(request), key=key)
        return Place(group, offset, self._first(group) + self._heads + offset)

    def size(self, group: int) -> int:
        """How many requests stand in that group."""
        return len(self._lists.get(group, ()))

    def holds(self, request: QueueRow) -> bool:
        """Whether exactly this row is among them."""
        place = self.place(request)
        requests = self._lists.get(place.group, [])
        return place.offset < len(requests) and requests[place.offset].key == request.key

    def insert(self, request: QueueRow) -> None:
        """Put it in its place."""
        place = self.place(request)
        self._lists.setdefault(place.group, []).insert(place.offset, request)

    def remove(self, request: QueueRow) -> None:
        """Take exactly this row out; its group goes with its last one."""
        place = self.place(request)
        requests = self._lists[place.group]
        if requests[place.offset].key != request.key:
            raise KeyError(request.key)
        del requests[place.offset]
        if not requests:
            del self._lists[place.group]

    @property
    def _heads(self) -> int:
        return 1 if self.order is Order.GROUPED else 0

    def _first(self, group: int) -> int:
        return sum(self._heads + len(requests) for other, requests in self._lists.items() if other < group)

    def _group(self, row: QueueRow) -> int:
        return int(group_of(row, self.now)) if self.order is Order.GROUPED else 0

    def _key(self, group: int) -> Callable[[QueueRow], tuple[SortKey, int]]:
        # Inside a group only callbacks differ from the order by due time alone, which is quicker to tell.
        order = self.order if group == Group.CALLBACK else Order.URGENCY
        now = self.now
        return lambda row: (sort_key(row, now, order), row.key)


@dataclass(frozen=True, slots=True)
class Sorted:
    """All rows of a queue made ready for the model, which can be done on a worker.

    ``openings`` is a heap of the instants at which held requests begin to run, with their keys.
    """

    rows: dict[int, QueueRow]
    sections: Sections
    openings: list[tuple[UtcSeconds, int]]
    tally: Tally

    @classmethod
    def of(cls, rows: Iterable[QueueRow], order: Order, now: UtcSeconds) -> Sorted:
        """Sort and count the rows."""
        keyed = {row.key: row for row in rows}
        openings = [
            (row.started_at, row.key) for row in keyed.values() if row.started_at is not None and row.started_at > now
        ]
        heapq.heapify(openings)
        made = cls(keyed, Sections.of(keyed.values(), order, now), openings, Tally(keyed.values()))
        if len(keyed) > _MANY:
            # Else each full collection of garbage would look at every row again, and the window would stutter.
            gc.freeze()
        return made
