"""The small editor beside an event: its title, its times, its calendar, and what it collides with."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.calendar.edited import NEW, Edited, Typed
from opiekun.desktop.calendar.event_times import EventTimes
from opiekun.desktop.calendar.fault import go_to_fault
from opiekun.desktop.calendar.invitation_card import InvitationCard
from opiekun.desktop.calendar.placing import beside
from opiekun.desktop.calendar.replying import Reply
from opiekun.desktop.calendar.typed import COMMENT, Fields, details_of, fields_of
from opiekun.desktop.calendar.words import reasons_of
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import RefusalLine, second_line
from opiekun.desktop.widgets.own_keys import OwnKeyFrame
from opiekun.domain.calendar.events import Calendar, EventPurpose
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.invitations.messages import Partstat

_WIDTH = 480
_DATE_WIDTH, _TIME_WIDTH, _CLOSE_WIDTH = 104, 62, 48


class SmallEditor(OwnKeyFrame):
    """``saved`` carries a Typed, ``more`` an Edited and its fields for the full editor, ``deleted``, ``joined``,
    ``compared`` and ``brief_wanted`` an Edited, ``answered`` a Reply; ``typed`` tells that something stands in the
    fields that is not saved, ``closed`` that it has closed.
    """

    saved = Signal(object)
    more = Signal(object, object)
    deleted = Signal(object)
    joined = Signal(object)
    compared = Signal(object)
    brief_wanted = Signal(object)
    answered = Signal(object)
    typed = Signal(object, object)
    closed = Signal()

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._host = host
        self._zone = ZoneInfo("UTC")
        self.edited: Edited | None = None
        self._filling = False
        self._told: Fields = {}
        self.setProperty("card", "true")
        self.setFixedWidth(_WIDTH)
        self._title = QLineEdit()
        self._title.setAccessibleName(self.tr("Title"))
        self._title.setPlaceholderText(self.tr("What is it?"))
        self._times = EventTimes(self, _DATE_WIDTH, _TIME_WIDTH)
        self._calendar = Choice(theme)
        self._calendar.setAccessibleName(self.tr("Calendar"))
        self._note = second_line("", theme)
        self._reason = label("", theme, Type.SECOND, "at_risk", wrap=True)
        self._refusal = RefusalLine()
        self._near = QRect()
        self.invitation = InvitationCard(self, theme)
        self.invitation.chosen.connect(self._answer)
        self.invitation.typed.connect(self._typed)
        self._conflict = KeyButton(self.tr("⇄ In conflict with the server: compare"), "Ctrl+G", theme)
        self._conflict.setToolTip(self.tr("Show your version and the server’s side by side (Ctrl+G)"))
        self._conflict.clicked.connect(self._ask_compare)
        self._save = KeyButton(self.tr("Save"), "Enter", theme, primary=True)
        self._join = KeyButton(self.tr("Join"), "Ctrl+J", theme)
        self._brief = KeyButton(self.tr("Brief"), "Alt+I", theme)
        self._brief.setToolTip(self.tr("Open the brief of the call (Alt+I)"))
        self._brief.clicked.connect(self._ask_brief)
        self._more = KeyButton(self.tr("All fields"), "Ctrl+E", theme)
        self._delete = KeyButton(self.tr("Delete"), "Ctrl+D", theme)
        self._close = KeyButton("", "Esc", theme)
        self._close.setFixedWidth(_CLOSE_WIDTH)
        self._close.setAccessibleName(self.tr("Close"))
        self._close.setToolTip(self.tr("Close; what was typed stays (Esc)"))
        self._save.clicked.connect(self.save)
        self._join.clicked.connect(self._ask_join)
        self._more.clicked.connect(self._ask_more)
        self._delete.clicked.connect(self._ask_delete)
        self._close.clicked.connect(self.close_editor)
        self._lay_out()
        for keys, slot in (
            ("Ctrl+J", self._ask_join),
            ("Alt+I", self._ask_brief),
            ("Ctrl+E", self._ask_more),
            ("Ctrl+D", self._ask_delete),
            ("Ctrl+G", self._ask_compare),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._title.textChanged.connect(self._typed)
        self._times.typed.connect(self._typed)
        self._calendar.activated.connect(self._typed)
        self.hide()

    def _lay_out(self) -> None:
        times = self._times
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(Space.SMALL)
        for field in (times.start_date, times.start_time):
            first.addWidget(field)
        first.addStretch(1)
        first.addWidget(times.all_day)
        for field in (times.end_date, times.end_time):
            second.addWidget(field)
        second.addStretch(1)
        second.addWidget(self._calendar)
        buttons = FlowLayout()
        for button in (self._save, self._join, self._brief, self._more, self._delete):
            buttons.addWidget(button)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        head = QHBoxLayout()
        head.setSpacing(Space.SMALL)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column.addLayout(head)
        column.addLayout(first)
        column.addLayout(second)
        for part in (self._note, self._reason, self.invitation, self._conflict, self._refusal):
            column.addWidget(part)
        column.addLayout(buttons)

    def open(self, edited: Edited, draft: Fields, calendars: Iterable[Calendar], moments: Moments, near: QRect) -> None:
        """Show that event beside the place; ``draft`` is what was typed into it before and not saved."""
        self._filling = True
        self.edited, self._zone = edited, moments.zone
        fields = {**fields_of(edited.details, edited.calendar_id, self._zone), **draft}
        self._calendar.clear()
        for calendar in calendars:
            if not calendar.read_only or calendar.id == edited.calendar_id:
                self._calendar.addItem(calendar.name, calendar.id)
        self._calendar.choose(fields["calendar"])
        self._title.setText(fields["summary"])
        self._times.fill(fields)
        self.invitation.show_invitation(edited.invitation, fields.get(COMMENT, ""), recurs=edited.recurs)
        self._told = fields
        self._filling = False
        self._tell(edited, fields, draft, moments)
        self._refusal.settle()
        self._near = near
        self._fit()
        self.show()
        self.raise_()
        self._title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._title.selectAll()

    def fields(self) -> Fields:
        """What stands in the fields now."""
        return {
            **self._told,
            "summary": self._title.text(),
            **self._times.fields(),
            COMMENT: self.invitation.comment,
            "calendar": self._calendar.currentData() or "",
        }

    @Slot()
    def save(self) -> None:
        """Read the fields and hand them over; say what cannot be read, where it stands."""
        if self.edited is None or self.edited.read_only:
            return
        self._times.keep_length()
        fields = self.fields()
        try:
            details = details_of(fields, self.edited.details, self._zone)
        except InvalidInput as refused:
            self.refuse(refused)
            return
        self.saved.emit(Typed(self.edited, fields, details))

    def refuse(self, refused: Refused) -> None:
        """Say why it was not saved; what was typed stays."""
        self._refusal.refuse(refused)
        self._fit()
        go_to_fault(refused, [*self._times.lines.values(), self._title])

    @Slot()
    def close_editor(self) -> None:
        """Close; what was typed is kept as a draft."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return saves, or presses the button on which the keys are; Escape closes."""
        here = QApplication.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            here.click() if isinstance(here, KeyButton) else self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab stays among the fields."""
        times = self._times
        stops: list[QWidget] = [
            self._title, times.start_date, times.start_time, times.all_day, times.end_date, times.end_time,
            self._calendar, *self.invitation.stops, self._conflict,
            self._save, self._join, self._brief, self._more, self._delete, self._close,
        ]  # fmt: skip
        shown = [stop for stop in stops if stop.isVisible() and stop.isEnabled()]
        if not shown:
            # It is being hidden: the focus may go wherever it likes.
            return super().focusNextPrevChild(forward)
        at = next((at for at, each in enumerate(shown) if each.hasFocus()), -1)
        shown[(at + (1 if forward else -1)) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _tell(self, edited: Edited, fields: Fields, draft: Fields, moments: Moments) -> None:
        notes = []
        if edited.read_only:
            notes.append(self.tr("This calendar cannot be written to."))
        elif edited.recurs:
            notes.append(self.tr("It recurs: which of them is meant is asked when it is saved."))
        if fields["zone"] != self._zone.key and not self._times.all_day.isChecked():
            notes.append(self.tr("Times of {zone}.").format(zone=fields["zone"]))
        if edited.details.guests:
            notes.append(Numbers().guests(edited.details.guests))
        if draft:
            notes.append(self.tr("Not saved yet: this is what you typed before."))
        self._note.setText(" ".join(notes))
        self._note.setVisible(bool(notes))
        self._reason.setText(reasons_of(edited.collisions, moments.zone))
        self._reason.setVisible(bool(edited.collisions))
        self._conflict.setVisible(edited.conflict)
        self._join.setVisible(bool(edited.details.link))
        self._brief.setVisible(edited.key != NEW and edited.details.purpose is EventPurpose.CALL)
        self._delete.setVisible(edited.key != NEW and not edited.read_only)
        self._save.setEnabled(not edited.read_only)

    def _fit(self) -> None:
        self._column.activate()
        height = max(self._column.totalHeightForWidth(_WIDTH), self._column.totalMinimumSize().height())
        size = QSize(_WIDTH, height)
        self.setGeometry(beside(self._near, size, self._host.rect()))

    @Slot(object)
    def _answer(self, answer: Partstat | None) -> None:
        if self.edited is not None:
            self._times.keep_length()
            card = self.invitation
            self.answered.emit(Reply(self.edited, self.fields(), answer, card.comment, only_this=card.only_this))

    @Slot()
    def _typed(self) -> None:
        if not self._filling and self.edited is not None:
            self._refusal.settle()
            self.typed.emit(self.edited, self.fields())

    @Slot()
    def _ask_join(self) -> None:
        if self.edited is not None and self.edited.details.link:
            self.joined.emit(self.edited)

    @Slot()
    def _ask_brief(self) -> None:
        if self.edited is not None and self._brief.isVisible():
            edited = self.edited
            self.close_editor()
            self.brief_wanted.emit(edited)

    @Slot()
    def _ask_more(self) -> None:
        if self.edited is not None:
            edited, fields = self.edited, self.fields()
            self.close_editor()
            self.more.emit(edited, fields)

    @Slot()
    def _ask_compare(self) -> None:
        if self.edited is not None and self.edited.conflict:
            self.compared.emit(self.edited)

    @Slot()
    def _ask_delete(self) -> None:
        if self.edited is not None and self.edited.key != NEW and not self.edited.read_only:
            edited = self.edited
            self.close_editor()
            self.deleted.emit(edited)
