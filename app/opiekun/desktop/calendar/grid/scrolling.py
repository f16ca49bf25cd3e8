"""Scrolling and zooming of the canvas: by wheel, by bar, and to bring a thing into sight."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from opiekun.desktop.calendar.grid.canvas import Canvas
from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.desktop.calendar.grid.frame import HOUR, LEAST_HOUR, MOST_HOUR, SCROLL_BAR
from opiekun.desktop.calendar.grid.gestures import Span
from opiekun.desktop.calendar.grid.links import Links
from opiekun.desktop.calendar.grid.placing import Item
from opiekun.desktop.theme.theme import Theme

_WHEEL_PIXELS = 64
_WHEEL_ZOOM = 1.12
_NOTCH = 120
_BEFORE_OPENING = 50
"""Minutes: the name of the hour before, cut in half by the header, is not seen."""


class ScrollingCanvas(Canvas):
    """Begins at the hours of opening; from the first scrolling on it stays where it is left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.links = Links(self)
        self._scrolled = False
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.valueChanged.connect(self._scroll_to)

    def show_content(self, content: GridContent) -> None:
        """Show that, its hours of opening first."""
        super().show_content(content)
        self._begin()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay out in the new size."""
        super().resizeEvent(event)
        self._begin()

    def zoom_to(self, hour: float, anchor: int) -> None:
        """Make an hour that high, and keep the time where it is that stands at the widget's y ``anchor``."""
        minutes = self._frame.minutes(anchor)
        self._hour = min(max(hour, LEAST_HOUR), MOST_HOUR)
        self._lay_out()
        self._scroll_to(self._frame.y(minutes) - (anchor - self._frame.top))
        self._place_live()

    def zoom_by(self, factor: float, anchor: int | None = None) -> None:
        """Zoom around a y of the widget, or around the middle."""
        self.zoom_to(self._frame.hour * factor, self._frame.body.center().y() if anchor is None else anchor)

    def zoom_back(self) -> None:
        """An hour as high as at first."""
        self.zoom_to(HOUR, self._frame.body.center().y())

    @Slot(int)
    def _scroll_to(self, top: int) -> None:
        top = min(max(0, top), self._frame.most_scroll)
        if top != self._frame.scroll:
            self._scrolled = True
            self._frame = replace(self._frame, scroll=top)
            with QSignalBlocker(self._bar):
                self._bar.setValue(top)
            self.update(self._frame.body)
            self._place_live()

    def scroll_by(self, pixels: int) -> None:
        """Scroll down by so many pixels."""
        self._scroll_to(self._frame.scroll + pixels)

    def scroll_speed(self, at: QPoint, zone: int, fastest: int) -> int:
        """How fast to scroll while something is held at that point: the nearer to an edge of the hours, the faster."""
        body = self._frame.body
        if not body.contains(QPoint(body.left(), at.y())) and at.y() <= body.bottom():
            return 0
        above, below = body.top() + zone - at.y(), at.y() - (body.bottom() - zone)
        near = max(above, below)
        if near <= 0:
            return 0
        speed = max(1, min(near, zone) * fastest // zone)
        return -speed if above > below else speed

    def show_times(self, top: float, bottom: float) -> None:
        """Scroll as little as it takes to have both minutes of the wall in sight, the first one surely."""
        frame = self._frame
        first, last = frame.y(top) - 8, frame.y(bottom) + 8
        if last > frame.scroll + frame.body.height():
            self._scroll_to(min(first, last - frame.body.height()))
        if first < self._frame.scroll:
            self._scroll_to(first)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scroll, or zoom with Ctrl around the hand. Wheels that turn smoothly do both smoothly."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_WHEEL_ZOOM ** (event.angleDelta().y() / _NOTCH), round(event.position().y()))
        elif not event.pixelDelta().isNull():
            self.scroll_by(-event.pixelDelta().y())
        else:
            self.scroll_by(-event.angleDelta().y() * _WHEEL_PIXELS // _NOTCH)
        event.accept()

    def _begin(self) -> None:
        if not self._scrolled:
            openings = [top for spans in self._ground.open for top, _ in spans]
            self._scroll_to(self._frame.y(max(0, min(openings, default=9 * 60) - _BEFORE_OPENING)))
            self._scrolled = False

    def _lay_out(self, *, keep: bool = False) -> None:
        super()._lay_out(keep=keep)
        self._fit_bar()

    def _place_live(self) -> None:
        super()._place_live()
        self.links.place()

    def _fit_bar(self) -> None:
        frame = self._frame
        self._bar.setGeometry(frame.width - SCROLL_BAR, frame.top, SCROLL_BAR, frame.body.height())
        with QSignalBlocker(self._bar):
            self._bar.setRange(0, frame.most_scroll)
            self._bar.setPageStep(frame.body.height())
            self._bar.setSingleStep(round(frame.hour / 2))
            self._bar.setValue(frame.scroll)

    def bring_span_into_sight(self, span: Span) -> None:
        """Scroll to where a span would be."""
        for wall in self.placing.walls:
            touched = None if span.all_day else wall.touched(span.start, span.end)
            if touched is not None:
                self.show_times(*touched)
                return

    def bring_into_sight(self, item: Item) -> None:
        """Scroll to an item as little as it takes; unfold the strip where it is left out there."""
        for rect in self._sheet.rects_of(item):
            hour = self._frame.hour / 60
            self.show_times(rect.top() / hour, min(rect.bottom(), rect.top() + self._frame.body.height() // 2) / hour)
            return
        if not self._unfolded and not self.rects_of(item):
            self.fold(True)
