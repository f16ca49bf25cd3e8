"""Paints events and deadlines into the sheet and the strip, and knows what lies at a point."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QPainter

from opiekun.desktop.calendar.grid.content import GridContent, ServerMark
from opiekun.desktop.calendar.grid.event_painting import NARROW, NARROW_EDGE, Box, paint_box
from opiekun.desktop.calendar.grid.frame import ROW, STRIP_EDGE, Frame
from opiekun.desktop.calendar.grid.lane_painting import chip_rect, paint_chip
from opiekun.desktop.calendar.grid.looks import Look, Looks
from opiekun.desktop.calendar.grid.pens import LEFT, Pens
from opiekun.desktop.calendar.grid.placing import Bar, Chip, Item, Placing, Segment
from opiekun.desktop.calendar.grid.reasons import Reason, paint_reason, placed_reason
from opiekun.desktop.calendar.grid.words import Details, below_title, reason_text, short_reason, shown_title
from opiekun.desktop.theme.tokens import Type
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calls.answer_marks import AnswerMark
from opiekun.domain.instants import UtcSeconds

_WORDS_FROM = 24
_EDGES = 5
_FOLDED_ROWS = 3
_MOST_SHARE = 0.4


class Drawn(NamedTuple):
    """A segment as it is painted; another one means that its place must be painted anew."""

    rect: QRect
    segment: Segment
    collisions: tuple[Collision, ...]
    mark: ServerMark | None = None
    answer: AnswerMark | None = None


class Means(NamedTuple):
    """What painting takes: each remembers what it made, from one sheet to the next."""

    pens: Pens
    looks: Looks
    details: Details


class Sheet:
    """The content laid out in a frame. It is never changed; a new content or frame makes another."""

    def __init__(self, content: GridContent, placing: Placing, frame: Frame, means: Means) -> None:
        self.content = content
        self.placing = placing
        self.frame = frame
        self._pens, self._looks, self._details = means
        boxes = frame.boxes((segment.day, segment.top, segment.bottom, segment.place) for segment in placing.segments)
        collisions = content.collisions
        self.drawn = [
            Drawn(
                rect,
                segment,
                collisions.get(segment.occurrence, ()) if collisions else (),
                content.mark(segment.occurrence),
                content.answer(segment.occurrence),
            )
            for rect, segment in zip(boxes, placing.segments, strict=True)
        ]
        self.chips = [(chip_rect(chip, frame), chip) for chip in placing.chips]
        self._wide = [drawn for drawn in self.drawn if drawn.rect.width() >= NARROW or drawn.collisions]
        self._narrow = self._strokes()
        self._tallest = max((rect.height() for rects in self._narrow.values() for rect in rects), default=0)
        self._reasons = {drawn: self._reason(drawn) for drawn in self._wide if drawn.collisions}

    def paint(self, painter: QPainter, part: QRect) -> None:
        """Paint the events and deadlines of a part of the sheet. Deadlines come last: no event hides one."""
        # Without smooth edges, which no upright rectangle needs, and which cost twice as much.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, rects in self._narrow.items():
            painter.setBrush(self._pens.colour(colour))
            first = bisect_left(rects, part.top() - self._tallest, key=QRect.top)
            painter.drawRects(rects[first : bisect_right(rects, part.bottom(), key=QRect.top)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for drawn in self._wide:
            if drawn.rect.intersects(part):
                self._paint_event(painter, drawn)
        for reason in self._reasons.values():
            if reason.rect.intersects(part):
                paint_reason(painter, reason, self._pens)
        for rect, chip in self.chips:
            if rect.intersects(part):
                paint_chip(painter, rect, chip, self._pens)

    def _strokes(self) -> dict[str, list[QRect]]:
        """The narrow events as rectangles by colour, from the top: where there is one there are hundreds."""
        strokes: dict[str, list[QRect]] = {}
        for drawn in sorted(self.drawn, key=lambda each: each.rect.top()):
            rect = drawn.rect
            if rect.width() < NARROW and not drawn.collisions:
                look = self._look(drawn.segment.occurrence)
                strokes.setdefault(look.fill, []).append(rect)
                edge = QRect(rect.left(), rect.top(), NARROW_EDGE, rect.height())
                strokes.setdefault(look.edge or look.outline, []).append(edge)
        return strokes

    def _look(self, occurrence: Occurrence) -> Look:
        calendar = self.content.calendars.get(occurrence.calendar_id)
        return self._looks.of(occurrence, calendar.colour if calendar else "")

    def paint_strip(self, painter: QPainter, rows: int) -> None:
        """Paint the all-day events of that many rows, and how many more there are."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for bar in self.placing.bars:
            if bar.row < rows:
                paint_box(painter, self._box(self.bar_rect(bar), bar.occurrence), self._pens)
        pen, ink = self._pens[Type.KEY], self._pens.colour(self._pens.theme.tokens.second)
        for day, hidden in enumerate(self.hidden(rows)):
            if hidden:
                words = QCoreApplication.translate("Grid", "+{count}").format(count=len(hidden))
                pen.write(painter, self.more_rect(day, rows).adjusted(6, 0, 0, 0), words, ink, LEFT)

    def bar_rect(self, bar: Bar) -> QRect:
        """Where a bar lies in the widget."""
        return self.frame.bar(bar.first, bar.last, bar.row)

    def hidden(self, rows: int) -> list[list[Occurrence]]:
        """By day, the all-day events for which that many rows have no room."""
        return [
            [bar.occurrence for bar in self.placing.bars if bar.row >= rows and bar.first <= day <= bar.last]
            for day in range(self.frame.days)
        ]

    def more_rect(self, day: int, rows: int) -> QRect:
        """Where a day says how many more there are."""
        return self.frame.bar(day, day, rows)

    def differences(self, other: Sheet) -> list[QRect]:
        """All that is painted of an event on this sheet or on another one, and not the same on both."""
        mine, others = (
            {_name(drawn): (drawn, sheet.reason_of(drawn)) for drawn in sheet.drawn} for sheet in (self, other)
        )
        gone = [painted for name, painted in mine.items() if others.get(name) != painted]
        new = [painted for name, painted in others.items() if mine.get(name) != painted]
        changed = (*gone, *new)
        return [drawn.rect for drawn, _ in changed] + [reason.rect for _, reason in changed if reason is not None]

    def reason_of(self, drawn: Drawn) -> Reason | None:
        """Why a segment collides, and where that is said; None where it does not."""
        return self._reasons.get(drawn) if drawn.collisions else None

    def rects_of(self, item: Item) -> Iterator[QRect]:
        """Where an item is on the sheet."""
        if isinstance(item, Chip):
            yield from (rect for rect, chip in self.chips if chip == item)
        else:
            yield from (drawn.rect for drawn in self.drawn if drawn.segment.occurrence == item)

    def bars_of(self, item: Item, rows: int) -> Iterator[QRect]:
        """Where an item is in a strip of that many rows, in the widget."""
        yield from (self.bar_rect(bar) for bar in self.placing.bars if bar.occurrence == item and bar.row < rows)

    def at(self, point: QPoint) -> Chip | Segment | None:
        """What lies at a point of the sheet."""
        for rect, chip in reversed(self.chips):
            if rect.adjusted(-3, -1, 3, 1).contains(point):
                return chip
        for drawn in reversed(self.drawn):
            if drawn.rect.contains(point):
                return drawn.segment
        return None

    def bar_at(self, point: QPoint, rows: int) -> Bar | None:
        """The bar at a point of the widget, in a strip of that many rows."""
        shown = (bar for bar in self.placing.bars if bar.row < rows)
        return next((bar for bar in shown if self.bar_rect(bar).contains(point)), None)

    def taken_at(self, day: int, y: int) -> tuple[tuple[int, int], ...]:
        """What lies in a day at the height y of the sheet: of each event, reason and chip its left and right."""
        # A little of the line is seen at both edges of an event, where it has no words.
        rects = [(drawn.rect.adjusted(_EDGES, 0, -_EDGES, 0), drawn.segment.day) for drawn in self._wide]
        rects += [(reason.rect, drawn.segment.day) for drawn, reason in self._reasons.items()]
        rects += [(rect, chip.day) for rect, chip in self.chips]
        return tuple(
            (rect.left(), rect.right() + 1)
            for rect, its_day in rects
            if its_day == day and rect.top() - 1 <= y <= rect.bottom()
        )

    def free_row(self, first: int, last: int, but: Occurrence | None) -> int:
        """The first row of the strip in which nothing lies over these days, ``but`` that event perhaps."""
        taken = {
            bar.row for bar in self.placing.bars if bar.first <= last and bar.last >= first and bar.occurrence != but
        }
        return next(row for row in count() if row not in taken)

    def _box(self, rect: QRect, occurrence: Occurrence) -> Box:
        look = self._look(occurrence)
        if rect.width() < _WORDS_FROM:
            return Box(rect, "", "", look)
        detail = below_title(occurrence, self._details.of(occurrence), rect.height(), self.content.zone)
        return Box(rect, shown_title(occurrence, self.content), detail, look)

    def _paint_event(self, painter: QPainter, drawn: Drawn) -> None:
        box = self._box(drawn.rect, drawn.segment.occurrence)
        reason = self.reason_of(drawn)
        if reason is not None:
            box = box._replace(collides=True, foot=reason.foot)
        paint_box(painter, box, self._pens)

    def _reason(self, drawn: Drawn) -> Reason:
        day = drawn.segment.day
        others = (other.rect for other in self.drawn if other.segment.day == day)
        zone = self.content.zone
        texts = reason_text(drawn.collisions, zone), short_reason(drawn.collisions, zone)
        return placed_reason(texts, drawn.rect, self._right(day), others, self._pens)

    def _right(self, day: int) -> int:
        """How far to the right a reason may go on."""
        column = self.frame.column(day)
        return column.right() - 4


def _name(drawn: Drawn) -> tuple[int, str, UtcSeconds, int]:
    occurrence = drawn.segment.occurrence
    return occurrence.key, occurrence.recurrence_id, occurrence.start, drawn.segment.day


def shown_rows(rows: int, height: int, unfolded: bool) -> tuple[int, int]:
    """How many rows of the strip show events, and how many it is high: one more where some are left out."""
    most = max(_FOLDED_ROWS, int(height * _MOST_SHARE) // ROW) if unfolded else _FOLDED_ROWS
    return (rows, rows) if rows <= most else (most - 1, most)


def strip_height(rows: int) -> int:
    """The height of a strip of that many rows."""
    return rows * ROW + 2 * STRIP_EDGE if rows else 0
