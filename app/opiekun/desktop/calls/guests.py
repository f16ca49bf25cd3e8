"""Who is invited: the account's contacts, each with a tick, and any address that is typed."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.calls.wish import guests_of
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.form import empty, second_line
from opiekun.domain.calls.calls import Guest
from opiekun.domain.people import Contact

_MOST_SHOWN = 8
_MOST_LETTERS = 4_000


class GuestsField(QWidget):
    """``changed`` tells that somebody was added or left out."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ticks: list[tuple[QCheckBox, Contact]] = []
        self.typed = QLineEdit()
        self.typed.setMaxLength(_MOST_LETTERS)
        self.typed.setPlaceholderText(self.tr("other e-mail addresses"))
        self.typed.setAccessibleName(self.tr("Other guests’ e-mail addresses"))
        self.typed.textChanged.connect(self.changed)
        self._contacts = QVBoxLayout()
        self._contacts.setSpacing(Space.TIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(self._contacts)
        column.addWidget(self.typed)
        self.setFocusProxy(self.typed)

    def know(self, contacts: Collection[Contact], ticked: Collection[str]) -> None:
        """Offer those contacts that have an address; ``ticked`` are the addresses of those who are invited.

        Who is invited always stands there, the others as far as there is room; they can be typed.
        """
        empty(self._contacts)
        self._ticks = []
        reachable = sorted((each for each in contacts if each.email), key=lambda each: each.email not in ticked)
        shown = [each for at, each in enumerate(reachable) if at < _MOST_SHOWN or each.email in ticked]
        for contact in shown:
            tick = QCheckBox(" · ".join(part for part in (contact.name, contact.email) if part).replace("&", "&&"))
            tick.setChecked(contact.email in ticked)
            tick.toggled.connect(self._toggled)
            self._ticks.append((tick, contact))
            self._contacts.addWidget(tick)
        if len(reachable) > len(shown):
            self._contacts.addWidget(second_line(self.tr("The account’s other contacts can be typed."), self._theme))

    @property
    def known(self) -> bool:
        """Whether there are contacts to choose from."""
        return bool(self._ticks)

    @property
    def ticked(self) -> tuple[str, ...]:
        """The addresses of the contacts that are invited."""
        return tuple(contact.email for tick, contact in self._ticks if tick.isChecked())

    def guests(self, language: str) -> tuple[Guest, ...]:
        """All who are invited. Raises InvalidInput."""
        chosen = [contact for tick, contact in self._ticks if tick.isChecked()]
        return guests_of(chosen, self.typed.text(), language)

    @Slot(bool)
    def _toggled(self, _on: bool) -> None:
        self.changed.emit()
