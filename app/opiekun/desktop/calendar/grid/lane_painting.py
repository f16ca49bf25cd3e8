"""Paints the deadlines in a day's lane: a chip with the severity at each due time, with a count for those close by."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from opiekun.desktop.calendar.grid.frame import Frame
from opiekun.desktop.calendar.grid.pens import CENTRE, Pens
from opiekun.desktop.calendar.grid.placing import Chip
from opiekun.desktop.theme.tokens import Type
from opiekun.domain.timeline import Severity

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
    severity, count = chip.worst.severity, len(chip.deadlines)
    whole = rect.adjusted(-1, 0, 1, 0)
    pens.picture(
        painter, whole, (severity, count), lambda onto, place: _paint_severity(onto, place, severity, count, pens)
    )


def _paint_severity(painter: QPainter, whole: QRect, severity: Severity, count: int, pens: Pens) -> None:
    tokens = pens.theme.tokens
    tone = tokens.severity(severity)
    ink = pens.colour(tone.ink)
    body = QRect(whole.left() + 1, whole.top(), whole.width() - 2, _HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(body), 4, 4)
    # On the ink stands what is opposite to it: white in the light theme, the dark ground in the dark one.
    pens[Type.HEADING].write(painter, body, str(int(severity)), pens.colour(tokens.on_accent), CENTRE)
    if count > 1:
        below = QRect(whole.left(), body.bottom() + 1, whole.width(), _COUNT_HEIGHT)
        # On a ground of its own, so that no line of an hour goes through it.
        painter.setBrush(pens.colour(tone.soft))
        painter.drawRoundedRect(QRectF(below), 4, 4)
        pens[Type.HEADING].write(painter, below, f"+{count - 1}", ink, CENTRE)
