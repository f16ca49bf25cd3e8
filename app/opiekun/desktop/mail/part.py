"""Mail about calls in the window: its screen, files that are dropped, and beside the status line what waits."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from opiekun.bootstrap import Program
from opiekun.desktop.mail.runner import MailRunner, MailState
from opiekun.desktop.mail.words import count_of, mark_of, needs_of
from opiekun.desktop.session import Session
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.notice import Notice
from opiekun.desktop.shell.window import Window
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip

if TYPE_CHECKING:
    from opiekun.desktop.mail.dropped import Dropped
    from opiekun.desktop.mail.screen import AnswersScreen


class MailPart(QObject):
    """The screen is made when it is first opened; what leads to it from the status line is hidden while nothing waits.

    ``calendar_dropped`` carries the path of a dropped file that is no message but a calendar to import,
    ``proposal_wanted`` the entry of the ledger whose proposed time is to be shown on the calendar.
    """

    calendar_dropped = Signal(object)
    proposal_wanted = Signal(str)

    def __init__(self, window: Window, session: Session, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._session, self._theme = window, session, theme
        self._screen: AnswersScreen | None = None
        self.notice = Notice("alert", theme)
        self.notice.setToolTip(window.actions_list[Do.ANSWERS].toolTip())
        self.notice.clicked.connect(window.actions_list[Do.ANSWERS].trigger)
        window.status.add(self.notice)
        window.add_screen(Do.ANSWERS, self._made)
        self.runner = MailRunner(session, self)
        self.runner.told.connect(self._tell)
        self.runner.faulty.connect(window.tell_fault)
        window.metronome.leapt.connect(self.runner.run_soon)

    @Slot(object)
    def drop(self, path: Path) -> None:
        """Take in a file that was dropped: a message is processed, a calendar is left to those who import them."""
        agent = self._session.agent
        job = partial(_take_in, self._session.program, path, agent.id if agent is not None else "", self._session.now())
        self._session.worker.submit(job, self._taken, lasting=True)

    @Slot(str)
    def show_entry(self, entry_id: str) -> None:
        """Show that message of the ledger."""
        self._window.go(Do.ANSWERS)
        if self._screen is not None:
            self._screen.show_entry(entry_id)

    def _taken(self, dropped: Dropped) -> None:
        if dropped.entries is None:
            self.calendar_dropped.emit(dropped.path)
            return
        self._session.look()
        self.show_entry(dropped.entries[0].id)
        verdicts = ", ".join(dict.fromkeys(mark_of(each).words for each in dropped.entries))
        self._window.status.say(f"{dropped.path.name[:80]}: {verdicts}")
        self.runner.read()

    def _made(self) -> QWidget:
        from opiekun.desktop.mail.screen import AnswersScreen  # noqa: PLC0415 - when it is first opened

        self._screen = AnswersScreen(self._session, self._theme)
        self._screen.tell_failure(self.runner.state.failure)
        self._screen.said.connect(self._window.status.say)
        self._screen.changed.connect(self.runner.read)
        self._screen.proposal_wanted.connect(self.proposal_wanted)
        self._screen.event_wanted.connect(self._window.show_event)
        return self._screen

    @Slot(object)
    def _tell(self, state: MailState) -> None:
        needs = needs_of(state)
        words = self.tr("Mail: {needs}").format(needs=" · ".join(needs))
        self.notice.tell(words, "▲", self.tr("Mail: {needs}").format(needs=count_of(state)))
        self.notice.setVisible(bool(needs))
        key = self._window.actions_list[Do.ANSWERS].toolTip()
        self.notice.setToolTip(plain_tip("\n".join(each for each in (state.failure, key) if each)))
        if self._screen is not None:
            self._screen.tell_failure(state.failure)
            if not state.running:
                self._screen.reading.refresh()


def _take_in(program: Program, path: Path, agent_id: str, now: datetime) -> Dropped:
    from opiekun.desktop.mail.dropped import take_in  # noqa: PLC0415 - what reads mail is loaded where some came

    return take_in(program, path, agent_id, now)
