"""What beside the status line tells of something that waits, and leads to where it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import show_tip
from opiekun.desktop.theme.tokens import Type

_LEAST = 72
"""Pixels; of what is cut to less nothing can be told."""


class Notice(QPushButton):
    """Hidden while nothing waits. ``kind`` is how it looks: an "alert", or a "link" where nothing presses.

    Where there is no room it ends in …, and its tooltip tells it whole.
    """

    def __init__(self, kind: str, theme: Theme, step: Type = Type.CHIP) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setFont(theme.font(step))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def tell(self, words: str, sign: str = "") -> None:
        """Say that, behind a sign that nobody reads aloud."""
        self.setText(f"{sign} {words}".strip())
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for all of it."""
        return QSize(self._whole_width(), self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It may be cut."""
        return QSize(min(_LEAST, self._whole_width()), self.fontMetrics().height() + 2)

    def event(self, event: QEvent) -> bool:
        """What is cut is told before what its tooltip says."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._is_cut():
            show_tip(event.globalPos(), "\n".join(filter(None, (self.text(), self.toolTip()))), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """The words, as far as there is room."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        if self._is_cut():
            option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _is_cut(self) -> bool:
        return self.width() < self._whole_width()

    def _whole_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text()) + 2
