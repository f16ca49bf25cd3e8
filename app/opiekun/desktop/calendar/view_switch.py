"""The switch between the calendar's views: one button for each, or a menu of them where they have no room."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton

from opiekun.desktop.calendar.action_button import HEIGHT, action_button
from opiekun.desktop.calendar.look import VIEWS, View
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type

_ARROW = " ▾"


class ViewSwitch(QFrame):
    """Its buttons do what the actions of the same name do; the view that is shown is marked.

    ``more`` are what the menu offers besides the views, where it is asked to.
    """

    def __init__(self, actions: Actions, theme: Theme, more: Collection[Do] = ()) -> None:
        super().__init__()
        self._actions, self._theme = actions, theme
        self._more = [actions[do] for do in more if do in actions]
        self._offers_more = False
        self.setProperty("switch", "true")
        self.setFixedHeight(HEIGHT)
        self._buttons = {view: self._button(do) for do, view in VIEWS.items()}
        self._menu = QMenu(self)
        self._one = QPushButton()
        self._one.setProperty("kind", "switch")
        self._one.setFont(theme.font(Type.BODY))
        self._one.setToolTip(self.tr("Choose what the calendar shows"))
        self._one.setCursor(Qt.CursorShape.PointingHandCursor)
        self._one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._one.clicked.connect(self._open)
        self._one.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (*self._buttons.values(), self._one):
            row.addWidget(button)

    @property
    def unfolded_width(self) -> int:
        """The pixels that a button for each view takes."""
        return sum(button.minimumWidth() for button in self._buttons.values())

    def mark(self, view: View) -> None:
        """Mark the view that is shown; some are shown by keys alone, and have no button."""
        for each, button in self._buttons.items():
            button.setChecked(each is view)
        words = self._buttons[view].text() if view in self._buttons else self.tr("View")
        self._one.setText(words + _ARROW)
        self._one.setAccessibleName(self.tr("View: {view}").format(view=words))
        self._one.setFixedWidth(self._one.fontMetrics().horizontalAdvance(self._one.text()) + 2 * Space.MEDIUM)
        self.updateGeometry()

    def offer_more(self, *, more: bool) -> None:
        """The menu is to offer what else can be done with the calendar, or the views alone."""
        self._offers_more = more

    def fold(self, *, folded: bool) -> None:
        """Be one button with a menu, or a button for each view."""
        self._one.setVisible(folded)
        for button in self._buttons.values():
            button.setVisible(not folded)
        self.updateGeometry()

    def _button(self, do: Do) -> QPushButton:
        button = action_button(self._actions, do, self._theme)
        button.setCheckable(True)
        button.setProperty("kind", "switch")
        # Wide enough for the bold letters of the view that is shown: nothing moves when another one is.
        metrics = QFontMetrics(self._theme.font(Type.STRONG))
        button.setFixedWidth(metrics.horizontalAdvance(button.text()) + 2 * Space.MEDIUM)
        button.clicked.connect(self._keep)
        button.clicked.connect(self._actions[do].trigger)
        return button

    @Slot()
    def _keep(self) -> None:
        """The view that is shown stays marked; another one is once it is shown."""
        button = self.sender()
        if isinstance(button, QPushButton):
            button.setChecked(not button.isChecked())

    @Slot()
    def _open(self) -> None:
        self._menu.clear()
        self._menu.addActions([self._actions[do] for do in VIEWS])
        if self._offers_more:
            self._menu.addSeparator()
            self._menu.addActions([action for action in self._more if action.isEnabled()])
        self._menu.popup(self._one.mapToGlobal(self._one.rect().bottomLeft()))
