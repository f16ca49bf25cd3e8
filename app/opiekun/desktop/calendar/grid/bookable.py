"""When a call can begin, lightly marked: a pale band for each start, its edge where it begins."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.desktop.calendar.grid.frame import LANE, Frame
from opiekun.desktop.calendar.grid.pens import Pens
from opiekun.desktop.theme.tokens import Radius, Type
from opiekun.domain.calendar.wall_days import WallDay

_EDGE = 3
_TICK_PLACE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class Kind(Enum):
    """What a start is: free, ticked to be offered, or the one that is chosen."""

    FREE = 0
    TICKED = 1
    CHOSEN = 2


class Mark(NamedTuple):
    """A start: minutes of the wall, to the next one or, of one that is not only free, to the end of the call."""

    top: float
    bottom: float
    kind: Kind = Kind.FREE


Marks: TypeAlias = tuple[Mark, ...]
"""Those of a day."""


def marks_of(content: GridContent, walls: Sequence[WallDay]) -> tuple[Marks, ...]:
    """The marks of each day; the chosen one last, since it lies over others."""
    bookable = content.bookable
    if bookable is None:
        return ()
    stretches = [(start, start + bookable.step, Kind.FREE) for start in bookable.starts]
    stretches += [(start, start + bookable.length, Kind.TICKED) for start in bookable.ticked]
    if bookable.chosen is not None:
        stretches.append((bookable.chosen, bookable.chosen + bookable.length, Kind.CHOSEN))
    return tuple(tuple(_marks(stretches, wall)) for wall in walls)


def _marks(stretches: Sequence[tuple[int, int, Kind]], wall: WallDay) -> list[Mark]:
    touched = ((wall.touched(start, end), kind) for start, end, kind in stretches)
    return [Mark(*minutes, kind) for minutes, kind in touched if minutes is not None]


def paint_marks(painter: QPainter, part: QRect, marks: Sequence[Marks], frame: Frame, pens: Pens) -> None:
    """Paint the marks of a part of the sheet."""
    tokens = pens.theme.tokens
    accent, soft = pens.colour(tokens.accent), pens.colour(tokens.accent_soft)
    for day, there in enumerate(marks):
        for mark in there:
            rect = _rect(frame, day, mark)
            if not rect.intersects(part):
                continue
            if mark.kind is not Kind.CHOSEN:
                painter.fillRect(rect, soft)
            if mark.kind is Kind.TICKED:
                painter.setPen(accent)
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
                painter.setFont(pens.theme.font(Type.STRONG))
                painter.drawText(rect.adjusted(_EDGE, 0, -_EDGE, 0), _TICK_PLACE, "✓")
            elif mark.kind is Kind.CHOSEN:
                painter.setPen(QPen(accent, 2, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), Radius.BUTTON, Radius.BUTTON)
            else:
                painter.fillRect(QRect(rect.left(), rect.top(), _EDGE, rect.height()), accent)


def _rect(frame: Frame, day: int, mark: Mark) -> QRect:
    column = frame.column(day)
    left, top = column.left() + LANE - 1, frame.y(mark.top)
    return QRect(left, top + 1, column.right() - frame.beside - left, max(2, frame.y(mark.bottom) - top - 1))
