"""Tells each thing when its time has come, once, by a notification or in the window's own line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from opiekun.desktop.notifications.texts import Message, message
from opiekun.desktop.notifications.tray import Tray
from opiekun.desktop.queue.tally import Counts
from opiekun.desktop.session import Desk, Session, Written
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.domain.queue import QueueRow
from opiekun.services.notices import Agenda, Telling, tell
from opiekun.services.queue import Changes


class Notifier(QObject):
    """``wanted`` carries the key of the request that a notification opens, ``said`` words for the window's line.

    Only rows whose time has come are looked at; the whole queue when it opens, and when the desk does.
    """

    wanted = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        session: Session,
        row_of: Callable[[int], QueueRow | None],
        tray: Tray | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._row_of = row_of
        self._tray = tray
        self._agenda: Agenda | None = None
        self._opening: UtcSeconds | None = None
        self._last: Message | None = None
        # Only the worker reads and writes it.
        self._seen: set[str] = set()
        session.opened.connect(self._opened)
        session.wrote.connect(self._changed)
        session.moved.connect(self._changed)
        if tray is not None:
            tray.message_opened.connect(self._open)

    @Slot(object)
    def tick(self, now: UtcSeconds) -> None:
        """Look at what has come due since the last tick."""
        if self._agenda is None:
            return
        if self._opening is not None and now >= self._opening:
            self._look_at_all(now)
        elif self._agenda.next_at is not None and now >= self._agenda.next_at:
            rows = (self._row_of(key) for key in self._agenda.take(now))
            self._tell([row for row in rows if row is not None], now)

    @Slot(object)
    def _opened(self, desk: Desk) -> None:
        now = utc_seconds(self._session.now())
        self._agenda = desk.agenda
        self._look_at_all(now)

    @Slot(object)
    def _changed(self, changed: Written | Changes) -> None:
        if self._agenda is not None and changed.rows:
            now = utc_seconds(self._session.now())
            self._agenda.add(changed.rows, now)
            self._tell(changed.rows, now)

    def _look_at_all(self, now: UtcSeconds) -> None:
        desk = self._session.desk
        if desk is not None:
            opening = desk.openings.next_opening(now)
            self._opening = (
                opening if opening > now else desk.openings.next_opening(desk.openings.closes_at(now) or now)
            )
            self._opening = self._opening if self._opening > now else None
            self._tell(list(desk.queue.rows.values()), now)

    def _tell(self, rows: Iterable[QueueRow], now: UtcSeconds) -> None:
        desk, program = self._session.desk, self._session.program
        if desk is None or not program.preferences.load().notifications:
            return
        agent_id = desk.agent.id if desk.agent is not None else ""
        if self._session.everybody:
            rows = [row for row in rows if row.assignee_id == agent_id]
        job = partial(
            tell, agent_id=agent_id, rows=rows, openings=desk.openings, now=utc_datetime(now), seen=self._seen
        )
        self._session.read(job, self._told)

    def _told(self, telling: Telling | None) -> None:
        if telling is None:
            return
        self._last = message(telling, self._session.moments, utc_seconds(self._session.now()))
        if self._tray is not None:
            self._tray.show_message(self._last)
        else:
            self.said.emit(f"{self._last.title} – {self._last.body}")

    @Slot(object)
    def _open(self, message: Message) -> None:
        if message is self._last:
            self.wanted.emit(message.key)


class Presence(QObject):
    """The window, the tray and the notifier together; decides what closing the window means."""

    wanted = Signal(object)
    new_request = Signal()
    said = Signal(str)

    def __init__(
        self, window: QWidget, session: Session, theme: Theme, row_of: Callable[[int], QueueRow | None]
    ) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._quitting = False
        self.tray = Tray(theme, self) if QSystemTrayIcon.isSystemTrayAvailable() else None
        self.notifier = Notifier(session, row_of, self.tray, self)
        self.notifier.said.connect(self.said)
        self.notifier.wanted.connect(self._show_request)
        if self.tray is not None:
            self.tray.opened.connect(self.show_window)
            self.tray.new_request.connect(self._new_request)
            self.tray.quit_asked.connect(self.quit)
        window.installEventFilter(self)

    def tick(self, now: UtcSeconds, counts: Counts) -> None:
        """Come to ``now``."""
        self.notifier.tick(now)
        if self.tray is not None:
            self.tray.tell(counts)

    @Slot()
    def show_window(self) -> None:
        """Bring the window to the front."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    @Slot()
    def quit(self) -> None:
        """Close the window for good."""
        self._quitting = True
        self._window.close()

    def close(self) -> None:
        """Take the icon away."""
        if self.tray is not None:
            self.tray.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Closing leaves the program in the tray where that was chosen, and there is a tray; else it ends it."""
        stays = self.tray is not None and not self._quitting and self._session.program.preferences.load().stay_in_tray
        if watched is self._window and event.type() is QEvent.Type.Close and stays:
            event.ignore()
            self._window.hide()
            return True
        return super().eventFilter(watched, event)

    @Slot(object)
    def _show_request(self, key: int) -> None:
        self.show_window()
        self.wanted.emit(key)

    @Slot()
    def _new_request(self) -> None:
        self.show_window()
        self.new_request.emit()
