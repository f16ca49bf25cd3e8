"""Letters that a server would not have: each with its words, to be sent again or dropped."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.mail.words import letter_words, plain
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.sync.words import said
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import empty
from opiekun.domain.calls.outbox import Letter

_LISTED = 20


class StuckCard(QWidget):
    """``again`` and ``dropped`` carry the Message-ID of the letter. Dropping asks once more: it has no way back."""

    again = Signal(str)
    dropped = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Letter, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL)
        self._column.setSpacing(Space.TIGHT)

    def show_letters(self, letters: tuple[Letter, ...]) -> None:
        """Show these."""
        if letters == self._shown:
            return
        self._shown = letters
        empty(self._column)
        if letters:
            name = self.tr("Letters that could not be sent")
            self._column.addWidget(label("▲ " + name, self._theme, Type.STRONG, "at_risk", wrap=True))
        for letter in letters[:_LISTED]:
            self._add(letter)
        if len(letters) > _LISTED:
            self._column.addWidget(label(Numbers().and_more(len(letters) - _LISTED), self._theme, ink="second"))

    def _add(self, letter: Letter) -> None:
        name = f"{plain(letter.subject)} · {letter_words(letter.kind)} · {plain(letter.to)}"
        self._column.addWidget(label(name, self._theme, Type.SUBJECT, wrap=True))
        if letter.failure is not None:
            self._column.addWidget(label(said(letter.failure), self._theme, Type.SECOND, "second", wrap=True))
        buttons = QWidget()
        line = FlowLayout()
        buttons.setLayout(line)
        buttons.setContentsMargins(0, 0, 0, Space.SMALL)
        again = KeyButton(self.tr("Try again"), "", self._theme)
        again.setToolTip(self.tr("Send it with the next run once more"))
        again.clicked.connect(partial(self._again, letter.message_id))
        drop = KeyButton(self.tr("Drop"), "", self._theme)
        drop.setToolTip(self.tr("Never send it; asks once more"))
        drop.clicked.connect(partial(self._drop, drop, letter.message_id))
        for button in (again, drop):
            button.setAccessibleName(f"{button.text()}: {name}")
            line.addWidget(button)
        self._column.addWidget(buttons)

    def _again(self, message_id: str, _checked: bool = False) -> None:
        self.again.emit(message_id)

    def _drop(self, button: KeyButton, message_id: str, _checked: bool = False) -> None:
        sure = self.tr("Really never send it?")
        if button.text() == sure:
            self.dropped.emit(message_id)
        else:
            button.rename(sure)
