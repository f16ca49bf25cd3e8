"""Asks quietly, in the line at the bottom, what became of calls that are over."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.session import Session, Written
from opiekun.desktop.shell.notice import Notice
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.services.calls.coming import Untold, untold_calls
from opiekun.services.queue import Changes


class Outcomes(QObject):
    """``notice`` is shown while there are such calls; ``wanted`` carries the UID of the oldest, whose brief asks."""

    wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._untold = Untold((), None)
        self.notice = Notice("link", theme)
        self.notice.clicked.connect(self._open)
        session.opened.connect(self.read)
        session.wrote.connect(self._changed)
        session.moved.connect(self._changed)
        self.read()

    @Slot()
    def read(self) -> None:
        """Read which calls are over."""
        agent = self._session.agent
        if self._session.desk is not None and agent is not None:
            job = partial(untold_calls, agent_id=agent.id, now=self._session.now())
            self._session.read(job, self._take)

    @Slot(object)
    def tick(self, now: UtcSeconds) -> None:
        """Ask of a call that has just ended."""
        if self._untold.next_end is not None and self._untold.next_end <= now:
            # Until it is read: once.
            self._untold = self._untold._replace(next_end=None)
            self.read()

    def _take(self, untold: Untold) -> None:
        self._untold = untold
        self.notice.setVisible(bool(untold.calls))
        if not untold.calls:
            return
        count = len(untold.calls)
        moments, now = self._session.moments, utc_seconds(self._session.now())
        first = untold.calls[0]
        self.notice.tell(Numbers().untold(count), short=self.tr("Calls: {count}").format(count=count))
        tip = self.tr("What became of “{title}”, {when}? Open it and say so.")
        self.notice.setToolTip(plain_tip(tip.format(title=first.title, when=moments.moment(first.start, now))))

    @Slot()
    def _open(self) -> None:
        if self._untold.calls:
            self.wanted.emit(self._untold.calls[0].uid)

    @Slot(object)
    def _changed(self, changed: Written | Changes) -> None:
        told = changed.done.changed if isinstance(changed, Written) else changed
        if told.events or (isinstance(changed, Written) and changed.done.changed.accounts):
            self.read()
