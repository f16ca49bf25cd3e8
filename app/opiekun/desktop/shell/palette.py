"""Find or do anything: actions with their keys, requests and accounts, by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from opiekun.desktop.queue.filtering import fold
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import ROW_HEIGHT_COMPACT, Space, Type
from opiekun.desktop.widgets.found_list import FoundList

_WIDTH = 620
_ROWS = 12
_TOP = 60


class Kind(Enum):
    """What an entry leads to."""

    ACTION = auto()
    REQUEST = auto()
    ACCOUNT = auto()
    EVENT = auto()
    PART = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to find. ``value`` is handed back when it is chosen: of a PART what opens it."""

    kind: Kind
    text: str
    note: str
    value: object


def closeness(words: str, text: str) -> int | None:
    """How well folded ``text`` answers folded ``words``, 0 being best; None where it does not.

    A beginning is better than the beginning of a word, that than any place, that than letters in order.
    """
    if not words:
        return 0
    at = text.find(words)
    if at == 0:
        return 0
    if at > 0:
        return 1 if not text[at - 1].isalnum() else 2
    letters = iter(text)
    return 3 if len(words) > 1 and all(letter in letters for letter in words if letter != " ") else None


class Palette(QFrame):
    """Stands over the window while it is open. ``searched`` asks for requests, ``chosen`` hands over an Entry."""

    searched = Signal(str)
    chosen = Signal(object)

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._known: tuple[Entry, ...] = ()
        self._entries: list[Entry] = []
        self.setProperty("card", "true")
        self.setAccessibleName(self.tr("Find or do"))
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("An action, a request, an event or an account"))
        self._field.setAccessibleName(self.tr("Find or do"))
        self._field.textChanged.connect(self._typed)
        self._field.installEventFilter(self)
        self._list = FoundList(self._field, theme)
        self._list.taken.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SMALL, Space.SMALL, Space.SMALL, Space.SMALL)
        column.setSpacing(Space.SMALL)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self.hide()

    def open(self, known: Sequence[Entry]) -> None:
        """Open it over these actions and accounts."""
        self._known = tuple(known)
        self._field.clear()
        self._show([])
        self._place()
        self.show()
        self.raise_()
        self._field.setFocus()

    def show_found(self, words: str, found: Sequence[Entry]) -> None:
        """The requests that were found, unless something else was typed meanwhile."""
        if self.isVisible() and words == self._field.text().strip():
            self._show(found)
            if not self._entries:
                nothing = QListWidgetItem(self.tr("Nothing is called so."), self._list)
                nothing.setFlags(Qt.ItemFlag.NoItemFlags)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is offered, best first."""
        return tuple(self._entries)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Return chooses, Escape and a lost focus close."""
        if watched is self._field and event.type() is QEvent.Type.FocusOut:
            self.hide()
        if watched is self._field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose(self._list.currentRow())
                return True
            if key == Qt.Key.Key_Escape:
                self.hide()
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _typed(self, text: str) -> None:
        self._show([])
        if text.strip():
            self.searched.emit(text.strip())

    @Slot(int)
    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._entries):
            entry = self._entries[row]
            self.hide()
            self.chosen.emit(entry)

    def _show(self, found: Sequence[Entry]) -> None:
        words = fold(self._field.text().strip())
        ranked = []
        for at, entry in enumerate(self._known):
            close = closeness(words, fold(entry.text))
            if close is not None:
                ranked.append((close, at, entry))
        near = [entry for close, _, entry in sorted(ranked, key=lambda each: each[:2]) if close < 3]  # noqa: PLR2004
        far = [entry for close, _, entry in sorted(ranked, key=lambda each: each[:2]) if close == 3]  # noqa: PLR2004
        self._entries = [*near, *found, *far]
        self._list.clear()
        for entry in self._entries:
            note = label(entry.note, self._theme, Type.KEY, "second")
            if entry.kind is Kind.ACTION:
                note.setProperty("kind", "key")
            self._list.add_line(entry.text, note, entry.note)
        self._list.setCurrentRow(0)

    def _place(self) -> None:
        window = self._window
        width = min(_WIDTH, window.width() - 2 * Space.WIDE)
        height = min(_ROWS * ROW_HEIGHT_COMPACT + 2 * Space.WIDE, window.height() - 2 * _TOP)
        self.setGeometry((window.width() - width) // 2, _TOP, width, height)
