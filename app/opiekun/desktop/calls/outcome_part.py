"""What became of a call, told with one key; the same key takes it back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from opiekun.desktop.calls.call_words import status_word
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.form import flow, heading
from opiekun.domain.calls.calls import CallStatus
from opiekun.services.calls.outcome import OUTCOMES

_KEYS = {CallStatus.HELD: "Alt+H", CallStatus.NO_SHOW: "Alt+N", CallStatus.MOVED: "Alt+V"}


class OutcomePart(QWidget):
    """``told`` carries what became of it; BOOKED takes back what was told."""

    told = Signal(object)

    def __init__(self, theme: Theme, panel: QWidget) -> None:
        super().__init__(panel)
        self._status = CallStatus.BOOKED
        self._buttons: dict[CallStatus, KeyButton] = {}
        group = QButtonGroup(self)
        group.setExclusive(False)
        for number, outcome in enumerate(OUTCOMES):
            words = status_word(outcome)
            button = KeyButton(words[:1].upper() + words[1:], _KEYS[outcome], theme)
            button.setCheckable(True)
            button.setToolTip(self.tr("Say so, or take it back ({key})").format(key=_KEYS[outcome]))
            group.addButton(button, number)
            self._buttons[outcome] = button
            shortcut = QShortcut(QKeySequence(_KEYS[outcome]), panel)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        group.idClicked.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(heading(self.tr("What became of it"), theme))
        column.addWidget(flow(*self._buttons.values()))

    def show_status(self, status: CallStatus) -> None:
        """This became of it so far."""
        self._status = status
        for outcome, button in self._buttons.items():
            button.setChecked(outcome is status)
        self.setVisible(status is not CallStatus.CANCELLED)

    @Slot(int)
    def _tell(self, number: int) -> None:
        outcome = OUTCOMES[number]
        self._buttons[outcome].setChecked(outcome is self._status)
        self.told.emit(CallStatus.BOOKED if outcome is self._status else outcome)
