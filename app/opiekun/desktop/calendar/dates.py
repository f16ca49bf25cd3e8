"""The small field that goes to a date."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import RefusalLine
from opiekun.desktop.widgets.moments import read_date
from opiekun.desktop.widgets.own_keys import OwnKeyFrame
from opiekun.desktop.words import language
from opiekun.domain.calendar.quick_add import parse_day
from opiekun.domain.errors import InvalidInput

_WIDTH = 320


def near_date(text: str, today: date) -> date | None:
    """The date that was typed; ``16.6`` and ``16`` are the nearest such days from today on, ``+3`` days from today.

    Else as quick add takes a day: “3 july”, “next tuesday”, “jutro”. None for nothing. Raises InvalidInput.
    """
    said = parse_day(text, today=today, language=language())
    if said is not None:
        return said
    text = text.strip().rstrip(".")
    if text[:1] in {"+", "-"} and text[1:].isdecimal() and len(text) < 6:  # noqa: PLR2004
        return today + timedelta(int(text))
    parts = text.replace("/", ".").split(".")
    if all(part.isdecimal() and len(part) < 3 for part in parts) and len(parts) < 3:  # noqa: PLR2004
        day = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else None
        for ahead in range(366 * 8):
            each = today + timedelta(ahead)
            if each.day == day and month in {None, each.month}:
                return each
    return read_date(text)


class DateBox(OwnKeyFrame):
    """Stands over the calendar while it is open. ``chosen`` carries the date; Escape closes it."""

    chosen = Signal(object)
    closed = Signal()

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._today: date | None = None
        self.setProperty("card", "true")
        self.setFixedWidth(_WIDTH)
        self._field = QLineEdit()
        self._field.setAccessibleName(self.tr("Go to a date"))
        self._field.setPlaceholderText(self.tr("16.6, 3 july, next tuesday, +10"))
        self._field.returnPressed.connect(self._go)
        self._refusal = RefusalLine()
        self._field.textChanged.connect(self._refusal.settle)
        key = label("Enter", theme, Type.KEY, "second")
        key.setProperty("kind", "key")
        row = QHBoxLayout()
        row.addWidget(self._field, 1)
        row.addWidget(key)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        column.addWidget(label(self.tr("Go to a date"), theme, Type.STRONG))
        column.addLayout(row)
        column.addWidget(self._refusal)
        self.hide()

    def open(self, today: date) -> None:
        """Ask for a date."""
        self._today = today
        self._field.clear()
        self.adjustSize()
        self.move(Space.LARGE, Space.SMALL)
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _go(self) -> None:
        if self._today is None:
            return
        try:
            day = near_date(self._field.text(), self._today)
        except InvalidInput as refused:
            self._refusal.refuse(refused)
            self.adjustSize()
            return
        self.hide()
        self.closed.emit()
        if day is not None:
            self.chosen.emit(day)
