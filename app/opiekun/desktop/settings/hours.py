"""When the desk is open: the week, the days that differ, and the country's holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QLocale, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from opiekun.desktop.session import Session
from opiekun.desktop.settings.section import Section
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.countries import named
from opiekun.desktop.widgets.fields import Choice, DateField, ZoneField
from opiekun.desktop.widgets.form import EnterSaves, Form, card, heading, lay_out_now, row, second_line
from opiekun.desktop.widgets.moments import intervals_text, read_intervals
from opiekun.domain.errors import Refused
from opiekun.domain.hours import BusinessHours, Interval
from opiekun.domain.national_holidays import COUNTRIES, holidays_of
from opiekun.services.ports import Store
from opiekun.services.queue import rules_of
from opiekun.services.setup import save_hours

_MONDAY_TO_SUNDAY = range(1, 8)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the section shows. ``holidays`` are those of the year, by day."""

    hours: BusinessHours
    countries: tuple[str, ...]
    year: int
    holidays: tuple[tuple[date, str], ...]


def _read(store: Store, country: str | None, year: int, language: str) -> _Read:
    hours = rules_of(store).openings.hours
    chosen = hours.country if country is None else country
    closed = holidays_of(chosen, year, language) if chosen else {}
    return _Read(hours, COUNTRIES, year, tuple(sorted(closed.items())))


class DayLine(QWidget):
    """A day that differs from its week: a date and its hours, none where it is closed."""

    def __init__(self, day: date | None, intervals: tuple[Interval, ...]) -> None:
        super().__init__()
        self._day, self._intervals = DateField("2026-12-24"), QLineEdit(intervals_text(intervals))
        self._day.setText(day.isoformat() if day is not None else "")
        self._day.setAccessibleName(self.tr("Day that differs"))
        self._intervals.setAccessibleName(self.tr("Hours of the day that differs"))
        self._intervals.setPlaceholderText(self.tr("closed"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.SMALL)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._day, 0, 0)
        grid.addWidget(self._intervals, 0, 1)

    def focus_day(self) -> None:
        """Give the keyboard to its date."""
        self._day.setFocus()

    def read(self) -> tuple[date, tuple[Interval, ...]] | None:
        """The day and its hours, None for an empty line. Raises InvalidInput."""
        day = self._day.date_typed()
        return None if day is None else (day, read_intervals(self._intervals.text()))


class HoursSection(Section):
    """Typed as words are: 09:00–12:00, 13:00–17:00. Nothing is kept until all of it can hold."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, parent)
        self._zone = ZoneField(theme)
        self._week = [QLineEdit() for _day in _MONDAY_TO_SUNDAY]
        self._country = Choice(theme)
        self._country.activated.connect(self._tell_holidays)
        self._holidays = second_line("", theme)
        self._shown: BusinessHours | None = None
        self._days: list[DayLine] = []
        self._days_frame = QWidget()
        self._days_column = QGridLayout(self._days_frame)
        self._days_column.setContentsMargins(0, 0, 0, 0)
        add = KeyButton(self.tr("Another day"), "Alt+D", theme)
        add.setShortcut("Alt+D")
        add.setToolTip(self.tr("Add a day that differs (Alt+D)"))
        add.clicked.connect(self._add_day)
        save = KeyButton(self.tr("Save"), "Enter", theme, primary=True)
        save.setToolTip(self.tr("Save these hours, and reckon every open clock anew (Enter)"))
        save.clicked.connect(self._keep)
        week = Form(theme)
        for number, field in zip(_MONDAY_TO_SUNDAY, self._week, strict=True):
            field.setPlaceholderText(self.tr("closed"))
            week.add(QLocale().dayName(number).capitalize(), field)
        week.add(self.tr("Time zone"), self._zone)
        nation = Form(theme)
        nation.add(self.tr("Country"), self._country, self.tr("Its national holidays close the desk."))
        nation.add_below(self._holidays)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        for part in (
            second_line(self.tr("Several stretches a day are told apart by commas: 09:00–12:00, 13:00–17:00."), theme),
            card(week),
            heading(self.tr("Holidays"), theme),
            card(nation),
            heading(self.tr("Days that differ"), theme),
            card(
                label(self.tr("Closed days of the team, and days with other hours."), theme, ink="second", wrap=True),
                self._days_frame,
                row(add),
            ),
            row(save),
        ):
            grid.addWidget(part)
        EnterSaves(body, save)
        self.lay_out(self.tr("Hours"), body)

    def refresh(self) -> None:
        """Read the hours."""
        self._session.read(partial(_read, country=None, year=self._year, language=_language()), self._show)

    @property
    def _year(self) -> int:
        return self._session.now().astimezone(self._session.zone).year

    def _show(self, read: _Read) -> None:
        hours = read.hours
        if hours == self._shown:
            # Somebody may have typed here, gone to look something up, and come back.
            return
        self._shown = hours
        self._zone.set_zone(hours.timezone)
        for field, intervals in zip(self._week, hours.weekly, strict=True):
            field.setText(intervals_text(intervals))
        self._country.clear()
        self._country.addItem(self.tr("none"), "")
        for name, code in named(read.countries):
            self._country.addItem(name, code)
        self._country.choose(hours.country)
        for line in self._days:
            line.deleteLater()
        self._days = []
        differing = {**dict.fromkeys(hours.closed, ()), **hours.special}
        for day in sorted(differing):
            self._put_day(day, differing[day])
        self._put_day(None, ())
        self._show_holidays(read)

    @Slot()
    def _tell_holidays(self) -> None:
        job = partial(_read, country=self._country.currentData(), year=self._year, language=_language())
        self._session.read(job, self._show_holidays)

    def _show_holidays(self, read: _Read) -> None:
        lines = [f"{day.isoformat()} {name}" for day, name in read.holidays]
        year = self.tr("{year}:").format(year=read.year)
        self._holidays.setText("\n".join([year, *lines]) if lines else "")
        self._holidays.setVisible(bool(lines))
        lay_out_now()

    @Slot()
    def _add_day(self) -> None:
        line = self._put_day(None, ())
        # A layout shows what it was given by an event of its own; what is hidden takes no focus.
        line.show()
        self.reveal(line)
        line.focus_day()

    def _put_day(self, day: date | None, intervals: tuple[Interval, ...]) -> DayLine:
        line = DayLine(day, intervals)
        self._days_column.addWidget(line, self._days_column.rowCount(), 0)
        self._days.append(line)
        return line

    @Slot()
    def _keep(self) -> None:
        try:
            hours = self._typed()
        except Refused as refused:
            self.refuse(refused)
            return
        self.change(partial(save_hours, hours=hours, now=self._session.now()))

    def _typed(self) -> BusinessHours:
        days = dict(filter(None, (line.read() for line in self._days)))
        return BusinessHours(
            timezone=self._zone.zone(),
            weekly=tuple(read_intervals(field.text()) for field in self._week),
            closed=frozenset(day for day, intervals in days.items() if not intervals),
            special={day: intervals for day, intervals in days.items() if intervals},
            country=self._country.currentData() or "",
        )


def _language() -> str:
    return QLocale().name().split("_")[0]
