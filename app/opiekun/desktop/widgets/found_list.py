"""A list of what was found for the words in a field, in which the keys stay."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from opiekun.desktop.theme.labels import ElidedLabel
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import ROW_HEIGHT_COMPACT, Space, Type

ROW_HEIGHT = ROW_HEIGHT_COMPACT - 4
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class FoundList(QListWidget):
    """Arrows that are pressed in the field go through it. ``taken`` carries the row on which the hand clicked."""

    taken = Signal(int)

    def __init__(self, field: QLineEdit, theme: Theme) -> None:
        super().__init__()
        self._field, self._theme = field, theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._clicked)
        field.installEventFilter(self)

    def add_line(self, words: str, note: QLabel, spoken: str) -> None:
        """Add a line of words with a note at its end, of which a screen reader says what is ``spoken``."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(Space.SMALL, 0, Space.SMALL, 0)
        text = ElidedLabel(words)
        text.setFont(self._theme.font(Type.BODY))
        row.addWidget(text, 1)
        row.addWidget(note, 0, Qt.AlignmentFlag.AlignVCenter)
        item = QListWidgetItem()
        item.setSizeHint(QSize(0, ROW_HEIGHT))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}, {spoken}")
        self.addItem(item)
        self.setItemWidget(item, line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Arrows go from line to line while one types."""
        if watched is self._field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.setCurrentRow(min(max(self.currentRow() + step, 0), self.count() - 1))
                return True
        return super().eventFilter(watched, event)

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        self.taken.emit(self.row(item))
