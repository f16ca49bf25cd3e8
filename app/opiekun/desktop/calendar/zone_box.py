"""The small field that chooses a second time zone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import RefusalLine, second_line
from opiekun.desktop.widgets.found_list import ROW_HEIGHT, FoundList
from opiekun.desktop.widgets.own_keys import OwnKeyFrame
from opiekun.desktop.widgets.zone_names import zones_named
from opiekun.domain.errors import InvalidInput

_WIDTH, _ROWS = 340, 6
_LONGEST = 60


class ZoneBox(OwnKeyFrame):
    """``chosen`` carries the zone's name, "" for none; ``left`` tells of Escape.

    What is found stands below the field and covers nothing of it; arrows choose among it.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self.setProperty("card", "true")
        self.setFixedWidth(_WIDTH)
        self._field = QLineEdit()
        self._field.setMaxLength(_LONGEST)
        self._field.setAccessibleName(self.tr("Second time zone"))
        self._field.textChanged.connect(self._typed)
        self._list = FoundList(self._field, theme)
        self._list.setAccessibleName(self.tr("Time zones found"))
        self._list.taken.connect(self._clicked)
        self._refusal = RefusalLine()
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
        column.addWidget(second_line(self.tr("Its hours stand beside yours. Any part of a name finds it."), theme))
        for part in (self._field, self._list, self._refusal):
            column.addWidget(part)
        column.addLayout(buttons)
        self.hide()

    def open(self, name: str) -> None:
        """Ask for a zone; that is the one which is shown now."""
        self._field.setText(name)
        self._list.hide()
        self._refusal.settle()
        self.move(Space.LARGE, Space.WIDE * 2)
        self._fit()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    @property
    def found(self) -> tuple[str, ...]:
        """The zones in the list."""
        return tuple(self._list.item(row).text() for row in range(self._list.count()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return takes the zone, Escape leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._refusal.settle()
        self._list.clear()
        self._list.addItems(zones_named(text))
        self._list.setCurrentRow(0)
        self._list.setVisible(self._list.count() > 0)
        self._fit()

    @Slot()
    def _choose(self) -> None:
        """Take what is marked in the list, or none where the field is empty."""
        if not self._list.count() and self._field.text().strip():
            self._refusal.refuse(
                InvalidInput(
                    "No time zone is called “{name}”; write a city or a part of a name, such as New York.",
                    name=self._field.text().strip(),
                )
            )
            self._fit()
            return
        self._end(self._list.currentItem().text() if self._list.count() else "")

    @Slot(int)
    def _clicked(self, row: int) -> None:
        self._end(self.found[row])

    @Slot()
    def _choose_none(self) -> None:
        self._end("")

    def _end(self, name: str) -> None:
        self.hide()
        self.chosen.emit(name)
        self.left.emit()

    def _fit(self) -> None:
        self._list.setFixedHeight(min(self._list.count(), _ROWS) * ROW_HEIGHT + Space.SMALL)
        self._column.activate()
        self.resize(_WIDTH, self._column.totalHeightForWidth(_WIDTH))
