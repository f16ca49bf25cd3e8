"""The line in which an event is named where it lies."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type

_LEAST_WIDTH = 120
_HEIGHT = 28
_LONGEST = 500


class TitleField(QLineEdit):
    """``named`` tells what was typed, by Enter or because something else was turned to; ``dropped``, that Esc was hit.

    Nothing that was typed is lost when the focus leaves; where nothing was, leaving drops it.
    """

    named = Signal(str)
    dropped = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._before = ""
        self.setFont(theme.font(Type.STRONG))
        self.setMaxLength(_LONGEST)
        self.setPlaceholderText(self.tr("Title; {key} books a call").format(key="Ctrl+B"))
        self.setAccessibleName(self.tr("Title of the event"))
        self.returnPressed.connect(self._name)
        self.hide()

    def ask(self, over: QRect, text: str) -> None:
        """Ask for a title, over that rectangle of the parent."""
        self._before = text
        self.setText(text)
        self.place(over)
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, over: QRect) -> None:
        """Stand over that rectangle, wide enough for what the empty field says."""
        parent = self.parentWidget()
        words = self.fontMetrics().horizontalAdvance(self.placeholderText()) + 2 * Space.LARGE
        width = max(_LEAST_WIDTH, words, over.width())
        left = max(0, min(over.left(), parent.width() - width)) if parent is not None else over.left()
        self.setGeometry(left, over.top(), width, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc drops what was typed. No key goes on to the grid, to which Enter and arrows mean other things."""
        if event.key() == Qt.Key.Key_Escape:
            self._end()
            self.dropped.emit()
        else:
            super().keyPressEvent(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Keep what was typed. Another window or a menu takes the keys only for a while."""
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}:
            self.leave()

    def leave(self) -> None:
        """Something else is turned to: what was typed is the title, where anything was."""
        if self.isHidden():
            return
        if self.text().strip() and self.text() != self._before:
            self._name()
        else:
            self._end()
            self.dropped.emit()

    @Slot()
    def _name(self) -> None:
        if not self.isHidden():
            self._end()
            self.named.emit(self.text().strip())

    def _end(self) -> None:
        """Go, and give the keys back; hidden first, so that losing the focus is not heard again."""
        had = self.hasFocus()
        self.hide()
        parent = self.parentWidget()
        if had and parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
