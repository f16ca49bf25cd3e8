"""Holding Z: the time under the hand, or the one the keys are at, read in other zones."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint

from opiekun.desktop.calendar.grid.content import NamedZone
from opiekun.desktop.calendar.grid.live import Reading
from opiekun.desktop.calendar.grid.scrolling import ScrollingCanvas
from opiekun.desktop.calendar.grid.times import day_text, time_text
from opiekun.desktop.calendar.grid.words import zone_city
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.domain.instants import UtcSeconds

_STEP = 5


class ZoneReading:
    """Shows the reading while it is held."""

    def __init__(self, canvas: ScrollingCanvas) -> None:
        self._canvas = canvas
        self._held = False
        self._at: QPoint | None = None

    def hold(self, held: bool) -> None:
        """Z went down or up."""
        if held != self._held:
            self._held = held
            self.place()

    def hover(self, at: QPoint | None) -> None:
        """The hand is there, or (None) not over the grid."""
        self._at = at
        if self._held:
            self.place()

    def place(self) -> None:
        """Show the reading where it belongs, or none."""
        canvas = self._canvas
        at = self._at if self._at is not None else self._keys_are_at()
        if not self._held or at is None or not canvas.on_days(at) or canvas.spot(at).strip:
            canvas.set_live("reading", None)
            return
        spot = canvas.spot(at)
        number = canvas.days.index(spot.day)
        minutes = round(spot.minutes / _STEP) * _STEP
        seconds = canvas.placing.walls[number].instant(minutes)
        words = "  =  ".join(self._read(named, seconds) for named in self._zones())
        line = canvas.minutes_rect(number, minutes, minutes)
        width = round(canvas.pens[Type.CHIP].width(words)) + 2 * Space.MEDIUM
        canvas.set_live("reading", Reading(canvas.gutter, canvas.width(), line.top() - 1, words, width, at.x()))

    def _zones(self) -> tuple[NamedZone, ...]:
        content = self._canvas.content
        return (NamedZone(content.zone, content.zone_label), *content.other_zones)

    def _read(self, named: NamedZone, at: UtcSeconds) -> str:
        here, there = (datetime.fromtimestamp(at, zone).date() for zone in (self._canvas.wall.zone, named.zone))
        day = "" if here == there else f" {day_text(at, named.zone, 'ddd')}"
        return f"{time_text(at, named.zone)}{day} {zone_city(named)}"

    def _keys_are_at(self) -> QPoint | None:
        rects = self._canvas.selected_rects()
        return rects[0].topLeft() + QPoint(1, 1) if rects else None
