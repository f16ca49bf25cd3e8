"""A week on paper: always in light colours, all of it on one page."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QLocale, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.desktop.calendar.grid.looks import Looks
from opiekun.desktop.calendar.grid.words import title_of
from opiekun.desktop.calendar.look import Look, title, week_words
from opiekun.desktop.calendar.moving import local_span
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import LIGHT, Type
from opiekun.domain.calendar.columns import lay_out
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.errors import InvalidInput
from opiekun.domain.instants import UtcSeconds, utc_seconds

_WIDTH = 1120.0
"""Units across a page; those of the window's type scale."""
_TOP, _HEAD, _HOURS, _BAR, _FOOT = 40.0, 34.0, 44.0, 18.0, 18.0
_FIRST_HOUR, _LAST_HOUR = 8, 18
_MOST_BARS = 5
_LEAST_SECONDS = 1500
_MARGIN_MM = 10


class Sheet(NamedTuple):
    """What is printed, and where its parts stand on the page."""

    content: GridContent
    hours: tuple[int, int]
    body: QRectF
    bars: float

    @property
    def column(self) -> float:
        """The width of a day."""
        return (self.body.width() - _HOURS) / len(self.content.days)

    def left(self, at: int) -> float:
        """Where a day begins."""
        return self.body.left() + _HOURS + at * self.column

    def y(self, hours: float) -> float:
        """Where an hour of the wall clock stands."""
        first, last = self.hours
        return self.body.top() + (hours - first) / (last - first) * self.body.height()


def save_pdf(path: Path, look: Look, content: GridContent, theme: Theme) -> None:
    """Write the page as a PDF. Raises InvalidInput where the file cannot be written."""
    try:
        path.open("wb").close()
    except OSError as refusal:
        raise InvalidInput("{file} cannot be written: {reason}.", file=path, reason=refusal.strerror) from refusal
    writer = QPdfWriter(str(path))
    writer.setTitle(title(look, QLocale()))
    writer.setCreator("Opiekun")
    print_week(writer, look, content, theme)


def lay_page(device: QPagedPaintDevice) -> None:
    """An A4 page across, with margins that every printer can keep."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    page = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter
    )
    device.setPageLayout(page)


def print_week(device: QPagedPaintDevice, look: Look, content: GridContent, theme: Theme) -> None:
    """Paint the days of the content on one page of the device."""
    lay_page(device)
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = painter.viewport().width() / _WIDTH
    painter.scale(scale, scale)
    height = painter.viewport().height() / scale
    _Page(painter, theme).paint(look, content, height)
    painter.end()


class _Page:
    """Paints it."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self._painter, self._theme = painter, theme
        self._looks = Looks(LIGHT)

    def paint(self, look: Look, content: GridContent, height: float) -> None:
        whole, timed = _parted(content)
        rows = min(_MOST_BARS, max((len(there) for there in whole), default=0))
        bars = _HEAD + _TOP + rows * _BAR + 4
        sheet = Sheet(content, _hours(timed, content), QRectF(0, bars, _WIDTH, height - bars - _FOOT), _TOP + _HEAD)
        used = self._text(QRectF(0, 0, _WIDTH, 24), title(look, QLocale()), Type.TITLE, LIGHT.text)
        self._text(QRectF(used + 12, 4, 300, 20), week_words(look), Type.SECOND, LIGHT.second)
        self._heads(sheet)
        self._ground(sheet)
        for at, there in enumerate(whole):
            for row, each in enumerate(there[:rows]):
                top = sheet.bars + row * _BAR
                last = row == rows - 1 and len(there) > rows
                words = f"+{len(there) - rows + 1}" if last else title_of(each)
                self._box(QRectF(sheet.left(at) + 2, top, sheet.column - 4, _BAR - 2), each, words, "")
        for at, day in enumerate(content.days):
            self._day(sheet, at, day, timed[at])
        printed = QCoreApplication.translate("Calendar", "Times of {zone}").format(zone=content.zone.key)
        self._text(QRectF(0, height - _FOOT + 2, _WIDTH, _FOOT - 2), printed, Type.KEY, LIGHT.second)

    def _heads(self, sheet: Sheet) -> None:
        locale = QLocale()
        for at, day in enumerate(sheet.content.days):
            left = sheet.left(at) + 4
            name = locale.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat).upper()
            self._text(QRectF(left, _TOP - 4, sheet.column, 14), name, Type.HEADING, LIGHT.second)
            used = self._text(QRectF(left, _TOP + 10, sheet.column, 20), str(day.day), Type.PAGE, LIGHT.text)
            note = sheet.content.notes.get(day, "")
            room = QRectF(left + used + 6, _TOP + 11, sheet.column - used - 14, 20)
            self._text(room, note, Type.KEY, LIGHT.second)

    def _ground(self, sheet: Sheet) -> None:
        painter, zone = self._painter, sheet.content.zone
        for at, day in enumerate(sheet.content.days):
            column = QRectF(sheet.left(at), sheet.body.top(), sheet.column, sheet.body.height())
            painter.fillRect(column, QColor(LIGHT.window))
            for start, end in sheet.content.open.get(day, ()):
                top, bottom = (_hour_of(each, day, zone) for each in (start, end))
                first, last = (min(max(sheet.y(each), column.top()), column.bottom()) for each in (top, bottom))
                painter.fillRect(QRectF(column.left(), first, column.width(), last - first), QColor(LIGHT.surface))
        painter.setPen(QPen(QColor(LIGHT.line), 0.7))
        for hour in range(sheet.hours[0], sheet.hours[1] + 1):
            painter.drawLine(QPointF(_HOURS, sheet.y(hour)), QPointF(_WIDTH, sheet.y(hour)))
        for at in range(len(sheet.content.days) + 1):
            painter.drawLine(QPointF(sheet.left(at), _TOP), QPointF(sheet.left(at), sheet.body.bottom()))
        for hour in range(sheet.hours[0], sheet.hours[1]):
            self._text(QRectF(0, sheet.y(hour), _HOURS - 6, 14), f"{hour:02}:00", Type.KEY, LIGHT.second)

    def _day(self, sheet: Sheet, at: int, day: date, there: list[Occurrence]) -> None:
        zone = sheet.content.zone
        begins = utc_seconds(datetime.combine(day, time(), zone))
        ends = utc_seconds(datetime.combine(day + timedelta(1), time(), zone))
        spans = [(max(each.start, begins), min(each.end, ends)) for each in there]
        for each, span, place in zip(there, spans, lay_out(spans, _LEAST_SECONDS), strict=True):
            width = (sheet.column - 4) / place.columns
            top = sheet.y(_hour_of(span[0], day, zone))
            bottom = sheet.y(_hour_of(max(span[1], span[0] + _LEAST_SECONDS), day, zone))
            left = sheet.left(at) + 2 + place.column * width
            rect = QRectF(left, top + 0.7, width * place.span - 2, bottom - top - 1.4)
            start, end = local_span(each, zone)
            self._box(rect, each, title_of(each), f"{start:%H:%M}–{end:%H:%M}")

    def _box(self, rect: QRectF, each: Occurrence, words: str, times: str) -> None:
        painter, look = self._painter, self._looks.of(each, "")
        style = Qt.PenStyle.DashLine if look.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(look.outline or look.edge), 0.7, style))
        painter.setBrush(QColor(look.fill))
        painter.drawRoundedRect(rect, 3, 3)
        if look.hatched:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(LIGHT.line), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(rect, 3, 3)
        inner = rect.adjusted(5, 1, -3, -1)
        line = QRectF(inner.left(), inner.top(), inner.width(), min(14.0, inner.height()))
        self._text(line, words, Type.CHIP, look.ink, struck=look.struck)
        for text in (times, " ".join(each.location.split())):
            line = line.translated(0, 13)
            if text and line.bottom() <= inner.bottom():
                self._text(line, text, Type.KEY, LIGHT.second)

    def _text(self, rect: QRectF, words: str, step: Type, ink: str, *, struck: bool = False) -> float:
        """Paint one line and end it in … where it has no room; the answer is its width."""
        font = QFont(self._theme.font(step))
        font.setStrikeOut(struck)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
        self._painter.setFont(font)
        self._painter.setPen(QColor(ink))
        self._painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        return metrics.horizontalAdvance(shown)


def _parted(content: GridContent) -> tuple[list[list[Occurrence]], list[list[Occurrence]]]:
    """By day: those of whole days, which stand above the hours, and the others."""
    whole: list[list[Occurrence]] = [[] for _ in content.days]
    timed: list[list[Occurrence]] = [[] for _ in content.days]
    for at, day in enumerate(content.days):
        begins = utc_seconds(datetime.combine(day, time(), content.zone))
        ends = utc_seconds(datetime.combine(day + timedelta(1), time(), content.zone))
        for each in content.occurrences:
            if each.start < ends and (each.end > begins or each.start >= begins):
                covers = each.all_day or (each.start <= begins and each.end >= ends)
                (whole if covers else timed)[at].append(each)
    return whole, timed


def _hours(timed: list[list[Occurrence]], content: GridContent) -> tuple[int, int]:
    """The hours that are printed: those of a working day, and more where something stands outside them."""
    first, last = _FIRST_HOUR, _LAST_HOUR
    for at, day in enumerate(content.days):
        stretches = [(each.start, each.end) for each in timed[at]] + list(content.open.get(day, ()))
        for start, end in stretches:
            first = min(first, max(0, int(_hour_of(start, day, content.zone))))
            last = max(last, min(24, -int(-_hour_of(end, day, content.zone) // 1)))
    return first, last


def _hour_of(at: UtcSeconds, day: date, zone: ZoneInfo) -> float:
    """The instant in hours of the day's wall clock, 0 to 24."""
    local = datetime.fromtimestamp(at, zone)
    if local.date() != day:
        return 0.0 if local.date() < day else 24.0
    return local.hour + local.minute / 60 + local.second / 3600
