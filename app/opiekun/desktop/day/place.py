"""Where the day stands on the Desk: there from the first moment, filled when there is time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

NARROWEST, WIDEST = 224, 288
_SHARE = 5
LEAST_BESIDE = 880
"""Pixels: narrower than that, queue and request could not be read beside a day."""


class DayPlace(QFrame):
    """A frame on the right of ``beside``, a fifth of its width, which gives way where that is narrow."""

    def __init__(self, beside: QWidget) -> None:
        super().__init__(beside)
        self.setProperty("edge", "left")
        self._wished = WIDEST
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        beside.installEventFilter(self)

    def fill(self, pane: QWidget) -> None:
        """Put the day in."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(pane)

    def sizeHint(self) -> QSize:  # noqa: N802
        """The width that it has beside a Desk as wide as this one."""
        return QSize(self._wished, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It never keeps the window from becoming narrow."""
        return QSize(0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Come and go with the room that there is."""
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            width = min(max(watched.width() // _SHARE, NARROWEST), WIDEST)
            if width != self._wished:
                self._wished = width
                self.updateGeometry()
            self.setVisible(watched.width() - width >= LEAST_BESIDE)
        return super().eventFilter(watched, event)
