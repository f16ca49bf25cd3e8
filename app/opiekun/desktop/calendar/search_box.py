"""Finds events by title, people and notes, and goes to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.calendar.grid.words import title_of
from opiekun.desktop.calendar.words import span_words
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.session import Session
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import ROW_HEIGHT_COMPACT, Space, Type
from opiekun.desktop.widgets.found_list import FoundList
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import utc_seconds
from opiekun.services.occurrences import search_events
from opiekun.services.ports import Store

_WIDTH, _ROWS, _LIMIT = 640, 12, 60
Found = tuple[str, tuple[Occurrence, ...]]


class SearchBox(QFrame):
    """Stands over the calendar while it is open. ``chosen`` carries an Occurrence, ``left`` tells of Escape."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, session: Session, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._session, self._host, self._theme = session, host, theme
        self._found: tuple[Occurrence, ...] = ()
        self._reading = False
        self.setProperty("card", "true")
        self.setAccessibleName(self.tr("Search events"))
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Title, people, place or notes"))
        self._field.setAccessibleName(self.tr("Search events"))
        self._field.textChanged.connect(self._typed)
        self._field.installEventFilter(self)
        self._list = FoundList(self._field, theme)
        self._list.setAccessibleName(self.tr("Events found"))
        self._list.taken.connect(self._choose)
        self._told = label("", theme, Type.SECOND, "second", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SMALL, Space.SMALL, Space.SMALL, Space.SMALL)
        column.setSpacing(Space.SMALL)
        for part in (self._field, self._list, self._told):
            column.addWidget(part)
        self.hide()

    def open(self) -> None:
        """Ask for words."""
        width = min(_WIDTH, self._host.width() - 2 * Space.WIDE)
        height = min(_ROWS * ROW_HEIGHT_COMPACT + 3 * Space.WIDE, self._host.height() - 2 * Space.WIDE)
        self.setGeometry((self._host.width() - width) // 2, Space.WIDE, width, height)
        self._typed(self._field.text())
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def look_for(self, words: str) -> None:
        """Look for these words."""
        self._field.setText(words)

    @property
    def found(self) -> tuple[Occurrence, ...]:
        """What was found, what comes next first."""
        return self._found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Return goes there, Escape closes."""
        if watched is self._field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._choose(self._list.currentRow())
                return True
            if key == Qt.Key.Key_Escape:
                self.hide()
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _typed(self, text: str) -> None:
        if not text.strip():
            self._show(())
            self._told.setText(self.tr("Enter goes to the event, arrows choose, Esc closes."))
        elif not self._reading:
            self._reading = True
            self._session.read(
                partial(_search, words=text.strip(), session=(self._session.zone, self._session.now())), self._take
            )

    def _take(self, found: Found) -> None:
        self._reading = False
        wanted = self._field.text().strip()
        if found[0] != wanted:
            self._typed(wanted)
            return
        self._show(found[1])
        count = len(found[1])
        words = self.tr("%n event(s)", "", count) if count else self.tr("No event holds these words.")
        self._told.setText(words)

    def _show(self, found: Sequence[Occurrence]) -> None:
        self._found = tuple(found)
        self._list.clear()
        moments = self._session.moments
        now = utc_seconds(self._session.now())
        for each in found:
            words, when = title_of(each), span_words(each, moments)
            shown = _dated(each, when, moments.local(now).year, moments)
            self._list.add_line(words, label(shown, self._theme, Type.SECOND, "second"), when)
        self._list.setCurrentRow(0)

    @Slot(int)
    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._found):
            self.hide()
            self.chosen.emit(self._found[row])


def _search(store: Store, *, words: str, session: tuple[ZoneInfo, datetime]) -> Found:
    zone, now = session
    return words, search_events(store, words, zone, now=now, limit=_LIMIT)


def _dated(each: Occurrence, when: str, this_year: int, moments: Moments) -> str:
    """Another year than this is told."""
    year = moments.local(each.start).year
    return when if year == this_year else f"{year} · {when}"
