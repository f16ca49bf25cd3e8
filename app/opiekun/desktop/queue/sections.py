"""The sorted rows of the queue with their group headings, addressed by the row of the table. No Qt here."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from opiekun.desktop.queue.tally import Tally
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.queue import Group, Order, QueueRow, group_of, sort_key
from opiekun.sorting import sorted_in_steps

SortKey = tuple[int, ...]
_NEVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a group, and how many requests stand under it, None while that is not known."""

    group: Group
    count: int | None

    @property
    def number(self) -> str:
        """The count as it is shown."""
        return "" if self.count is None else str(self.count)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request stands, or would stand: its list, the offset in it, and the row of the table."""

    group: int
    offset: int
    row: int


class Sections:
    """Requests in one sorted list a group (one list in all when ordered by urgency).

    A request's group is the one it has at ``now``. A ``partial`` one is the top of a queue whose rest is not known.
    """

    def __init__(self, order: Order, now: UtcSeconds, *, partial: bool = False) -> None:
        self.order = order
        self.now = now
        self._partial = partial
        self._lists: dict[int, list[QueueRow]] = {}

    @classmethod
    def of(cls, rows: Iterable[QueueRow], order: Order, now: UtcSeconds, *, partial: bool = False) -> Sections:
        """Sort the rows."""
        sections = cls(order, now, partial=partial)
        for row in rows:
            sections._lists.setdefault(sections._group(row), []).append(row)
        for group, requests in sections._lists.items():
            sections._lists[group] = sorted_in_steps(requests, sections._key(group))
        return sections

    def sliced(self) -> Sections:
        """An empty one for a part of these rows, to be filled in order with :meth:`append`."""
        return Sections(self.order, self.now, partial=self._partial)

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
                return Heading(Group(group), None if self._partial else len(requests))
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

    def _key(self, group: int) -> Callable[[QueueRow], SortKey]:
        if group == Group.CALLBACK and self._heads:
            order, now = self.order, self.now
            return lambda row: (*sort_key(row, now, order), row.key)
        return _by_due


def _by_due(row: QueueRow) -> SortKey:
    """The order inside a group, callbacks aside, and by urgency: what is left of ``sort_key``, and quicker to tell."""
    return (_NEVER if row.due_at is None else row.due_at, row.severity, row.received_at, row.key)


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
        return cls(keyed, Sections.of(keyed.values(), order, now), openings, Tally(keyed.values()))

    @classmethod
    def top(cls, rows: Iterable[QueueRow], now: UtcSeconds) -> Sorted:
        """The top of a queue by group, of which no more is known: nothing is counted."""
        keyed = {row.key: row for row in rows}
        return cls(keyed, Sections.of(keyed.values(), Order.GROUPED, now, partial=True), [], Tally())
