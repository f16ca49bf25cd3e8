"""The full editor of an event: all that can be said of it, in a panel at the edge of the window."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from opiekun.desktop.calendar.edited import NEW, Edited, Typed
from opiekun.desktop.calendar.event_times import EventTimes
from opiekun.desktop.calendar.fault import go_to_fault
from opiekun.desktop.calendar.invitation_card import InvitationCard
from opiekun.desktop.calendar.recurrence_field import RecurrenceField
from opiekun.desktop.calendar.replying import Reply
from opiekun.desktop.calendar.typed import COMMENT, FLOATING, YES, Fields, details_of, fields_of
from opiekun.desktop.calendar.words import person_words, purpose_word, reasons_of, status_word, visibility_word
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.fields import Choice, ZoneField
from opiekun.desktop.widgets.form import EnterSaves, Form, PlainText, RefusalLine, row, second_line, title
from opiekun.desktop.widgets.moments import read_date
from opiekun.desktop.widgets.side_panel import SidePanel
from opiekun.domain.calendar.events import Calendar, EventPurpose, EventStatus, Visibility
from opiekun.domain.errors import InvalidInput, Refused
from opiekun.domain.invitations.messages import Partstat

_NOTES_LINES, _LINKS_LINES = 5, 2
_DATE_WIDTH, _TIME_WIDTH = 100, 58


class FullEditor(SidePanel):
    """``saved`` carries a Typed, ``deleted`` and ``compared`` an Edited, ``answered`` a Reply; ``typed`` tells what
    stands in the fields unsaved.
    """

    saved = Signal(object)
    deleted = Signal(object)
    typed = Signal(object, object)
    discarded = Signal(object)
    compared = Signal(object)
    answered = Signal(object)

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._theme = theme
        self._zone = ZoneInfo("UTC")
        self.edited: Edited | None = None
        self._filling = False
        self._told: Fields = {}
        self._heading = title("", theme)
        self._summary, self._location, self._link, self._categories, self._alarms = (QLineEdit() for _ in range(5))
        self._zone_field = ZoneField(theme)
        self._zone_field.addItem(FLOATING)
        self._times = EventTimes(self, _DATE_WIDTH, _TIME_WIDTH, self._zone_field)
        self._recurrence = RecurrenceField(theme)
        self._calendar, self._purpose, self._status, self._visibility = (Choice(theme) for _ in range(4))
        self._free = QCheckBox(self.tr("takes no time"))
        self._description, self._attachments = PlainText(_NOTES_LINES), PlainText(_LINKS_LINES)
        self._people = second_line("", theme)
        self._reason = label("", theme, Type.SECOND, "at_risk", wrap=True)
        self._note = second_line("", theme)
        self._refusal = RefusalLine()
        self.invitation = InvitationCard(self, theme)
        self.invitation.chosen.connect(self._answer)
        self._conflict = KeyButton(self.tr("⇄ In conflict with the server: compare"), "Ctrl+G", theme)
        self._conflict.setToolTip(self.tr("Show your version and the server’s side by side (Ctrl+G)"))
        self._conflict.clicked.connect(self._ask_compare)
        self._save = KeyButton(self.tr("Save event"), "Ctrl+Enter", theme, primary=True)
        self._close = KeyButton(self.tr("Close"), "Esc", theme)
        self._close.setToolTip(self.tr("Close; what was typed stays (Esc)"))
        self._discard = KeyButton(self.tr("Discard"), "Alt+Del", theme)
        self._discard.setToolTip(self.tr("Throw away what was typed, and close (Alt+Delete)"))
        self._delete = KeyButton(self.tr("Delete event"), "Ctrl+D", theme)
        self._save.clicked.connect(self.save)
        self._close.clicked.connect(self.close_panel)
        self._discard.clicked.connect(self.discard)
        self._delete.clicked.connect(self._ask_delete)
        self._lay_out()
        keys = (
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("Alt+Del", self.discard),
            ("Ctrl+D", self._ask_delete),
            ("Ctrl+G", self._ask_compare),
        )
        for key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        EnterSaves(self, self._save)
        self._watch()

    def _lay_out(self) -> None:
        form = Form(self._theme)
        form.add(self.tr("Title"), self._summary)
        times = self._times
        starts = row(times.start_date, times.start_time, times.all_day)
        ends = row(times.end_date, times.end_time)
        starts.setFocusProxy(times.start_date)
        ends.setFocusProxy(times.end_date)
        form.add(self.tr("Starts"), starts)
        form.add(self.tr("Ends"), ends)
        times.hide_when_all_day(form.add(self.tr("Time zone"), self._zone_field))
        form.add(self.tr("Recurs"), self._recurrence)
        form.add(self.tr("Location"), self._location)
        form.add(self.tr("Link"), self._link)
        form.add(self.tr("Calendar"), self._calendar)
        form.add(self.tr("What it is"), self._purpose)
        form.add(self.tr("Notes"), self._description)
        form.add(self.tr("Reminders"), self._alarms)
        form.add(self.tr("Status"), self._status)
        form.add(self.tr("Time"), self._free)
        form.add(self.tr("Seen by others"), self._visibility)
        form.add(self.tr("Categories"), self._categories)
        form.add(self.tr("Attachments"), self._attachments)
        self._people_label = form.add(self.tr("People"), self._people)
        self._link.setPlaceholderText("https://")
        self._alarms.setPlaceholderText(self.tr("15 min, 1 h, 1 d before it starts"))
        self._categories.setPlaceholderText(self.tr("separated by commas"))
        self._attachments.setPlaceholderText(self.tr("one link a line"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, Space.SMALL, 0)
        column.addWidget(form)
        column.addStretch(1)
        area.setWidget(inner)
        buttons = FlowLayout()
        for button in (self._save, self._close, self._discard, self._delete):
            buttons.addWidget(button)
        for part in (self._heading, self._note, self._reason, self.invitation, self._conflict):
            self.body.addWidget(part)
        self.body.addWidget(area, 1)
        self.body.addWidget(self._refusal)
        self.body.addLayout(buttons)

    def _watch(self) -> None:
        for line in self._lines.values():
            line.textChanged.connect(self._typed)
        for text in self._texts.values():
            text.textChanged.connect(self._typed)
        for choice in self._choices.values():
            choice.activated.connect(self._typed)
        self._times.typed.connect(self._typed)
        self.invitation.typed.connect(self._typed)
        self._free.toggled.connect(self._typed)
        self._recurrence.changed.connect(self._typed)

    @property
    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "summary": self._summary,
            "location": self._location,
            "link": self._link,
            "categories": self._categories,
            "alarms": self._alarms,
        }

    @property
    def _texts(self) -> dict[str, PlainText]:
        return {"description": self._description, "attachments": self._attachments}

    @property
    def _choices(self) -> dict[str, Choice]:
        return {
            "calendar": self._calendar,
            "purpose": self._purpose,
            "status": self._status,
            "visibility": self._visibility,
        }

    def open(self, edited: Edited, draft: Fields, calendars: Iterable[Calendar], moments: Moments) -> None:
        """Show that event; ``draft`` is what was typed into it before and not saved."""
        self._filling = True
        self.edited, self._zone = edited, moments.zone
        fields = {**fields_of(edited.details, edited.calendar_id, self._zone), **draft}
        self._told = fields
        self._fill_choices(calendars, edited)
        for name, line in self._lines.items():
            line.setText(fields[name])
            line.setCursorPosition(0)
        for name, text in self._texts.items():
            text.setPlainText(fields[name])
        for name, choice in self._choices.items():
            choice.choose(fields[name])
        self._times.fill(fields)
        self.invitation.show_invitation(edited.invitation, fields.get(COMMENT, ""), recurs=edited.recurs)
        self._recurrence.set_rule(fields["rule"], self._first_day(fields, edited))
        self._free.setChecked(fields["transparent"] == YES)
        self._filling = False
        self._tell(edited, draft, moments)
        self._refusal.settle()
        self.open_with(self._summary)

    def fields(self) -> Fields:
        """What stands in the fields now."""
        return {
            **self._told,
            **self._times.fields(),
            COMMENT: self.invitation.comment,
            **{name: line.text() for name, line in self._lines.items()},
            **{name: text.toPlainText() for name, text in self._texts.items()},
            **{name: str(choice.currentData() or "") for name, choice in self._choices.items()},
            "rule": self._recurrence.rule(),
            "transparent": YES if self._free.isChecked() else "",
        }

    @Slot()
    def save(self) -> None:
        """Read the fields and hand them over; say what cannot be read."""
        if self.edited is None or not self._save.isEnabled():
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
        go_to_fault(refused, [*self._times.lines.values(), *self._lines.values(), self._zone_field.line])

    @Slot()
    def discard(self) -> None:
        """Throw away what was typed, and close."""
        if self.edited is not None:
            self.discarded.emit(self.edited)
        self.close_panel()

    def _fill_choices(self, calendars: Iterable[Calendar], edited: Edited) -> None:
        for choice in self._choices.values():
            choice.clear()
        for calendar in calendars:
            if not calendar.read_only or calendar.id == edited.calendar_id:
                self._calendar.addItem(calendar.name, calendar.id)
        for purpose in EventPurpose:
            self._purpose.addItem(purpose_word(purpose), purpose.value)
        for status in EventStatus:
            self._status.addItem(status_word(status), status.value)
        for visibility in Visibility:
            self._visibility.addItem(visibility_word(visibility), visibility.value)

    def _tell(self, edited: Edited, draft: Fields, moments: Moments) -> None:
        self._heading.setText(self.tr("New event") if edited.key == NEW else self.tr("Event"))
        self.setAccessibleName(self._heading.text())
        notes = []
        if edited.read_only:
            notes.append(self.tr("This calendar cannot be written to."))
        elif edited.recurs:
            notes.append(self.tr("It recurs: which of them is meant is asked when it is saved."))
        if draft:
            notes.append(self.tr("Not saved yet: this is what you typed before."))
        self._note.setText(" ".join(notes))
        self._note.setVisible(bool(notes))
        self._reason.setText(reasons_of(edited.collisions, moments.zone))
        self._reason.setVisible(bool(edited.collisions))
        self._conflict.setVisible(edited.conflict)
        people = [person_words(each) for each in edited.details.people]
        self._people.setText("\n".join(people))
        for part in (self._people, self._people_label):
            part.setVisible(bool(people))
        self._delete.setVisible(edited.key != NEW and not edited.read_only)
        self._save.setEnabled(not edited.read_only)

    def _first_day(self, fields: Fields, edited: Edited) -> date:
        """The day that was typed; that of the stored event where it cannot be read."""
        try:
            day = read_date(fields["start_date"])
        except InvalidInput:
            day = None
        start = edited.details.start
        return day or (start.date() if isinstance(start, datetime) else start)

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
    def _ask_compare(self) -> None:
        if self.edited is not None and self.edited.conflict:
            self.compared.emit(self.edited)

    @Slot()
    def _ask_delete(self) -> None:
        if self.edited is not None and self.edited.key != NEW and not self.edited.read_only:
            edited = self.edited
            self.close_panel()
            self.deleted.emit(edited)
