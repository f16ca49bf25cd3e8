"""The keys 2 to 9, which show as many days."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def add_number_keys(widget: QWidget, show_days: Callable[[int], None]) -> None:
    """Let them be pressed wherever the keys are within the widget."""
    for days in range(2, 10):
        shortcut = QShortcut(QKeySequence(str(days)), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(partial(show_days, days))
