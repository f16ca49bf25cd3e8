"""Where days and hours lie in the widget: the one place that turns pixels into times and back.

Positions of the *sheet* are those of the whole day, from its midnight down; the widget shows a part of it, under the
header and the strip of all-day events.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from opiekun.domain.calendar.columns import Place

HEADER = 48
LANE = 25
"""Room at the left of each day for its deadlines, which no event takes."""
ROW = 22
STRIP_EDGE = 4
SCROLL_BAR = 10
HOUR = 54.0
LEAST_HOUR, MOST_HOUR = 26.0, 240.0
GUTTER, GUTTER_OF_TWO = 66, 96
_RIGHT = 6
_BETWEEN = 3
_DAY = 1440
LEAST_HEIGHT = 13


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of a moment, in device-independent pixels. ``scroll`` is the top of the sheet that is in sight.

    ``beside`` is the room at the right of each day for the ``lanes`` of colleagues, which no event takes.
    """

    width: int
    height: int
    days: int
    gutter: int
    strip: int = 0
    hour: float = HOUR
    scroll: int = 0
    beside: int = 0
    lanes: int = 0

    @property
    def top(self) -> int:
        """The widget's y at which the sheet begins."""
        return HEADER + self.strip

    @property
    def body(self) -> QRect:
        """The part of the widget in which the sheet is seen."""
        return QRect(0, self.top, self.width, max(0, self.height - self.top))

    @property
    def sheet_height(self) -> int:
        """The height of a whole day."""
        return round(24 * self.hour) + 1

    @property
    def most_scroll(self) -> int:
        """How far one can scroll."""
        return max(0, self.sheet_height - self.body.height())

    def left(self, day: int) -> int:
        """The left edge of a day's column; of the one after the last, the right edge of all."""
        return self.gutter + (self.width - self.gutter - SCROLL_BAR) * day // self.days

    def y(self, minutes: float) -> int:
        """The sheet's y of a time of day."""
        return round(minutes * self.hour / 60)

    def minutes(self, y: float) -> float:
        """The time of day at the widget's y, within the day."""
        return min(max((y - self.top + self.scroll) * 60 / self.hour, 0.0), float(_DAY))

    def day(self, x: float) -> int:
        """The day whose column is at that x, or nearest to it."""
        for day in range(self.days - 1, 0, -1):
            if x >= self.left(day):
                return day
        return 0

    def column(self, day: int) -> QRect:
        """A day's column on the sheet, without the line at its left."""
        left = self.left(day) + 1
        return QRect(left, 0, self.left(day + 1) - left, self.sheet_height)

    def box(self, day: int, top: float, bottom: float, place: Place) -> QRect:
        """Where an event lies on the sheet, from one time of day to another."""
        left = self.left(day) + LANE
        return self._box(left, self.left(day + 1) - _RIGHT - self.beside - left, top, bottom, place)

    def boxes(self, events: Iterable[tuple[int, float, float, Place]]) -> list[QRect]:
        """Where many events lie: of each its day, top, bottom and place."""
        lefts = [self.left(day) + LANE for day in range(self.days)]
        rooms = [self.left(day + 1) - _RIGHT - self.beside - lefts[day] for day in range(self.days)]
        return [self._box(lefts[day], rooms[day], top, bottom, place) for day, top, bottom, place in events]

    def _box(self, left: int, room: int, top: float, bottom: float, place: Place) -> QRect:
        column, span, columns = place
        first = left + room * column // columns
        width = left + room * (column + span) // columns - first
        if column + span < columns:
            width -= _BETWEEN
        y = round(top * self.hour / 60) + 1
        height = round(bottom * self.hour / 60) - y - 1
        if height < LEAST_HEIGHT:
            height = LEAST_HEIGHT
            y = min(y, self.sheet_height - height)
        return QRect(first, y, width if width > 1 else 2, height)

    def bar(self, first: int, last: int, row: int, rows: int = 1) -> QRect:
        """Where an all-day event lies in the widget, over the days from the first to the last."""
        left = self.left(first) + 3
        top = HEADER + STRIP_EDGE + row * ROW
        return QRect(left, top, self.left(last + 1) - _RIGHT - left, rows * ROW - 2)

    def seen(self, on_sheet: QRect) -> QRect:
        """A rectangle of the sheet in the widget's coordinates."""
        return on_sheet.translated(0, self.top - self.scroll)

    def in_strip(self, at: QPoint) -> bool:
        """Whether a point of the widget lies above the hours."""
        return at.y() < self.top
