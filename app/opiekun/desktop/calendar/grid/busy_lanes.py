"""When colleagues are busy: at the right of each day a narrow lane for each of them, hatched where they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from opiekun.desktop.calendar.grid.content import Colleague, GridContent
from opiekun.desktop.calendar.grid.frame import HEADER, Frame
from opiekun.desktop.calendar.grid.pens import CENTRE, Pens, mixed
from opiekun.desktop.theme.tokens import Type
from opiekun.domain.calendar.wall_days import WallDay

WIDTH = 18
"""Of a lane, where there is room for it."""
_LEAST = 5
_MOST_SHARE = 0.4
"""Of a day's width that all lanes may take."""
_LETTERS_FROM = 15
INITIALS = 16
"""Pixels above the strip in which whose lane it is stands in two letters."""
_MOST_BANDS = 400
"""In one lane of one day."""


class Band(NamedTuple):
    """A stretch in which somebody is busy: the number of the lane, and minutes of the wall."""

    lane: int
    top: float
    bottom: float
    tentative: bool


def lanes_width(content: GridContent, width: int) -> int:
    """How much of a day's ``width`` the lanes take, all of the same width; 0 where nobody is shown."""
    count = len(content.colleagues)
    if not count:
        return 0
    return count * max(_LEAST, min(WIDTH, int(width * _MOST_SHARE) // count))


def bands_of(content: GridContent, walls: Sequence[WallDay]) -> tuple[tuple[Band, ...], ...]:
    """The bands of each day."""
    return tuple(
        tuple(
            band
            for lane, colleague in enumerate(content.colleagues)
            for band in islice(_bands(lane, colleague, wall), _MOST_BANDS)
        )
        for wall in walls
    )


def _bands(lane: int, colleague: Colleague, wall: WallDay) -> Sequence[Band]:
    touched = ((each, wall.touched(each.start, each.end)) for each in colleague.busy)
    return [Band(lane, *minutes, each.tentative) for each, minutes in touched if minutes is not None]


def lane_rect(frame: Frame, day: int, lane: int, lanes: int) -> QRect:
    """A lane on the sheet, from midnight down."""
    width = frame.beside // lanes
    left = frame.left(day + 1) - frame.beside + lane * width
    return QRect(left, 0, width, frame.sheet_height)


def paint_lanes(painter: QPainter, part: QRect, bands: Sequence[Sequence[Band]], frame: Frame, pens: Pens) -> None:
    """Paint the lanes of a part of the sheet."""
    if not frame.beside:
        return
    tokens = pens.theme.tokens
    lanes = frame.lanes
    scale = painter.device().devicePixelRatioF()
    sure = QBrush(pens.hatching(mixed(tokens.second, tokens.surface, 0.5), tokens.subtle, scale))
    unsure = QBrush(pens.hatching(tokens.line, tokens.window, scale))
    outline = pens.colour(tokens.second)
    for day, there in enumerate(bands):
        first = lane_rect(frame, day, 0, lanes)
        painter.fillRect(QRect(first.left(), part.top(), 1, part.height()), pens.colour(tokens.line))
        for band in there:
            rect = _band_rect(frame, day, band)
            if not rect.intersects(part):
                continue
            painter.fillRect(rect, unsure if band.tentative else sure)
            style = Qt.PenStyle.DotLine if band.tentative else Qt.PenStyle.SolidLine
            painter.setPen(QPen(outline, 1, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))


def paint_initials(painter: QPainter, initials: Sequence[str], frame: Frame, pens: Pens) -> None:
    """Write above each lane whose it is, where there is room for two letters."""
    if not frame.beside or frame.beside // frame.lanes < _LETTERS_FROM:
        return
    ink, pen = pens.colour(pens.theme.tokens.second), pens[Type.KEY]
    for day in range(frame.days):
        for lane, letters in enumerate(initials):
            rect = lane_rect(frame, day, lane, frame.lanes)
            pen.write(painter, QRect(rect.left(), HEADER - INITIALS, rect.width(), INITIALS - 2), letters, ink, CENTRE)


def lane_at(frame: Frame, day: int, at: QPoint) -> int | None:
    """The number of the lane at a point of the sheet."""
    if not frame.beside:
        return None
    lane = (at.x() - lane_rect(frame, day, 0, frame.lanes).left()) // (frame.beside // frame.lanes)
    return lane if 0 <= lane < frame.lanes else None


def _band_rect(frame: Frame, day: int, band: Band) -> QRect:
    lane = lane_rect(frame, day, band.lane, frame.lanes)
    top = frame.y(band.top)
    return QRect(lane.left() + 2, top + 1, lane.width() - 3, max(3, frame.y(band.bottom) - top - 1))
