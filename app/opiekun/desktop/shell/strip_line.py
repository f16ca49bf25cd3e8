"""A line of words and buttons that comes over the strip by itself and takes no focus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from opiekun.desktop.theme.labels import ElidedLabel
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type


class StripLine(QFrame):
    """Hidden until there is something to tell; ``words`` take the room that its buttons leave."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "bottom")
        self.setProperty("ground", "surface")
        self.words = ElidedLabel()
        self.words.setFont(theme.font(Type.STRONG))
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(Space.LARGE, Space.SMALL - 2, Space.LARGE, Space.SMALL - 2)
        self._line.setSpacing(Space.SMALL)
        self._line.addWidget(self.words, 1)
        self.hide()

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Behind the words, in that order; a click leaves the focus where it is."""
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._line.addWidget(button)
