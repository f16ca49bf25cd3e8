"""What the keyboard does: the selection, the time that is aimed at, and all that can be done to an event by keys.

Arrows go from event to event, or from time to time while none is selected; Tab through everything in the order of
time. With Alt they move the selected event by a step or a day, with Alt and Shift its end. Shift with up and down
draws a span, Enter names it; Enter opens an event, F2 names it anew, Delete deletes it, Esc lets go of it. Page up
and down go to other days, Home and End to the first and last event, or to the hours of opening.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from opiekun.desktop.calendar.grid.content import Moved, Shifted
from opiekun.desktop.calendar.grid.course import (
    CURSOR_STEP,
    Aim,
    beside,
    day_of,
    minutes_of,
    nearest,
    next_item,
    on_day,
)
from opiekun.desktop.calendar.grid.gestures import STEP, Span, lengthened, stepped
from opiekun.desktop.calendar.grid.live import Cursor, Ring
from opiekun.desktop.calendar.grid.placing import Chip, Item, in_strip
from opiekun.desktop.calendar.grid.scrolling import ScrollingCanvas
from opiekun.desktop.calendar.grid.times import span_text
from opiekun.desktop.theme.tokens import Type
from opiekun.domain.calendar.events import Occurrence

_DAY = 1440
_AROUND = 14
"""Pixels at both sides of the words beside the time that is aimed at."""
_NOON = 12 * 60
_ALONG = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ACROSS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ARROWS = {*_ALONG, *_ACROSS}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_DELETE = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
HEARD = {*_ARROWS, *_ENDS, *_PAGES, *_ENTER, *_DELETE, Qt.Key.Key_F2}
"""The keys that mean something here, whatever the window's shortcuts are."""


class Keys(QObject):
    """``item`` is selected, or else ``aim`` is where the keys are."""

    chosen = Signal(object)
    focused = Signal(object)
    """Carries the Item that is selected now, told or not."""
    opened = Signal(object)
    deleted = Signal(object)
    moved = Signal(object)
    shifted = Signal(object)
    drawn = Signal(object)
    """Carries the Span that was drawn, which wants a title."""
    renaming = Signal(object)

    def __init__(self, canvas: ScrollingCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.item: Item | None = None
        self.aim: Aim | None = None
        self._aim_shown = False
        """Only while keys move it: elsewhere its outline would say nothing, and lie over what does."""
        self._under_way: Moved | None = None
        """The last move by keys, on which the next one builds until new content is shown."""

    # The selection.

    def select(self, item: Item | None, *, tell: bool = True) -> None:
        """Select that, and bring it into sight."""
        before = self.item
        self.item = item
        if item is not None:
            self.aim = None
            self._canvas.bring_into_sight(item)
        self.place()
        if item != before:
            self._under_way = None
            if tell:
                self.chosen.emit(item)
            if item is not None:
                self.focused.emit(item)

    def aim_at(self, aim: Aim | None, *, shown: bool = True) -> None:
        """Select nothing, and aim at a time, which is shown where keys went there."""
        self.select(None)
        self.aim, self._aim_shown = aim, shown
        if aim is not None and shown:
            self._canvas.show_times(aim.minutes, aim.minutes + aim.length)
        self.place()

    @property
    def aimed(self) -> Span | None:
        """The span at which the keys are; None while something is selected."""
        return self._aimed(self.aim) if self.aim is not None else None

    def content_changed(self) -> None:
        """Hold on to the same event or deadline; where it is no more, to its time."""
        self._under_way = None
        before, placing = self.item, self._canvas.placing
        if before is not None:
            self.item = next((item for item in placing.items() if _same(item, before)), None)
            if self.item is None:
                self.chosen.emit(None)
        self.place()

    def forget_moves(self) -> None:
        """What was moved by keys did not come about."""
        self._under_way = None

    def place(self) -> None:
        """Put the ring and the cursor where they belong: on the last day, where the one that was meant is gone."""
        canvas = self._canvas
        if self.aim is not None and self.aim.day >= len(canvas.placing.walls):
            self.aim = self.aim._replace(day=len(canvas.placing.walls) - 1)
        aim = self.aim
        ring = None
        if self.item is not None:
            above = isinstance(self.item, Occurrence) and in_strip(self.item)
            ring = Ring(canvas.rects_of(self.item), canvas.hasFocus(), above)
        canvas.set_live("ring", ring)
        canvas.links.select(self.item if isinstance(self.item, Occurrence) else None)
        cursor = None
        if aim is not None and self._aim_shown and canvas.hasFocus():
            span = self._aimed(aim)
            words = span_text(span.start, span.end, False, canvas.wall.zone)
            rect = canvas.minutes_rect(aim.day, aim.minutes, aim.minutes + aim.length)
            cursor = Cursor(rect, words, round(canvas.pens[Type.CHIP].width(words)) + _AROUND, canvas.width())
        canvas.set_live("cursor", cursor)

    def step(self, by: int) -> bool:
        """Select the next or previous thing in the order of time; False beyond the last."""
        found = next_item(self._canvas.placing, self.item, by)
        if found is not None:
            self.select(found)
        return found is not None

    def begin(self) -> None:
        """The keys came to the grid: be somewhere."""
        if self.item is None and self.aim is None:
            day = self._canvas.today_number or 0
            self.aim, self._aim_shown = Aim(day, self._opening(day, 0)), True
        self.place()

    def open(self, item: Item) -> None:
        """Open an event, or the request of a deadline."""
        self.opened.emit(item)

    def delete(self, item: Item) -> None:
        """Delete an event in a calendar that can be written."""
        if isinstance(item, Occurrence) and self._canvas.changeable(item):
            self.deleted.emit(item)

    # Keys.

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; False where it means nothing."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt, shift = (
            bool(modifiers & each) for each in (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier)
        )
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return False
        if alt:
            return self._move(key, resize=shift) if key in _ARROWS else False
        if key in _ARROWS:
            self._go(key, draw=shift)
        elif key in _ENDS:
            self._to_end(_ENDS[key])
        elif key in _PAGES:
            self.shifted.emit(Shifted(_PAGES[key] * len(self._canvas.placing.walls)))
        elif key in _ENTER and self.aim is not None:
            self._aim_shown = False
            self.place()
            self.drawn.emit(self._aimed(self.aim))
        elif self.item is not None:
            return self._do(key, self.item)
        else:
            return False
        return True

    def _do(self, key: Qt.Key, item: Item) -> bool:
        if key in _ENTER:
            self.open(item)
        elif key == Qt.Key.Key_Escape:
            placing = self._canvas.placing
            minutes = min(int(minutes_of(placing, item)), _DAY - CURSOR_STEP)
            self.aim_at(Aim(day_of(placing, item), minutes), shown=False)
        elif isinstance(item, Occurrence) and key in _DELETE:
            self.delete(item)
        elif isinstance(item, Occurrence) and key == Qt.Key.Key_F2:
            self.renaming.emit(item)
        else:
            return False
        return True

    def _go(self, key: Qt.Key, *, draw: bool) -> None:
        placing, item = self._canvas.placing, self.item
        if item is None:
            self._go_in_time(key, draw=draw)
        elif key in _ALONG:
            there = (
                beside(placing, item, _ALONG[key])
                if isinstance(item, Occurrence)
                else next_item(placing, item, _ALONG[key])
            )
            if there is not None:
                self.select(there)
        else:
            self._to_day(day_of(placing, item) + _ACROSS[key], minutes_of(placing, item))

    def _go_in_time(self, key: Qt.Key, *, draw: bool) -> None:
        if self.aim is None:
            self.begin()
            return
        if key in _ALONG:
            by = _ALONG[key] * CURSOR_STEP
            self.aim_at(self.aim.grown(by) if draw else self.aim.moved(by))
        else:
            self._to_day(self.aim.day + _ACROSS[key], None)

    def _to_day(self, day: int, minutes: float | None) -> None:
        """To the event of a day that is nearest in time, or where none is asked for or stands, to the time."""
        placing = self._canvas.placing
        last = len(placing.walls) - 1
        near = nearest(placing, day, minutes) if minutes is not None and 0 <= day <= last else None
        if near is not None:
            self.select(near)
            return
        aim = self.aim or Aim(0, min(int((minutes or 0) // CURSOR_STEP) * CURSOR_STEP, _DAY - CURSOR_STEP))
        if not 0 <= day <= last:
            self.shifted.emit(Shifted(1 if day > last else -1))
        self.aim_at(aim._replace(day=min(max(0, day), last)))

    def _to_end(self, end: int) -> None:
        placing, item = self._canvas.placing, self.item
        day = day_of(placing, item) if item is not None else self.aim.day if self.aim is not None else 0
        events = on_day(placing, day)
        if item is not None and events:
            self.select(events[end])
        else:
            minutes = self._opening(day, end)
            self.aim_at(Aim(day, minutes if end == 0 else minutes - CURSOR_STEP))

    def _move(self, key: Qt.Key, *, resize: bool) -> bool:
        item = self.item
        if not isinstance(item, Occurrence) or not self._canvas.changeable(item):
            return item is not None
        under_way = self._under_way
        now = item
        if under_way is not None:
            span = Span.between(under_way.start, under_way.end, self._canvas.wall)
            now = item._replace(start=span.start, end=span.end)
        wall = self._canvas.wall
        by = _ALONG[key] * STEP if key in _ALONG else _ACROSS[key] * _DAY
        span = lengthened(wall, now, by) if resize else stepped(wall, now, by)
        if span != Span.of(now):
            self._under_way = Moved(item, *span.when(wall))
            self.moved.emit(self._under_way)
        return True

    def _aimed(self, aim: Aim) -> Span:
        wall = self._canvas.placing.walls[aim.day]
        start = wall.instant(aim.minutes)
        return Span(start, max(wall.instant(aim.minutes + aim.length), start + STEP * 60))

    def _opening(self, day: int, end: int) -> int:
        """When the day opens (0) or closes (-1), noon where it does not."""
        spans = self._canvas.open_minutes(day)
        return int(spans[end][end]) if spans else _NOON


def _same(item: Item, other: Item) -> bool:
    if isinstance(item, Chip) or isinstance(other, Chip):
        return isinstance(item, Chip) and isinstance(other, Chip) and item.worst.request_key == other.worst.request_key
    return (item.key, item.recurrence_id) == (other.key, other.recurrence_id)
