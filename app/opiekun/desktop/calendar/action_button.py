"""A button above the calendar that looks as an action reads. What a click does, who makes it connects."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type

HEIGHT = 30


def action_button(actions: Actions, do: Do, theme: Theme, words: str = "") -> QPushButton:
    """It says ``words``, or what is short for the action; in full that is told to those who do not see it."""
    deed = actions.deeds[do]
    button = QPushButton(words or deed.button)
    button.setAccessibleName(deed.text)
    button.setToolTip(actions[do].toolTip())
    button.setFont(theme.font(Type.BODY))
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setFixedHeight(HEIGHT)
    return button
