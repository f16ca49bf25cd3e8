"""Paints the deadlines in a day's lane: a chip with the severity at each due time, with a count for those close by."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from opiekun.desktop.calendar.grid.frame import Frame
from opiekun.desktop.calendar.grid.pens import CENTRE, Pens
from opiekun.desktop.calendar.grid.placing import Chip
from opiekun.desktop.theme.tokens import Type

_WIDTH, _HEIGHT = 18, 16
_COUNT_HEIGHT = 12
CLOSE = _HEIGHT - 3
"""Pixels apart at which two deadlines no longer hide one another."""


def chip_rect(chip: Chip, frame: Frame) -> QRect:
    """Where a chip stands on the sheet, its count with it."""
    height = _HEIGHT + (_COUNT_HEIGHT if len(chip.deadlines) > 1 else 0)
    y = min(max(0, frame.y(chip.minutes) - _HEIGHT // 2), frame.sheet_height - height)
    return QRect(frame.left(chip.day) + 4, y, _WIDTH, height)


def paint_chip(painter: QPainter, rect: QRect, chip: Chip, pens: Pens) -> None:
    """Paint a chip into its place."""
    tokens = pens.theme.tokens
    worst = chip.worst
    many = len(chip.deadlines) > 1
    body = QRect(rect.left(), rect.top(), rect.width(), _HEIGHT)
    ink = pens.colour(tokens.severity(worst.severity).ink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(body), 4, 4)
    # On the ink stands what is opposite to it: white in the light theme, the dark ground in the dark one.
    pens[Type.HEADING].write(painter, body, str(int(worst.severity)), pens.colour(tokens.on_accent), CENTRE)
    if many:
        below = QRect(rect.left() - 1, body.bottom() + 1, rect.width() + 2, _COUNT_HEIGHT)
        # On a ground of its own, so that no line of an hour goes through it.
        painter.setBrush(pens.colour(tokens.severity(worst.severity).soft))
        painter.drawRoundedRect(QRectF(below), 4, 4)
        pens[Type.HEADING].write(painter, below, f"+{len(chip.deadlines) - 1}", ink, CENTRE)
