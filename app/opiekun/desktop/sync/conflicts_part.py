"""Conflicts in the window: their screen, and beside the status line how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.calendar.server_marks import ServerMarks
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.session import Session
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.notice import Notice
from opiekun.desktop.shell.window import Window
from opiekun.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from opiekun.desktop.sync.conflicts import ConflictsScreen


class ConflictsPart(QObject):
    """The screen is made when it is first opened; what leads to it is hidden while there is no conflict."""

    def __init__(self, window: Window, session: Session, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._session, self._theme = window, session, theme
        self._screen: ConflictsScreen | None = None
        self.marks = ServerMarks(session, self)
        self.marks.changed.connect(self._tell)
        self.notice = Notice("alert", theme)
        self.notice.setToolTip(window.actions_list[Do.CONFLICTS].toolTip())
        self.notice.clicked.connect(window.actions_list[Do.CONFLICTS].trigger)
        window.status.add(self.notice)
        window.add_screen(Do.CONFLICTS, self._made, on_rail=False)

    @Slot(str, str)
    def show_event(self, calendar_id: str, uid: str) -> None:
        """Show the conflict of that event."""
        self._window.go(Do.CONFLICTS)
        if self._screen is not None:
            self._screen.show_event(calendar_id, uid)

    def _made(self) -> QWidget:
        from opiekun.desktop.sync.conflicts import ConflictsScreen  # noqa: PLC0415 - when it is first opened

        self._screen = ConflictsScreen(self._session, self._theme)
        self._screen.said.connect(self._window.status.say)
        self.marks.changed.connect(self._screen.reading.refresh)
        return self._screen

    @Slot()
    def _tell(self) -> None:
        count = self.marks.conflicts
        words = Numbers().conflicts(count)
        self.notice.tell(words, "⇄", str(count))
        self.notice.setVisible(bool(count))
