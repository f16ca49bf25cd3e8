"""The stretch of time in which calls cannot be held: of today, tomorrow, this week, or from one time to another."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import row
from opiekun.desktop.widgets.moments import midnight, read_edge
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import utc_seconds

_REST, _TODAY, _TOMORROW, _WEEK, _BETWEEN = "rest", "today", "tomorrow", "week", "between"
_DAYS_OF_WEEK = 7
_LONGEST = 40


class Stretch(NamedTuple):
    """From ``since`` until before ``until``."""

    since: datetime
    until: datetime


class StretchField(QWidget):
    """``changed`` tells that another stretch is meant."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.which = Choice(theme)
        self.which.setAccessibleName(self.tr("Stretch"))
        for words, which in (
            (self.tr("The rest of today"), _REST),
            (self.tr("All of today"), _TODAY),
            (self.tr("Tomorrow"), _TOMORROW),
            (self.tr("The rest of this week"), _WEEK),
            (self.tr("From … to …"), _BETWEEN),
        ):
            self.which.addItem(words, which)
        self.since, self.until = QLineEdit(), QLineEdit()
        for field, name in ((self.since, self.tr("From")), (self.until, self.tr("To"))):
            field.setMaxLength(_LONGEST)
            field.setAccessibleName(name)
            field.setPlaceholderText(self.tr("{name}: 16.6 9:15").format(name=name))
            field.setToolTip(self.tr("9:15 is the next time it is that late, 16.6 the whole day, 16.6 9:15 that time"))
            field.editingFinished.connect(self.changed)
        self._between = row(self.since, self.until)
        self._between.hide()
        self.which.currentIndexChanged.connect(self._chose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.which)
        column.addWidget(self._between)
        self.setFocusProxy(self.which)

    def between(self, since: str, until: str) -> None:
        """From one time to another, as they are typed."""
        self.since.setText(since)
        self.until.setText(until)
        self.which.choose(_BETWEEN)
        self.changed.emit()

    def stretch(self, now: datetime, zone: ZoneInfo) -> Stretch | None:
        """What is meant; None while it is not typed yet. Raises InvalidInput."""
        which = self.which.currentData()
        if which != _BETWEEN:
            return _named(which, now, zone)
        if not (self.since.text().strip() and self.until.text().strip()):
            return None
        since = read_edge(self.since.text(), now, zone)
        until = read_edge(self.until.text(), since, zone, end=True)
        if until <= since:
            raise InvalidInput("The stretch ends before it begins.")
        return Stretch(since, until)

    @Slot()
    def _chose(self) -> None:
        self._between.setVisible(self.which.currentData() == _BETWEEN)
        self.changed.emit()


def _named(which: str, now: datetime, zone: ZoneInfo) -> Stretch:
    today = now.astimezone(zone).date()
    tomorrow = midnight(today + timedelta(days=1), zone)
    if which == _TOMORROW:
        return Stretch(tomorrow, midnight(today + timedelta(days=2), zone))
    if which == _WEEK:
        return Stretch(now, midnight(today + timedelta(days=_DAYS_OF_WEEK - today.weekday()), zone))
    return Stretch(now if which == _REST else midnight(today, zone), tomorrow)


def stretch_words(stretch: Stretch, moments: Moments) -> str:
    """“From Mon 30 Nov 8:00 to Wed 2 Dec 24:00”."""
    since, until = map(utc_seconds, stretch)
    last = moments.local(until - 1)
    whole = moments.local(until).time() == time()
    end = f"{moments.day_of(last.date())} 24:00" if whole else f"{moments.day(until)} {moments.time(until)}"
    words = QCoreApplication.translate("StretchField", "From {since} to {until}")
    return words.format(since=f"{moments.day(since)} {moments.time(since)}", until=end)
