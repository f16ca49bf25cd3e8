"""The small field that chooses a second time zone."""

from __future__ import annotations

from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.fields import ZoneField
from opiekun.desktop.widgets.form import second_line
from opiekun.desktop.widgets.own_keys import OwnKeyFrame

_WIDTH = 340


class ZoneBox(OwnKeyFrame):
    """``chosen`` carries the zone's name, "" for none; ``left`` tells of Escape."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self.setProperty("card", "true")
        self.setFixedWidth(_WIDTH)
        self._zone = ZoneField(theme)
        self._zone.setAccessibleName(self.tr("Second time zone"))
        self._take = KeyButton(self.tr("Show it"), "Enter", theme, primary=True)
        self._none = KeyButton(self.tr("None"), "Alt+Del", theme)
        self._take.clicked.connect(self._choose)
        self._none.clicked.connect(self._choose_none)
        self._none.setShortcut("Alt+Del")
        buttons = FlowLayout()
        buttons.addWidget(self._take)
        buttons.addWidget(self._none)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        column.addWidget(label(self.tr("Second time zone"), theme, Type.STRONG))
        column.addWidget(self._zone)
        column.addWidget(second_line(self.tr("Its hours stand beside yours. Any part of a name finds it."), theme))
        column.addLayout(buttons)
        self.hide()

    def open(self, name: str) -> None:
        """Ask for a zone; that is the one which is shown now."""
        self._zone.set_zone(name)
        self.resize(_WIDTH, self._column.totalHeightForWidth(_WIDTH))
        self.move(Space.LARGE, Space.WIDE * 2)
        self.show()
        self.raise_()
        self._zone.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._zone.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return takes the zone, Escape leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _choose(self) -> None:
        name = self._zone.zone()
        if name in available_timezones() or not name:
            self.hide()
            self.chosen.emit(name)
            self.left.emit()

    @Slot()
    def _choose_none(self) -> None:
        self.hide()
        self.chosen.emit("")
        self.left.emit()
