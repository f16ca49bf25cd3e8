"""The account of a request that is taken down: the known ones are offered, and taken as the keyboard goes on."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

_GOES_ON = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class AccountField(QLineEdit):
    """Tab and Return take the first account that begins with what was typed, unless Escape declined it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._declined = ""
        self._known = QStringListModel(self)
        self._popup = QListView()
        completer = QCompleter(self._known, self)
        completer.setPopup(self._popup)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def know(self, names: Iterable[str]) -> None:
        """Offer these."""
        self._names = list(names)
        self._known.setStringList(self._names)

    def is_new(self) -> bool:
        """Whether something is typed that no known account is called."""
        typed = self.text().strip().casefold()
        return bool(typed) and all(name.casefold() != typed for name in self._names)

    def offer(self) -> str:
        """The known account that going on takes instead of what is typed; "" where that stays."""
        typed = self.text().strip().casefold()
        if not self.is_new() or typed == self._declined:
            return ""
        return next((name for name in self._names if name.casefold().startswith(typed)), "")

    def take_offer(self) -> None:
        """Write out the account that is offered, if one is."""
        if self.offer():
            self.setText(self.offer())

    def event(self, event: QEvent) -> bool:
        """Also while the list of the completer is open, which asks here first."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _GOES_ON and not event.modifiers() and not self._popup.currentIndex().isValid():
                self.take_offer()
            elif event.key() == Qt.Key.Key_Escape and self._popup.isVisible():
                self._declined = self.text().strip().casefold()
                self.textChanged.emit(self.text())
        return super().event(event)
