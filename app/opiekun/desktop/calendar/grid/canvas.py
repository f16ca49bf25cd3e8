"""The canvas of the grid: paints its layers, scrolls and zooms, and knows what lies where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from opiekun.desktop.calendar.grid.busy_lanes import INITIALS, lane_at, lanes_width
from opiekun.desktop.calendar.grid.content import Colleague, GridContent, is_ghost
from opiekun.desktop.calendar.grid.frame import (
    GUTTER,
    HEADER,
    HOUR,
    LEAST_HEIGHT,
    ROW,
    STRIP_EDGE,
    Frame,
)
from opiekun.desktop.calendar.grid.gestures import Span, Spot
from opiekun.desktop.calendar.grid.ground import Ground, fold_rect, gutter_of, paint_header, paint_sheet
from opiekun.desktop.calendar.grid.lane_painting import CLOSE
from opiekun.desktop.calendar.grid.live import Live, NowLine
from opiekun.desktop.calendar.grid.looks import Look, Looks
from opiekun.desktop.calendar.grid.pens import Pens
from opiekun.desktop.calendar.grid.placing import Bar, Chip, Item, Placing, Segment, placed
from opiekun.desktop.calendar.grid.sheet import Means, Sheet, shown_rows, strip_height
from opiekun.desktop.calendar.grid.tiles import Tiles
from opiekun.desktop.calendar.grid.words import Details
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.columns import Place
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calendar.wall_days import Wall, WallDay
from opiekun.domain.instants import UtcSeconds

_ORDER = ("link", "veil", "ghost", "cursor", "ring", "now", "reading")
"""The live layers, from the lowest up."""


class Canvas(QWidget):
    """Paints. A now-line that moves, a selection or a drag repaints only what it covered and covers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pens = Pens(theme)
        self._looks = Looks(theme.tokens)
        self._details = Details()
        self._content = GridContent((date(1970, 1, 1),), ZoneInfo("UTC"), 0)
        self._wall = Wall(self._content.zone)
        self._hour = HOUR
        self._frame = Frame(1, 1, 1, GUTTER)
        self._sheet = Sheet(
            self._content, placed(self._content, self._wall, least=1, close=1), self._frame, self._means
        )
        self._ground = Ground.of(self._content, self._sheet.placing.walls, self._content.days[0])
        self._rows = 0
        self._unfolded = False
        self._now: UtcSeconds = 0
        self._tiles = Tiles(self._paint_part)
        self._head: QPixmap | None = None
        self._live: dict[str, Live] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 120)
        theme.changed.connect(self._repaint_in_theme)

    @property
    def _means(self) -> Means:
        return Means(self._pens, self._looks, self._details)

    # What is shown.

    def show_content(self, content: GridContent) -> None:
        """Show that."""
        before, self._content = self._content, content
        if content.zone != self._wall.zone:
            self._wall = Wall(content.zone)
        self._now = content.now
        self._lay_out(keep=before.days == content.days and before.calendars == content.calendars)
        self._place_live()

    @Slot(object)
    def tick(self, now: UtcSeconds) -> None:
        """Move the line of now; at midnight the header's day as well."""
        self._now = now
        if self._today() != self._ground.today:
            self._lay_out(keep=True)
        self._place_now()

    def _today(self) -> date:
        return datetime.fromtimestamp(self._now, self._content.zone).date()

    def _lay_out(self, *, keep: bool = False) -> None:
        """Lay the content out anew. With ``keep``, only what differs from what is painted is painted again."""
        content, frame_before, sheet_before, ground_before = self._content, self._frame, self._sheet, self._ground
        # Never so low that the day would end above the lower edge.
        hour = max(self._hour, (self.height() - HEADER) / 24)
        least = self._least_minutes(hour)
        placing = placed(content, self._wall, least=least, close=CLOSE * 60 / hour)
        self._rows, high = shown_rows(placing.rows, self.height(), self._unfolded)
        gutter = gutter_of(content, self._pens)
        frame = Frame(self.width(), self.height(), len(content.days), gutter, strip_height(high), hour)
        beside = lanes_width(content, frame.left(1) - frame.left(0))
        frame = replace(frame, beside=beside, lanes=len(content.colleagues))
        self._frame = frame = replace(frame, scroll=min(frame_before.scroll, frame.most_scroll))
        self._sheet = Sheet(content, placing, frame, self._means)
        self._ground = Ground.of(content, placing.walls, self._today())
        self._head = None
        sheets_alike = replace(frame, scroll=0, strip=0) == replace(frame_before, scroll=0, strip=0)
        ground_alike = replace(self._ground, today=ground_before.today, notes=()) == replace(ground_before, notes=())
        if keep and sheets_alike and ground_alike:
            self._repaint_differences(sheet_before, ground_before, moved=frame != frame_before)
        else:
            self._tiles.clear()
            self.update()

    @staticmethod
    def _least_minutes(hour: float) -> float:
        """An event is painted as at least that long: a quarter of an hour, or what one line needs."""
        return max(15.0, (LEAST_HEIGHT + 1) * 60 / hour)

    def _repaint_differences(self, before: Sheet, ground_before: Ground, *, moved: bool) -> None:
        after = self._sheet
        changed = before.differences(after)
        changed += [rect for rect, chip in before.chips if (rect, chip) not in after.chips]
        changed += [rect for rect, chip in after.chips if (rect, chip) not in before.chips]
        for rect in changed:
            self._tiles.spoil(rect.adjusted(-1, -1, 1, 1))
        if moved:
            self.update()
            return
        for rect in changed:
            self.update(self._frame.seen(rect.adjusted(-1, -1, 1, 1)).intersected(self._frame.body))
        marked = (before.content.marks, before.content.answers) != (after.content.marks, after.content.answers)
        if marked or before.placing.bars != after.placing.bars or ground_before != self._ground:
            self.update(QRect(0, 0, self.width(), self._frame.top))

    def forget_painted(self) -> None:
        """Paint everything anew with the next repaint."""
        self._tiles.clear()
        self._head = None
        self.update()

    @Slot()
    def _repaint_in_theme(self) -> None:
        self._pens = Pens(self._theme)
        self._looks = Looks(self._theme.tokens)
        self._lay_out()
        self._place_live()

    # Live layers.

    @property
    def wall(self) -> Wall:
        """The wall clock by which the days are shown."""
        return self._wall

    def look(self, occurrence: Occurrence) -> Look:
        """How an occurrence looks."""
        calendar = self._content.calendars.get(occurrence.calendar_id)
        return self._looks.of(occurrence, calendar.colour if calendar is not None else "")

    def changeable(self, occurrence: Occurrence) -> bool:
        """Whether it stands in a calendar that can be written; what is only proposed stands in none."""
        if is_ghost(occurrence):
            return False
        calendar = self._content.calendars.get(occurrence.calendar_id)
        return calendar is None or not calendar.read_only

    def set_live(self, name: str, live: Live | None) -> None:
        """Show a live layer, or none of that name, and repaint what the old one covered and the new one covers."""
        before = self._live.get(name)
        if before == live:
            return
        covered = {*(before.rects if before else ())} | {*(live.rects if live else ())}
        if live is None:
            del self._live[name]
        else:
            self._live[name] = live
        for rect in covered:
            self.update(rect)

    def _place_live(self) -> None:
        """Put all live layers where they belong after the frame changed."""
        self._place_now()

    def _place_now(self) -> None:
        frame = self._frame
        day = self._sheet.placing.day_of(self._now)
        line = None
        if day is not None:
            y = frame.y(self._sheet.placing.walls[day].minutes(self._now)) + frame.top - frame.scroll
            taken = self._sheet.taken_at(day, y - frame.top + frame.scroll)
            line = NowLine(frame.left(day), frame.left(day + 1), y, taken)
        self.set_live("now", line)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay out in the new size."""
        super().resizeEvent(event)
        self._lay_out()
        self._place_live()

    # Painting.

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Copy what was painted before, and paint what moves over it."""
        painter = QPainter(self)
        frame = self._frame
        body = event.rect().intersected(frame.body)
        if not body.isEmpty():
            shift = frame.top - frame.scroll
            self._tiles.draw(painter, body.translated(0, -shift), frame.width, shift)
        if event.rect().top() < frame.top:
            painter.setClipRect(QRect(0, 0, frame.width, frame.top))
            painter.drawPixmap(0, 0, self._head_pixmap())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name in _ORDER:
            live = self._live.get(name)
            if live is not None and any(event.region().intersects(rect) for rect in live.rects):
                painter.setClipRect(self.rect() if live.above else frame.body)
                live.paint(painter, self._pens)
        painter.end()

    def _paint_part(self, painter: QPainter, part: QRect) -> None:
        paint_sheet(painter, part, self._ground, self._frame, self._pens)
        self._sheet.paint(painter, part)

    def _head_pixmap(self) -> QPixmap:
        scale = self.devicePixelRatioF()
        if self._head is None or self._head.devicePixelRatio() != scale:
            frame = self._frame
            head = QPixmap(-int(-frame.width * scale // 1), -int(-frame.top * scale // 1))
            head.setDevicePixelRatio(scale)
            head.fill(self._pens.colour(self._theme.tokens.window))
            painter = QPainter(head)
            foldable = self._rows < self._sheet.placing.rows or self._unfolded
            paint_header(painter, self._ground, frame, self._pens, not self._unfolded if foldable else None)
            self._sheet.paint_strip(painter, self._rows)
            painter.end()
            self._head = head
        return self._head

    def fold(self, unfolded: bool) -> None:
        """Show all rows of the all-day events, or the first ones."""
        self._unfolded = unfolded
        self._lay_out(keep=True)
        self._place_live()

    # What lies where.

    def spot(self, at: QPoint) -> Spot:
        """The day and time at a point of the widget."""
        frame = self._frame
        return Spot(self._content.days[frame.day(at.x())], frame.minutes(at.y()), frame.in_strip(at))

    def thing_at(self, at: QPoint) -> Chip | Segment | Bar | None:
        """What lies at a point of the widget."""
        if self._frame.in_strip(at):
            return self._sheet.bar_at(at, self._rows)
        return self._sheet.at(at - self._shift)

    def item_at(self, at: QPoint) -> Item | None:
        """The event or the chip at a point of the widget."""
        thing = self.thing_at(at)
        return thing if thing is None or isinstance(thing, Chip) else thing.occurrence

    def rects_of(self, item: Item) -> tuple[QRect, ...]:
        """Where an item is in the widget, scrolled out of sight or not; nothing for one that is not shown."""
        on_sheet = tuple(rect.translated(self._shift) for rect in self._sheet.rects_of(item))
        return on_sheet or tuple(self._sheet.bars_of(item, self._rows))

    @property
    def _shift(self) -> QPoint:
        """From the sheet to the widget."""
        return QPoint(0, self._frame.top - self._frame.scroll)

    @property
    def placing(self) -> Placing:
        """What stands where."""
        return self._sheet.placing

    @property
    def today_number(self) -> int | None:
        """The number of the day in which now is, where it is shown."""
        return self._sheet.placing.day_of(self._now)

    def open_minutes(self, day: int) -> tuple[tuple[float, float], ...]:
        """When a shown day is open, in minutes of the wall."""
        return self._ground.open[day]

    @property
    def pens(self) -> Pens:
        """The pens of the theme."""
        return self._pens

    @property
    def gutter(self) -> int:
        """The width of the hours' column."""
        return self._frame.gutter

    def selected_rects(self) -> tuple[QRect, ...]:
        """What the ring or the cursor of the keys covers."""
        live = self._live.get("ring") or self._live.get("cursor")
        return live.rects if live is not None else ()

    @property
    def content(self) -> GridContent:
        """What is shown."""
        return self._content

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are shown."""
        return self._content.days

    @property
    def unfolded(self) -> bool:
        """Whether the strip shows as many rows as fit."""
        return self._unfolded

    def on_days(self, at: QPoint) -> bool:
        """Whether a point of the widget is in the column of a day; its header counts as above the hours."""
        return self._frame.gutter <= at.x() < self._frame.left(self._frame.days)

    def minutes_rect(self, day: int, top: float, bottom: float) -> QRect:
        """Where a span of minutes of a shown day is in the widget."""
        return self._frame.box(day, top, bottom, Place(0, 1, 1)).translated(self._shift)

    def span_rects(self, span: Span, but: Occurrence | None = None) -> tuple[QRect, ...]:
        """Where a span would be in the widget; above the hours, where no event lies ``but`` the one that is moved."""
        frame, walls = self._frame, self._sheet.placing.walls
        touched = [(day, wall.touched(span.start, span.end)) for day, wall in enumerate(walls)]
        found = [(day, minutes) for day, minutes in touched if minutes is not None]
        if not found:
            return ()
        if span.all_day:
            row = min(self._sheet.free_row(found[0][0], found[-1][0], but), self._rows)
            rect = frame.bar(found[0][0], found[-1][0], row)
            return (rect if frame.strip else rect.translated(0, -ROW - STRIP_EDGE),)
        return tuple(
            frame.seen(frame.box(day, top, max(bottom, top + self._least_minutes(frame.hour)), Place(0, 1, 1)))
            for day, (top, bottom) in found
        )

    def colleague_at(self, at: QPoint) -> tuple[Colleague, WallDay] | None:
        """Whose lane is at a point of the widget, or the letters above it, and of which day."""
        day = self._frame.day(at.x())
        elsewhere = self._frame.in_strip(at) and not HEADER - INITIALS <= at.y() < HEADER
        lane = None if elsewhere else lane_at(self._frame, day, at - self._shift)
        return (self._content.colleagues[lane], self.placing.walls[day]) if lane is not None else None

    def fold_at(self, at: QPoint) -> bool:
        """Whether the button that folds the strip is at that point."""
        foldable = self._rows < self._sheet.placing.rows or self._unfolded
        return bool(self._frame.strip) and foldable and fold_rect(self._frame).contains(at)

    def more_at(self, at: QPoint) -> tuple[QRect, list[Occurrence]] | None:
        """The “+3” at that point, and what it stands for."""
        for day, hidden in enumerate(self._sheet.hidden(self._rows)):
            rect = self._sheet.more_rect(day, self._rows)
            if hidden and rect.contains(at):
                return rect, hidden
        return None
