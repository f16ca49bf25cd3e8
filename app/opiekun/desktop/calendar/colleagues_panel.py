"""Colleagues' busy time: whose is shown, what their server tells of the days in sight, and when all are free."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QProgressBar, QVBoxLayout, QWidget

from opiekun.desktop.calendar.colleagues import MOST, Colleagues, initials
from opiekun.desktop.calendar.grid.times import day_text
from opiekun.desktop.calendar.grid.words import busy_words
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.session import Session
from opiekun.desktop.theme.labels import FlowLayout, KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import Form, RefusalLine, scrolled, second_line, title
from opiekun.desktop.widgets.side_panel import SidePanel
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.sync.free_busy import status_and_words
from opiekun.domain.sync.remote import Busy, FreeBusy

LENGTHS = (30, 45, 60, 90, 120)
"""Minutes that a meeting may take."""
_USUAL = 60
_MOST_LETTERS = 2_000
_LISTED = 60
"""Stretches of one colleague; the lanes show the others."""
_LOWEST_LIST = 96
_LEAST_WIDTH = 360


class ColleaguesPanel(SidePanel):
    """``wanted`` carries how many minutes are looked for in which all are free, ``stood`` how many pixels at the right
    it covers: the days of which it tells are to be seen beside it.
    """

    wanted = Signal(int)
    stood = Signal(int)

    def __init__(self, host: QWidget, session: Session, colleagues: Colleagues, theme: Theme) -> None:
        super().__init__(host)
        self._session, self._colleagues, self._theme = session, colleagues, theme
        self._days: tuple[date, int] | None = None
        self.field = QLineEdit()
        self.field.setMaxLength(_MOST_LETTERS)
        self.field.setPlaceholderText("jana@example.com, piotr@example.com")
        self.field.returnPressed.connect(self.ask)
        self._length = Choice(theme)
        for minutes in LENGTHS:
            self._length.addItem(Numbers().minutes(minutes), minutes)
        self._length.choose(_USUAL)
        self._refusal = RefusalLine()
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 0)
        self._progress.setAccessibleName(self.tr("The server is asked"))
        self.list = QListWidget()
        self.list.setFont(theme.font(Type.BODY))
        self.list.setWordWrap(True)
        self.list.setAccessibleName(self.tr("When they are busy on the days shown"))
        self._ask = KeyButton(self.tr("Show"), "Enter", theme, primary=True)
        self._next = KeyButton(self.tr("Next time when all are free"), "Ctrl+Enter", theme)
        self._stop = KeyButton(self.tr("Cancel"), "Esc", theme)
        self._hide = KeyButton(self.tr("Show nobody"), "Alt+Del", theme)
        self._close = KeyButton(self.tr("Close"), "Esc", theme)
        self._next.setToolTip(self.tr("Go there and name a new event (Ctrl+Enter; F in the calendar)"))
        self._hide.setToolTip(self.tr("Take the lanes away; the addresses stay here (Alt+Delete)"))
        self._close.setToolTip(self.tr("Close; the lanes stay in the calendar (Esc)"))
        self._stop.setToolTip(self.tr("Wait no longer for the server (Esc)"))
        for button, slot in (
            (self._ask, self.ask),
            (self._next, self.find_free),
            (self._stop, colleagues.stop),
            (self._hide, colleagues.hide),
            (self._close, self.close_panel),
        ):
            button.clicked.connect(slot)
        self._lay_out()
        for key, slot in (
            ("Ctrl+Return", self.find_free),
            ("Ctrl+Enter", self.find_free),
            ("Alt+Del", colleagues.hide),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        colleagues.changed.connect(self._tell)
        colleagues.refused.connect(self._refuse)

    def _lay_out(self) -> None:
        form = Form(self._theme)
        hint = self.tr(
            "E-mail addresses, or where the server does not know them those of calendars there; at most {most}, with "
            "blanks or commas between them."
        ).format(most=MOST)
        form.add(self.tr("Who"), self.field, hint)
        form.add(self.tr("For a meeting of"), self._length)
        buttons = FlowLayout()
        for button in (self._ask, self._next, self._stop, self._hide, self._close):
            buttons.addWidget(button)
        words = self.tr("When are they busy?")
        self.setAccessibleName(words)
        explained = self.tr(
            "Asked of the calendar server. Day and week show it in a narrow lane for each of them: hatched is busy, "
            "dotted is not sure. Only when they are busy is told, not with what."
        )
        column = QVBoxLayout()
        column.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)
        column.setSpacing(Space.MEDIUM)
        for part in (title(words, self._theme), second_line(explained, self._theme), form, self._refusal):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addWidget(self._progress)
        self.list.setMinimumHeight(_LOWEST_LIST)
        column.addWidget(self.list, 1)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(scrolled(column))

    def open(self, first: date, count: int) -> None:
        """Show it beside those days."""
        self._days = (first, count)
        if not self.isVisible():
            self.field.setText(", ".join(self._colleagues.who or self._colleagues.remembered()))
        self._tell()
        self.open_with(self.field)
        self.field.selectAll()

    def show_days(self, first: date, count: int) -> None:
        """These days are in sight now."""
        self._days = (first, count)
        if self.isVisible():
            self._tell()

    def room_in(self, width: int) -> int:
        """Less in a narrow window, so that the days have room beside it."""
        return min(super().room_in(width), max(_LEAST_WIDTH, width * 2 // 5))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The days go beside it."""
        super().showEvent(event)
        self.stood.emit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """As above."""
        super().resizeEvent(event)
        if self.isVisible():
            self.stood.emit(self.width())

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """They have all the room again."""
        super().hideEvent(event)
        self.stood.emit(0)

    @property
    def minutes(self) -> int:
        """How long the meeting is to be."""
        return int(self._length.currentData() or _USUAL)

    @Slot()
    def ask(self) -> None:
        """Show those whose addresses stand in the field."""
        self._refusal.settle()
        try:
            self._colleagues.ask(self.field.text())
        except InvalidInput as refused:
            self._refusal.refuse(refused)

    @Slot()
    def find_free(self) -> None:
        """Look for a time in which all are free."""
        if self._next.isEnabled():
            self.wanted.emit(self.minutes)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape stops waiting, else it closes."""
        if event.key() == Qt.Key.Key_Escape and self._colleagues.asking:
            self._colleagues.stop()
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def _refuse(self, refused: Refused) -> None:
        self._refusal.refuse(refused)

    @Slot()
    def _tell(self) -> None:
        asking, known = self._colleagues.asking, bool(self._colleagues.told)
        for part, wanted in (
            (self._progress, asking),
            (self._stop, asking),
            (self._ask, not asking),
            (self._close, not asking),
            (self._hide, self._colleagues.shown and not asking),
        ):
            part.setVisible(wanted)
        self._next.setEnabled(known)
        self.list.clear()
        for told in self._colleagues.told:
            self._list(told)

    def _list(self, told: FreeBusy) -> None:
        # The two letters are those above the lane.
        head = QListWidgetItem(told.who if told.busy is None else f"{initials(told.who)} · {told.who}")
        head.setFont(self._theme.font(Type.STRONG))
        self.list.addItem(head)
        for line in self._lines(told):
            self.list.addItem(QListWidgetItem(f"    {line}"))

    def _lines(self, told: FreeBusy) -> list[str]:
        if told.busy is None:
            words = " ".join(status_and_words(told.words)[1].split())
            if words:
                return [self.tr("The server does not tell: {words}").format(words=words)]
            return [self._unknown(told.who)]
        since, until = self._instants()
        zone = self._session.zone
        there = [each for each in told.busy if each.start < until and each.end > since]
        lines = [f"{day_text(each.start, zone, 'ddd d MMM')}, {self._times(each)}" for each in there[:_LISTED]]
        more = len(there) - _LISTED
        lines += [Numbers().and_more(more)] if more > 0 else []
        if told.without:
            return [*lines, self.tr("Not told of: {calendars}").format(calendars=told.without)]
        return lines or [self.tr("free on all the days shown")]

    def _unknown(self, who: str) -> str:
        if "://" in who:
            return self.tr("This calendar is on no server that is connected.")
        return self.tr(
            "No server that is connected knows when they are busy. Ask them for the address (https://…) of a calendar "
            "that you may read, and type it in place of theirs."
        )

    def _times(self, busy: Busy) -> str:
        return busy_words(busy.start, busy.end, busy.tentative, self._session.zone)

    def _instants(self) -> tuple[UtcSeconds, UtcSeconds]:
        if self._days is None:
            return 0, 0
        (first, count), zone = self._days, self._session.zone
        since, until = (datetime.combine(day, time(), zone) for day in (first, first + timedelta(count)))
        return utc_seconds(since), utc_seconds(until)
