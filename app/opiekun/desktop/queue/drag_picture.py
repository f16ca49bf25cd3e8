"""What hangs at the pointer while a request is dragged: small, and beside it, so that the place is seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Radius, Space, Type
from opiekun.domain.queue import QueueRow

_BESIDE = 16
_SIZE = QSize(120, 24)
_CHIP = 22


def drag_picture(row: QueueRow, theme: Theme, scale: float) -> QPixmap:
    """Severity and account. The pointer is at its upper left, where it is clear."""
    whole = QSize(_SIZE.width() + _BESIDE, _SIZE.height() + _BESIDE)
    picture = QPixmap(whole * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    tokens = theme.tokens
    shade = tokens.severity(row.severity)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(_BESIDE + 0.5, _BESIDE + 0.5, _SIZE.width() - 1, _SIZE.height() - 1)
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(box, Radius.CHIP, Radius.CHIP)
    chip = QRectF(box.left() + 2, box.top() + 2, _CHIP, box.height() - 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shade.soft))
    painter.drawRoundedRect(chip, Radius.CHIP - 1, Radius.CHIP - 1)
    painter.setFont(theme.font(Type.CHIP))
    painter.setPen(QColor(shade.ink))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(int(row.severity)))
    font = theme.font(Type.SECOND)
    words = QRectF(chip.right() + Space.TIGHT, box.top(), box.right() - chip.right() - 2 * Space.TIGHT, box.height())
    painter.setFont(font)
    painter.setPen(QColor(tokens.text))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
    shown = QFontMetricsF(font).elidedText(row.account or row.subject, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, int(flags), shown)
    painter.end()
    return picture
