"""The line above the calendar: what is shown, the way back and forward, the views, and the field that adds events."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize, Qt, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from opiekun.desktop.calendar.action_button import HEIGHT, action_button
from opiekun.desktop.calendar.look import Look, title, week_words
from opiekun.desktop.calendar.quick_add_field import QuickAddField
from opiekun.desktop.calendar.view_switch import ViewSwitch
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.theme.labels import ElidedLabel, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import STRIP_HEIGHT, Space, Type

_ICONS = (Do.SYNC, Do.SYNC_STOP, Do.COLLEAGUES)
_TITLE = QSize(96, 24)
_NARROW = 1000
_ROOM_TO_READ = 180
"""Pixels in which the field that adds events can be read; the views are a menu rather than that it has fewer."""
_ROOM_FOR_WEEK = 1180
"""Pixels of the whole line below which the number of the week gives way."""


class Header(QFrame):
    """Its buttons do what the actions of the same name do."""

    def __init__(self, actions: Actions, theme: Theme, quick_add: QuickAddField) -> None:
        super().__init__()
        self.setProperty("edge", "bottom")
        self.setFixedHeight(STRIP_HEIGHT)
        self._title = ElidedLabel()
        self._title.setFont(theme.font(Type.PAGE))
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._title.setMinimumSize(_TITLE)
        self._look: Look | None = None
        self._field = quick_add
        quick_add.typing_changed.connect(self._fit)
        self._week = label("", theme, Type.SECOND, "second")
        self._switch = ViewSwitch(actions, theme, _ICONS)
        steps = ((Do.BACK, "‹"), (Do.TODAY, ""), (Do.FORWARD, "›"))
        self._steps = [action_button(actions, do, theme, words) for do, words in steps]
        for step, (do, _words) in zip(self._steps, steps, strict=True):
            step.clicked.connect(actions[do].trigger)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Space.LARGE, 0, Space.LARGE, 0)
        row.setSpacing(Space.SMALL)
        row.addWidget(self._title)
        row.addWidget(self._week)
        row.addSpacing(Space.SMALL)
        for step in self._steps:
            row.addWidget(step)
        self._icons = [_IconButton(self, actions[do]) for do in _ICONS if do in actions]
        for icon in self._icons:
            row.addWidget(icon)
        row.addSpacing(Space.SMALL)
        row.addWidget(self._switch)
        row.addStretch(1)
        row.addWidget(quick_add, 3)

    def tell(self, look: Look) -> None:
        """Say what is looked at."""
        self._look = look
        self._week.setText(week_words(look))
        self._switch.mark(look.view)
        self._fit()

    @property
    def told(self) -> str:
        """What it says."""
        return " · ".join(part for part in (self._title.whole, self._week.text()) if part)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The number of the week gives way where the line is narrow."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """In a narrow window the title is short, the views are a menu where they have no room side by side, and while
        one types they and the icons give way to the field, then the steps do.
        """
        narrow, typing = self.width() < _NARROW, self._field.typing
        self._week.setVisible(self.width() >= _ROOM_FOR_WEEK)
        self._give_icons_room(room=not (narrow and typing))
        self._switch.setVisible(not (narrow and typing))
        self._show_steps(shown=True)
        if typing and narrow:
            self._show_steps(shown=self._row.minimumSize().width() <= self.width())
        else:
            others = self._row.minimumSize().width() - self._switch.minimumSizeHint().width()
            others += max(0, _ROOM_TO_READ - self._field.minimumWidth())
            folded = others + self._switch.unfolded_width > self.width()
            self._switch.fold(folded=folded)
            if folded:
                self._give_icons_room(room=self._row.minimumSize().width() <= self.width())
        if self._look is not None:
            self._title.tell(title(self._look, QLocale(), short=narrow))
            self._title.updateGeometry()

    def _give_icons_room(self, *, room: bool) -> None:
        """Where they have none, the menu of the views offers what they do."""
        self._switch.offer_more(more=not room)
        for icon in self._icons:
            icon.give_room(room)

    def _show_steps(self, *, shown: bool) -> None:
        for step in self._steps:
            step.setVisible(shown)


class _IconButton(QPushButton):
    """The icon of an action; it is there while the action can be done and there is room."""

    def __init__(self, parent: QWidget, action: QAction) -> None:
        super().__init__(parent)
        self._action = action
        self._room = True
        self.setProperty("kind", "flat")
        self.setFixedHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def give_room(self, room: bool) -> None:
        """There is room, or there is none."""
        self._room = room
        self._follow()

    @Slot()
    def _follow(self) -> None:
        self.setIcon(self._action.icon())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(self._action.text())
        self.setVisible(self._room and self._action.isEnabled())
