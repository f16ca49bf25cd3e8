"""The fields that tell when an event is; both editors have them, each in a layout of its own."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from opiekun.desktop.calendar.typed import YES, Fields, end_kept
from opiekun.desktop.widgets.fields import ZoneField

_MOST_LETTERS = 16
_FIRST_HOUR, _LAST_HOUR = "09:00", "10:00"


class EventTimes(QObject):
    """A first and a last day, a start and an end, and whether it is all day. ``typed`` tells of every change.

    ``zone`` is the field of the time zone, None where there is none and the zone stays as it was filled in.
    """

    typed = Signal()

    def __init__(self, editor: QWidget, date_width: int, time_width: int, zone: ZoneField | None = None) -> None:
        super().__init__(editor)
        self._zone_field = zone
        self._filling = False
        self._steady: Fields = {}
        self.all_day = QCheckBox(self.tr("all day"))
        self.start_date = _line(self.tr("First day"), date_width)
        self.start_time = _line(self.tr("Start"), time_width)
        self.end_date = _line(self.tr("Last day"), date_width)
        self.end_time = _line(self.tr("End"), time_width)
        self._with_times: list[QWidget] = [self.start_time, self.end_time]
        if zone is not None:
            self._with_times.append(zone)
            zone.line.textChanged.connect(self._typed)
        for line in self.lines.values():
            line.textChanged.connect(self._typed)
        for line in (self.start_date, self.start_time):
            line.editingFinished.connect(self.keep_length)
        self.all_day.toggled.connect(self._toggle)

    @property
    def lines(self) -> dict[str, QLineEdit]:
        """The fields of text, by the names that they have among those of the event."""
        return {
            "start_date": self.start_date,
            "start_time": self.start_time,
            "end_date": self.end_date,
            "end_time": self.end_time,
        }

    def hide_when_all_day(self, part: QWidget) -> None:
        """That too is shown only where times are."""
        self._with_times.append(part)

    def fill(self, fields: Fields) -> None:
        """Show these."""
        self._filling = True
        self._steady = fields
        for name, line in self.lines.items():
            line.setText(fields[name])
            line.setCursorPosition(0)
        if self._zone_field is not None:
            self._zone_field.set_zone(fields["zone"])
        self.all_day.setChecked(fields["all_day"] == YES)
        self._filling = False
        self._show_times()

    def fields(self) -> Fields:
        """What stands in them now."""
        zone = {"zone": self._zone_field.zone()} if self._zone_field is not None else {}
        texts = {name: line.text() for name, line in self.lines.items()}
        return {**texts, **zone, "all_day": YES if self.all_day.isChecked() else ""}

    @Slot()
    def keep_length(self) -> None:
        """Where the start has moved, the end goes with it."""
        if not self._steady:
            return
        now = {**self._steady, **self.fields()}
        if any(now[name] != self._steady[name] for name in ("start_date", "start_time")):
            for name, text in end_kept(self._steady, now).items():
                self.lines[name].setText(text)
        self._steady = {**self._steady, **self.fields()}

    @Slot()
    def _toggle(self) -> None:
        """What was all day begins at some hour."""
        if not self._filling:
            for line, hour in ((self.start_time, _FIRST_HOUR), (self.end_time, _LAST_HOUR)):
                if not line.text().strip():
                    line.setText(hour)
        self._show_times()
        self._typed()

    def _show_times(self) -> None:
        for part in self._with_times:
            part.setVisible(not self.all_day.isChecked())

    @Slot()
    def _typed(self) -> None:
        if not self._filling:
            self.typed.emit()


def _line(name: str, width: int) -> QLineEdit:
    line = QLineEdit()
    line.setFixedWidth(width)
    line.setMaxLength(_MOST_LETTERS)
    line.setAccessibleName(name)
    line.setToolTip(name)
    return line
