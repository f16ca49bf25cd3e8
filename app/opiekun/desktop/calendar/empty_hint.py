"""What to do where a calendar has nothing yet: a line at the foot of the days, that is in nobody's way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space


class EmptyHint(QFrame):
    """Stands at the foot of the host, in its middle; the hand goes through it."""

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("card", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = self._words = self.tr(
            "Nothing stands here yet. Drag over the hours or press N for an event, Q for one in a line of text, Ctrl+I "
            "for a calendar file."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
        column.addWidget(label(words, theme, ink="second", wrap=True))
        host.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep to the foot."""
        if watched is self._host and event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def setVisible(self, visible: bool) -> None:  # noqa: N802
        """Come to lie over the days."""
        super().setVisible(visible)
        if visible:
            self._place()
            self.raise_()

    def _place(self) -> None:
        words = self.fontMetrics().horizontalAdvance(self._words) + 2 * Space.WIDE
        width = min(words, self._host.width() - 2 * Space.LARGE)
        size = QSize(width, self.heightForWidth(width))
        left = (self._host.width() - size.width()) // 2
        self.setGeometry(left, self._host.height() - size.height() - Space.LARGE, size.width(), size.height())
