"""Letters belong to the place in which they are pressed: there the window's single keys are none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ERASING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


def is_own_key(event: QEvent) -> bool:
    """Whether the event asks if a key that writes or erases is a shortcut; a panel accepts it, and then it is none."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return not event.modifiers() & _HELD and (event.text().isprintable() or event.key() in _ERASING)
