"""Shows what belongs together: the event under the hand, or the selected one, and the times proposed for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect

from opiekun.desktop.calendar.grid.canvas import Canvas
from opiekun.desktop.calendar.grid.live import Link
from opiekun.desktop.calendar.grid.placing import in_strip
from opiekun.domain.calendar.events import Occurrence


class Links(QObject):
    """The hand comes before the selection."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._hovered: Occurrence | None = None
        self._selected: Occurrence | None = None
        canvas.installEventFilter(self)

    def hover(self, occurrence: Occurrence | None) -> None:
        """That is under the hand."""
        if occurrence is not self._hovered:
            self._hovered = occurrence
            self.place()

    def select(self, occurrence: Occurrence | None) -> None:
        """That is selected."""
        self._selected = occurrence
        self.place()

    def place(self) -> None:
        """Put the link where it belongs, which scrolling, zooming and new content change."""
        canvas = self._canvas
        link = None
        if canvas.content.proposals:
            found = (self._link(each) for each in (self._hovered, self._selected) if each is not None)
            link = next((each for each in found if each is not None), None)
        canvas.set_live("link", link)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Nothing is under a hand that went away."""
        if watched is self._canvas and event.type() is QEvent.Type.Leave:
            self.hover(None)
        return super().eventFilter(watched, event)

    def _link(self, occurrence: Occurrence) -> Link | None:
        canvas = self._canvas
        others = canvas.content.linked(occurrence)
        if not others:
            return None
        mine = canvas.rects_of(occurrence)
        boxes, lines = [*mine], []
        for each in others:
            rects = canvas.rects_of(each)
            boxes += rects
            lines += [_between(one, other) for one in mine[:1] for other in rects[:1]]
        return Link(tuple(boxes), tuple(lines), above=any(map(in_strip, (occurrence, *others))))


def _between(one: QRect, other: QRect) -> tuple[QPoint, QPoint]:
    """From the edge of one to the edge of the other that faces it."""
    first, last = (one, other) if one.left() <= other.left() else (other, one)
    if first.right() < last.left():
        return QPoint(first.right() + 2, first.center().y()), QPoint(last.left() - 2, last.center().y())
    upper, lower = (one, other) if one.top() <= other.top() else (other, one)
    return QPoint(upper.center().x(), upper.bottom() + 2), QPoint(lower.center().x(), lower.top() - 2)
