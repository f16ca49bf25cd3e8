"""Offering times: those that were ticked are kept for the customer, who is told of them by mail or as one likes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.bootstrap import Program
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.labels import FlowLayout, KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import PlainText, second_line
from opiekun.domain.calls.calls import Guest
from opiekun.domain.calls.outbox import Wording
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.instants import UtcSeconds, utc_datetime
from opiekun.services.calls.offer_mail import mail_offer, offer_text
from opiekun.services.calls.offering import Offer, offer, withdraw_offer
from opiekun.services.done import Done
from opiekun.services.ports import Store
from opiekun.services.slot_search import Asked

KEPT = (1, 2, 3, 7)
"""Days for which times may be kept."""
_USUAL = 2
_TEXT_LINES = 8


class OfferPart(QWidget):
    """``marked`` tells that other times are ticked, ``withdrawn`` that an offer was taken back, ``refused`` carries why
    that could not be done, ``said`` words for the status line.
    """

    marked = Signal()
    withdrawn = Signal()
    refused = Signal(object)
    said = Signal(str)

    def __init__(
        self, session: Session, theme: Theme, panel: QWidget, invited: Callable[[], tuple[Guest, ...]]
    ) -> None:
        super().__init__(panel)
        self._session, self._invited = session, invited
        self._to: Asked | None = None
        self._made = ""
        self.starts: tuple[UtcSeconds, ...] = ()
        self._hint = second_line(
            self.tr(
                "Space, Ctrl+click or dragging over free times ticks times to offer: they "
                "are kept, and the customer chooses one."
            ),
            theme,
        )
        self._kept = Choice(theme)
        self._kept.setAccessibleName(self.tr("Kept for"))
        for days in KEPT:
            self._kept.addItem(self.tr("kept for {days}").format(days=Numbers().days(days)), days)
        self._kept.choose(_USUAL)
        self._offer = KeyButton(self.tr("Offer these times"), "Alt+O", theme)
        self._offer.setToolTip(self.tr("Keep the ticked times, and write a text to send to the customer (Alt+O)"))
        self._offer.clicked.connect(self.offer)
        self._when = second_line("", theme)
        self.text = PlainText(_TEXT_LINES)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text for the customer"))
        self._subject = second_line("", theme)
        self._mail = KeyButton(self.tr("Send by e-mail"), "Alt+M", theme)
        self._mail.setToolTip(self.tr("Write to the guests about the offered times (Alt+M)"))
        self._mail.clicked.connect(self.mail)
        self._withdraw = KeyButton(self.tr("Take back"), "Alt+W", theme)
        self._withdraw.setToolTip(self.tr("Take the offer back: its times are free again (Alt+W)"))
        self._withdraw.clicked.connect(self.withdraw)
        self._copy = KeyButton(self.tr("Copy"), "Alt+C", theme)
        self._copy.setToolTip(self.tr("Copy the text, to paste it into a message (Alt+C)"))
        self._copy.clicked.connect(self.copy)
        self._choosing = QWidget()
        flow = FlowLayout()
        self._choosing.setLayout(flow)
        flow.addWidget(self._kept)
        flow.addWidget(self._offer)
        self._telling = QWidget()
        flow = FlowLayout()
        self._telling.setLayout(flow)
        for button in (self._mail, self._copy, self._withdraw):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        for part in (self._hint, self._when, self._choosing, self._subject, self.text, self._telling):
            column.addWidget(part)
        for keys, slot in (
            ("Alt+O", self.offer),
            ("Alt+M", self.mail),
            ("Alt+C", self.copy),
            ("Alt+W", self.withdraw),
        ):
            shortcut = QShortcut(QKeySequence(keys), panel)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._tell()

    def offer_to(self, to: Asked | None) -> None:
        """Times are offered to that account, for such a call; what was ticked for another is so no more."""
        if to != self._to:
            self._to = to
            self.forget()

    @Slot(object)
    def toggle(self, start: UtcSeconds) -> None:
        """Offer that time too, or not any more."""
        self.tick({*self.starts} ^ {start})

    def tick(self, starts: Collection[UtcSeconds]) -> None:
        """Those are to be offered, and no other ones."""
        self.starts = tuple(sorted(starts))
        self.show_words("", Wording("", ""))
        self._tell()
        self.marked.emit()

    @Slot()
    def forget(self) -> None:
        """Nothing is ticked any more."""
        self.show_words("", Wording("", ""))
        if self.starts:
            self.starts = ()
            self.marked.emit()
        self._tell()

    @Slot()
    def offer(self) -> None:
        """Keep the times that are ticked."""
        if self._to is None or not self.starts or not self._offer.isEnabled():
            return
        self._offer.setEnabled(False)
        now = self._session.now()
        until = now + timedelta(days=int(self._kept.currentData()))
        program = self._session.program
        job = partial(_offered, program=program, asked=self._to, starts=self.starts, until=until, now=now)
        self._session.worker.submit(job, self._take, self._refuse, lasting=True)

    def show_offer(self, offer_id: str) -> None:
        """Show what is told of times that are on offer already: to the first of the guests, else to anybody there."""
        try:
            to = self._invited()[0]
        except InvalidInput:
            to = None
        program, now = self._session.program, self._session.now()
        job = partial(_worded, program=program, offer_id=offer_id, to=to, now=now)
        self._session.read(job, self._take_words, self._refuse)

    @Slot()
    def look_again(self) -> None:
        """Other guests are invited, who may read another language."""
        if self._made:
            self.show_offer(self._made)

    @Slot()
    def mail(self) -> None:
        """Write to the guests about the offered times."""
        if not self._made:
            return
        try:
            guests = self._invited()
        except InvalidInput as refused:
            self._refuse(refused)
            return
        program, now = self._session.program, self._session.now()
        job = partial(_mailed, program=program, offer_id=self._made, to=guests, now=now)
        self._session.write(job, None, self._refuse)

    @Slot()
    def withdraw(self) -> None:
        """Take the offer back."""
        if self._made:
            job = partial(withdraw_offer, offer_id=self._made, now=self._session.now())
            self._session.write(job, self._withdrawn, self._refuse)

    @Slot()
    def copy(self) -> None:
        """Put the text onto the clipboard."""
        if self.text.toPlainText():
            QGuiApplication.clipboard().setText(self.text.toPlainText())
            self.said.emit(self.tr("Copied the offered times; paste them into your message"))

    def _take(self, made: Offer) -> None:
        self._session.take(made.done)
        self.starts = ()
        self.show_words(made.id, made.words)
        self.marked.emit()
        self.text.setFocus()
        self.look_again()

    def _take_words(self, told: tuple[str, Wording]) -> None:
        self.show_words(*told)

    def _withdrawn(self, _written: Written) -> None:
        self.withdrawn.emit()
        self.show_words("", Wording("", ""))
        self.marked.emit()

    def show_words(self, offer_id: str, words: Wording) -> None:
        """Show what is told of that offer; nothing of the offer ""."""
        self._made = offer_id
        self._subject.setText(words.subject)
        self.text.setPlainText(words.text)
        self._tell()

    def _refuse(self, refused: Refused) -> None:
        self._tell()
        self.refused.emit(refused)

    def _tell(self) -> None:
        moments = self._session.moments
        told = bool(self.text.toPlainText())
        self._hint.setVisible(not self.starts and not told)
        self._when.setText(", ".join(f"{moments.day(each)} {moments.time(each)}" for each in self.starts))
        self._when.setVisible(bool(self.starts))
        self._choosing.setVisible(bool(self.starts))
        self._offer.setEnabled(bool(self.starts))
        self.text.setVisible(told)
        self._subject.setVisible(told)
        self._telling.setVisible(told)


def _offered(
    *, program: Program, asked: Asked, starts: tuple[UtcSeconds, ...], until: datetime, now: datetime
) -> Offer:
    """On the worker, where what writes letters is loaded."""
    times = [utc_datetime(each) for each in starts]
    return offer(program.store, program.letter_writer, asked, times, until, now=now)


def _worded(store: Store, *, program: Program, offer_id: str, to: Guest | None, now: datetime) -> tuple[str, Wording]:
    return offer_id, offer_text(store, program.letter_writer, offer_id, to, now=now)


def _mailed(store: Store, *, program: Program, offer_id: str, to: tuple[Guest, ...], now: datetime) -> Done:
    return mail_offer(store, program.letter_writer, offer_id, to, now=now)
