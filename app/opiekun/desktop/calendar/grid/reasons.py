"""Where it is said why an event collides, and how: a triangle and a sentence, beneath the event or at its foot."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from opiekun.desktop.calendar.grid.pens import Pen, Pens
from opiekun.desktop.theme.shapes import Shape, paint_shape
from opiekun.desktop.theme.tokens import Type

REASON_HEIGHT = 18
_LINE = 14
_MOST_LINES = 3
_LINES_BENEATH = 2
MOST_REASON_HEIGHT = REASON_HEIGHT + (_MOST_LINES - 1) * _LINE
_LEAST_WIDTH = 76
_MARK = 10
_BESIDE_MARK = 15


class Reason(NamedTuple):
    """Why an event collides, and where that is said. ``foot`` is how much of the event's own height it takes."""

    rect: QRect
    text: str
    foot: int = 0


def placed_reason(texts: tuple[str, str], event: QRect, right: int, others: Iterable[QRect], pens: Pens) -> Reason:
    """Find the place for the whole sentence, or else for the short one, which begins with the time that counts.

    Beneath the event, as wide as it or on to ``right``, where none of the others lies: on one line, or on two. Else
    at the event's foot, on one. Where that is too low or too narrow, the triangle stands there alone.
    """
    near = [other for other in others if other.bottom() > event.bottom() and other.top() < event.bottom() + 60]
    for text in texts:
        for width in (event.width(), right - event.left()):
            beneath = QRect(event.left(), event.bottom() + 1, width, reason_height(text, width, pens))
            fits = width >= _LEAST_WIDTH and _whole(text, width, _LINES_BENEATH, pens)
            if fits and not any(beneath.intersects(other) for other in near):
                return Reason(beneath, text)
    if event.height() >= 2 * REASON_HEIGHT and event.width() >= _LEAST_WIDTH:
        foot = QRect(event.left() + 8, event.bottom() - 17, event.width() - 12, 16)
        text = next((text for text in texts if _whole(text, foot.width(), 1, pens)), texts[-1])
        return Reason(foot, text, foot=REASON_HEIGHT - 2)
    mark = QRect(event.right() - _MARK - 2, event.bottom() - _MARK - 3, _MARK + 2, _MARK + 2)
    return Reason(mark, "", foot=_MARK if event.height() >= 2 * REASON_HEIGHT else 0)


def reason_height(text: str, width: int, pens: Pens) -> int:
    """How high a reason is in that width: a line, or as many as it takes, up to three."""
    return REASON_HEIGHT + (len(_lines(text, width, pens)[1]) - 1) * _LINE


def paint_reason(painter: QPainter, reason: Reason, pens: Pens) -> None:
    """Paint it into its place."""
    ink, rect = pens.theme.tokens.severity_2.ink, reason.rect
    line = QRect(rect.left(), rect.top() + 1, rect.width(), min(rect.height(), REASON_HEIGHT) - 2)
    mark = QRectF(rect.left() + 1, line.center().y() - _MARK / 2 + 0.5, _MARK, _MARK)
    paint_shape(painter, mark, Shape.AT_RISK, ink=ink, icons=pens.theme.icons)
    if not reason.text:
        return
    line.setLeft(rect.left() + _BESIDE_MARK)
    pen, lines = _lines(reason.text, rect.width(), pens, most=1 if reason.foot else _MOST_LINES)
    for text in lines:
        pen.write(painter, line, text, pens.colour(ink))
        line.moveTop(line.top() + _LINE)


def _whole(text: str, width: int, lines: int, pens: Pens) -> bool:
    """Whether no word of it is left out on that many lines."""
    shown = _lines(text, width, pens, lines)[1]
    return " ".join(shown) == text


def _lines(text: str, width: int, pens: Pens, most: int = _MOST_LINES) -> tuple[Pen, tuple[str, ...]]:
    room = width - _BESIDE_MARK
    usual, smaller = pens[Type.SECOND], pens[Type.KEY]
    return (usual, (text,)) if usual.width(text) <= room else (smaller, smaller.lines(text, room, most))
