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

    Where there is no room it says less, or ends in …; its tooltip and its name tell it whole.
    """

    def __init__(self, kind: str, theme: Theme, step: Type = Type.CHIP) -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.setFont(theme.font(step))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._short, self._says_less = "", False
        self.hide()

    def tell(self, words: str, sign: str = "", short: str = "") -> None:
        """Say that, behind a sign that nobody reads aloud; ``short`` where there is no room for all of it."""
        self.setText(f"{sign} {words}".strip())
        self.setAccessibleName(words)
        self._short = f"{sign} {short}".strip() if short else ""
        self.updateGeometry()

    @property
    def shown(self) -> str:
        """What is to be seen of it where it is not cut."""
        return self._short if self._says_less and self._short else self.text()

    @property
    def saves(self) -> int:
        """The pixels that saying less saves."""
        return self._width_of(self.text()) - self._width_of(self._short) if self._short else 0

    @property
    def whole_width(self) -> int:
        """The pixels that all of it takes."""
        return self._width_of(self.text())

    def say_less(self, less: bool) -> None:
        """Say it short, or whole."""
        if less is not self._says_less:
            self._says_less = less
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for what it says."""
        return QSize(self._width_of(self.shown), self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """What is short is not cut as well."""
        width = self._width_of(self.shown)
        least = width if self.shown == self._short else min(_LEAST, width)
        return QSize(least, self.fontMetrics().height() + 2)

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
        option.text = self.shown
        if self.width() < self._width_of(self.shown):
            option.text = self.fontMetrics().elidedText(self.shown, Qt.TextElideMode.ElideRight, self.width())
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _is_cut(self) -> bool:
        return self.width() < self.whole_width

    def _width_of(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + 2
