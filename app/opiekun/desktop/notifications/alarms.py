"""Rings the reminders of events: in the window, and by a notification where there is a tray."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from opiekun.desktop.day.reasons import event_title, span
from opiekun.desktop.notifications.alarm_bar import AlarmBar
from opiekun.desktop.notifications.texts import Message, plain
from opiekun.desktop.notifications.tray import Tray
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.session import Session, Written
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.services.alarms import Ring, claim_rings, coming_rings, snooze
from opiekun.services.queue import Changes

_AHEAD = timedelta(hours=24)
_AGAIN = timedelta(hours=12)


class Alarms(QObject):
    """Knows the reminders of the next hours, so that a tick compares one number. ``window_wanted`` asks for the window.

    What rings is claimed on the worker first: another window, or this one before a restart, may have told it.
    """

    window_wanted = Signal()

    def __init__(self, session: Session, bar: AlarmBar, tray: Tray | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._bar, self._tray = session, bar, tray
        self._rings: list[Ring] = []
        self._seen: set[str] = set()
        self._read_again = utc_seconds(session.now())
        self._last: Message | None = None
        bar.put_off.connect(self._snooze)
        session.opened.connect(self.read)
        session.wrote.connect(self._wrote)
        session.moved.connect(self._moved)
        if tray is not None:
            tray.message_opened.connect(self._open)
        self.read()

    @Slot()
    def read(self) -> None:
        """Read what rings next."""
        if self._session.desk is not None:
            now = self._session.now()
            self._read_again = utc_seconds(now + _AGAIN)
            job = partial(coming_rings, agent_id=self._agent_id, zone=self._session.zone, now=now, until=now + _AHEAD)
            self._session.read(job, self._take)

    def tick(self, now: UtcSeconds) -> None:
        """Ring what is due."""
        self._bar.tick(now)
        if now >= self._read_again:
            self.read()
        if self._rings and self._rings[0].at <= now:
            due = [ring for ring in self._rings if ring.at <= now]
            del self._rings[: len(due)]
            self._seen.update(ring.name for ring in due)
            job = partial(claim_rings, agent_id=self._agent_id, rings=due, now=utc_datetime(now))
            self._session.read(job, self._ring)

    @property
    def _agent_id(self) -> str:
        return self._session.agent.id if self._session.agent is not None else ""

    def _take(self, rings: tuple[Ring, ...]) -> None:
        self._rings = [ring for ring in rings if ring.name not in self._seen]
        self._bar.keep({ring.alarm for ring in rings})
        self.tick(utc_seconds(self._session.now()))

    def _ring(self, rings: tuple[Ring, ...]) -> None:
        if not rings:
            return
        moments, now = self._session.moments, utc_seconds(self._session.now())
        self._bar.ring(rings, moments, now)
        if self._tray is not None and self._session.program.preferences.load().notifications:
            self._last = _message(rings, moments, now)
            self._tray.show_message(self._last)

    @Slot(object, object)
    def _snooze(self, ring: Ring, until: UtcSeconds) -> None:
        job = partial(snooze, agent_id=self._agent_id, ring=ring, until=utc_datetime(until), now=self._session.now())
        self._session.read(job, self._snoozed)

    def _snoozed(self, _nothing: None) -> None:
        self.read()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        if written.done.changed.events or written.done.changed.calendars:
            self.read()

    @Slot(object)
    def _moved(self, changes: Changes) -> None:
        if changes.events or changes.calendars:
            self.read()

    @Slot(object)
    def _open(self, message: Message) -> None:
        if message is self._last:
            self.window_wanted.emit()


def _message(rings: tuple[Ring, ...], moments: Moments, now: UtcSeconds) -> Message:
    first = rings[0].occurrence
    title = plain(event_title(first))
    body = plain(" · ".join(part for part in (span(first, moments, now), first.location) if part))
    if len(rings) > 1:
        others = ", ".join(event_title(ring.occurrence) for ring in rings[1:])
        body = plain(QCoreApplication.translate("Notices", "{first}; also {others}").format(first=body, others=others))
    return Message(title, body, 0)
