"""What moves over the painted sheet: the line of now, the selection, ghosts of a drag, a time read in other zones.

Each is a value that knows the rectangles it covers, so that a change repaints the old and the new ones alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from opiekun.desktop.calendar.grid.event_painting import Box, paint_box
from opiekun.desktop.calendar.grid.looks import Look
from opiekun.desktop.calendar.grid.pens import CENTRE, Pens
from opiekun.desktop.calendar.grid.reasons import MOST_REASON_HEIGHT, Reason, paint_reason, reason_height
from opiekun.desktop.theme.tokens import Radius, Type

_DOT = 4
_RING = 2
_BUBBLE = 22
_REASON_WIDTH = 240
_BESIDE = 6


class Live(Protocol):
    """One thing that moves. ``above``: it stands over the header too, not only over the hours."""

    @property
    def above(self) -> bool: ...

    @property
    def rects(self) -> tuple[QRect, ...]:
        """What it covers, in the widget's coordinates."""

    def paint(self, painter: QPainter, pens: Pens) -> None:
        """Paint it."""


@dataclass(frozen=True)
class NowLine:
    """The line of now across its day's column, with a dot at the left.

    It goes through no words: where ``taken`` (from, to) an event, a deadline or a reason stands, it is seen at both
    ends alone.
    """

    left: int
    right: int
    y: int
    taken: tuple[tuple[int, int], ...] = ()
    above: bool = False

    @property
    def rects(self) -> tuple[QRect, ...]:
        """The line with its dot."""
        return (QRect(self.left - _DOT - 1, self.y - _DOT - 1, self.right - self.left + 2 * _DOT + 2, 2 * _DOT + 3),)

    def paint(self, painter: QPainter, pens: Pens) -> None:
        """Paint it."""
        now = pens.colour(pens.theme.tokens.now)
        for left, right in self._free():
            painter.fillRect(QRect(left, self.y, right - left, 2), now)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now)
        painter.drawEllipse(QPointF(self.left + 0.5, self.y + 1), _DOT, _DOT)

    def _free(self) -> Iterator[tuple[int, int]]:
        """Where it is painted, from left to right."""
        at = self.left
        for left, right in sorted(self.taken):
            yield at, max(at, left)
            at = max(at, right)
        yield at, self.right


@dataclass(frozen=True)
class Ring:
    """The ring around what is selected; stronger while the grid has the keys."""

    around: tuple[QRect, ...]
    focused: bool
    above: bool = False

    @property
    def rects(self) -> tuple[QRect, ...]:
        """The ring with the edge around it."""
        return tuple(rect.adjusted(-3, -3, 3, 3) for rect in self.around)

    def paint(self, painter: QPainter, pens: Pens) -> None:
        """Paint it."""
        accent = pens.colour(pens.theme.tokens.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, _RING if self.focused else 1))
        for rect in self.around:
            ring = QRectF(rect).adjusted(-1, -1, 1, 1)
            painter.drawRoundedRect(ring, Radius.BUTTON + 1, Radius.BUTTON + 1)


@dataclass(frozen=True)
class Cursor:
    """The time that the keys are at, where no event is selected: an outline, and its words beside it."""

    rect: QRect
    words: str
    width: int
    right: int
    """How far to the right the words may reach; where there is no room they stand at the left."""
    above: bool = False

    @property
    def rects(self) -> tuple[QRect, ...]:
        """The outline and the words."""
        return (self.rect.adjusted(-2, -2, 2, 2), self._label.adjusted(-2, -2, 2, 2))

    @property
    def _label(self) -> QRect:
        left = self.rect.right() + _BESIDE
        if left + self.width > self.right:
            left = self.rect.left() - _BESIDE - self.width
        return QRect(left, self.rect.top(), self.width, _BUBBLE)

    def paint(self, painter: QPainter, pens: Pens) -> None:
        """Paint it. The words have a ground of their own, so that they are read over whatever lies there."""
        tokens = pens.theme.tokens
        accent = pens.colour(tokens.accent)
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect).adjusted(0.5, 0.5, -0.5, -0.5), Radius.CHIP, Radius.CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawRoundedRect(QRectF(self._label), Radius.CHIP, Radius.CHIP)
        pens[Type.CHIP].write(painter, self._label, self.words, pens.colour(tokens.on_accent), CENTRE)


@dataclass(frozen=True)
class Veil:
    """What stays at the origin of a drag: the event there, paler."""

    over: tuple[QRect, ...]
    above: bool = False

    @property
    def rects(self) -> tuple[QRect, ...]:
        """The events' boxes."""
        return self.over

    def paint(self, painter: QPainter, pens: Pens) -> None:
        """Paint it."""
        pale = QColor(pens.theme.tokens.surface)
        pale.setAlpha(150)
        for rect in self.over:
            painter.fillRect(rect, pale)


@dataclass(frozen=True)
class Ghost:
    """An event where it would lie, with its times, and the reason beneath where it would collide."""

    boxes: tuple[QRect, ...]
    title: str
    times: str
    look: Look
    reason: str = ""
    copies: bool = False
    above: bool = False

    @property
    def rects(self) -> tuple[QRect, ...]:
        """The boxes and the reason."""
        boxes = tuple(rect.adjusted(-2, -2, 2, 2) for rect in self.boxes)
        return (*boxes, self._reason_rect) if self.reason and boxes else boxes

    @property
    def _reason_rect(self) -> QRect:
        last = self.boxes[-1]
        return QRect(last.left(), last.bottom() + 1, max(last.width(), _REASON_WIDTH), MOST_REASON_HEIGHT)

    def paint(self, painter: QPainter, pens: Pens) -> None:
        """Paint it."""
        tokens = pens.theme.tokens
        ink = tokens.severity_2.ink if self.reason else tokens.accent
        for rect in self.boxes:
            title, detail = (self.title, self.times) if self.title else (self.times, "")
            paint_box(painter, Box(rect, f"+ {title}" if self.copies else title, detail, self.look), pens)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(pens.colour(ink), 1.5))
            radius = min(Radius.BUTTON, rect.height() / 2)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        if self.reason and self.boxes:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pens.colour(tokens.severity_2.soft))
            words = self._reason_rect.adjusted(4, 0, -2, 0)
            ground = QRectF(self._reason_rect)
            ground.setHeight(reason_height(self.reason, words.width(), pens))
            painter.drawRoundedRect(ground, Radius.CHIP, Radius.CHIP)
            paint_reason(painter, Reason(words, self.reason), pens)


@dataclass(frozen=True)
class Reading:
    """A time under the hand, read in other zones."""

    left: int
    right: int
    y: int
    words: str
    width: int
    near: int
    above: bool = False

    @property
    def rects(self) -> tuple[QRect, ...]:
        """The line and the bubble."""
        return (QRect(self.left, self.y - 1, self.right - self.left, 3), self._bubble.adjusted(-1, -1, 1, 1))

    @property
    def _bubble(self) -> QRect:
        left = max(self.left + 4, min(self.near + 12, self.right - self.width - 12))
        return QRect(left, self.y - _BUBBLE - 4, self.width, _BUBBLE)

    def paint(self, painter: QPainter, pens: Pens) -> None:
        """Paint it."""
        tokens = pens.theme.tokens
        painter.fillRect(QRect(self.left, self.y, self.right - self.left, 1), pens.colour(tokens.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pens.colour(tokens.accent))
        painter.drawRoundedRect(QRectF(self._bubble), Radius.CHIP, Radius.CHIP)
        pens[Type.CHIP].write(painter, self._bubble, self.words, pens.colour(tokens.on_accent), CENTRE)


@dataclass(frozen=True)
class Link:
    """What belongs together: an event and the times that are proposed for it, outlined, with dotted lines between."""

    boxes: tuple[QRect, ...]
    lines: tuple[tuple[QPoint, QPoint], ...]
    above: bool = False

    @property
    def rects(self) -> tuple[QRect, ...]:
        """The outlines and what the lines cross."""
        lines = (QRect(*line).normalized() for line in self.lines)
        return (*(box.adjusted(-4, -4, 4, 4) for box in self.boxes), *(line.adjusted(-3, -3, 3, 3) for line in lines))

    def paint(self, painter: QPainter, pens: Pens) -> None:
        """Paint it."""
        pen = QPen(pens.colour(pens.theme.tokens.severity_2.ink), 1.6, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self.boxes:
            ring = QRectF(box).adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(ring, Radius.BUTTON + 1, Radius.BUTTON + 1)
        for line in self.lines:
            painter.drawLine(*line)
