"""What else the account has asked: a line for each request, which opens it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStyle, QStyleOptionButton, QStylePainter, QVBoxLayout

from opiekun.desktop.queue.cell import ClockCell, clock_cell
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.shapes import paint_shape
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.theme.tokens import Radius, Space, Type
from opiekun.desktop.words import severity_word
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.queue import QueueRow

_HEIGHT = 34
_CHIP = QSize(24, 20)
_SHAPE = 12


class OtherRequests(QFrame):
    """A card of them. ``chosen`` tells the row of the one to open."""

    chosen = Signal(object)

    def __init__(self, rows: Sequence[QueueRow], moments: Moments, now: UtcSeconds, theme: Theme) -> None:
        super().__init__()
        self._moments = moments
        self.setProperty("card", "true")
        self._lines = [_Line(row, clock_cell(row, now, moments), theme) for row in rows]
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.TIGHT, Space.TIGHT, Space.TIGHT, Space.TIGHT)
        column.setSpacing(0)
        for line in self._lines:
            line.clicked.connect(self._choose)
            column.addWidget(line)

    def tick(self, now: UtcSeconds) -> None:
        """Bring the timers to that instant."""
        for line in self._lines:
            line.tell(clock_cell(line.row, now, self._moments))

    @Slot()
    def _choose(self) -> None:
        line = self.sender()
        if isinstance(line, _Line):
            self.chosen.emit(line.row)


class _Line(QPushButton):
    """Severity, subject, and the clock at its end."""

    def __init__(self, row: QueueRow, cell: ClockCell, theme: Theme) -> None:
        super().__init__()
        self.row = row
        self._cell = cell
        self._theme = theme
        self.setProperty("kind", "flat")
        self.setFixedHeight(_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain_tip(f"{row.id} · {row.subject}"))
        self._speak()

    def tell(self, cell: ClockCell) -> None:
        """Show that clock; painted anew only where it looks different."""
        if cell != self._cell:
            self._cell = cell
            self._speak()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as there is room."""
        return QSize(0, _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The subject gives way."""
        return QSize(0, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """The parts from left to right."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, cell = self._theme.tokens, self._cell
        middle = Qt.AlignmentFlag.AlignVCenter
        chip = self.rect().adjusted(Space.SMALL, 0, 0, 0)
        chip.setSize(_CHIP)
        chip.moveTop((self.height() - _CHIP.height()) // 2)
        shade = tokens.severity(self.row.severity)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shade.soft))
        painter.drawRoundedRect(chip, Radius.CHIP, Radius.CHIP)
        painter.setFont(self._theme.font(Type.CHIP))
        painter.setPen(QColor(shade.ink))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(int(self.row.severity)))
        painter.setFont(self._theme.font(Type.STRONG))
        width = painter.fontMetrics().horizontalAdvance(cell.timer)
        ink = tokens.state_ink(cell.state)
        timer = self.rect().adjusted(0, 0, -Space.SMALL, 0)
        painter.setPen(QColor(ink))
        painter.drawText(timer, middle | Qt.AlignmentFlag.AlignRight, cell.timer)
        if cell.shape is not None:
            square = chip.toRectF()
            square.setSize(QSize(_SHAPE, _SHAPE).toSizeF())
            square.moveCenter(timer.center().toPointF())
            square.moveLeft(timer.right() - width - _SHAPE - Space.TIGHT)
            paint_shape(painter, square, cell.shape, ink=ink, icons=self._theme.icons, share=cell.share)
        words = self.rect().adjusted(chip.right() + Space.MEDIUM, 0, -width - _SHAPE - 3 * Space.SMALL, 0)
        painter.setFont(self._theme.font(Type.BODY))
        painter.setPen(QColor(tokens.text))
        elided = painter.fontMetrics().elidedText(self.row.subject, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, elided)

    def _speak(self) -> None:
        row = self.row
        self.setAccessibleName(f"{int(row.severity)} {severity_word(row.severity)}, {row.subject}, {self._cell.spoken}")
