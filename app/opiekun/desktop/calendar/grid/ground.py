"""Paints what events stand on: hours, opening times, the hours' names, and the header with the days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QRect
from PySide6.QtGui import QBrush, QPainter

from opiekun.desktop.calendar.grid.bookable import Marks, marks_of, paint_marks
from opiekun.desktop.calendar.grid.busy_lanes import Band, bands_of, paint_initials, paint_lanes
from opiekun.desktop.calendar.grid.content import GridContent, NamedZone
from opiekun.desktop.calendar.grid.frame import GUTTER, GUTTER_OF_TWO, HEADER, LANE, ROW, STRIP_EDGE, Frame
from opiekun.desktop.calendar.grid.pens import CENTRE, LEFT, Pens, mixed
from opiekun.desktop.calendar.grid.times import time_text
from opiekun.desktop.calendar.grid.words import zone_letters
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.domain.calendar.wall_days import WallDay

_HALF_HOURS_FROM = 88
_LABEL_WIDTH = 42
_FIRST_LABEL, _SECOND_LABEL = 10, 52


def gutter_of(content: GridContent, pens: Pens) -> int:
    """How wide the margin at the left is: as the drawing has it, or as the words in it need where the font is wide."""
    drawn = GUTTER_OF_TWO if content.other_zones else GUTTER
    words = _FIRST_LABEL + ceil(pens[Type.KEY].width(_all_day())) + Space.TIGHT
    return min(max(drawn, words), 2 * drawn)


def _all_day() -> str:
    return QCoreApplication.translate("Grid", "all day")


@dataclass(frozen=True, slots=True)
class Ground:
    """What the sheet and the header show of the days themselves. It is another one whenever they must be repainted."""

    days: tuple[date, ...]
    zone: ZoneInfo
    zones: tuple[NamedZone, ...]
    open: tuple[tuple[tuple[float, float], ...], ...]
    left_out: tuple[tuple[tuple[float, float], ...], ...]
    twice: tuple[tuple[tuple[float, float], ...], ...]
    notes: tuple[str, ...]
    today: date
    other_times: tuple[str, ...]
    busy: tuple[tuple[Band, ...], ...] = ()
    initials: tuple[str, ...] = ()
    bookable: tuple[Marks, ...] = ()

    @classmethod
    def of(cls, content: GridContent, walls: tuple[WallDay, ...], today: date) -> Ground:
        """Of that content."""
        reference = walls[content.days.index(today)] if today in content.days else walls[0]
        return cls(
            content.days,
            content.zone,
            (NamedZone(content.zone, content.zone_label), *content.other_zones[:1]),
            tuple(_open_minutes(content, wall) for wall in walls),
            tuple(wall.left_out() for wall in walls),
            tuple(wall.shown_twice() for wall in walls),
            tuple(content.notes.get(day, "") for day in content.days),
            today,
            tuple(
                time_text(reference.instant(hour * 60), other.zone)
                for other in content.other_zones[:1]
                for hour in range(24)
            ),
            bands_of(content, walls),
            tuple(each.initials for each in content.colleagues),
            marks_of(content, walls),
        )


def _open_minutes(content: GridContent, wall: WallDay) -> tuple[tuple[float, float], ...]:
    touched = (wall.touched(start, end) for start, end in content.open.get(wall.day, ()))
    return tuple(span for span in touched if span is not None)


def paint_sheet(painter: QPainter, part: QRect, ground: Ground, frame: Frame, pens: Pens) -> None:
    """Paint a part of the sheet."""
    tokens = pens.theme.tokens
    line = pens.colour(tokens.line)
    painter.fillRect(part, pens.colour(tokens.window))
    for day in range(frame.days):
        column = frame.column(day)
        if day == frame.days - 1:
            # The scroll bar lies over the day, not beside it.
            column.setRight(frame.width)
        for top, bottom in ground.open[day]:
            painter.fillRect(_band(column, frame, top, bottom).intersected(part), pens.colour(tokens.surface))
        for top, bottom in ground.left_out[day]:
            hatching = pens.hatching(tokens.subtle, tokens.window, painter.device().devicePixelRatioF())
            painter.fillRect(_band(column, frame, top, bottom), QBrush(hatching))
    for hour in range(1, 25):
        painter.fillRect(QRect(frame.gutter, frame.y(hour * 60), frame.width, 1), line)
    if frame.hour >= _HALF_HOURS_FROM:
        faint = pens.colour(mixed(tokens.line, tokens.surface, 0.6))
        for hour in range(24):
            painter.fillRect(QRect(frame.gutter, frame.y(hour * 60 + 30), frame.width, 1), faint)
    for day in range(frame.days):
        painter.fillRect(QRect(frame.left(day), part.top(), 1, part.height()), line)
        for top, bottom in ground.twice[day]:
            _paint_twice(painter, _band(frame.column(day), frame, top, bottom), pens)
    paint_marks(painter, part, ground.bookable, frame, pens)
    paint_lanes(painter, part, ground.busy, frame, pens)
    if part.left() < frame.gutter:
        _paint_hours(painter, part, ground, frame, pens)


def _paint_twice(painter: QPainter, band: QRect, pens: Pens) -> None:
    """An hour that comes twice says so; what lies in it stands side by side."""
    tokens = pens.theme.tokens
    for y in (band.top(), band.bottom()):
        painter.fillRect(QRect(band.left(), y, band.width(), 1), pens.colour(tokens.second))
    pens[Type.KEY].write(
        painter, QRect(band.left(), band.top() + 2, LANE, 14), "2×", pens.colour(tokens.second), CENTRE
    )


def _band(column: QRect, frame: Frame, top: float, bottom: float) -> QRect:
    y = frame.y(top)
    return QRect(column.left(), y, column.width(), frame.y(bottom) - y)


def _paint_hours(painter: QPainter, part: QRect, ground: Ground, frame: Frame, pens: Pens) -> None:
    tokens = pens.theme.tokens
    pen = pens[Type.KEY]
    for hour in range(1, 24):
        y = frame.y(hour * 60)
        if not part.top() - Space.MEDIUM <= y <= part.bottom() + Space.MEDIUM:
            continue
        box = QRect(_FIRST_LABEL, y - 8, _LABEL_WIDTH, 16)
        pen.write(painter, box, f"{hour:02}:00", pens.colour(tokens.text), LEFT)
        if ground.other_times:
            box.moveLeft(_SECOND_LABEL)
            pen.write(painter, box, ground.other_times[hour], pens.colour(tokens.second), LEFT)


def paint_header(painter: QPainter, ground: Ground, frame: Frame, pens: Pens, more: bool | None) -> None:
    """Paint the header and the empty strip below it. ``more`` tells how the strip is folded (None: it need not be)."""
    tokens = pens.theme.tokens
    line = pens.colour(tokens.line)
    painter.fillRect(QRect(0, 0, frame.width, frame.top), pens.colour(tokens.window))
    small = pens[Type.KEY]
    for at, named in enumerate(ground.zones):
        box = QRect(_SECOND_LABEL if at else _FIRST_LABEL, HEADER - 25, _LABEL_WIDTH, 16)
        small.write(
            painter, box, small.elided(zone_letters(named, ground.days[0]), _LABEL_WIDTH), pens.colour(tokens.second)
        )
    for day in range(frame.days):
        painter.fillRect(QRect(frame.left(day), 0, 1, frame.top), line)
        _paint_day(painter, day, ground, frame, pens)
    paint_initials(painter, ground.initials, frame, pens)
    painter.fillRect(QRect(0, frame.top - 1, frame.width, 1), line)
    if frame.strip:
        _paint_strip_edge(painter, frame, pens, more)


def _paint_day(painter: QPainter, day: int, ground: Ground, frame: Frame, pens: Pens) -> None:
    tokens = pens.theme.tokens
    when = ground.days[day]
    today = when == ground.today
    left = frame.left(day) + Space.SMALL + 3
    room = frame.left(day + 1) - left - Space.TIGHT
    beneath = room - frame.beside
    small, large = pens[Type.RAIL if today else Type.KEY], pens[Type.TITLE]
    ink = pens.colour(tokens.accent if today else tokens.second)
    name = QLocale().toString(QDate(when.year, when.month, when.day), "ddd").upper()
    small.write(painter, QRect(left, 8, room, 14), small.elided(name, room), ink)
    number = str(when.day)
    large.write(painter, QRect(left, 22, room, 24), number, pens.colour(tokens.accent if today else tokens.text))
    note = ground.notes[day]
    beside = QRect(left, 23, beneath, 24).adjusted(round(large.width(number)) + Space.SMALL, 0, 0, 0)
    if note and beside.width() > Space.WIDE:
        small = pens[Type.KEY]
        small.write(painter, beside, small.elided(note, beside.width()), pens.colour(tokens.second))


def _paint_strip_edge(painter: QPainter, frame: Frame, pens: Pens, more: bool | None) -> None:
    tokens = pens.theme.tokens
    small = pens[Type.KEY]
    painter.fillRect(QRect(0, HEADER - 1, frame.width, 1), pens.colour(tokens.line))
    box = QRect(_FIRST_LABEL, HEADER + 3, frame.gutter - _FIRST_LABEL - 1, 22)
    words = _all_day()
    small.write(painter, box, small.elided(words, box.width()), pens.colour(tokens.second))
    if more is not None:
        fold = fold_rect(frame)
        small.write(painter, fold.adjusted(4, 0, 0, 0), "▾" if more else "▴", pens.colour(tokens.second), LEFT)


def fold_rect(frame: Frame) -> QRect:
    """The button that folds and unfolds the strip, in the widget."""
    return QRect(_FIRST_LABEL - 4, HEADER + STRIP_EDGE + 2 * ROW, frame.gutter - _FIRST_LABEL, ROW - 2)
