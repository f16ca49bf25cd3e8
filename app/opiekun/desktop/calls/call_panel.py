"""A call that is booked: the brief before it, what is agreed on in it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from opiekun.bootstrap import Program
from opiekun.desktop.calls.brief_part import BriefPart
from opiekun.desktop.calls.call_words import around_words, status_word
from opiekun.desktop.calls.guest_lines import GuestLines
from opiekun.desktop.calls.move_part import MovePart
from opiekun.desktop.calls.outcome_part import OutcomePart
from opiekun.desktop.calls.texts_part import TextsPart
from opiekun.desktop.calls.wish import guests_of
from opiekun.desktop.calls.words import not_bookable, other_moments, time_there
from opiekun.desktop.recommendations.part import ADD_KEY, RecommendationsPart
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type
from opiekun.desktop.web_address import call_address
from opiekun.desktop.widgets.form import RefusalLine, flow, heading, lay_out_now, page, second_line, title
from opiekun.desktop.widgets.side_panel import SidePanel
from opiekun.domain.calls.calls import CallStatus, Guest
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.instants import UtcSeconds, utc_datetime, utc_seconds
from opiekun.services.calls.brief import Brief, brief, follow_up
from opiekun.services.calls.changing import cancel, change_agenda, change_guests, move
from opiekun.services.calls.outcome import note, tell_outcome
from opiekun.services.calls.placing import NotBookable
from opiekun.services.done import Done
from opiekun.services.mail_ports import LetterWriter
from opiekun.services.ports import Store
from opiekun.services.recommendations import ordered

Writing = Callable[[Store, LetterWriter], Done]
"""A use case that writes to guests."""
_LONGEST_SUBJECT = 300


class CallPanel(SidePanel):
    """``opened`` carries the key of a request that is to be shown on the desk, ``said`` words for the status line.

    ``unknown`` tells that what was to be opened is no call that was booked here.
    """

    opened = Signal(object)
    said = Signal(str)
    unknown = Signal()

    def __init__(self, host: QWidget, session: Session, theme: Theme) -> None:
        super().__init__(host)
        self._session, self._theme = session, theme
        self._uid = ""
        self._asked = False
        self.brief: Brief | None = None
        self._title = title("", theme)
        self._when = label("", theme, Type.STRONG, wrap=True)
        self._there = second_line("", theme)
        self._counts = second_line("", theme)
        self._refusal = RefusalLine()
        self._join = self._button(
            self.tr("Join"), "Ctrl+J", self.tr("Join the call in the browser, or dial (Ctrl+J)"), self.join
        )
        self._move = self._button(
            self.tr("Move…"), "Alt+M", self.tr("Choose another time; the guests are asked again (Alt+M)"), self.ask_move
        )
        self._follow = self._button(
            self.tr("Follow-up…"), "Alt+F", self.tr("Make a request of what was agreed on (Alt+F)"), self.ask_follow_up
        )
        self.advice = RecommendationsPart(session, theme, self)
        self._advise = self._button(
            self.tr("Recommend…"), ADD_KEY, self.tr("Keep what you recommend, and follow it (Alt+R)"), self.advice.ask
        )
        self._off = self._button(
            self.tr("Call off"), "Alt+Del", self.tr("Call it off, and tell the guests (Alt+Delete)"), self.call_off
        )
        self._close = self._button(
            self.tr("Close"), "Esc", self.tr("Close; what was typed stays (Esc)"), self.close_panel
        )
        self._deeds = (self._join, self._move, self._follow, self._advise, self._off, self._close)
        self.subject = QLineEdit()
        self.subject.setMaxLength(_LONGEST_SUBJECT)
        self.subject.setPlaceholderText(self.tr("What is to be done? Enter makes a request of it"))
        self.subject.setAccessibleName(self.tr("Subject of the follow-up request"))
        self.subject.returnPressed.connect(self._make_request)
        self.subject.hide()
        self.moving = MovePart(session, theme, self)
        self.moving.moved.connect(self._move_to)
        self.guests = GuestLines(theme)
        self.guests.invited.connect(self._invite)
        self.guests.removed.connect(self._remove)
        self.around = BriefPart(session, theme)
        self.around.opened.connect(self.opened)
        self.texts = TextsPart(session.drafts, theme, self)
        self.texts.agreed.connect(self._agree)
        self.texts.noted.connect(self._note)
        self.outcome = OutcomePart(theme, self)
        self.outcome.told.connect(self._tell_outcome)
        self._lay_out()
        for keys, slot in (
            ("Ctrl+J", self.join),
            ("Alt+M", self.ask_move),
            ("Alt+F", self.ask_follow_up),
            ("Alt+Del", self.call_off),
            ("Alt+Return", self.moving.take),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        session.wrote.connect(self._wrote)

    def _button(self, text: str, key: str, tip: str, slot: object) -> KeyButton:
        button = KeyButton(text, key, self._theme, primary=key == "Ctrl+J")
        button.setToolTip(tip)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        theme = self._theme
        self.setAccessibleName(self.tr("Call"))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(
            page(
                self._title,
                self._when,
                self._there,
                self._counts,
                flow(*self._deeds),
                self._refusal,
                self.subject,
                self.moving,
                heading(self.tr("Guests"), theme),
                self.guests,
                self.texts,
                self.outcome,
                self.advice,
                self.around,
            )
        )
        for before, after in pairwise((*self._deeds, self.subject)):
            self.setTabOrder(before, after)

    # Opening.

    def open_call(self, uid: str) -> None:
        """Read that call and show it."""
        self.texts.leave()
        self._uid, self._asked = uid, True
        self._session.read(partial(brief, uid=uid), self._take, self._not_known)

    def _not_known(self, _refused: Refused) -> None:
        self.unknown.emit()

    def _take(self, shown: Brief) -> None:
        if shown.call.uid == self._uid:
            self.show_brief(shown)

    @Slot(object)
    def show_beside(self, shown: Brief) -> None:
        """Show that, without the focus: nobody asked for it."""
        self.open_beside()
        self.show_brief(shown)

    def show_brief(self, shown: Brief) -> None:
        """Show that."""
        self._uid = shown.call.uid
        other = self.brief is None or self.brief.call.uid != shown.call.uid
        self.brief = shown
        call, moments = shown.call, self._session.moments
        start, end = utc_seconds(call.start), utc_seconds(call.end)
        if other:
            self._refusal.settle()
            self.moving.close_part()
            self.subject.hide()
            self.subject.clear()
        self._title.setText(call.title)
        status = status_word(call.status)
        self._when.setText(f"{moments.day(start)}, {moments.time(start)}–{moments.time(end)} · {status}")
        there = other_moments(shown.account, moments)
        self._there.setText(time_there(start, moments, there) if there is not None else "")
        self._there.setVisible(there is not None)
        counts = around_words(shown)
        self._counts.setText(counts)
        self._counts.setVisible(bool(counts))
        standing = call.status is CallStatus.BOOKED
        self._join.setVisible(bool(shown.link) and standing)
        self._off.setEnabled(standing)
        # One of which was said that it is moved still is to be.
        self._move.setEnabled(standing or call.status is CallStatus.MOVED)
        self.guests.show_guests(call.guests, shown.unsent, changeable=standing)
        self.texts.show_call(call)
        self.outcome.show_status(call.status)
        self.advice.show_recommendations(ordered(shown.recommendations), call.account_id, call.uid)
        self.around.show_brief(shown)
        lay_out_now()
        if self._asked or not self.isVisible():
            self.open_with(self._first_deed(call.status))
            self._asked = False

    def _first_deed(self, status: CallStatus) -> QWidget:
        """What is most likely done with it: one to come is joined or moved, after one something follows."""
        if self._join.isVisibleTo(self):
            return self._join
        return self._move if status is CallStatus.BOOKED else self._follow

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's signature
        """Escape closes what was opened in the panel before the panel."""
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape and focus is self.subject:
            self.subject.hide()
            self._follow.setFocus()
        elif event.key() == Qt.Key.Key_Escape and focus is not None and self.moving.isAncestorOf(focus):
            self.moving.close_part()
            self._move.setFocus()
        else:
            super().keyPressEvent(event)

    @Slot()
    def close_panel(self) -> None:
        """Close; notes are saved."""
        self.texts.leave()
        self.moving.close_part()
        super().close_panel()

    @Slot(object)
    def _wrote(self, written: Written) -> None:
        """What was done to it, here or elsewhere, is shown."""
        changed = written.done.changed
        if changed.events or changed.accounts or changed.requests:
            self.look_again()

    @Slot()
    def look_again(self) -> None:
        """Show it as it is by now, where it is in sight."""
        if self.isVisible() and self._uid:
            self._session.read(partial(brief, uid=self._uid), self._take, self._not_known)

    # What can be done.

    @Slot()
    def join(self) -> None:
        """Open the link, or dial."""
        link = self.brief.link if self.brief is not None else ""
        address = call_address(link)
        if address is None or not QDesktopServices.openUrl(address):
            words = self.tr("No program opened {address}; copy it there.") if link else self.tr("It has no link.")
            self.said.emit(words.format(address=link))

    @Slot()
    def ask_move(self) -> None:
        """Choose another time, or leave it where it is after all."""
        if self.moving.isVisible():
            self.moving.close_part()
        elif self.brief is not None and self._move.isEnabled():
            self.moving.open(self.brief)

    @Slot()
    def ask_follow_up(self) -> None:
        """Ask what is to be done."""
        self.subject.show()
        self.subject.setFocus()

    @Slot()
    def call_off(self) -> None:
        """Call the call off; that can be undone, and the guests are asked again then."""
        if self._off.isEnabled():
            self._write(partial(cancel, uid=self._uid, now=self._session.now()))

    @Slot(object)
    def _move_to(self, start: UtcSeconds) -> None:
        job = partial(move, uid=self._uid, start=utc_datetime(start), now=self._session.now())
        told = partial(_with_letters, program=self._session.program, use_case=job)
        self._session.write(told, self._moved, self._not_moved)

    def _moved(self, _written: Written) -> None:
        self._refusal.settle()
        self.moving.close_part()

    def _not_moved(self, refused: Refused) -> None:
        start = self.moving.when.start
        if isinstance(refused, NotBookable) and start is not None:
            self._refusal.say(not_bookable(start, refused.reasons, self._session.moments))
            self.moving.offer(start)
        else:
            self._refuse(refused)

    @Slot(str)
    def _invite(self, typed: str) -> None:
        try:
            added = guests_of([], typed, "")
        except InvalidInput as refused:
            self._refuse(refused)
            return
        self.guests.typed.clear()
        self._change_guests(added=added)

    @Slot(str)
    def _remove(self, email: str) -> None:
        self._change_guests(removed=(email,))

    def _change_guests(self, added: Sequence[Guest] = (), removed: Sequence[str] = ()) -> None:
        now = self._session.now()
        self._write(partial(change_guests, uid=self._uid, added=added, removed=removed, now=now))

    @Slot(str)
    def _agree(self, agenda: str) -> None:
        self._write(partial(change_agenda, uid=self._uid, agenda=agenda, now=self._session.now()))

    @Slot(str, str)
    def _note(self, uid: str, notes: str) -> None:
        self._session.write(partial(note, uid=uid, notes=notes), self._noted, self._refuse)

    def _noted(self, written: Written) -> None:
        self._refusal.settle()
        self.texts.settle(written.done.name)

    @Slot(object)
    def _tell_outcome(self, outcome: CallStatus) -> None:
        told = self._told_moved if outcome is CallStatus.MOVED else self._settled
        self._session.write(partial(tell_outcome, uid=self._uid, outcome=outcome), told, self._refuse)

    def _told_moved(self, written: Written) -> None:
        """To another time, which is chosen now; whoever does not know it yet leaves that."""
        self._settled(written)
        if self.brief is not None and self.brief.call.uid == written.done.name:
            self.moving.open(self.brief)

    @Slot()
    def _make_request(self) -> None:
        subject = self.subject.text().strip()
        if subject:
            session = self._session
            job = partial(follow_up, uid=self._uid, subject=subject, now=session.now(), actor=session.actor)
            session.write(job, self._made, self._refuse)

    def _made(self, _written: Written) -> None:
        self._refusal.settle()
        self.subject.clear()
        self.subject.hide()
        self._follow.setFocus()

    def _write(self, job: Writing) -> None:
        told = partial(_with_letters, program=self._session.program, use_case=job)
        self._session.write(told, self._settled, self._refuse)

    def _settled(self, _written: Written) -> None:
        self._refusal.settle()

    def _refuse(self, refused: Refused) -> None:
        self._refusal.refuse(refused)


def _with_letters(store: Store, *, program: Program, use_case: Writing) -> Done:
    """On the worker: what writes letters is loaded there."""
    return use_case(store, program.letter_writer)
