"""Puts the window together: every screen, each made when it is first opened."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from opiekun.bootstrap import Program
from opiekun.desktop.calendar.ghosts import Ghosts
from opiekun.desktop.exchange.exchange import Exchange
from opiekun.desktop.exchange.line import SourceLine
from opiekun.desktop.furnish import OFFERED, Furnishing
from opiekun.desktop.mail.part import MailPart
from opiekun.desktop.mail.runner import MailState
from opiekun.desktop.session import Session, Written
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.window import Window
from opiekun.desktop.sync.conflicts_part import ConflictsPart
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.work.worker import Worker
from opiekun.domain.calendar.events import EventPurpose, Occurrence
from opiekun.domain.instants import UtcSeconds, utc_datetime

if TYPE_CHECKING:
    from opiekun.desktop.accounts.screen import AccountsScreen
    from opiekun.desktop.calendar.edited import Edited
    from opiekun.desktop.calendar.screen import CalendarScreen
    from opiekun.desktop.calls.cell_menu import CellMenu
    from opiekun.desktop.calls.day_menu import DayMenu
    from opiekun.desktop.calls.part import CallsPart
    from opiekun.desktop.new_request.panel import NewRequestPanel
    from opiekun.services.calls.brief import Brief

_OFFERED = OFFERED | frozenset(
    {Do.NEW, Do.BOOK_CALL, Do.REARRANGE, Do.CALENDAR, Do.ACCOUNTS, Do.PULL, Do.CONFLICTS, Do.ANSWERS}
)
_LOOK_EVERY = 3_000
"""Milliseconds between looks at what other programs have written; a look that finds nothing is one small query."""


class Composition(QObject):
    """The window with its screens, and what leads from one to another."""

    def __init__(self, program: Program, theme: Theme) -> None:
        super().__init__()
        self.worker = Worker("desk")
        self.session = Session(program, self.worker, self)
        self.window = Window(self.session, theme, _OFFERED)
        self._theme = theme
        self._new_request: NewRequestPanel | None = None
        self._calendar: CalendarScreen | None = None
        self._accounts: AccountsScreen | None = None
        self._calls: CallsPart | None = None
        self._cells: CellMenu | None = None
        self._days: DayMenu | None = None
        preferences = program.preferences.load()
        self.window.desk.queue.view.set_compact(preferences.compact)
        self.window.add_screen(Do.CALENDAR, self._made_calendar)
        self.window.add_screen(Do.ACCOUNTS, self._made_accounts)
        self.mail = MailPart(self.window, self.session, theme)
        self.mail.calendar_dropped.connect(self._import_calendar)
        self.mail.proposal_wanted.connect(self._show_proposal)
        self.window.calendar_asked.connect(self._in_calendar)
        self.window.add_deed(Do.NEW, self._take_down)
        self.window.add_deed(Do.BOOK_CALL, self._book_call)
        self.window.add_deed(Do.REARRANGE, self._rearrange)
        self.window.desk.pane.call_wanted.connect(self._open_call)
        self.exchange = Exchange(program, self)
        self._source = SourceLine(self.exchange, self.window, self)
        self.window.add_deed(Do.PULL, self.exchange.pull_now)
        self.conflicts = ConflictsPart(self.window, self.session, theme)
        self.ghosts = Ghosts(self.session, self)
        self.mail.runner.told.connect(self._tell_proposals)
        self._furnishing = Furnishing(
            self.window, self.session, self.exchange, theme, ghosts=self.ghosts, marks=self.conflicts.marks
        )
        self.exchange.taken.connect(self.session.look)
        self.session.wrote.connect(self.exchange.pull_soon)
        self._furnishing.calendar_dropped.connect(self.mail.drop)
        self._furnishing.event_wanted.connect(self._open_event)
        self._furnishing.brief_beside.connect(self._show_brief)
        self._furnishing.call_wanted.connect(self._open_call)
        self._furnishing.mail_connected.connect(self.mail.runner.run_soon)
        self._furnishing.unsettled.connect(self.conflicts.marks.check)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY)
        self._look.timeout.connect(self.session.look)

    def start(self, *, syncs: bool = True) -> None:
        """Read the desk, let the clocks run, then exchange with help desks and, if ``syncs``, with calendar servers."""
        self._furnishing.syncs = syncs
        if syncs and not self.session.program.is_sample:
            self.session.opened.connect(self.mail.runner.start, Qt.ConnectionType.SingleShotConnection)
        self.session.opened.connect(self.exchange.pull_now, Qt.ConnectionType.SingleShotConnection)
        self.window.start()
        self._look.start()

    def close(self) -> None:
        """Close the window and end the workers."""
        self._look.stop()
        if self._calendar is not None:
            self._calendar.errands.stop()
        self._furnishing.close()
        self.mail.runner.close()
        self.window.close()
        self.exchange.close()
        self.worker.close()
        self.window.deleteLater()
        self.deleteLater()

    def _made_accounts(self) -> QWidget:
        from opiekun.desktop.accounts.screen import AccountsScreen  # noqa: PLC0415 - when it is first opened

        screen = self._accounts = AccountsScreen(self.session, self._theme)
        screen.call_wanted.connect(self.window.actions_list[Do.BOOK_CALL].trigger)
        screen.opened.connect(self._open_request)
        self.window.metronome.tick.connect(screen.tick)
        self.window.account_wanted.connect(screen.show_account)
        return screen

    def _made_calendar(self) -> QWidget:
        from opiekun.desktop.calendar.screen import CalendarScreen  # noqa: PLC0415 - as above
        from opiekun.desktop.calls.cell_menu import CellMenu  # noqa: PLC0415 - as above
        from opiekun.desktop.calls.day_menu import DayMenu  # noqa: PLC0415 - as above

        screen = self._calendar = CalendarScreen(
            self.session,
            self.exchange.worker,
            self.conflicts.marks,
            self.ghosts,
            self.window.actions_list,
            self._theme,
        )
        screen.opened.connect(self._open_request)
        self.window.event_wanted.connect(screen.show_occurrence)
        screen.said.connect(self.window.status.say)
        screen.conflict_wanted.connect(self.conflicts.show_event)
        self.window.metronome.tick.connect(screen.tick)
        self._cells = CellMenu(screen.grid)
        self._cells.call_wanted.connect(self._book_call_at)
        self._cells.why_wanted.connect(self._say_why)
        self._cells.change_wanted.connect(self.window.actions_list[Do.REARRANGE].trigger)
        self._days = DayMenu(screen.month)
        self._days.call_wanted.connect(self._book_call_on)
        self._days.why_wanted.connect(self._say_why_on)
        screen.editors.small.brief_wanted.connect(self._open_brief)
        screen.editors.offer_wanted.connect(self._open_offer)
        screen.editors.answered.connect(self.mail.runner.read)
        screen.editors.proposing.message_wanted.connect(self.mail.show_entry)
        if self._calls is not None:
            self._calls.stand_on(screen)
        return screen

    @property
    def calls(self) -> CallsPart:
        """The calls, made when the first one is begun."""
        if self._calls is None:
            from opiekun.desktop.calls.part import CallsPart  # noqa: PLC0415 - as above

            self._calls = CallsPart(self.window, self.session, self._theme)
            self._calls.request_wanted.connect(self._open_request)
            self.mail.runner.told.connect(self._calls.call.look_again)
            if self._calendar is not None:
                self._calls.stand_on(self._calendar)
        return self._calls

    def _book_call(self) -> None:
        """From what is in sight: a request, an account, or a time of the calendar."""
        from opiekun.desktop.calls.wish import Begun  # noqa: PLC0415 - as above

        view = self.window.desk.pane.view
        if self.window.desk.isVisible() and view is not None:
            begun = Begun(view.account.name, view.file.request.id, guest=view.file.request.contact_email)
        elif self._accounts is not None and self._accounts.isVisible():
            begun = Begun(self._accounts.account_name)
        elif self._calendar is not None and self._calendar.isVisible():
            at = self._cells.aimed if self._cells is not None and self._calendar.grid.isVisible() else None
            begun = Begun(at=utc_datetime(at) if at is not None else None)
        else:
            begun = Begun()
        self.calls.begin(begun)

    @Slot(object)
    def _open_offer(self, occurrence: Occurrence) -> None:
        self.calls.open_offer(occurrence)

    def _rearrange(self) -> None:
        if self._calendar is not None:
            # What is asked there is not asked beside another dialog.
            self._calendar.editors.leave()
        self.calls.change.open_panel()

    @Slot(object)
    def _import_calendar(self, path: Path) -> None:
        self.window.go(Do.CALENDAR)
        if self._calendar is not None:
            self._calendar.errands.files.open_path(path)

    @Slot(object)
    def _book_call_at(self, at: UtcSeconds) -> None:
        from opiekun.desktop.calls.wish import Begun  # noqa: PLC0415 - as above

        self.calls.begin(Begun(at=utc_datetime(at)))

    @Slot(object)
    def _book_call_on(self, day: date) -> None:
        """In the morning: whether that is free is said where it is asked for."""
        from opiekun.desktop.calendar.editors import MORNING  # noqa: PLC0415 - as above
        from opiekun.desktop.calls.wish import Begun  # noqa: PLC0415 - as above

        self.calls.begin(Begun(at=datetime.combine(day, MORNING, self.session.zone)))

    @Slot(object)
    def _say_why_on(self, day: date) -> None:
        self.calls.why_day(day)

    @Slot(object)
    def _say_why(self, at: UtcSeconds | None) -> None:
        if at is not None:
            self.calls.why(at)
        else:
            self.window.status.say(
                self.tr("Go to a time with the arrow keys first; then {key} says why.").format(key="Y")
            )

    @Slot(object)
    def _show_brief(self, shown: Brief) -> None:
        self.calls.call.show_beside(shown)

    @Slot(str)
    def _open_call(self, uid: str) -> None:
        self.calls.call.open_call(uid)

    @Slot(object)
    def _open_brief(self, edited: Edited) -> None:
        self.calls.open_edited(edited)

    @Slot(object)
    def _open_event(self, occurrence: Occurrence) -> None:
        """From a reminder or the day: a call's brief, any other event in the calendar."""
        if occurrence.purpose is EventPurpose.CALL:
            self.calls.open_call(occurrence)
        else:
            self.window.show_event(occurrence)

    @Slot(object)
    def _tell_proposals(self, state: MailState) -> None:
        if state.standing is not None:
            self.ghosts.take(state.standing.proposed, state.standing.answered.marks)

    @Slot(str)
    def _show_proposal(self, entry_id: str) -> None:
        ghost = self.ghosts.of_entry(entry_id)
        if ghost is not None:
            self.window.show_event(ghost)
        else:
            words = self.tr("The event was moved or called off since, is gone, or its calendar is hidden.")
            self.window.status.say(words)

    @Slot(object)
    def _in_calendar(self, do: Do) -> None:
        if do is Do.OPEN_CALL:
            chosen = self._calendar.view.chosen_occurrence if self._calendar is not None else None
            if chosen is not None:
                self.calls.open_call(chosen)
            else:
                self.window.status.say(self.tr("Select a call first: Tab goes from one to the next."))
        elif do is Do.WHY_NOT and self._calendar is not None and self._calendar.month.isVisible():
            self._say_why_on(self._calendar.month.day)
        elif do is Do.WHY_NOT:
            self._say_why(self._cells.aimed if self._cells is not None else None)
        elif self._calendar is not None:
            self._calendar.do(do)

    def _take_down(self) -> None:
        if self._new_request is None:
            from opiekun.desktop.new_request.panel import NewRequestPanel  # noqa: PLC0415 - as above

            self._new_request = NewRequestPanel(self.window, self.session, self._theme)
            self._new_request.saved.connect(self._taken_down)
        self._new_request.take_down()

    @Slot(object)
    def _open_request(self, key: int) -> None:
        self.window.go(Do.DESK)
        row = self.window.desk.model.request(key)
        if row is not None:
            self.window.desk.select(row.key, row.id)

    @Slot(object)
    def _taken_down(self, written: Written) -> None:
        for key in written.done.changed.requests:
            self._open_request(key)
