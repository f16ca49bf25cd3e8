"""The full editor of an event: all that can be said of it, in a panel at the edge of the window."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from opiekun.desktop.calendar.edited import NEW, Edited
from opiekun.desktop.calendar.event_times import EventTimes
from opiekun.desktop.calendar.recurrence_field import RecurrenceField
from opiekun.desktop.calendar.shown_event import ShownEvent
from opiekun.desktop.calendar.typed import FLOATING, YES, Fields
from opiekun.desktop.calendar.words import person_words, purpose_word, status_word, visibility_word
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import FlowLayout, KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.fields import Choice, ZoneField
from opiekun.desktop.widgets.form import EnterSaves, Form, PlainText, row, second_line, title
from opiekun.desktop.widgets.moments import read_date
from opiekun.desktop.widgets.side_panel import SidePanel
from opiekun.domain.calendar.events import Calendar, EventPurpose, EventStatus, Visibility
from opiekun.domain.errors import InvalidInput

_NOTES_LINES, _LINKS_LINES = 5, 2
_DATE_WIDTH, _TIME_WIDTH = 100, 58


class FullEditor(SidePanel):
    """``shown`` tells what is done with the event, ``discarded`` carries the Edited over which nothing counts as typed
    any more.
    """

    discarded = Signal(object)

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._theme = theme
        self._heading = title("", theme)
        self._summary, self._location, self._link, self._categories, self._alarms = (QLineEdit() for _ in range(5))
        self._zone_field = ZoneField(theme)
        self._zone_field.addItem(FLOATING)
        self._times = EventTimes(self, _DATE_WIDTH, _TIME_WIDTH, self._zone_field)
        self._recurrence = RecurrenceField(theme)
        self._purpose, self._status, self._visibility = (Choice(theme) for _ in range(3))
        self._free = QCheckBox(self.tr("takes no time"))
        self._description, self._attachments = PlainText(_NOTES_LINES), PlainText(_LINKS_LINES)
        self._people = second_line("", theme)
        can_be_wrong = [*self._lines.values(), self._zone_field.line]
        others = [*self._texts.values(), *self._choices.values(), self._zone_field, self._recurrence, self._free]
        self.shown = ShownEvent(self, theme, self._times, can_be_wrong, self._own_fields, others=others)
        self.shown.left.connect(self.close_panel)
        self._save = KeyButton(self.tr("Save event"), "Ctrl+Enter", theme, primary=True)
        self._close = KeyButton(self.tr("Close"), "Esc", theme)
        self._close.setToolTip(self.tr("Close; what was typed stays (Esc)"))
        self._discard = KeyButton(self.tr("Discard"), "Alt+Del", theme)
        self._discard.setToolTip(self.tr("Throw away what was typed, and close (Alt+Delete)"))
        self._delete = KeyButton(self.tr("Delete event"), "Ctrl+D", theme)
        self._save.clicked.connect(self.shown.save)
        self._close.clicked.connect(self.close_panel)
        self._discard.clicked.connect(self.discard)
        self._delete.clicked.connect(self.shown.delete)
        self._lay_out()
        keys = (
            ("Ctrl+Return", self.shown.save),
            ("Ctrl+Enter", self.shown.save),
            ("Alt+Del", self.discard),
            ("Ctrl+D", self.shown.delete),
            ("Ctrl+G", self.shown.compare),
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
        form.add(self.tr("Calendar"), self.shown.calendar)
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
        shown = self.shown
        for part in (self._heading, shown.note, shown.reason, shown.invitation, shown.conflict):
            self.body.addWidget(part)
        self.body.addWidget(area, 1)
        self.body.addWidget(shown.refusal)
        self.body.addLayout(buttons)

    def _watch(self) -> None:
        for line in self._lines.values():
            line.textChanged.connect(self.shown.keep)
        for text in self._texts.values():
            text.textChanged.connect(self.shown.keep)
        for choice in self._choices.values():
            choice.activated.connect(self.shown.keep)
        self._free.toggled.connect(self.shown.keep)
        self._recurrence.changed.connect(self.shown.keep)

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
            "purpose": self._purpose,
            "status": self._status,
            "visibility": self._visibility,
        }

    def open(self, edited: Edited, draft: Fields, calendars: Iterable[Calendar], moments: Moments) -> None:
        """Show that event; ``draft`` is what was typed into it before and not saved."""
        fields = self.shown.fill(edited, draft, calendars, moments.zone)
        self._fill_choices()
        for name, line in self._lines.items():
            line.setText(fields[name])
            line.setCursorPosition(0)
        for name, text in self._texts.items():
            text.setPlainText(fields[name])
        for name, choice in self._choices.items():
            choice.choose(fields[name])
        self._recurrence.set_rule(fields["rule"], self._first_day(fields, edited))
        self._free.setChecked(fields["transparent"] == YES)
        self.shown.tell(edited, draft, moments)
        self._tell(edited, draft)
        # Where nothing is written the keys begin with what can be done, and nothing is selected.
        self.open_with(self._close if edited.read_only else self._summary)

    def _own_fields(self) -> Fields:
        return {
            **{name: line.text() for name, line in self._lines.items()},
            **{name: text.toPlainText() for name, text in self._texts.items()},
            **{name: str(choice.currentData() or "") for name, choice in self._choices.items()},
            "rule": self._recurrence.rule(),
            "transparent": YES if self._free.isChecked() else "",
        }

    @Slot()
    def discard(self) -> None:
        """Throw away what was typed, and close."""
        if self.shown.edited is not None:
            self.discarded.emit(self.shown.edited)
        self.close_panel()

    def _fill_choices(self) -> None:
        for choice in self._choices.values():
            choice.clear()
        for purpose in EventPurpose:
            self._purpose.addItem(purpose_word(purpose), purpose.value)
        for status in EventStatus:
            self._status.addItem(status_word(status), status.value)
        for visibility in Visibility:
            self._visibility.addItem(visibility_word(visibility), visibility.value)

    def _tell(self, edited: Edited, draft: Fields) -> None:
        self._heading.setText(self.tr("New event") if edited.key == NEW else self.tr("Event"))
        self.setAccessibleName(self._heading.text())
        people = [person_words(each) for each in edited.details.people]
        self._people.setText("\n".join(people))
        for part in (self._people, self._people_label):
            part.setVisible(bool(people))
        self._delete.setVisible(edited.key != NEW and not edited.read_only)
        self._save.setVisible(not edited.read_only)
        self._discard.setVisible(not edited.read_only or bool(draft))

    def _first_day(self, fields: Fields, edited: Edited) -> date:
        """The day that was typed; that of the stored event where it cannot be read."""
        try:
            day = read_date(fields["start_date"])
        except InvalidInput:
            day = None
        start = edited.details.start
        return day or (start.date() if isinstance(start, datetime) else start)
