"""A week on paper: always in light colours, all of it on one page."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from opiekun.desktop.calendar.grid.content import GridContent, NamedZone
from opiekun.desktop.calendar.grid.looks import Looks
from opiekun.desktop.calendar.grid.placing import Chip, Placing, Segment, placed
from opiekun.desktop.calendar.grid.times import time_text
from opiekun.desktop.calendar.grid.words import short_reason, title_of, zone_letters
from opiekun.desktop.calendar.look import Look, title, week_words
from opiekun.desktop.calendar.moving import local_span
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import LIGHT, Type
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calendar.wall_days import Wall
from opiekun.domain.errors import InvalidInput

_WIDTH = 1120.0
"""Units across a page; those of the window's type scale."""
_TOP, _HEAD, _HOURS, _BAR, _FOOT = 40.0, 34.0, 44.0, 18.0, 18.0
_FIRST_HOUR, _LAST_HOUR = 8, 18
_MOST_BARS = 5
_LEAST_MINUTES = 25
_LANE = 20.0
"""Room at the left of each day for its deadlines."""
_CHIP, _LINE = 13.0, 13.0
_CHIP_ROOM = 15.0
_MARGIN_MM = 10


class Sheet(NamedTuple):
    """What is printed, and where its parts stand on the page."""

    content: GridContent
    placing: Placing
    hours: tuple[int, int]
    body: QRectF
    bars: float

    @property
    def column(self) -> float:
        """The width of a day."""
        return (self.body.width() - self.gutter) / len(self.content.days)

    @property
    def gutter(self) -> float:
        """The width of the hours' names, those of a second zone with them."""
        return _HOURS * (2 if self.content.other_zones else 1)

    def left(self, at: int) -> float:
        """Where a day begins."""
        return self.body.left() + self.gutter + at * self.column

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
        close = _CHIP_ROOM * 60 * (_LAST_HOUR - _FIRST_HOUR) / height
        placing = placed(content, Wall(content.zone), least=_LEAST_MINUTES, close=close)
        rows = min(_MOST_BARS, placing.rows)
        bars = _HEAD + _TOP + rows * _BAR + 4
        body = QRectF(0, bars, _WIDTH, height - bars - _FOOT)
        sheet = Sheet(content, placing, _hours(placing, content), body, _TOP + _HEAD)
        used = self._text(QRectF(0, 0, _WIDTH, 24), title(look, QLocale()), Type.TITLE, LIGHT.text)
        self._text(QRectF(used + 12, 4, 300, 20), week_words(look), Type.SECOND, LIGHT.second)
        self._heads(sheet)
        self._ground(sheet)
        self._hour_names(sheet)
        self._bars(sheet, rows)
        for segment in placing.segments:
            self._event(sheet, segment)
        for chip in placing.chips:
            self._chip(sheet, chip)
        zones = ", ".join(zone.key for zone in (content.zone, *(each.zone for each in content.other_zones[:1])))
        printed = QCoreApplication.translate("Calendar", "Times of {zone}").format(zone=zones)
        self._text(QRectF(0, height - _FOOT + 2, _WIDTH, _FOOT - 2), printed, Type.KEY, LIGHT.second)

    def _bars(self, sheet: Sheet, rows: int) -> None:
        """What stands above the hours, each as long as its days; and on each day how many there is no room for."""
        days = range(len(sheet.content.days))
        over = [sum(bar.row >= rows and bar.first <= day <= bar.last for bar in sheet.placing.bars) for day in days]
        for bar in sheet.placing.bars:
            if bar.row < rows:
                # The last row gives way on days on which it says how many more there are.
                shown = [day for day in range(bar.first, bar.last + 1) if bar.row < rows - 1 or not over[day]]
                for first, last in _runs(shown):
                    left, right = sheet.left(first) + 2, sheet.left(last + 1) - 2
                    rect = QRectF(left, sheet.bars + bar.row * _BAR, right - left, _BAR - 2)
                    self._box(rect, bar.occurrence, [(title_of(bar.occurrence), "")])
        for day in days:
            if over[day]:
                here = sum(bar.row == rows - 1 and bar.first <= day <= bar.last for bar in sheet.placing.bars)
                rect = QRectF(sheet.left(day) + 6, sheet.bars + (rows - 1) * _BAR, sheet.column - 8, _BAR - 2)
                self._text(rect, f"+{over[day] + here}", Type.KEY, LIGHT.second)

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
        painter = self._painter
        for at, day in enumerate(sheet.content.days):
            column = QRectF(sheet.left(at), sheet.body.top(), sheet.column, sheet.body.height())
            painter.fillRect(column, QColor(LIGHT.window))
            wall = sheet.placing.walls[at]
            spans = (wall.touched(start, end) for start, end in sheet.content.open.get(day, ()))
            for span in spans:
                if span is None:
                    continue
                first, last = (min(max(sheet.y(each / 60), column.top()), column.bottom()) for each in span)
                painter.fillRect(QRectF(column.left(), first, column.width(), last - first), QColor(LIGHT.surface))
        painter.setPen(QPen(QColor(LIGHT.line), 0.7))
        for hour in range(sheet.hours[0], sheet.hours[1] + 1):
            painter.drawLine(QPointF(sheet.gutter, sheet.y(hour)), QPointF(_WIDTH, sheet.y(hour)))
        for at in range(len(sheet.content.days) + 1):
            painter.drawLine(QPointF(sheet.left(at), _TOP), QPointF(sheet.left(at), sheet.body.bottom()))

    def _hour_names(self, sheet: Sheet) -> None:
        """The hours of the viewer, and beside them those of a second zone."""
        content = sheet.content
        zones = (NamedZone(content.zone, content.zone_label), *content.other_zones[:1])
        wall = sheet.placing.walls[0]
        for at, named in enumerate(zones):
            left = at * _HOURS
            if len(zones) > 1:
                self._text(
                    QRectF(left, _TOP + 10, _HOURS - 6, 20),
                    zone_letters(named, content.days[0]),
                    Type.KEY,
                    LIGHT.second,
                )
            for hour in range(*sheet.hours):
                words = f"{hour:02}:00" if at == 0 else time_text(wall.instant(hour * 60), named.zone)
                self._text(QRectF(left, sheet.y(hour), _HOURS - 6, 14), words, Type.KEY, LIGHT.second)

    def _event(self, sheet: Sheet, segment: Segment) -> None:
        each, place, zone = segment.occurrence, segment.place, sheet.content.zone
        collisions = sheet.content.collisions.get(each, ())
        room = sheet.column - _LANE - 4
        left = sheet.left(segment.day) + _LANE + 2 + place.column * room / place.columns
        top, bottom = sheet.y(segment.top / 60), sheet.y(segment.bottom / 60)
        rect = QRectF(left, top + 0.7, room * place.span / place.columns - 2, bottom - top - 1.4)
        start, end = local_span(each, zone)
        ink = LIGHT.severity_2.ink
        lines = [(f"▲ {title_of(each)}" if collisions else title_of(each), ""), (f"{start:%H:%M}–{end:%H:%M}", "")]
        if collisions:
            lines.insert(1, (f"▲ {short_reason(collisions, zone)}", ink))
            lines[0] = (title_of(each), "") if rect.height() > 2 * _LINE + 2 else lines[0]
        lines.append((" ".join(each.location.split()), ""))
        self._box(rect, each, lines, outline=ink if collisions else "")

    def _chip(self, sheet: Sheet, chip: Chip) -> None:
        """The deadlines at a time of a day: the severity of the worst, and how many more there are."""
        y = min(max(sheet.y(chip.minutes / 60) - _CHIP / 2, sheet.body.top()), sheet.body.bottom() - _CHIP)
        body = QRectF(sheet.left(chip.day) + 3, y, _CHIP + 1, _CHIP)
        ink = LIGHT.severity(chip.worst.severity).ink
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawRoundedRect(body, 3, 3)
        painter.setFont(self._theme.font(Type.HEADING))
        painter.setPen(QColor(LIGHT.on_accent))
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, str(int(chip.worst.severity)))
        if len(chip.deadlines) > 1:
            below = body.translated(0, _CHIP).adjusted(-2, 0.5, 2, -1.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(LIGHT.severity(chip.worst.severity).soft))
            painter.drawRoundedRect(below, 3, 3)
            painter.setPen(QColor(ink))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, f"+{len(chip.deadlines) - 1}")

    def _box(self, rect: QRectF, each: Occurrence, lines: list[tuple[str, str]], *, outline: str = "") -> None:
        """An event with its title and further lines, as many as there is room for; of each the ink, "" the usual."""
        painter, look = self._painter, self._looks.of(each, "")
        style = Qt.PenStyle.DashLine if look.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(outline or look.outline or look.edge), 1.4 if outline else 0.7, style))
        painter.setBrush(QColor(look.fill))
        painter.drawRoundedRect(rect, 3, 3)
        if look.hatched:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(LIGHT.line), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(rect, 3, 3)
        inner = rect.adjusted(5, 1, -3, -1)
        line = QRectF(inner.left(), inner.top(), inner.width(), min(14.0, inner.height()))
        self._text(line, lines[0][0], Type.CHIP, look.ink, struck=look.struck)
        for words, ink in lines[1:]:
            if words and line.bottom() + _LINE <= inner.bottom():
                line = line.translated(0, _LINE)
                self._text(line, words, Type.KEY, ink or LIGHT.second)

    def _text(self, rect: QRectF, words: str, step: Type, ink: str, *, struck: bool = False) -> float:
        """Paint one line and end it in … where it has no room; the answer is its width."""
        font = self._theme.font(step)
        font.setStrikeOut(struck)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, rect.width()))
        self._painter.setFont(font)
        self._painter.setPen(QColor(ink))
        self._painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        return metrics.horizontalAdvance(shown)


def _runs(days: list[int]) -> list[tuple[int, int]]:
    """Days in their order, as stretches without gaps."""
    runs: list[tuple[int, int]] = []
    for day in days:
        runs[-1:] = [(runs[-1][0], day)] if runs and runs[-1][1] == day - 1 else [*runs[-1:], (day, day)]
    return runs


def _hours(placing: Placing, content: GridContent) -> tuple[int, int]:
    """The hours that are printed: those of a working day, and more where something stands outside them."""
    spans = [(segment.top, segment.bottom) for segment in placing.segments]
    spans += [(chip.minutes, chip.minutes) for chip in placing.chips]
    for day, wall in zip(content.days, placing.walls, strict=True):
        opened = (wall.touched(start, end) for start, end in content.open.get(day, ()))
        spans += [span for span in opened if span is not None]
    first = min((int(top // 60) for top, _ in spans), default=_FIRST_HOUR)
    last = max((-int(-bottom // 60) for _, bottom in spans), default=_LAST_HOUR)
    return max(0, min(first, _FIRST_HOUR)), min(24, max(last, _LAST_HOUR))
