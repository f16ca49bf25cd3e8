"""Paints events: their box, title and second line, whatever room there is."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from opiekun.desktop.calendar.grid.looks import Look
from opiekun.desktop.calendar.grid.pens import Pen, Pens
from opiekun.desktop.theme.tokens import Radius, Type

_EDGE = 3
_PAD = 8
_LINE = 16
_LEAST_TEXT = 14
NARROW = 16
"""Below that width an event has neither words nor corners."""
NARROW_EDGE = 2


class Box(NamedTuple):
    """An event's box and what is written in it. Nothing is written into the lowest ``foot`` pixels."""

    rect: QRect
    title: str
    detail: str
    look: Look
    collides: bool = False
    foot: int = 0


def paint_box(painter: QPainter, box: Box, pens: Pens) -> None:
    """Paint one event."""
    rect, look = box.rect, box.look
    pens.picture(painter, rect, look, lambda onto, place: _paint_ground(onto, place, look, pens))
    if box.collides:
        painter.setPen(QPen(pens.colour(pens.theme.tokens.severity_2.ink), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = _radius(rect)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
    _paint_words(painter, box, pens)


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
    rect, look = box.rect.adjusted(0, 0, 0, -box.foot), box.look
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
    tiny = words.height() < _LINE
    pen = pens[Type.HEADING if tiny else Type.CHIP]
    line = (
        words.adjusted(0, 0, 0, 0)
        if words.height() <= _LINE + 10
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
