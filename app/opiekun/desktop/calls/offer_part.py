"""Offering times: those that were ticked are kept for the customer, with a text for him to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.session import Session
from opiekun.desktop.theme.labels import FlowLayout, KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import PlainText, row, second_line
from opiekun.domain.errors import Refused
from opiekun.domain.instants import UtcSeconds, utc_datetime
from opiekun.services.calls.offering import Offer, offer
from opiekun.services.ports import Store

KEPT = (1, 2, 3, 7)
"""Days for which times may be kept."""
_USUAL = 2
_TEXT_LINES = 8


@dataclass(frozen=True, slots=True)
class Offered:
    """To whom times of which type are offered; ``agent`` is the id of the desk's own."""

    account: str
    call_type: str
    agent: str


class OfferPart(QWidget):
    """``marked`` tells that other times are ticked, ``refused`` carries why they could not be kept, ``said`` words for
    the status line.
    """

    marked = Signal()
    refused = Signal(object)
    said = Signal(str)

    def __init__(self, session: Session, theme: Theme, panel: QWidget) -> None:
        super().__init__(panel)
        self._session = session
        self._to: Offered | None = None
        self.starts: tuple[UtcSeconds, ...] = ()
        self._hint = second_line(
            self.tr("Space or Ctrl+click ticks times to offer: they are kept, and the customer chooses one."), theme
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
        self._copy = KeyButton(self.tr("Copy"), "Alt+C", theme)
        self._copy.setToolTip(self.tr("Copy the text, to paste it into a message (Alt+C)"))
        self._copy.clicked.connect(self.copy)
        self._choosing = QWidget()
        flow = FlowLayout()
        self._choosing.setLayout(flow)
        flow.addWidget(self._kept)
        flow.addWidget(self._offer)
        self._copying = row(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        for part in (self._hint, self._when, self._choosing, self.text, self._copying):
            column.addWidget(part)
        for keys, slot in (("Alt+O", self.offer), ("Alt+C", self.copy)):
            shortcut = QShortcut(QKeySequence(keys), panel)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._tell()

    def offer_to(self, to: Offered | None) -> None:
        """Times are offered to that account; what was ticked for another is so no more."""
        if to != self._to:
            self._to = to
            self.forget()

    @Slot(object)
    def toggle(self, start: UtcSeconds) -> None:
        """Offer that time too, or not any more."""
        others = tuple(each for each in self.starts if each != start)
        self.starts = tuple(sorted((*others, start))) if len(others) == len(self.starts) else others
        self.text.clear()
        self._tell()
        self.marked.emit()

    @Slot()
    def forget(self) -> None:
        """Nothing is ticked any more."""
        self.text.clear()
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
        job = partial(_offered, self._session.program.store, self._to, self.starts, until, now)
        self._session.worker.submit(job, self._take, self._refuse, lasting=True)

    @Slot()
    def copy(self) -> None:
        """Put the text onto the clipboard."""
        if self.text.toPlainText():
            QGuiApplication.clipboard().setText(self.text.toPlainText())
            self.said.emit(self.tr("Copied the offered times; paste them into your message"))

    def _take(self, made: Offer) -> None:
        self._session.take(made.done)
        self.starts = ()
        self.marked.emit()
        self.text.setPlainText(made.text)
        self._tell()
        self.text.setFocus()

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
        self._copying.setVisible(told)


def _offered(store: Store, to: Offered, starts: tuple[UtcSeconds, ...], until: datetime, now: datetime) -> Offer:
    return offer(
        store, to.account, to.call_type, [utc_datetime(each) for each in starts], until, desk_agent=to.agent, now=now
    )
