"""The list of accounts on the screen: two lines each, with what is due first on the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from opiekun.desktop.accounts.words import entitlement_shape, entitlement_word
from opiekun.desktop.queue.cell import ClockCell, clock_cell
from opiekun.desktop.queue.filtering import fold
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.shapes import paint_shape
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import ROW_HEIGHT, Space, Type
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.people import Entitlement
from opiekun.services.account_lines import AccountLoad

_CLOCK_WIDTH = 150
_SHAPE = 12

Index = QModelIndex | QPersistentModelIndex


class AccountsModel(QAbstractListModel):
    """The accounts that hold every word of the filter."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[AccountLoad] = ()
        self._shown: list[AccountLoad] = []
        self._words: tuple[str, ...] = ()
        self._now: UtcSeconds = 0
        self._moments: Moments | None = None

    @property
    def total(self) -> int:
        """How many accounts there are, filtered out or not."""
        return len(self._all)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """The accounts shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a row, also for screen readers; what is painted comes from :meth:`load_at`."""
        if not index.isValid():
            return None
        load = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return load.line.account.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self.cell(load)
            return ", ".join(filter(None, (load.line.account.name, second_line(load), cell.spoken if cell else "")))
        return None

    def load_at(self, row: int) -> AccountLoad:
        """The account in that row."""
        return self._shown[row]

    def cell(self, load: AccountLoad) -> ClockCell | None:
        """The clock that is due first."""
        if load.first_due is None or self._moments is None:
            return None
        return clock_cell(load.first_due._replace(callback_since=None), self._now, self._moments)

    def row_of(self, account_id: str) -> int | None:
        """The row in which that account is shown."""
        return next((row for row, load in enumerate(self._shown) if load.line.account.id == account_id), None)

    def take(self, loads: Sequence[AccountLoad], now: UtcSeconds, moments: Moments) -> None:
        """Show these accounts."""
        self._all, self._now, self._moments = loads, now, moments
        self._sift()

    def tick(self, now: UtcSeconds) -> None:
        """Come to ``now``."""
        self._now = now
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def set_filter(self, text: str) -> None:
        """Show the accounts that hold every word of the text in their name, state or people."""
        self._words = tuple(fold(text).split())
        self._sift()

    def _sift(self) -> None:
        self.beginResetModel()
        self._shown = [
            load
            for load in self._all
            if all(word in fold(f"{load.line.account.name} {second_line(load)}") for word in self._words)
        ]
        self.endResetModel()


def second_line(load: AccountLoad) -> str:
    """“entitled · Anna Nowak, cover Piotr · 3 open”."""
    line = load.line
    people = line.dedicated or QCoreApplication.translate("AccountsModel", "nobody dedicated")
    if line.cover:
        people = QCoreApplication.translate("AccountsModel", "{agent}, cover {cover}").format(
            agent=people, cover=line.cover
        )
    parts = [entitlement_word(line.entitlement), people]
    if load.open_requests:
        parts.append(QCoreApplication.translate("AccountsModel", "{count} open").format(count=load.open_requests))
    return " · ".join(parts)


class AccountsDelegate(QStyledItemDelegate):
    """Paints an account: entitlement shape, name and people, the clock that is due first."""

    def __init__(self, model: AccountsModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._metrics = {step: QFontMetricsF(theme.font(step)) for step in (Type.SUBJECT, Type.SECOND, Type.TIMER)}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """A row of two lines."""
        return QSize(Space.WIDE, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        load = self._model.load_at(index.row())
        tokens = self._theme.tokens
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(tokens.accent_soft))
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(tokens.accent))
        entitled = load.line.entitlement is Entitlement.ENTITLED
        square = QRectF(box.left() + Space.LARGE, box.center().y() - _SHAPE / 2, _SHAPE, _SHAPE)
        ink = tokens.severity_4.ink if entitled else tokens.second
        paint_shape(painter, square, entitlement_shape(load.line.entitlement), ink=ink, icons=self._theme.icons)
        cell = self._model.cell(load)
        right = _CLOCK_WIDTH if cell is not None else Space.LARGE
        words = box.adjusted(Space.LARGE + _SHAPE + Space.MEDIUM, 0, -right, 0)
        self._write(painter, _upper(words), Type.SUBJECT, load.line.account.name, tokens.text)
        self._write(painter, _lower(words), Type.SECOND, second_line(load), tokens.second)
        if cell is not None:
            self._paint_clock(painter, box.adjusted(box.width() - _CLOCK_WIDTH, 0, -Space.LARGE, 0), cell)
        painter.restore()

    def _paint_clock(self, painter: QPainter, box: QRectF, cell: ClockCell) -> None:
        tokens = self._theme.tokens
        ink = tokens.state_ink(cell.state)
        upper = _upper(box)
        self._write(painter, upper, Type.TIMER, cell.timer, ink, right=True)
        if cell.shape is not None:
            left = upper.right() - self._metrics[Type.TIMER].horizontalAdvance(cell.timer) - _SHAPE - 5
            square = QRectF(left, upper.center().y() - _SHAPE / 2, _SHAPE, _SHAPE)
            paint_shape(painter, square, cell.shape, ink=ink, icons=self._theme.icons, share=cell.share)
        self._write(painter, _lower(box), Type.SECOND, cell.note, tokens.second, right=True)

    def _write(self, painter: QPainter, box: QRectF, step: Type, text: str, ink: str, *, right: bool = False) -> None:
        painter.setFont(self._theme.font(step))
        painter.setPen(QColor(ink))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = self._metrics[step].elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


def _upper(box: QRectF) -> QRectF:
    return QRectF(box.left(), box.center().y() - 19, box.width(), 20)


def _lower(box: QRectF) -> QRectF:
    return QRectF(box.left(), box.center().y() + 1, box.width(), 16)
