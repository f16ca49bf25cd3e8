"""Opens the brief of a call shortly before it begins: beside what is in sight, or as a line while somebody types."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from opiekun.desktop.calls.call_words import around_words
from opiekun.desktop.notifications.brief_bar import OPEN_KEY, BriefBar
from opiekun.desktop.notifications.starting import until_start
from opiekun.desktop.notifications.texts import Message, plain
from opiekun.desktop.notifications.tray import Tray
from opiekun.desktop.queue.remaining import MINUTE
from opiekun.desktop.session import Session, Written
from opiekun.desktop.widgets.side_panel import SidePanel
from opiekun.domain.errors import Refused
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.services.calls.brief import Brief
from opiekun.services.calls.coming import ComingCall, claim_brief, coming_calls
from opiekun.services.queue import Changes

_AHEAD = timedelta(hours=24)
_AGAIN = timedelta(hours=12)
_TYPED_IN = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


class Briefs(QObject):
    """Knows the calls of the next hours, so that a tick compares one number.

    ``beside`` carries a Brief that is to be shown without the focus, ``wanted`` the UID of a call whose brief was asked
    for, ``said`` words for the status line; ``window_wanted`` asks for the window. A brief is claimed on the worker
    first: another window, or this one before a restart, may have opened it.
    """

    beside = Signal(object)
    wanted = Signal(str)
    said = Signal(str)
    window_wanted = Signal()

    def __init__(self, session: Session, window: QWidget, bar: BriefBar, tray: Tray | None) -> None:
        super().__init__(window)
        self._session, self._window, self._bar, self._tray = session, window, bar, tray
        self._calls: tuple[ComingCall, ...] = ()
        self._seen: set[ComingCall] = set()
        self._minutes = 0
        self._read_again = utc_seconds(session.now())
        self._last: tuple[Message, str] | None = None
        bar.opened.connect(self._open)
        session.opened.connect(self.read)
        session.wrote.connect(self._changed)
        session.moved.connect(self._changed)
        if tray is not None:
            tray.message_opened.connect(self._open_message)
        self.read()

    @Slot()
    def read(self) -> None:
        """Read which calls come, and how long before each its brief is wanted."""
        session = self._session
        if session.desk is None or session.agent is None:
            return
        now = session.now()
        self._minutes = session.program.preferences.load().brief_minutes
        self._read_again = utc_seconds(now + _AGAIN)
        agent_id, until = session.agent.id, now + _AHEAD
        session.read(partial(coming_calls, agent_id=agent_id, zone=session.zone, now=now, until=until), self._take)

    @Slot(object)
    def tick(self, now: UtcSeconds) -> None:
        """Open what is due."""
        self._bar.tick(now)
        if now >= self._read_again:
            self.read()
        if not self._minutes:
            return
        # Those that are over are not: the computer slept, or was off.
        for coming in self._calls:
            if coming.start - self._minutes * MINUTE > now:
                break
            if coming.end > now and coming not in self._seen:
                self._seen.add(coming)
                self._claim(coming, now)

    def _claim(self, coming: ComingCall, now: UtcSeconds) -> None:
        if self._session.agent is not None:
            job = partial(claim_brief, agent_id=self._session.agent.id, coming=coming, now=utc_datetime(now))
            self._session.read(job, partial(self._come, coming, now), self._gone)

    @Slot()
    def open_next(self) -> None:
        """Open the brief of the call that a line tells of, else of the next one."""
        now = utc_seconds(self._session.now())
        coming = next((each.uid for each in self._calls if each.end > now), None)
        if self._bar.waiting:
            self._bar.open()
        elif coming is not None:
            self._open(coming)
        else:
            self.said.emit(self.tr("You hold no call in the next 24 hours."))

    def _take(self, calls: tuple[ComingCall, ...]) -> None:
        self._calls = calls
        self._bar.keep(frozenset(calls))
        self.tick(utc_seconds(self._session.now()))

    def _come(self, coming: ComingCall, now: UtcSeconds, shown: Brief | None) -> None:
        if shown is None:
            return
        if self._is_quiet():
            self.beside.emit(shown)
            words = self.tr("The brief of “{title}” is open beside: {key} goes to it.")
            self.said.emit(words.format(title=shown.call.title, key=OPEN_KEY))
        else:
            self._bar.add(coming, shown, now)
        if self._tray is not None and self._session.program.preferences.load().notifications:
            message = _message(coming, shown, now)
            self._last = (message, coming.uid)
            self._tray.show_message(message)

    def _gone(self, _refused: Refused) -> None:
        """It was called off in this moment."""
        self.read()

    def _is_quiet(self) -> bool:
        """Nobody types, and nothing lies over what is in sight already."""
        panels = self._window.findChildren(SidePanel)
        return not isinstance(QApplication.focusWidget(), _TYPED_IN) and not any(each.isVisible() for each in panels)

    @Slot(str)
    def _open(self, uid: str) -> None:
        self._bar.done_with(uid)
        self.wanted.emit(uid)

    @Slot(object)
    def _changed(self, changed: Written | Changes) -> None:
        told = changed.done.changed if isinstance(changed, Written) else changed
        if told.events or told.calendars or (isinstance(changed, Written) and changed.done.changed.accounts):
            self.read()

    @Slot(object)
    def _open_message(self, message: Message) -> None:
        if self._last is not None and message is self._last[0]:
            self.window_wanted.emit()
            self._open(self._last[1])


def _message(coming: ComingCall, shown: Brief, now: UtcSeconds) -> Message:
    translate = QCoreApplication.translate
    title = translate("Briefs", "{title}, {when}").format(
        title=plain(shown.call.title), when=until_start(coming.start, now)
    )
    body = around_words(shown) or translate("Briefs", "Nothing is open there.")
    return Message(title, plain(body), 0)
