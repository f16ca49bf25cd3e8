"""The left side of the Desk: the filter, the order, the list, and what to do when it is empty."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from opiekun.desktop.queue.model import QueueModel
from opiekun.desktop.queue.view import QueueView
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.domain.queue import Order

_NARROWEST = 272
_LEAVING = {Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class QueuePart(QWidget):
    """The queue with its filter field."""

    def __init__(self, model: QueueModel, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self._had_some = False
        self._actions = actions
        self.setMinimumWidth(_NARROWEST)
        self.view = QueueView(model, theme)
        self._filter = QLineEdit()
        self._filter.setPlaceholderText(self.tr("Filter  {key}").format(key=actions.key_text(Do.FILTER)))
        self._filter.setAccessibleName(actions.deeds[Do.FILTER].text)
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(model.set_filter)
        self._filter.installEventFilter(self)
        self._order = QPushButton()
        self._order.setProperty("kind", "flat")
        self._order.setFont(theme.font(Type.SECOND))
        self._order.setToolTip(actions[Do.ORDER].toolTip())
        self._order.clicked.connect(actions[Do.ORDER].trigger)
        self._whose = QPushButton()
        self._whose.setProperty("kind", "flat")
        self._whose.setFont(theme.font(Type.SECOND))
        self._whose.setToolTip(actions[Do.EVERYBODY].toolTip())
        self._whose.clicked.connect(actions[Do.EVERYBODY].trigger)
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.TIGHT)
        bar.setSpacing(Space.SMALL)
        bar.addWidget(self._filter, 1)
        bar.addWidget(self._whose)
        bar.addWidget(self._order)
        self._empty = label("", theme, ink="second", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setContentsMargins(Space.WIDE, 0, Space.WIDE, Space.WIDE)
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addLayout(self._stack, 1)
        # Added only now: a stack shows its first part at once, which without a parent would be a window of its own.
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        model.settled.connect(self._settled)
        self.show_order()
        self.show_whose(everybody=False)

    def show_order(self) -> None:
        """Tell how the rows are sorted, and that the desk is open."""
        key = self._actions.key_text(Do.ORDER)
        order = self.tr("by urgency") if self._model.order is Order.URGENCY else self.tr("by group")
        self._order.setText(f"{order}  {key}")

    def show_whose(self, *, everybody: bool) -> None:
        """Tell whose requests these are."""
        whose = self.tr("everybody’s") if everybody else self.tr("mine")
        self._whose.setText(f"{whose}  {self._actions.key_text(Do.EVERYBODY)}")

    @Slot()
    def focus_filter(self) -> None:
        """Type into the filter."""
        self._filter.setFocus()
        self._filter.selectAll()

    def clear_filter(self) -> None:
        """Show all requests."""
        self._filter.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Escape leaves the filter, arrows go on into the list."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key()
        if watched is self._filter and pressed in _LEAVING:
            if pressed == Qt.Key.Key_Escape:
                self._filter.clear()
            self.view.setFocus()
            if self.view.key is None:
                self.view.step(1)
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _settled(self) -> None:
        empty = self._model.rowCount() == 0
        self._had_some = self._had_some or self._model.total > 0
        self._stack.setCurrentIndex(1 if empty else 0)
        if not empty:
            return
        if self._model.total:
            self._empty.setText(
                self.tr("No request has these words. Press Esc to see all {n}.").format(n=self._model.total)
            )
        else:
            self._empty.setText(self._nothing())

    def _nothing(self) -> str:
        well_done, new = self.tr("Nothing is open. Well done."), self.tr("No request is open here.")
        ways = [well_done if self._had_some else new]
        if Do.NEW in self._actions:
            ways.append(self.tr("{key} takes down a request by hand").format(key=self._actions.key_text(Do.NEW)))
        if Do.IMPORT in self._actions:
            ways.append(self.tr("{key} imports a file").format(key=self._actions.key_text(Do.IMPORT)))
        if Do.PULL in self._actions:
            ways.append(self.tr("{key} pulls from LiveAgent").format(key=self._actions.key_text(Do.PULL)))
        return "\n".join(ways)
