"""Paints events: their box, title and second line, whatever room there is."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from opiekun.desktop.calendar.grid.looks import Look
from opiekun.desktop.calendar.grid.pens import Pen, Pens
from opiekun.desktop.theme.shapes import Shape, paint_shape
from opiekun.desktop.theme.tokens import Radius, Type

_EDGE = 3
_PAD = 8
_LINE = 16
_LEAST_TEXT = 14
_MARK = 10
_BESIDE_MARK = 15
REASON_HEIGHT = 18
_REASON_LINE = 14
MOST_REASON_HEIGHT = REASON_HEIGHT + 2 * _REASON_LINE
NARROW = 16
"""Below that width an event has neither words nor corners."""
NARROW_EDGE = 2


class Box(NamedTuple):
    """An event's box and what is written in it."""

    rect: QRect
    title: str
    detail: str
    look: Look
    collides: bool = False


def paint_box(painter: QPainter, box: Box, pens: Pens) -> None:
    """Paint one event."""
    rect, look = box.rect, box.look
    _paint_ground(painter, rect, look, pens)
    if box.collides:
        painter.setPen(QPen(pens.colour(pens.theme.tokens.severity_2.ink), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = _radius(rect)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
    _paint_words(painter, box, pens)


def reason_height(reason: str, width: int, pens: Pens) -> int:
    """How high a reason is in that width: a line, or as many as it takes, up to three."""
    return REASON_HEIGHT + (len(_reason_lines(reason, width, pens)[1]) - 1) * _REASON_LINE


def paint_reason(painter: QPainter, rect: QRect, reason: str, pens: Pens) -> None:
    """Paint why an event collides: a triangle and the sentence, as high as ``reason_height`` tells."""
    ink = pens.theme.tokens.severity_2.ink
    line = QRect(rect.left(), rect.top() + 1, rect.width(), REASON_HEIGHT - 2)
    mark = QRectF(rect.left() + 1, line.center().y() - _MARK / 2 + 0.5, _MARK, _MARK)
    paint_shape(painter, mark, Shape.AT_RISK, ink=ink, icons=pens.theme.icons)
    line.setLeft(rect.left() + _BESIDE_MARK)
    pen, lines = _reason_lines(reason, rect.width(), pens)
    for text in lines:
        pen.write(painter, line, text, pens.colour(ink))
        line.moveTop(line.top() + _REASON_LINE)


def _reason_lines(reason: str, width: int, pens: Pens) -> tuple[Pen, tuple[str, ...]]:
    room = width - _BESIDE_MARK
    usual, smaller = pens[Type.SECOND], pens[Type.KEY]
    return (usual, (reason,)) if usual.width(reason) <= room else (smaller, smaller.lines(reason, room, 3))


def _radius(rect: QRect) -> float:
    return min(Radius.BUTTON, rect.height() / 3, rect.width() / 2)


def _paint_ground(painter: QPainter, rect: QRect, look: Look, pens: Pens) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    radius = _radius(rect)
    whole, ground = QRectF(rect), pens.colour(look.fill)
    if look.edge:
        painter.setBrush(pens.colour(look.edge))
        painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 2 * radius, rect.height()), radius, radius)
        whole.setLeft(rect.left() + _EDGE)
    if look.outline:
        painter.setPen(_outline(look, pens))
        whole.adjust(0 if look.edge else 0.5, 0.5, -0.5, -0.5)
    painter.setBrush(_brush(painter, look, ground, pens))
    painter.drawRoundedRect(whole, radius, radius)


def _outline(look: Look, pens: Pens) -> QPen:
    pen = QPen(pens.colour(look.outline), 1.2 if look.dashed else 1)
    if look.dashed:
        pen.setDashPattern([3.0, 2.0])
    return pen


def _brush(painter: QPainter, look: Look, ground: QColor, pens: Pens) -> QBrush:
    if not look.hatched:
        return QBrush(ground)
    scale = painter.device().devicePixelRatioF()
    return QBrush(pens.hatching(look.hatched, look.fill, scale))


def _paint_words(painter: QPainter, box: Box, pens: Pens) -> None:
    rect, look = box.rect, box.look
    left = _EDGE + _PAD if rect.width() > 4 * _PAD else _EDGE + 2
    words = QRect(rect.left() + left, rect.top(), rect.width() - left - 4, rect.height())
    if words.width() < _LEAST_TEXT:
        return
    ink = pens.colour(look.ink)
    if rect.height() < 2 * _LINE + 4:
        _paint_line(painter, words, box, pens, ink)
        return
    title, detail = pens[Type.CHIP], pens[Type.SECOND]
    room = (rect.height() - 4) // _LINE
    lines = title.lines(box.title, words.width(), max(1, room - 1))
    y = rect.top() + 2
    for line in lines:
        _write(painter, QRect(words.left(), y, words.width(), _LINE), line, title, ink, struck=look.struck)
        y += _LINE
    for line in detail.lines(box.detail, words.width(), min(2, room - len(lines))) if room > len(lines) else ():
        detail.write(painter, QRect(words.left(), y, words.width(), _LINE), line, ink)
        y += _LINE


def _paint_line(painter: QPainter, words: QRect, box: Box, pens: Pens, ink: QColor) -> None:
    """Where one line is all there is: the title, then the second line in what is left."""
    tiny = box.rect.height() < _LINE
    pen = pens[Type.HEADING if tiny else Type.CHIP]
    line = (
        words.adjusted(0, 0, 0, 0)
        if box.rect.height() <= _LINE + 10
        else QRect(words.left(), words.top() + 2, words.width(), _LINE)
    )
    text = pen.elided(box.title, words.width())
    _write(painter, line, text, pen, ink, struck=box.look.struck)
    rest = line.adjusted(round(pen.width(text)) + _PAD, 0, 0, 0)
    if text == box.title and rest.width() > 5 * _LEAST_TEXT:
        second = pens[Type.KEY if tiny else Type.SECOND]
        second.write(painter, rest, second.elided(box.detail, rest.width()), ink)


def _write(painter: QPainter, box: QRect, text: str, pen: Pen, ink: QColor, *, struck: bool) -> None:
    pen.write(painter, box, text, ink)
    if struck:
        middle = box.center().y() + 1.5
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.left() + pen.width(text), middle))
