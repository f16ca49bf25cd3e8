"""When something changes: what becomes of the calls of a stretch, decided for each and done in one go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.bootstrap import Program
from opiekun.desktop.calls.change_line import ChangeLine
from opiekun.desktop.calls.stretch_field import Stretch, StretchField, stretch_words
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.form import RefusalLine, empty, flow, heading, lay_out_now, page, second_line, title
from opiekun.desktop.widgets.side_panel import SidePanel
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.services.calls.changes import Decision, NotRearranged, Remedy, WaysOut, rearrange, ways_out
from opiekun.services.done import Done
from opiekun.services.ports import Store

Found = tuple[Stretch, tuple[WaysOut, ...]]


class ChangePanel(SidePanel):
    """Shows the calls of a stretch; what is decided about each is done in one go, and taken back in one."""

    def __init__(self, host: QWidget, session: Session, theme: Theme) -> None:
        super().__init__(host)
        self._session, self._theme = session, theme
        self._stretch: Stretch | None = None
        self._doing = False
        self.lines: list[ChangeLine] = []
        self.field = StretchField(theme)
        self.field.changed.connect(self.look)
        self._understood = second_line("", theme)
        self._refusal = RefusalLine()
        self._empty = second_line("", theme)
        self._same = flow(
            self._button(self.tr("Move all"), "Alt+M", self.tr("Each to its nearest free time"), self.move_all),
            self._button(self.tr("Hand over all"), "Alt+H", self.tr("Each to its account’s cover"), self.cover_all),
            self._button(self.tr("Call off all"), "Alt+O", self.tr("Each of them"), self.cancel_all),
            self._button(self.tr("Leave all"), "Alt+L", self.tr("As they are"), self.leave_all),
        )
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.MEDIUM)
        self._told_heading = heading(self.tr("Who is told what"), theme)
        self.summary = second_line("", theme)
        self.do_it = self._button(
            self.tr("Do it"), "Ctrl+Return", self.tr("All of it or nothing; each guest is told once"), self.do_all
        )
        self._close = KeyButton(self.tr("Close"), "Esc", theme)
        self._close.setToolTip(self.tr("Close; nothing is changed (Esc)"))
        self._close.clicked.connect(self.close_panel)
        self.setAccessibleName(self.tr("Rearrange calls"))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(
            page(
                title(self.tr("Rearrange calls"), theme),
                second_line(self.tr("You are taken ill, or a Severity 1 comes in: your calls of a stretch."), theme),
                self.field,
                self._understood,
                self._refusal,
                self._empty,
                self._same,
                self._list,
                self._told_heading,
                self.summary,
                flow(self.do_it, self._close),
            )
        )
        session.wrote.connect(self._wrote)

    def _button(self, text: str, key: str, tip: str, slot: object) -> KeyButton:
        shown = key.replace("Return", "Enter")
        button = KeyButton(text, shown, self._theme, primary=key == "Ctrl+Return")
        button.setToolTip(f"{tip} ({shown})")
        button.clicked.connect(slot)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
        return button

    def open_panel(self) -> None:
        """Show the calls of the stretch that was chosen last, the rest of today at first."""
        self.look()
        self.open_with(self.field.which)

    @Slot()
    def look(self) -> None:
        """Read the calls of the stretch, and what can be done about each."""
        session = self._session
        self._refusal.settle()
        try:
            self._stretch = self.field.stretch(session.now(), session.zone)
        except InvalidInput as refused:
            self._stretch = None
            self._refusal.refuse(refused)
        self._understood.setVisible(self._stretch is not None)
        if self._stretch is None:
            self.show_calls(())
            return
        self._understood.setText(stretch_words(self._stretch, session.moments))
        agent_id = session.agent.id if session.agent is not None else ""
        job = partial(_found, stretch=self._stretch, agent_id=agent_id, now=session.now())
        self._empty.setText(self.tr("Looking for calls and free times…"))
        session.read(job, self._take, self._refuse)

    def _take(self, found: Found) -> None:
        stretch, ways = found
        if stretch == self._stretch:
            self.show_calls(ways)

    def show_calls(self, ways: tuple[WaysOut, ...]) -> None:
        """Show these; what was decided about one that was shown before stays so."""
        before = {line.ways.call.uid: line.choice.currentData() for line in self.lines}
        empty(self._column)
        self.lines = []
        for each in ways:
            line = ChangeLine(each, self._session.moments, self._theme)
            line.keep(before.get(each.call.uid))
            line.changed.connect(self._tell)
            self.lines.append(line)
            self._column.addWidget(line)
        self._empty.setText(self._none_words())
        self._empty.setVisible(not ways)
        for part in (self._same, self._list, self._told_heading, self.summary, self.do_it):
            part.setVisible(bool(ways))
        self._tell()
        lay_out_now()

    def _none_words(self) -> str:
        if self._stretch is None:
            return self.tr("Type from when to when you cannot hold calls.")
        return self.tr("You have no calls then: nobody needs to be told.")

    # The same for all.

    @Slot()
    def move_all(self) -> None:
        """Each to its nearest free time."""
        self._decide(Remedy.MOVE)

    @Slot()
    def cover_all(self) -> None:
        """Each to the cover of its account, where it has one."""
        self._decide(Remedy.COVER)

    @Slot()
    def cancel_all(self) -> None:
        """Call each of them off."""
        self._decide(Remedy.CANCEL)

    @Slot()
    def leave_all(self) -> None:
        """Change none."""
        self._decide(None)

    def _decide(self, remedy: Remedy | None) -> None:
        for line in self.lines:
            line.decide(remedy)

    # Doing it.

    @property
    def decisions(self) -> dict[str, Decision]:
        """What is to be done, by the calls' UIDs."""
        decided = ((line.ways.call.uid, line.decision) for line in self.lines)
        return {uid: decision for uid, decision in decided if decision is not None}

    @Slot()
    def do_all(self) -> None:
        """All of it or nothing."""
        if not self.do_it.isEnabled() or self._stretch is None:
            return
        for line in self.lines:
            line.refusal.settle()
        self._refusal.settle()
        session = self._session
        job = partial(_rearranged, session.program, self.decisions, self._stretch.until, session.now())
        self._doing = True
        self._tell()
        self.summary.setText(self.tr("Changing the calls, and writing to their guests…"))
        session.worker.submit(job, self._done, self._refuse, lasting=True)

    def _done(self, done: Done) -> None:
        self._session.take(done)
        self._doing = False
        self.look()

    def _refuse(self, refused: Refused) -> None:
        self._doing = False
        self._tell()
        beside = [
            line for line in self.lines if isinstance(refused, NotRearranged) and line.ways.call.uid == refused.uid
        ]
        for line in beside:
            line.refusal.refuse(refused)
            line.choice.setFocus()
        if not beside:
            self._refusal.refuse(refused)

    @Slot()
    def _tell(self) -> None:
        told = [line.summary for line in self.lines]
        nothing = self.tr("Nobody: every call stays as it is.")
        self.summary.setText("\n".join(each for each in told if each) or nothing)
        self.do_it.setEnabled(bool(self.decisions) and not self._doing)
        self._same.setEnabled(not self._doing)
        self._list.setEnabled(not self._doing)

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        """What was taken back, or done elsewhere, is shown."""
        if self.isVisible() and not self._doing and written.done.changed.events:
            self.look()


def _found(store: Store, *, stretch: Stretch, agent_id: str, now: datetime) -> Found:
    return stretch, ways_out(store, stretch.since, stretch.until, agent_id=agent_id, now=now)


def _rearranged(program: Program, decisions: Mapping[str, Decision], until: datetime, now: datetime) -> Done:
    """On the worker: what writes letters is loaded there."""
    return rearrange(program.store, program.letter_writer, decisions, until, now=now).done
