"""The day on the right of the Desk: when can I, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QLocale, QRect, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from opiekun.desktop.calendar.grid.answer_words import answer_sign, answer_text
from opiekun.desktop.calendar.grid.content import ServerMark
from opiekun.desktop.day.canvas import DayCanvas
from opiekun.desktop.day.plan import HOUR_HEIGHT, Plan, next_free, plan
from opiekun.desktop.day.reasons import event_title
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import ElidedLabel, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import UtcSeconds
from opiekun.services.day import Day
from opiekun.services.mail.answered import Marks

_ABOVE_NOW = HOUR_HEIGHT
_ALL_DAY_HEIGHT = 22


class DayPane(QWidget):
    """Heading, all-day events, the time axis, and what comes after this day where nothing is left of it.

    ``marks`` are of the events that their servers have otherwise, by calendar and UID, ``answers`` of those to
    which something was answered; they hold from the next day that is shown.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks: Mapping[tuple[str, str], ServerMark] = {}
        self.answers: Marks = {}
        self._day: Day | None = None
        self._plan: Plan | None = None
        self._moments: Moments | None = None
        self._by_event: dict[Occurrence, tuple[Collision, ...]] = {}
        self._date = _DateLabel(theme)
        self._free = label("", theme, Type.HEADING, "second")
        self._all_day = QWidget()
        self._all_day_lines = QVBoxLayout(self._all_day)
        self._all_day_lines.setContentsMargins(Space.LARGE, 0, Space.MEDIUM, Space.SMALL)
        self._all_day_lines.setSpacing(Space.TIGHT)
        nothing = self.tr("Nothing stands in this day. Drag a request here to set time aside for it.")
        self._nothing = label(nothing, theme, Type.SECOND, "second", wrap=True)
        self._nothing.setContentsMargins(Space.LARGE, 0, Space.MEDIUM, Space.SMALL)
        self._later = ElidedLabel()
        self._later.setFont(theme.font(Type.SECOND))
        self._later.setProperty("ink", "second")
        self._later.setContentsMargins(Space.LARGE, Space.SMALL, Space.MEDIUM, Space.SMALL)
        self._theme = theme
        self.canvas = DayCanvas(theme)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.canvas)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setContentsMargins(Space.LARGE, Space.MEDIUM + 1, Space.MEDIUM, Space.SMALL)
        head.setSpacing(Space.SMALL)
        head.addWidget(self._date, 1)
        head.addWidget(self._free)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for part in (self._all_day, self._nothing):
            part.hide()
            column.addWidget(part)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._later)
        self.canvas.chosen.connect(self._reveal)

    def show_day(self, day: Day, collisions: tuple[Collision, ...], moments: Moments, now: UtcSeconds) -> None:
        """Show that day and what collides in it."""
        other = self._day is None or self._day.wall.day != day.wall.day
        self._day, self._moments = day, moments
        by_event: dict[Occurrence, list[Collision]] = {}
        for collision in collisions:
            for occurrence in collision.occurrences:
                by_event.setdefault(occurrence, []).append(collision)
        self._by_event = {occurrence: tuple(found) for occurrence, found in by_event.items()}
        self._date.tell_day(day.wall.day)
        self._lay(now)
        if other:
            self.scroll_to_now()

    def tick(self, now: UtcSeconds) -> None:
        """Move the line of now; on the minute tell anew what is free."""
        if self._day is not None:
            self.canvas.tick(now)
            if now % 60 == 0:
                self._lay(now)

    @property
    def shown(self) -> Plan | None:
        """What is shown, None before the first day."""
        return self._plan

    def scroll_to_now(self) -> None:
        """Bring the line of now, and the hours after it, into sight."""
        y = self.canvas.now_y
        self._scroll.verticalScrollBar().setValue(max(0, (y or 0) - _ABOVE_NOW))

    def _lay(self, now: UtcSeconds) -> None:
        day, moments = self._day, self._moments
        if day is None or moments is None:
            return
        laid = plan(day, self._by_event, now, self.marks, self.answers)
        if laid != self._plan:
            self._plan = laid
            self.canvas.show_plan(laid, moments, now)
            self._tell_all_day(laid)
            self._nothing.setVisible(laid.empty)
        self._free.setText(self._free_words(day, moments, now))
        self._later.tell(self._later_words(day, moments, now))
        self._later.setVisible(bool(self._later.whole))

    def _tell_all_day(self, laid: Plan) -> None:
        while (item := self._all_day_lines.takeAt(0)) is not None:
            item.widget().deleteLater()  # type: ignore[union-attr]
        for occurrence in laid.all_day:
            answer = laid.answers.get(occurrence)
            signs = [laid.marks.get(occurrence), answer_sign(answer) if answer is not None else None]
            line = ElidedLabel(" ".join([*filter(None, signs), event_title(occurrence)]))
            line.setToolTip(answer_text(answer) if answer is not None else "")
            line.setFont(self._theme.font(Type.CHIP))
            line.setProperty("kind", "tag")
            line.setMinimumHeight(_ALL_DAY_HEIGHT)
            self._all_day_lines.addWidget(line)
        self._all_day.setVisible(bool(laid.all_day))

    def _free_words(self, day: Day, moments: Moments, now: UtcSeconds) -> str:
        found = next_free(day.free(now), now)
        if found is not None:
            until = self.tr("free until {time}") if found[1] else self.tr("free from {time}")
            return until.format(time=moments.time(found[0]))
        return self.tr("nothing free today") if day.open and now < day.open[-1][1] else ""

    def _later_words(self, day: Day, moments: Moments, now: UtcSeconds) -> str:
        """The next event of the days that follow, once nothing more comes today."""
        coming = [each for each in day.occurrences if each.start > now and not each.all_day]
        first = min(coming, key=lambda each: each.start, default=None)
        if first is None or first.start < day.wall.end:
            return ""
        words = self.tr("Next: {when} {event}")
        return words.format(when=moments.moment(first.start, now), event=event_title(first))

    @Slot(object)
    def _reveal(self, rect: QRect) -> None:
        self._scroll.ensureVisible(rect.center().x(), rect.center().y(), 0, rect.height() // 2 + Space.LARGE)


class _DateLabel(ElidedLabel):
    """A date with its weekday, which is short where there is no room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFont(theme.font(Type.HEADING))
        self.setProperty("ink", "second")
        self._names: tuple[str, str] = ("", "")

    def tell_day(self, day: date) -> None:
        """Show that day."""
        locale = QLocale()
        long, short = (
            f"{locale.dayName(day.isoweekday(), form)} {day.day} {locale.monthName(day.month, form)}".upper()
            for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
        )
        self._names = (long, short)
        self._choose()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Choose by the new width."""
        super().resizeEvent(event)
        self._choose()

    def _choose(self) -> None:
        long, short = self._names
        self.tell(long if self.fontMetrics().horizontalAdvance(long) < self.width() else short)
