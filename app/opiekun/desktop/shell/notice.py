"""What beside the status line tells of something that waits, and leads to where it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type


class Notice(QPushButton):
    """Hidden while nothing waits. ``kind`` is how it looks: an "alert", or a "link" where nothing presses."""

    def __init__(self, kind: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setFont(theme.font(Type.CHIP))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def tell(self, words: str, sign: str = "") -> None:
        """Say that, behind a sign that nobody reads aloud."""
        self.setText(f"{sign} {words}".strip())
        self.setAccessibleName(words)
