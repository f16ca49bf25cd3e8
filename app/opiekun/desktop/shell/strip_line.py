"""A line of words and buttons that comes over the strip by itself and takes no focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from opiekun.desktop.theme.labels import ElidedLabel, FlowLayout
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type

_LEAST = 100
"""Pixels for the words beside the buttons; where there are fewer, the buttons go below them."""


class StripLine(QFrame):
    """Hidden until there is something to tell; ``words`` take the room that its buttons leave."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "bottom")
        self.setProperty("ground", "surface")
        self.words = ElidedLabel()
        self.words.setFont(theme.font(Type.STRONG))
        self._buttons: tuple[QPushButton, ...] = ()
        self._flow, self._side_by_side = QWidget(), FlowLayout()
        self._flow.setLayout(self._side_by_side)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(Space.LARGE, Space.SMALL - 2, Space.LARGE, Space.SMALL - 2)
        self._line.setSpacing(Space.SMALL)
        self._line.addWidget(self.words, 1)
        self._line.addWidget(self._flow)
        self.hide()

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Behind the words, in that order; a click leaves the focus where it is."""
        self._buttons = buttons
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._side_by_side.addWidget(button)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for the buttons side by side."""
        sides = self._line.contentsMargins()
        return QSize(self._beside + sides.left() + sides.right(), super().minimumSizeHint().height())

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """What it needs where the buttons go below the words; 0 where one line of the strip will do."""
        if self.fits(width):
            return 0
        sides = self._line.contentsMargins()
        buttons = self._side_by_side.heightForWidth(width - sides.left() - sides.right())
        words = self.words.sizeHint().height() + self._line.spacing()
        return sides.top() + words + buttons + sides.bottom()

    def event(self, event: QEvent) -> bool:
        """Whenever the width or the buttons change, these go beside the words or below them."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            below = not self.fits(self.width())
            self._flow.setMinimumWidth(0 if below else self._beside)
            way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
            if way is not self._line.direction():
                self._line.setDirection(way)
        return super().event(event)

    def fits(self, width: int) -> bool:
        """Whether its buttons have room beside its words."""
        return width >= self.minimumSizeHint().width() + max(_LEAST, self.words.minimumWidth())

    @property
    def _beside(self) -> int:
        shown = [button.sizeHint().width() + Space.SMALL for button in self._buttons if not button.isHidden()]
        return max(0, sum(shown) - Space.SMALL)
