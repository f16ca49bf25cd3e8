"""A state has a shape, a word and a colour; here are the shapes."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from opiekun.desktop.theme.icons import Icons
from opiekun.domain.clocks import ClockState


class Shape(Enum):
    """◆ breached, ▲ at risk, ◔ running, ○ held, ✓ met, ☎ owed; ● at the desk."""

    BREACHED = auto()
    AT_RISK = auto()
    RUNNING = auto()
    HELD = auto()
    MET = auto()
    OWED = auto()
    FULL = auto()


# Less than this would look like the ring of a held clock.
_LEAST_SHARE = 0.12

_OF_STATE = {
    ClockState.BREACHED: Shape.BREACHED,
    ClockState.AT_RISK: Shape.AT_RISK,
    ClockState.RUNNING: Shape.RUNNING,
    ClockState.HELD: Shape.HELD,
    ClockState.MET: Shape.MET,
}


def shape_of(state: ClockState) -> Shape:
    """The shape that stands for a clock's state."""
    return _OF_STATE[state]


def paint_shape(painter: QPainter, box: QRectF, shape: Shape, *, ink: str, icons: Icons, share: float = 0.0) -> None:
    """Paint it into the square ``box``. ``share`` (0 to 1) is the part of the target that a running clock used."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(ink)
    if shape is Shape.OWED:
        pixmap = icons.pixmap("phone", ink, round(box.width()), painter.device().devicePixelRatioF())
        painter.drawPixmap(box.topLeft(), pixmap)
    elif shape in {Shape.BREACHED, Shape.AT_RISK}:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(_diamond(box) if shape is Shape.BREACHED else _triangle(box))
    else:
        _stroke(painter, box, shape, colour, share)
    painter.restore()


def _stroke(painter: QPainter, box: QRectF, shape: Shape, colour: QColor, share: float) -> None:
    width = max(1.4, box.width() / 8)
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if shape is Shape.MET:
        left, top, side = box.left(), box.top(), box.width()
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(left + side * 0.10, top + side * 0.55),
                    QPointF(left + side * 0.38, top + side * 0.83),
                    QPointF(left + side * 0.90, top + side * 0.20),
                ]
            )
        )
        return
    ring = box.adjusted(width / 2 + 0.5, width / 2 + 0.5, -width / 2 - 0.5, -width / 2 - 0.5)
    if shape is Shape.FULL:
        painter.setBrush(colour)
    painter.drawEllipse(ring)
    if shape is Shape.RUNNING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        # Qt counts sixteenths of a degree, counter-clockwise from three o'clock; a clock starts at twelve.
        painter.drawPie(ring, 90 * 16, -round(min(max(share, _LEAST_SHARE), 1.0) * 360 * 16))


def _diamond(box: QRectF) -> QPolygonF:
    centre = box.center()
    return QPolygonF(
        [
            QPointF(centre.x(), box.top()),
            QPointF(box.right(), centre.y()),
            QPointF(centre.x(), box.bottom()),
            QPointF(box.left(), centre.y()),
        ]
    )


def _triangle(box: QRectF) -> QPolygonF:
    foot = box.bottom() - box.height() * 0.08
    return QPolygonF(
        [
            QPointF(box.center().x(), box.top() + box.height() * 0.04),
            QPointF(box.right(), foot),
            QPointF(box.left(), foot),
        ]
    )
