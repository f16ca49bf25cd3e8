"""Times as people read them: what remains, and when something is due."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QLocale

from opiekun.domain.instants import UtcSeconds, utc_datetime

MINUTE = 60
HOUR = 3600
DAY = 86400
WEEK_DAYS = 7
MINUS = "\u2212"
_KEPT = 4096


def duration(seconds: int) -> str:
    """To the second within the hour (0:38:05), to the minute within the day (2 h 51), else 1 d 3 h."""
    if seconds < HOUR:
        return f"0:{seconds // MINUTE:02}:{seconds % MINUTE:02}"
    if seconds < DAY:
        text = QCoreApplication.translate("Remaining", "{hours} h {minutes}")
        return text.format(hours=seconds // HOUR, minutes=f"{seconds % HOUR // MINUTE:02}")
    text = QCoreApplication.translate("Remaining", "{days} d {hours} h")
    return text.format(days=seconds // DAY, hours=seconds % DAY // HOUR)


def remaining(seconds: int) -> str:
    """What remains until a due time; with a minus sign once it has passed."""
    return duration(seconds) if seconds >= 0 else MINUS + duration(-seconds)


class Moments:
    """Tells instants in the wall-clock time of a zone and the words of a language."""

    def __init__(self, zone: ZoneInfo, locale: QLocale) -> None:
        self.zone = zone
        self._locale = locale
        self._today: date | None = None
        self._kept: dict[UtcSeconds, str] = {}

    def time(self, at: UtcSeconds) -> str:
        """The time of day: 11:29."""
        return f"{self.local(at):%H:%M}"

    def local(self, at: UtcSeconds) -> datetime:
        """The instant on the wall clock."""
        return utc_datetime(at).astimezone(self.zone)

    def is_today(self, at: UtcSeconds, now: UtcSeconds) -> bool:
        """Whether both lie on the same day of the wall clock."""
        return self.local(at).date() == self.local(now).date()

    def moment(self, at: UtcSeconds, now: UtcSeconds) -> str:
        """11:29 today, “tomorrow 09:00”, “Thu 14:20” within a week, else the date: “3 Jul 14:20”."""
        today = self.local(now).date()
        if today != self._today or len(self._kept) > _KEPT:
            self._kept.clear()
            self._today = today
        text = self._kept.get(at)
        if text is None:
            text = self._kept[at] = self._told(self.local(at), today)
        return text

    def day(self, at: UtcSeconds) -> str:
        """The day of the instant with its weekday: Tue 16 Jun."""
        return self.day_of(self.local(at).date())

    def day_of(self, day: date) -> str:
        """A day with its weekday: Tue 16 Jun."""
        weekday = self._locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
        month = self._locale.monthName(day.month, QLocale.FormatType.ShortFormat)
        return f"{weekday} {day.day} {month}"

    def _told(self, local: datetime, today: date) -> str:
        clock = f"{local:%H:%M}"
        days = (local.date() - today).days
        if days == 0:
            return clock
        if days == 1:
            return QCoreApplication.translate("Remaining", "tomorrow {time}").format(time=clock)
        if days == -1:
            return QCoreApplication.translate("Remaining", "yesterday {time}").format(time=clock)
        if abs(days) < WEEK_DAYS:
            return f"{self._locale.dayName(local.isoweekday(), QLocale.FormatType.ShortFormat)} {clock}"
        month = self._locale.monthName(local.month, QLocale.FormatType.ShortFormat)
        if local.year == today.year:
            return f"{local.day} {month} {clock}"
        return f"{local.day} {month} {local.year}"
