"""Paints a row of the queue: severity chip, subject and what it is about, state shape and timer."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from opiekun.desktop.queue.cell import ClockCell
from opiekun.desktop.queue.model import SUBJECT, QueueModel
from opiekun.desktop.queue.row_words import second_line
from opiekun.desktop.queue.sections import Heading
from opiekun.desktop.theme.shapes import paint_shape
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import ROW_HEIGHT, Radius, Space, Tokens, Type
from opiekun.desktop.words import group_title
from opiekun.domain.queue import QueueRow

_CHIP = QSize(24, 20)
_BAR = 3
CLOCK_WIDTH = 176
_SHAPE = 12
_REMEMBERED = 2_000
_SUBJECT_LEFT = Space.LARGE + _CHIP.width() + Space.MEDIUM + 3


class _Pen:
    """A font with its metrics, and what was measured with them: too costly to do anew for each cell of a tick."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self.width = lru_cache(_REMEMBERED)(self._metrics.horizontalAdvance)
        self.elided = lru_cache(_REMEMBERED)(self._elided)

    def _elided(self, text: str, width: float) -> str:
        return self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class QueueDelegate(QStyledItemDelegate):
    """Reads the model's values directly: a cell is painted without one call of ``data()``."""

    def __init__(self, model: QueueModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._pens = {step: _Pen(theme.font(step)) for step in Type}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one cell."""
        entry = self._model.entry(index.row())
        tokens = self._theme.tokens
        box = QRectF(option.rect)
        subject = index.column() == SUBJECT
        painter.save()
        if isinstance(entry, Heading):
            self._paint_heading(painter, box, entry, subject)
        else:
            self._paint_ground(painter, box, option, subject)
            painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
            cell = self._model.cell(entry)
            # The words of a row begin in the one cell and may go on in the other, each of which shows its own part.
            before_clock = box if subject else QRectF(0, box.top(), box.left(), box.height())
            if subject or self._goes_on(before_clock, entry):
                self._paint_words(painter, before_clock, entry, cell, tokens)
            if subject:
                self._paint_chip(painter, box, entry, tokens)
            else:
                self._paint_clock(painter, box, cell, tokens)
        painter.restore()

    def _goes_on(self, box: QRectF, row: QueueRow) -> bool:
        """Whether words of the row are too long for the cell in which they begin."""
        room = box.width() - _SUBJECT_LEFT - Space.SMALL
        subject = self._pens[Type.SUBJECT].width(row.subject)
        below = self._pens[Type.SECOND].width(second_line(row))
        return box.height() < ROW_HEIGHT or max(subject, below) > room

    def _paint_heading(self, painter: QPainter, box: QRectF, heading: Heading, subject: bool) -> None:
        pen = self._pens[Type.HEADING]
        painter.setFont(pen.font)
        painter.setPen(QColor(self._theme.tokens.second))
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        left, right = (box.left(), box.right() + CLOCK_WIDTH) if subject else (0.0, box.right())
        line = QRectF(left, box.top(), right - left, box.height()).adjusted(Space.LARGE, 0, -Space.LARGE, -Space.SMALL)
        room = line.width() - pen.width(heading.number) - Space.SMALL
        text = pen.elided(group_title(heading.group).upper(), room)
        painter.drawText(line, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, text)
        if not subject:
            painter.drawText(line, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight, heading.number)

    def _paint_ground(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, subject: bool) -> None:
        tokens = self._theme.tokens
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(tokens.accent_soft))
            if subject:
                painter.fillRect(QRectF(box.left(), box.top(), _BAR, box.height()), QColor(tokens.accent))

    def _paint_words(self, painter: QPainter, box: QRectF, row: QueueRow, cell: ClockCell, tokens: Tokens) -> None:
        """``box`` reaches from the left of the row to its clock; each line goes on up to what stands beside it."""
        text = box.adjusted(_SUBJECT_LEFT, 0, -Space.SMALL, 0)
        note = self._pens[Type.SECOND].width(cell.note) + Space.LARGE if cell.note else 0
        beside_note = text.adjusted(0, 0, max(0, CLOCK_WIDTH - note), 0)
        text = text.adjusted(0, 0, CLOCK_WIDTH - self._timer_width(cell), 0)
        first, second = self._pens[Type.SUBJECT], self._pens[Type.SECOND]
        lines = second_line(row)
        if box.height() < ROW_HEIGHT:
            # The account keeps a third of the line: without it a subject says little.
            first_text = first.elided(row.subject, text.width() * 2 / 3)
            self._write(painter, text, first, first_text, tokens.text)
            rest = text.adjusted(first.width(first_text) + Space.MEDIUM, 0, 0, 0)
            if rest.width() > 3 * Space.WIDE:
                self._write(painter, rest, second, second.elided(lines, rest.width()), tokens.second)
            return
        upper, lower = _lines(text)[0], _lines(beside_note)[1]
        self._write(painter, upper, first, first.elided(row.subject, upper.width()), tokens.text)
        self._write(painter, lower, second, second.elided(lines, lower.width()), tokens.second)

    def _timer_width(self, cell: ClockCell) -> float:
        """The timer with its shape, up to the right edge."""
        shape = _SHAPE + 5 if cell.shape is not None else 0
        return self._pens[Type.TIMER].width(cell.timer) + shape + Space.LARGE

    def _paint_chip(self, painter: QPainter, box: QRectF, row: QueueRow, tokens: Tokens) -> None:
        shade = tokens.severity(row.severity)
        chip = QRectF(QPointF(box.left() + Space.LARGE + 3, box.center().y() - _CHIP.height() / 2), _CHIP.toSizeF())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shade.soft))
        painter.drawRoundedRect(chip, Radius.CHIP, Radius.CHIP)
        painter.setFont(self._pens[Type.CHIP].font)
        painter.setPen(QColor(shade.ink))
        # A severity that nobody gave is a guess, and says so.
        painter.drawText(
            chip, Qt.AlignmentFlag.AlignCenter, f"{int(row.severity)}?" if row.triage else str(row.severity)
        )

    def _paint_clock(self, painter: QPainter, box: QRectF, cell: ClockCell, tokens: Tokens) -> None:
        box = box.adjusted(0, 0, -Space.LARGE, 0)
        upper, lower = _lines(box) if box.height() >= ROW_HEIGHT else (box, None)
        timer, note = self._pens[Type.TIMER], self._pens[Type.SECOND]
        ink = tokens.state_ink(cell.state)
        right = Qt.AlignmentFlag.AlignRight
        self._write(painter, upper, timer, cell.timer, ink, side=right)
        if cell.shape is not None:
            left = upper.right() - timer.width(cell.timer) - _SHAPE - 5
            square = QRectF(left, upper.center().y() - _SHAPE / 2, _SHAPE, _SHAPE)
            paint_shape(painter, square, cell.shape, ink=ink, icons=self._theme.icons, share=cell.share)
        if lower is not None and cell.note:
            self._write(painter, lower, note, note.elided(cell.note, lower.width()), tokens.second, side=right)

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        pen: _Pen,
        text: str,
        ink: str,
        *,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(pen.font)
        painter.setPen(QColor(ink))
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
        painter.drawText(box, int(flags), text)


def _lines(box: QRectF) -> tuple[QRectF, QRectF]:
    """The boxes of the two lines of a row."""
    middle = box.center().y()
    return (
        QRectF(box.left(), middle - 19, box.width(), 20),
        QRectF(box.left(), middle + 1, box.width(), 16),
    )
