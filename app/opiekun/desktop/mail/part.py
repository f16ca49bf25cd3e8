"""Mail about calls in the window: its screen, files that are dropped, and beside the status line what waits."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from opiekun.bootstrap import Program
from opiekun.desktop.mail.words import mark_of
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.session import Session, Written
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.window import Window
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type
from opiekun.services.mail.answers import Answers, answers

if TYPE_CHECKING:
    from opiekun.desktop.mail.dropped import Dropped
    from opiekun.desktop.mail.screen import AnswersScreen


class MailPart(QObject):
    """The screen is made when it is first opened; what leads to it from the status line is hidden while nothing waits.

    ``calendar_dropped`` carries the path of a dropped file that is no message but a calendar to import.
    """

    calendar_dropped = Signal(object)

    def __init__(self, window: Window, session: Session, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._session, self._theme = window, session, theme
        self._screen: AnswersScreen | None = None
        self.notice = QPushButton()
        self.notice.setProperty("kind", "alert")
        self.notice.setFont(theme.font(Type.CHIP))
        self.notice.setCursor(Qt.CursorShape.PointingHandCursor)
        self.notice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.notice.setToolTip(window.actions_list[Do.ANSWERS].toolTip())
        self.notice.clicked.connect(window.actions_list[Do.ANSWERS].trigger)
        self.notice.hide()
        window.status.add(self.notice)
        window.add_screen(Do.ANSWERS, self._made)
        session.opened.connect(self.read)
        session.moved.connect(self.read)
        session.wrote.connect(self._wrote)

    @Slot()
    def read(self) -> None:
        """See what waits."""
        self._session.read(partial(answers, limit=0), self._tell, soon=True)

    @Slot(object)
    def drop(self, path: Path) -> None:
        """Take in a file that was dropped: a message is processed, a calendar is left to those who import them."""
        agent = self._session.agent
        job = partial(_take_in, self._session.program, path, agent.id if agent is not None else "", self._session.now())
        self._session.worker.submit(job, self._taken, lasting=True)

    def _taken(self, dropped: Dropped) -> None:
        if dropped.entries is None:
            self.calendar_dropped.emit(dropped.path)
            return
        self._session.look()
        self._window.go(Do.ANSWERS)
        first = dropped.entries[0]
        if self._screen is not None:
            self._screen.show_entry(first.id)
        verdicts = ", ".join(dict.fromkeys(mark_of(each).words for each in dropped.entries))
        self._window.status.say(f"{dropped.path.name[:80]}: {verdicts}")
        self.read()

    def _made(self) -> QWidget:
        from opiekun.desktop.mail.screen import AnswersScreen  # noqa: PLC0415 - when it is first opened

        self._screen = AnswersScreen(self._session, self._theme)
        self._screen.said.connect(self._window.status.say)
        self._screen.counted.connect(self._tell)
        return self._screen

    @Slot(object)
    def _tell(self, read: Answers) -> None:
        numbers = Numbers()
        waiting = [numbers.answers_waiting(len(read.undecided))] if read.undecided else []
        stuck = [numbers.letters_stuck(len(read.stuck))] if read.stuck else []
        words = " · ".join([*waiting, *stuck])
        self.notice.setText(f"▲ {words}")
        self.notice.setAccessibleName(words)
        self.notice.setVisible(bool(words))

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        if written.done.changed.events:
            self.read()


def _take_in(program: Program, path: Path, agent_id: str, now: datetime) -> Dropped:
    from opiekun.desktop.mail.dropped import take_in  # noqa: PLC0415 - what reads mail is loaded where some came

    return take_in(program, path, agent_id, now)
