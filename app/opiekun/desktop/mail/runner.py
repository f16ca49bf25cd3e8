"""Sends and reads mail in the background: soon after a change, on a schedule, and when asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.mail.listening import MailListening
from opiekun.desktop.read_once import ReadOnce
from opiekun.desktop.session import Session, Written
from opiekun.desktop.sync.child import Ended, How, SyncChild, beside
from opiekun.desktop.sync.reconnect import Reconnect
from opiekun.desktop.sync.rhythm import Rhythm
from opiekun.services.mail.standing import MailStanding, window_standing
from opiekun.services.ports import Store
from opiekun.services.queue import Changes

PROMPTLY = timedelta(seconds=1)
"""After the server told of new mail, which seldom comes alone."""
AT_FIRST = timedelta(seconds=4)
"""After the desk is open, so that the start is over."""
QUIET = timedelta(seconds=5)
"""After the last change made here: within it, most of what was done by mistake is undone."""
EVERY = timedelta(minutes=3)
_LONGEST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class MailState:
    """How the mail stands. ``standing`` is None until it was read; ``failure`` is what the last run said when it
    failed, "" where it did not.
    """

    standing: MailStanding | None = None
    running: bool = False
    failure: str = ""

    @property
    def known(self) -> bool:
        """Whether a mail server is connected."""
        settings = self.standing.settings if self.standing is not None else None
        return settings is not None and (settings.outgoing is not None or settings.incoming is not None)


def pause(failures: int) -> timedelta:
    """How long to wait after a run: the longer, the more of them failed one after another."""
    return min(EVERY * 2 ** min(failures, 8), _LONGEST) if failures else EVERY


class MailRunner(QObject):
    """Begins runs, never two at once. Lives on the GUI thread; the work is another program's.

    ``command`` is what a run is started with. ``told`` carries a :class:`MailState` whenever it changes, ``faulty`` the
    report of a run that met a fault.
    """

    told = Signal(object)
    faulty = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.command: Callable[[], Sequence[str]] = partial(beside, session.program, "mail", "run", "--json")
        child = SyncChild(session.program.database_url, self, called="opiekun mail run")
        self._rhythm = Rhythm(child, pause, self)
        self._rhythm.due.connect(self.run_now)
        self._rhythm.over.connect(self._ended)
        self._rhythm.faulty.connect(self.faulty)
        self._listening = MailListening(session.program, self)
        self._listening.heard.connect(self._heard)
        self._standing = ReadOnce(session, self._reading, self._answered)
        self.state = MailState()
        session.opened.connect(self.read)
        session.wrote.connect(self._wrote)
        session.moved.connect(self._moved)

    @Slot()
    def start(self) -> None:
        """From now on runs begin by themselves."""
        Reconnect(self).reached.connect(self.run_soon)
        self._rhythm.begin(AT_FIRST)

    @Slot()
    def run_now(self) -> None:
        """Exchange mail now, or once more after the run that is under way."""
        if not self._rhythm.claim():
            return
        if self.state.known:
            self._tell(replace(self.state, running=True))
            self._rhythm.run(self.command())
        else:
            self._rhythm.wait(EVERY)

    @Slot()
    def run_soon(self) -> None:
        """Exchange mail in a moment, whatever failed before: servers were connected, the machine woke up, or the
        network is back.
        """
        self._rhythm.forgive()
        self._listening.wake()
        self.read()
        self._rhythm.wait(QUIET)

    def close(self) -> None:
        """Stop for good."""
        self._listening.close()
        self._rhythm.close()

    @Slot()
    def read(self) -> None:
        """Read how the mail stands."""
        self._standing.read()

    def _reading(self) -> Callable[[Store], MailStanding]:
        agent = self._session.agent
        return partial(window_standing, agent_id=agent.id if agent is not None else "", now=self._session.now())

    @Slot(object)
    def _ended(self, ended: Ended) -> None:
        self._tell(replace(self.state, running=False, failure=ended.words if ended.how is How.FAILED else ""))
        self._session.look()
        self.read()
        if self._rhythm.begun and ended.how is How.DONE and self.state.standing is not None:
            self._listening.listen(self.state.standing.settings)

    @Slot()
    def _heard(self) -> None:
        """The server told of new mail."""
        self._rhythm.wait(PROMPTLY)

    def _answered(self, standing: MailStanding) -> None:
        before = self.state.standing
        if standing != before:
            self._tell(replace(self.state, standing=standing))
        # Not by their number: a cancellation takes the place of the reminders of its call.
        if standing.waiting - (before.waiting if before is not None else frozenset()):
            self._rhythm.wait(QUIET)

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        changed = written.done.changed
        if changed.events or changed.letters or changed.calendars:
            self.read()

    @Slot(object)
    def _moved(self, changes: Changes) -> None:
        if changes.events or changes.calendars:
            self.read()

    def _tell(self, state: MailState) -> None:
        self.state = state
        self.told.emit(state)
