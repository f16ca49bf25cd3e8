"""Where the days and the events of a month stand on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect

from opiekun.desktop.calendar.month_layout import Laid, Piece, lay_out
from opiekun.desktop.calendar.month_painting import HEAD, LANE, lines_of, more_rect, places_of
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import UtcSeconds

_WEEK = 7
_BESIDE = 3
"""Between an event and the edge of its day."""


class MonthPlaces:
    """Days are counted from the first that is shown. ``laid`` are the events that have room."""

    def __init__(self) -> None:
        self._whole = QRect()
        self._days = 0
        self.laid = Laid((), ())

    def lay_out(self, whole: QRect, occurrences: Sequence[Occurrence], bounds: Sequence[UtcSeconds]) -> None:
        """Lay events into all of that rectangle; ``bounds`` as in :func:`month_layout.lay_out`."""
        self._whole, self._days = whole, len(bounds) - 1
        self.laid = lay_out(occurrences, bounds, self._lanes)

    def cell(self, at: int) -> QRect:
        """Where a day stands."""
        return places_of(self._whole, max(1, self._days // _WEEK), at)

    def first_line(self, at: int) -> QRect:
        """Where the first event of a day stands."""
        return self._line(range(at, at + 1), 0)

    def rect(self, piece: Piece) -> QRect:
        """Where a piece stands."""
        return self._line(piece.days, piece.lane)

    def rects_of(self, occurrence: Occurrence) -> Iterator[QRect]:
        """Where the pieces of an event stand, which another reading of the desk may have made; none out of sight."""
        return (self.rect(piece) for piece in self.laid.pieces if is_same(piece.occurrence, occurrence))

    def drawn(self, days: range) -> QRect:
        """Where a new event over days of one week would lie: beneath what is there, as far as there is room."""
        taken = {piece.lane for piece in self.laid.pieces if set(piece.days) & set(days)}
        lane = next((lane for lane in range(self._lanes) if lane not in taken), max(0, self._lanes - 1))
        return self._line(days, lane)

    def day_at(self, point: QPoint) -> int | None:
        """The day at a point."""
        return next((at for at in range(self._days) if self.cell(at).contains(point)), None)

    def piece_at(self, point: QPoint) -> Piece | None:
        """The piece at a point."""
        return next((piece for piece in self.laid.pieces if self.rect(piece).contains(point)), None)

    def piece_of(self, occurrence: Occurrence | None) -> Piece | None:
        """The first piece of an event; None where it is not in sight."""
        return next((piece for piece in self.laid.pieces if is_same(piece.occurrence, occurrence)), None)

    def is_on_more(self, point: QPoint, at: int) -> bool:
        """Whether a day says at that point how many more there are."""
        there = more_rect(self.cell(at))
        is_there = point.y() >= there.top() if self._lanes else there.contains(point)
        return bool(self.laid.more[at]) and is_there and self.piece_at(point) is None

    @property
    def _lanes(self) -> int:
        return lines_of(self.cell(0))

    def _line(self, days: range, lane: int) -> QRect:
        first, last = self.cell(days.start), self.cell(days.stop - 1)
        width = last.right() - first.left() - 2 * _BESIDE
        # What is dragged to a day without lines lies over its number.
        top = min(first.top() + HEAD + lane * LANE, first.bottom() + 1 - LANE)
        return QRect(first.left() + _BESIDE, top, width, LANE - 2)


def is_same(one: Occurrence, other: Occurrence | None) -> bool:
    """Whether both are the same occurrence of the same event."""
    return other is not None and (one.key, one.recurrence_id) == (other.key, other.recurrence_id)
