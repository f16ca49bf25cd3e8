"""The list of messages that came: the verdict with its mark, from whom, about what, and when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from opiekun.desktop.mail.words import mark_of, method_words, plain
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import ROW_HEIGHT, Space, Type
from opiekun.domain.calls.outbox import LedgerEntry
from opiekun.domain.instants import UtcSeconds, utc_seconds

Index = QModelIndex | QPersistentModelIndex
_AT_TOP = QModelIndex()
_SIGN_WIDTH = 20


class LedgerModel(QAbstractListModel):
    """One row each, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[LedgerEntry] = ()
        self._moments: Moments | None = None
        self._now: UtcSeconds = 0

    def take(self, entries: Sequence[LedgerEntry], moments: Moments, now: UtcSeconds) -> None:
        """Show these."""
        self.beginResetModel()
        self._entries, self._moments, self._now = entries, moments, now
        self.endResetModel()

    def rowCount(self, parent: Index = _AT_TOP) -> int:  # noqa: N802
        """How many."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a row, also for screen readers."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title(index.row())}, {self.second_line(index.row())}"
        return None

    def entry_at(self, row: int) -> LedgerEntry:
        """The message in that row."""
        return self._entries[row]

    def row_of(self, entry_id: str) -> int:
        """Where that message stands, -1 where it is not shown."""
        return next((row for row, each in enumerate(self._entries) if each.id == entry_id), -1)

    def title(self, row: int) -> str:
        """Its subject; without one what it is."""
        entry = self._entries[row]
        return plain(entry.subject) or method_words(entry.method)

    def second_line(self, row: int) -> str:
        """“held for you · Tue 16 Jun, 10:02 · jana@example.com · answer”."""
        entry = self._entries[row]
        when = self._moments.moment(utc_seconds(entry.at), self._now) if self._moments is not None else ""
        who = plain(entry.sender) or QCoreApplication.translate("Mail", "a file")
        return " · ".join((mark_of(entry).words, when, who, method_words(entry.method)))


class LedgerDelegate(QStyledItemDelegate):
    """Paints a message in two lines, its verdict's sign before them."""

    def __init__(self, model: LedgerModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """A row of two lines."""
        return QSize(Space.WIDE, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        tokens, rect = self._theme.tokens, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(tokens.accent))
        mark = mark_of(self._model.entry_at(index.row()))
        inks = {
            "met": tokens.severity_4.ink,
            "at_risk": tokens.severity_2.ink,
            "breached": tokens.severity_1.ink,
            "second": tokens.second,
        }
        middle = rect.center().y()
        words = rect.adjusted(Space.LARGE, 0, -Space.MEDIUM, 0)
        words.setTop(middle - 19)
        words.setHeight(18)
        painter.setFont(self._theme.font(Type.STRONG))
        painter.setPen(QColor(inks[mark.ink]))
        aligned = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, aligned, mark.sign)
        words.setLeft(words.left() + _SIGN_WIDTH)
        for top, step, ink, text in (
            (middle - 19, Type.SUBJECT, tokens.text, self._model.title(index.row())),
            (middle + 1, Type.SECOND, tokens.second, self._model.second_line(index.row())),
        ):
            font = self._theme.font(step)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            words.setTop(top)
            words.setHeight(18)
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, aligned, shown)
        painter.restore()
