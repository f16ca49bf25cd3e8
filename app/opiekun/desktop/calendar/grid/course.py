"""Where the keys go: from event to event in time, and from one time to another where there is none."""

from __future__ import annotations

from typing import NamedTuple

from opiekun.desktop.calendar.grid.placing import Chip, Item, Placing, starts_at
from opiekun.domain.calendar.events import Occurrence

CURSOR_STEP = 30
_DAY = 1440


class Aim(NamedTuple):
    """The time that the keys are at: a shown day, and a span of minutes in it."""

    day: int
    minutes: int
    length: int = CURSOR_STEP

    def moved(self, minutes: int) -> Aim:
        """Earlier or later on the same day."""
        return self._replace(minutes=min(max(0, self.minutes + minutes), _DAY - self.length))

    def grown(self, minutes: int) -> Aim:
        """Longer or shorter, from the same start on."""
        return self._replace(length=min(max(CURSOR_STEP, self.length + minutes), _DAY - self.minutes))


def day_of(placing: Placing, item: Item) -> int:
    """The first shown day on which an item stands."""
    if isinstance(item, Chip):
        return item.day
    days = [bar.first for bar in placing.bars if bar.occurrence == item]
    return min(days + [segment.day for segment in placing.segments if segment.occurrence == item], default=0)


def minutes_of(placing: Placing, item: Item) -> float:
    """The time of day at which an item stands on that day."""
    at = starts_at(item)[0]
    wall = placing.walls[day_of(placing, item)]
    return wall.minutes(max(at, wall.start))


def on_day(placing: Placing, day: int) -> list[Occurrence]:
    """The events that stand on a day first, in the order of time."""
    found = (item for item in placing.items() if isinstance(item, Occurrence))
    return [item for item in found if day_of(placing, item) == day]


def beside(placing: Placing, item: Occurrence, by: int) -> Occurrence | None:
    """The next (1) or the previous (-1) event of the same day."""
    events = on_day(placing, day_of(placing, item))
    at = events.index(item) + by if item in events else -1
    return events[at] if 0 <= at < len(events) else None


def nearest(placing: Placing, day: int, minutes: float) -> Occurrence | None:
    """The event of a day that starts nearest to a time; the later one of two."""
    events = on_day(placing, day)
    return min(events, key=lambda event: (abs(minutes_of(placing, event) - minutes), -event.start), default=None)


def next_item(placing: Placing, item: Item | None, by: int) -> Item | None:
    """The next (1) or the previous (-1) of all events and deadlines, in the order of time; None beyond the last."""
    items = placing.items()
    if item is None or item not in items:
        return (items[0] if by > 0 else items[-1]) if items else None
    at = items.index(item) + by
    return items[at] if 0 <= at < len(items) else None
