"""The stretch of time in which calls cannot be held: the rest of today, today, or from one time to another."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.widgets.form import row
from opiekun.desktop.widgets.moments import read_later
from opiekun.domain.errors import InvalidInput

_REST, _TODAY, _BETWEEN = "rest", "today", "between"
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
            (self.tr("From … to …"), _BETWEEN),
        ):
            self.which.addItem(words, which)
        self.since, self.until = QLineEdit(), QLineEdit()
        for field, name in ((self.since, self.tr("From")), (self.until, self.tr("To"))):
            field.setMaxLength(_LONGEST)
            field.setAccessibleName(name)
            field.setPlaceholderText(self.tr("{name}: 9:15 or 16.6 9:15").format(name=name))
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
        day = now.astimezone(zone).date()
        midnight, next_midnight = (
            datetime.combine(each, time(), zone).astimezone(UTC) for each in (day, day + timedelta(days=1))
        )
        which = self.which.currentData()
        if which != _BETWEEN:
            return Stretch(now if which == _REST else midnight, next_midnight)
        if not (self.since.text().strip() and self.until.text().strip()):
            return None
        since = read_later(self.since.text(), now, zone)
        until = read_later(self.until.text(), since, zone)
        if until <= since:
            raise InvalidInput("The stretch ends before it begins.")
        return Stretch(since, until)

    @Slot()
    def _chose(self) -> None:
        self._between.setVisible(self.which.currentData() == _BETWEEN)
        self.changed.emit()
