"""The invitation as the first guest will read it: to whom, the subject and the text."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import PlainText, second_line
from opiekun.services.calls.preview import Preview

_LINES = 12


class PreviewPart(QWidget):
    """Hidden until there is something to read."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._to = second_line("", theme)
        self._subject = label("", theme, Type.STRONG, wrap=True)
        self.text = PlainText(_LINES)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text of the invitation"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        for part in (self._to, self._subject, self.text):
            column.addWidget(part)
        self.hide()

    def show_preview(self, preview: Preview, more: int) -> None:
        """Show what the first guest gets; ``more`` get the same, each in his language."""
        to = preview.to.name or preview.to.email
        words = self.tr("To {name}")
        if more:
            words = self.tr("To {name} and %n other(s), each in the guest’s language", "", more)
        self._to.setText(words.format(name=to))
        self._subject.setText(preview.subject)
        self.text.setPlainText(preview.text)
        self.show()

    @Slot()
    def forget(self) -> None:
        """It may not be so any more."""
        self.hide()
