"""The rail on the left: one button for each screen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout

from opiekun.desktop.calendar.dragged import dragged_request
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import RAIL_WIDTH, Space, Type

_ICON = 20


class Rail(QFrame):
    """Shows which screen is open. The buttons do what the actions of the same name do."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._actions = actions
        self._theme = theme
        self._buttons: dict[Do, QToolButton] = {}
        self.setProperty("edge", "right")
        self.setFixedWidth(RAIL_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.SMALL - 2, Space.MEDIUM, Space.SMALL - 1, Space.MEDIUM)
        self._column.setSpacing(Space.TIGHT)
        self._column.addStretch(1)
        theme.changed.connect(self._tint)

    def add(self, do: Do) -> None:
        """Add the button of a screen; settings go to the bottom."""
        deed = self._actions.deeds[do]
        button = _Button(do)
        button.setProperty("kind", "rail")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setFont(self._theme.font(Type.RAIL))
        button.setText(deed.button)
        button.setToolTip(self._actions[do].toolTip())
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(self._actions[do].trigger)
        button.toggled.connect(self._tint)
        self._buttons[do] = button
        at = self._column.count() if do is Do.SETTINGS else self._column.count() - 1 - (Do.SETTINGS in self._buttons)
        self._column.insertWidget(at, button)
        self._tint()

    def mark(self, do: Do) -> None:
        """Show that this screen is open; one that has no button leaves them all unmarked."""
        for each, button in self._buttons.items():
            button.setChecked(each is do)

    @Slot()
    def _tint(self) -> None:
        tokens = self._theme.tokens
        for do, button in self._buttons.items():
            ink = tokens.accent if button.isChecked() else tokens.second
            button.setIcon(self._theme.icons.icon(self._actions.deeds[do].icon, ink, _ICON))


class _Button(QToolButton):
    """A request that is dragged over the calendar's button opens the calendar, to be dropped there."""

    def __init__(self, do: Do) -> None:
        super().__init__()
        self.setAcceptDrops(do is Do.CALENDAR)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Open the screen under the hand."""
        if dragged_request(event.mimeData()):
            self.click()
