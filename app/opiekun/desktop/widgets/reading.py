"""Fields that can be read for now and not written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

_HANDS = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
}
_WALKING = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}


class Reading(QObject):
    """Keeps fields, and those within them, as they are while a reason is given. All stay within reach of the keys, and
    the screen reader tells the reason.
    """

    def __init__(self, owner: QObject, parts: Iterable[QWidget]) -> None:
        super().__init__(owner)
        fields = [each for part in parts for each in (part, *part.findChildren(QWidget))]
        self._texts = [each for each in fields if isinstance(each, QLineEdit | QPlainTextEdit)]
        self._choices: Sequence[QWidget] = [each for each in fields if isinstance(each, QComboBox | QAbstractButton)]
        self._hints: dict[QLineEdit | QPlainTextEdit, str] = {}
        self._reason = ""
        for each in self._choices:
            each.installEventFilter(self)

    def keep(self, reason: str) -> None:
        """Let them only be read for that reason, "" to let them be written again."""
        self._reason = reason
        self._hints = self._hints or {text: text.placeholderText() for text in self._texts}
        for text, hint in self._hints.items():
            text.setReadOnly(bool(reason))
            # What one might type looks like what stands there.
            text.setPlaceholderText("" if reason else hint)
        for each in (*self._texts, *self._choices):
            each.setAccessibleDescription(reason)
            # The line within a choice looks as the choice does.
            if not isinstance(each.parent(), QComboBox) and bool(each.property("reading")) is not bool(reason):
                each.setProperty("reading", bool(reason))
                each.style().unpolish(each)
                each.style().polish(each)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """What would choose something else ends here; the keys that lead on, and those of the editor, do not."""
        if not self._reason:
            return False
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.key() not in _WALKING and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return event.type() in _HANDS
