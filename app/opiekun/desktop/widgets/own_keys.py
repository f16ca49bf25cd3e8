"""Letters belong to the place in which they are pressed: there the window's single keys are none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ERASING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


def _is_own_key(event: QEvent) -> bool:
    """Whether the event asks if a key that writes or erases is a shortcut; a panel accepts it, and then it is none."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return not event.modifiers() & _HELD and (event.text().isprintable() or event.key() in _ERASING)


class OwnKeyFrame(QFrame):
    """A part of the window in which letters are typed, or answer: they do nothing elsewhere."""

    def event(self, event: QEvent) -> bool:
        """Nothing else is asked whether a letter is its shortcut."""
        if _is_own_key(event):
            event.accept()
            return True
        return super().event(event)


class ShownKeys(QObject):
    """Keeps for the window the keys that it shows and that a text field on X11 would take, as Emacs does.

    There Control with E goes to the end of a line, with D and K it deletes; here they open all fields, delete an
    event, and find. Where nothing answers to one it does in the field what it did.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The field is not asked whether it has use for such a key."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and event.key() in _SHOWN
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)


_SHOWN = frozenset({Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_K})
