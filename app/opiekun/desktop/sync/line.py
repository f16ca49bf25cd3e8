"""Tells the sync of calendars on the window's status line, and opens its page there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.notice import Notice
from opiekun.desktop.shell.window import Window
from opiekun.desktop.sync.sync import CalendarSync, SyncState
from opiekun.desktop.sync.words import failures, line, short_line
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.theme.tokens import Type
from opiekun.domain.instants import UtcSeconds, utc_seconds


class SyncLine(QObject):
    """Keeps its part of the status line in step with the sync and the clock; hidden where none is connected."""

    def __init__(self, sync: CalendarSync, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._sync, self._window = sync, window
        self._part = Notice("link", window.theme, Type.SECOND)
        self._part.clicked.connect(window.actions_list[Do.SYNC_PAGE].trigger)
        window.status.add(self._part)
        sync.told.connect(self._told)
        window.metronome.tick.connect(self._tick)

    @Slot(object)
    def _told(self, state: SyncState) -> None:
        words = self._window.actions_list[Do.SYNC_PAGE].toolTip()
        why = "\n".join([*failures(state), words])
        self._part.setToolTip(plain_tip(why))
        self._part.setAccessibleDescription(why)
        self._tick(utc_seconds(self._window.session.now()))

    @Slot(object)
    def _tick(self, now: UtcSeconds) -> None:
        words = line(self._sync.state, self._window.session.moments, now)
        if words != self._part.text():
            self._part.tell(words, short=short_line(self._sync.state, self._window.session.moments, now))
            self._part.setVisible(bool(words))
            kind = "alert" if words.startswith("▲") else "link"
            if kind != self._part.property("kind"):
                self._part.setProperty("kind", kind)
                self._part.style().unpolish(self._part)
                self._part.style().polish(self._part)
