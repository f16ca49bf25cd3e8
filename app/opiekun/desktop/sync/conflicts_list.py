"""The list of conflicts: what the event is called, when it is, and in which calendar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.sync.conflicts_told import one_line
from opiekun.desktop.sync.conflicts_words import FieldWords
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import ROW_HEIGHT, Space, Type
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.sync.conflicts import ConflictView

Index = QModelIndex | QPersistentModelIndex
_AT_TOP = QModelIndex()
_LONGEST = 300


class ConflictsModel(QAbstractListModel):
    """One row each, in the order in which they were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views: Sequence[ConflictView] = ()
        self._words: FieldWords | None = None

    def take(self, views: Sequence[ConflictView], moments: Moments, now: UtcSeconds) -> None:
        """Show these."""
        self.beginResetModel()
        self._views, self._words = views, FieldWords(moments, now)
        self.endResetModel()

    def rowCount(self, parent: Index = _AT_TOP) -> int:  # noqa: N802
        """How many."""
        return 0 if parent.isValid() else len(self._views)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a row, also for screen readers."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title(index.row())}, {self.second_line(index.row())}"
        return None

    def view_at(self, row: int) -> ConflictView:
        """The conflict in that row."""
        return self._views[row]

    def title(self, row: int) -> str:
        """What the event is called."""
        title = one_line(self._views[row].title[:_LONGEST])
        return title or QCoreApplication.translate("Conflicts", "(no title)")

    def second_line(self, row: int) -> str:
        """“rewritten by the server · Tue 16 Jun, 14:00–15:00 · Work”."""
        view = self._views[row]
        details = view.theirs or view.mine
        when = self._words.when(details).partition("\n")[0] if details is not None and self._words else ""
        rewritten = view.conflict.kind is ConflictKind.REWRITTEN
        kind = QCoreApplication.translate("Conflicts", "rewritten by the server") if rewritten else ""
        return " · ".join(part for part in (kind, when, one_line(view.calendar.name)) if part)


class ConflictsDelegate(QStyledItemDelegate):
    """Paints a conflict in two lines."""

    def __init__(self, model: ConflictsModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

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
        words = rect.adjusted(Space.LARGE, 0, -Space.MEDIUM, 0)
        middle = rect.center().y()
        for top, step, ink, text in (
            (middle - 19, Type.SUBJECT, tokens.text, self._model.title(index.row())),
            (middle + 1, Type.SECOND, tokens.second, self._model.second_line(index.row())),
        ):
            font = self._theme.font(step)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            words.setTop(top)
            words.setHeight(18)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
