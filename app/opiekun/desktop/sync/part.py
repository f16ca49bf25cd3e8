"""The sync of calendars in the window: its actions, its line, its page, and what it asks over the strip."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.session import Session, Written
from opiekun.desktop.shell.actions import Do
from opiekun.desktop.shell.window import Window
from opiekun.desktop.sync.first_sync import Arrived, arrived_words
from opiekun.desktop.sync.line import SyncLine
from opiekun.desktop.sync.needs_bar import NeedsBar
from opiekun.desktop.sync.sync import CalendarSync, SyncState
from opiekun.desktop.sync.words import said, server_of
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.sync.accounts import DavAccount
from opiekun.domain.sync.addresses import same_address
from opiekun.domain.sync.told import Told
from opiekun.services.done import Done, What


class SyncPart(QObject):
    """Made once the desk is open. ``settings_wanted`` leads to where servers are connected, ``unsettled`` tells how
    many conflicts and refused edits wait.
    """

    settings_wanted = Signal()
    unsettled = Signal(int, int)

    def __init__(self, window: Window, session: Session, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._session, self._theme = window, session, theme
        self.sync = CalendarSync(session, self)
        self._line = SyncLine(self.sync, window, self)
        self._bar: NeedsBar | None = None
        window.add_deed(Do.SYNC, self._run_now)
        window.add_deed(Do.SYNC_STOP, self.sync.cancel)
        window.metronome.leapt.connect(self.sync.run_soon)
        self.sync.told.connect(self._told)
        self.sync.faulty.connect(window.tell_fault)
        self.sync.came_back.connect(self._came_back)
        self.sync.joined.connect(self._joined)
        self.sync.arrived.connect(self._arrived)
        self.sync.acted_on.connect(self._acted_on)
        self._answer = ""
        self._let_go: list[Done] = []
        session.wrote.connect(self._wrote)
        self.sync.read()

    def add_bar(self) -> None:
        """Let what it asks stand over the strip, behind reminders."""
        self._bar = NeedsBar(self._window.actions_list, self._theme)
        self._window.add_bar(self._bar)
        self.sync.told.connect(self._bar.tell)
        self._window.went.connect(self._bar.stand_on)
        self._bar.tell(self.sync.state)

    def made_page(self) -> QWidget:
        """The page, when it is first opened."""
        from opiekun.desktop.sync.page import SyncPage  # noqa: PLC0415 - when it is first opened

        page = SyncPage(self._session, self.sync, self._window.actions_list, self._theme)
        page.settings_wanted.connect(self.settings_wanted)
        page.conflicts_wanted.connect(self._open_conflicts)
        page.event_wanted.connect(self._window.show_event)
        page.denied.connect(self._window.status.refuse)
        return page

    @Slot(object)
    def _told(self, state: SyncState) -> None:
        actions = self._window.actions_list
        # First what can be done now: who had the keys on the other has them there.
        for deed, can in sorted(
            ((Do.SYNC, not state.running), (Do.SYNC_STOP, state.running)), key=lambda each: not each[1]
        ):
            actions[deed].setEnabled(can)
        if state.standing is not None:
            self.unsettled.emit(state.standing.conflicts, len(state.standing.refused))

    @Slot(object)
    def _came_back(self, told: Told) -> None:
        self._window.status.say(said(told))

    @Slot(object)
    def _joined(self, accounts: tuple[DavAccount, ...]) -> None:
        """What was said of a server that was let go of is not true any more, nor can that be taken back; what else can
        stays offered."""
        status = self._window.status
        back = [done for done in self._let_go if any(_is_of(done, account) for account in accounts)]
        self._let_go = [done for done in self._let_go if done not in back]
        self._session.forget(lambda token: any(token == done.undo for done in back))
        if not status.offers_undo:
            servers = ", ".join(server_of(each.url) for each in accounts)
            status.say(self.tr("Connected: {servers}").format(servers=servers))

    @Slot(object)
    def _arrived(self, came: Arrived) -> None:
        """How much there is now, beside what can be taken back."""
        status = self._window.status
        undoable = status.offers_undo
        status.say(" · ".join([arrived_words(came), *([status.message] if undoable else [])]), undoable=undoable)

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        if written.done.what is What.GUARD_ANSWERED:
            self._answer = self._window.status.message
        elif written.done.what is What.ACCOUNT_DISCONNECTED and written.done.undo is not None:
            self._let_go.append(written.done)

    @Slot(str)
    def _acted_on(self, name: str) -> None:
        """What was said to come with the next sync has come."""
        status = self._window.status
        if self._answer and status.message == self._answer:
            back = self.tr("The missing events of {name} are on the server again")
            status.say(back.replace("{name}", name) if name else "")

    @Slot()
    def _run_now(self) -> None:
        """Where there is nothing to sync with, lead to where that can be mended."""
        if self.sync.state.known:
            self.sync.run_now()
        else:
            self._window.go(Do.SYNC_PAGE)
            self._window.status.say(self.tr("No calendar server is connected"))

    @Slot()
    def _open_conflicts(self) -> None:
        self._window.actions_list[Do.CONFLICTS].trigger()


def _is_of(let_go: Done, account: DavAccount) -> bool:
    """Whether it let go of that account, which is connected again."""
    return let_go.name == account.user and same_address(let_go.detail, account.url)
