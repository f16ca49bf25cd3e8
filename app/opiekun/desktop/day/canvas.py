"""The time axis of the day. It repaints only what changes: at a tick the line of now, and that once a minute."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from opiekun.desktop.calendar.dragged import dragged_request
from opiekun.desktop.calendar.grid.accessible import AccessibleItems
from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.desktop.calendar.grid.placing import Chip as GridChip
from opiekun.desktop.day.items import DayItems
from opiekun.desktop.day.landing import Landing, landing
from opiekun.desktop.day.painting import DayPainter
from opiekun.desktop.day.plan import LEAST_HEIGHT, Box, Chip, Plan
from opiekun.desktop.day.spoken import item_words
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import show_tip
from opiekun.desktop.theme.tokens import Tokens
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calls.proposed import ProposedTime
from opiekun.domain.instants import UtcSeconds

_STEP = 15
_NOW_ROOM = 6
Item = Box | Chip


class DayCanvas(QWidget):
    """``event_opened`` carries an Occurrence, ``joined`` one with a link, ``deadline_opened`` the key of a request.

    ``dropped`` carries the id of a request and the instant at which time is to be set aside for it, ``chosen`` where
    that is painted which the keyboard chose. ``left`` tells that the keyboard has done with the day. ``proposals`` are
    by the keys of the ghosts among the events.
    """

    event_opened = Signal(object)
    joined = Signal(object)
    deadline_opened = Signal(object)
    dropped = Signal(str, object)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plan: Plan | None = None
        self._moments: Moments | None = None
        self._now: UtcSeconds = 0
        self._chosen: int | None = None
        self._landing: Landing | None = None
        self._painted_by: DayPainter | None = None
        self._made_for: tuple[int, Tokens, Moments] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Day"))
        self.proposals: Mapping[int, ProposedTime] = {}
        self.placing = DayItems(self)
        self.accessible_items = AccessibleItems(self, self.placing)
        theme.changed.connect(self.update)

    def show_plan(self, plan: Plan, moments: Moments, now: UtcSeconds) -> None:
        """Show that day."""
        chosen = self._identity(self.item)
        self._plan, self._moments, self._now = plan, moments, now
        self._chosen = next((at for at, item in enumerate(self.items) if self._identity(item) == chosen), None)
        self.setFixedHeight(plan.height)
        self.accessible_items.content_changed()
        self.update()

    def tick(self, now: UtcSeconds) -> None:
        """Move the line of now, where it has moved by a pixel."""
        before, self._now = self._now_y(), now
        after = self._now_y()
        if before != after:
            for y in (before, after):
                if y is not None:
                    self.update(QRect(0, y - _NOW_ROOM, self.width(), 2 * _NOW_ROOM))

    @property
    def items(self) -> tuple[Item, ...]:
        """Events and deadlines from top to bottom."""
        if self._plan is None:
            return ()
        return tuple(sorted((*self._plan.boxes, *self._plan.chips), key=_top))

    @property
    def now_y(self) -> int | None:
        """Where the line of now is, None where it is another day."""
        return self._now_y()

    def item_rect(self, item: Item) -> QRect:
        """Where it is painted."""
        painter = self._painter()
        if painter is None:
            return QRect()
        box = painter.event_box(item) if isinstance(item, Box) else painter.chip_box(item)
        return box.toAlignedRect()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """What of the day is exposed."""
        paint, plan = self._painter(), self._plan
        if paint is None or plan is None:
            return
        exposed = event.rect().adjusted(-4, -4, 4, 4)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.paint_ground(painter, plan)
        for gap in plan.gaps:
            paint.paint_gap(painter, gap)
        y = self._now_y()
        if y is not None:
            # Under the events, so that it goes through no words; it is seen at both of their sides.
            paint.paint_now(painter, y)
        seen = [item for item in self.items if self.item_rect(item).intersects(exposed)]
        chosen = self.item if self.hasFocus() else None
        for item in seen:
            if isinstance(item, Box):
                paint.paint_event(painter, item, chosen=item is chosen)
        if self._landing is not None and self._moments is not None:
            paint.paint_landing(painter, plan, self._landing)
        # Deadlines come last: nothing hides them.
        for item in seen:
            if isinstance(item, Chip):
                paint.paint_chip(painter, item, chosen=item is chosen)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows choose, Return opens, Ctrl+Return joins a call, Escape leaves."""
        key, item = event.key(), self.item
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.items:
            last = len(self.items) - 1
            step = 1 if key == Qt.Key.Key_Down else -1
            at = self._chosen + step if self._chosen is not None else (0 if step > 0 else last)
            self.choose(self.items[min(max(at, 0), last)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            join = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if join and isinstance(item, Box) and item.occurrence.link:
                self.joined.emit(item.occurrence)
            else:
                self.open_item(item)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A press chooses; on a deadline or on Join it opens."""
        item = self._at(event.position())
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(item)
            paint = self._painter()
            if isinstance(item, Chip):
                self.open_item(item)
            elif paint is not None and paint.join_box(item).contains(event.position()):
                self.joined.emit(item.occurrence)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open an event."""
        item = self._at(event.position())
        if isinstance(item, Box):
            self.open_item(item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A hand over what a click opens."""
        item, paint = self._at(event.position()), self._painter()
        opens = isinstance(item, Chip) or (
            isinstance(item, Box) and paint is not None and paint.join_box(item).contains(event.position())
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """A tooltip says in words what lies under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            item = self._at(QPointF(event.pos()))
            words = self._words(item) if item is not None else ""
            show_tip(event.globalPos(), words, self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The next thing is chosen for whoever comes by keyboard."""
        super().focusInEvent(event)
        if self._chosen is None and self.items and event.reason() is not Qt.FocusReason.MouseFocusReason:
            y = self._now_y() or 0
            self.choose(next((item for item in self.items if _top(item) >= y), self.items[-1]))
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """What is chosen shows only with the focus."""
        super().focusOutEvent(event)
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Requests may be dropped here."""
        if self._plan is not None and dragged_request(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show where the block would stand."""
        if self._plan is not None:
            minutes = round(self._plan.at(event.position().y()) / _STEP) * _STEP
            self._land(landing(self._plan, dragged_request(event.mimeData()), minutes))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002, N802
        """Nothing will be set aside."""
        self._land(None)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Set time aside there."""
        request_id = dragged_request(event.mimeData())
        if request_id and self._plan is not None and self._landing is not None:
            event.acceptProposedAction()
            self.dropped.emit(request_id, self._landing.start)
        self._land(None)

    def _land(self, there: Landing | None) -> None:
        if there != self._landing:
            self._landing = there
            self.update()

    @property
    def item(self) -> Item | None:
        """The one that is chosen."""
        items = self.items
        return items[self._chosen] if self._chosen is not None and self._chosen < len(items) else None

    def _identity(self, item: Item | None) -> object:
        if isinstance(item, Box):
            return item.occurrence.key, item.occurrence.recurrence_id
        return item.deadlines[0].request_key if item is not None else None

    def choose(self, item: Item) -> None:
        """Choose that, bring it into sight, and tell who listens."""
        self._chosen = self.items.index(item)
        self.accessible_items.selected(self.placing.told(item))
        self.chosen.emit(self.item_rect(item))
        self.update()

    @property
    def content(self) -> GridContent:
        """What is shown, as the calendar's grid tells it."""
        plan, zone = self._plan, self._moments.zone if self._moments is not None else ZoneInfo("UTC")
        boxes = plan.boxes if plan is not None else ()
        day = plan.wall.day if plan is not None else date.min
        collisions = {box.occurrence: box.collisions for box in boxes}
        shown = tuple(collisions)
        return GridContent((day,), zone, self._now, shown, collisions=collisions, proposals=self.proposals)

    def item_at(self, at: QPoint) -> Occurrence | GridChip | None:
        """The event or the deadlines at a point."""
        found = self._at(QPointF(at))
        return self.placing.told(found) if found is not None else None

    def rects_of(self, item: Occurrence | GridChip) -> tuple[QRect, ...]:
        """Where that is painted."""
        shown = self.placing.shown(item)
        return (self.item_rect(shown),) if shown is not None else ()

    def changeable(self, _occurrence: Occurrence) -> bool:
        """Events are changed in their calendar."""
        return False

    def open_item(self, item: Item) -> None:
        """Ask for the event's calendar, or for the request whose deadline it is."""
        if isinstance(item, Box):
            self.event_opened.emit(item.occurrence)
        else:
            self.deadline_opened.emit(item.deadlines[0].request_key)

    def _at(self, point: QPointF) -> Item | None:
        here = point.toPoint()
        found = [item for item in self.items if self.item_rect(item).adjusted(0, 0, 0, 2).contains(here)]
        return found[-1] if found else None

    def _words(self, item: Item) -> str:
        return item_words(item, self._moments, self._now) if self._moments is not None else ""

    def _now_y(self) -> int | None:
        plan = self._plan
        if plan is None or not plan.wall.start <= self._now < plan.wall.end:
            return None
        return round(plan.y(self._now))

    def _painter(self) -> DayPainter | None:
        """Kept while the width, the theme and the words are the same: fonts are costly to measure."""
        if self._moments is None:
            return None
        made_for = (self.width(), self._theme.tokens, self._moments)
        if self._painted_by is None or self._made_for != made_for:
            self._made_for = made_for
            self._painted_by = DayPainter(self._theme, self._moments, self.width())
        return self._painted_by


def _top(item: Item) -> float:
    return item.top if isinstance(item, Box) else item.y - LEAST_HEIGHT / 2
