"""The guests of a call with their answers; others can be invited, and some no more."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.calls.call_words import guest_words
from opiekun.desktop.theme.labels import ElidedLabel, KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.form import empty
from opiekun.domain.calls.calls import Guest

_MOST_LETTERS = 2_000


class GuestLines(QWidget):
    """``invited`` carries what was typed to invite others, ``removed`` the address of one who is invited no more."""

    invited = Signal(str)
    removed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._guests: tuple[Guest, ...] = ()
        self._buttons = QButtonGroup(self)
        self._buttons.idClicked.connect(self._remove)
        self.typed = QLineEdit()
        self.typed.setMaxLength(_MOST_LETTERS)
        self.typed.setPlaceholderText(self.tr("Invite others too: e-mail addresses; Enter writes to them"))
        self.typed.setAccessibleName(self.tr("Invite others too"))
        self.typed.returnPressed.connect(self._invite)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.TIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(self._lines)
        column.addWidget(self.typed)

    def show_guests(self, guests: tuple[Guest, ...], unsent: Collection[str], *, changeable: bool) -> None:
        """Show those; ``unsent`` are the addresses of those whose invitation waits still."""
        self._guests = guests
        empty(self._lines)
        for number, guest in enumerate(guests):
            line = QHBoxLayout()
            told = ElidedLabel(guest_words(guest, unsent=guest.email.lower() in unsent))
            told.setAccessibleDescription(guest.email)
            line.addWidget(told, 1)
            if changeable and len(guests) > 1:
                button = KeyButton(self.tr("Remove"), "", self._theme)
                button.setAccessibleName(self.tr("Remove {guest}").format(guest=guest.name or guest.email))
                button.setToolTip(self.tr("Invite no more, and tell so; Ctrl+Z invites again"))
                self._buttons.addButton(button, number)
                line.addWidget(button)
            self._lines.addLayout(line)
        self.typed.setVisible(changeable)

    @Slot()
    def _invite(self) -> None:
        if self.typed.text().strip():
            self.invited.emit(self.typed.text())

    @Slot(int)
    def _remove(self, number: int) -> None:
        if number < len(self._guests):
            self.removed.emit(self._guests[number].email)
