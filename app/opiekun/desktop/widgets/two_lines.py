"""A list whose rows are two lines each: what it is, and what more there is to know of it."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import ROW_HEIGHT, Space, Type

Index = QModelIndex | QPersistentModelIndex
AT_TOP = QModelIndex()
_FIRST, _HEIGHT, _SIGN_WIDTH = 19, 18, 20
"""Pixels: from the top of the first line to the middle of the row, how high a line is, and how wide a sign."""


class TwoLineModel(QAbstractListModel):
    """Tells each row in words, also to screen readers."""

    @abstractmethod
    def title(self, row: int) -> str:
        """The first line."""

    @abstractmethod
    def second_line(self, row: int) -> str:
        """The second one."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a row, also for screen readers."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title(index.row())}, {self.second_line(index.row())}"
        return None


class TwoLineDelegate(QStyledItemDelegate):
    """Paints a row in two lines."""

    def __init__(self, model: TwoLineModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """A row of two lines."""
        return QSize(Space.WIDE, ROW_HEIGHT)

    def paint_mark(self, painter: QPainter, words: QRect, row: int) -> int:  # noqa: ARG002
        """Paint what stands before the words of a row; the answer is how far they give way to it."""
        return 0

    def paint_sign(self, painter: QPainter, words: QRect, sign: str, ink: str) -> int:
        """Paint a sign beside the first line; the answer is how far the words give way to it."""
        painter.setFont(self._theme.font(Type.STRONG))
        painter.setPen(QColor(ink))
        place = QRect(words.left(), words.center().y() - _FIRST, words.width(), _HEIGHT)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, sign)
        return _SIGN_WIDTH

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        tokens, rect = self._theme.tokens, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(tokens.accent))
        words = rect.adjusted(Space.LARGE, 0, -Space.MEDIUM, 0)
        middle = rect.center().y()
        words.setLeft(words.left() + self.paint_mark(painter, words, index.row()))
        for top, step, ink, text in (
            (middle - _FIRST, Type.SUBJECT, tokens.text, self._model.title(index.row())),
            (middle + 1, Type.SECOND, tokens.second, self._model.second_line(index.row())),
        ):
            font = self._theme.font(step)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            words.setTop(top)
            words.setHeight(_HEIGHT)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
