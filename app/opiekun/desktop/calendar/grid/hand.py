"""What the mouse does: choose, open, draw a new span, move, resize and copy. Nothing is changed here, only told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from opiekun.desktop.calendar.grid.accepting import accepting, drawn_to_proposal
from opiekun.desktop.calendar.grid.content import is_ghost
from opiekun.desktop.calendar.grid.gestures import (
    FINE_STEP,
    NEW_MINUTES,
    STEP,
    Gesture,
    Span,
    Spot,
    created,
    hour_at,
    moved,
    resized,
)
from opiekun.desktop.calendar.grid.live import Ghost, Veil
from opiekun.desktop.calendar.grid.placing import Bar, Chip, Segment, in_strip
from opiekun.desktop.calendar.grid.scrolling import ScrollingCanvas
from opiekun.desktop.calendar.grid.times import span_text, time_text
from opiekun.desktop.calendar.grid.words import after_due_text, reason_text, title_of
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import EventPurpose, Occurrence
from opiekun.domain.instants import UtcSeconds

_EDGE = 5
_SCROLL_ZONE = 26
_SCROLL_EVERY = 16
_SCROLL_AFTER = 350
"""Milliseconds that the hand stays near an edge before it scrolls: who only goes past means no scrolling."""
_FASTEST = 14


@dataclass(frozen=True, slots=True)
class Released:
    """A drag that ended well. ``occurrence`` is None where a new span was drawn."""

    occurrence: Occurrence | None
    span: Span
    copy: bool


@dataclass(slots=True)
class _Drag:
    """A press that may become a drag, and the drag that it became."""

    pressed: QPoint
    origin: Spot
    gesture: Gesture
    occurrence: Occurrence | None
    began: bool = False
    inside: bool = False
    """Whether it has been among the hours, away from their edges: from then on it scrolls near them."""
    at: QPoint | None = None
    span: Span | None = None
    copy: bool = False


class _Shown(NamedTuple):
    """The ghost: an occurrence where it would lie, why it would collide there, and what else a drop means there."""

    occurrence: Occurrence
    reason: str
    copies: bool
    note: str = ""


class Hand(QObject):
    """``released`` carries a Released. The ghost stays where it was let go until it is taken away."""

    released = Signal(object)

    def __init__(self, canvas: ScrollingCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._drag: _Drag | None = None
        self._shown: _Shown | None = None
        self._veiled: Occurrence | None = None
        self.collides: Callable[[Occurrence], tuple[Collision, ...]] = _nothing
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(_SCROLL_EVERY)
        self._scrolling.timeout.connect(self._scroll_on)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_SCROLL_AFTER)
        self._waiting.timeout.connect(self._scrolling.start)
        self._lengths: dict[tuple[int, str], UtcSeconds] = {}
        """Of timed events that were taken into the strip: brought back they are as long as they were."""

    @property
    def drags(self) -> bool:
        """Whether something hangs at the hand."""
        return self._drag is not None and self._drag.began

    def press(self, at: QPoint) -> None:
        """The button went down there: what follows is a click or a drag."""
        canvas = self._canvas
        thing = canvas.thing_at(at)
        if isinstance(thing, Chip):
            return
        gesture, occurrence = Gesture.CREATE, None
        if thing is not None:
            occurrence = thing.occurrence
            gesture = self._gesture(thing, at)
            if not canvas.changeable(occurrence) and not is_ghost(occurrence):
                return
        origin = canvas.spot(at)
        self._drag = _Drag(at, origin, gesture, occurrence, inside=not origin.strip)

    def move(self, at: QPoint, modifiers: Qt.KeyboardModifier, *, down: bool) -> None:
        """The hand went there."""
        drag = self._drag
        if drag is None or not down:
            self.point(at)
            return
        if not drag.began:
            if (at - drag.pressed).manhattanLength() < QApplication.startDragDistance():
                return
            drag.began = True
            self._veiled = drag.occurrence
            if drag.occurrence is not None and drag.gesture is Gesture.MOVE:
                self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        drag.at = at
        self._follow(modifiers)
        self._scroll_near_edges(at)

    def release(self) -> bool:
        """The button went up: tell what was done. False where it was no drag."""
        drag, self._drag = self._drag, None
        self._stop_scrolling()
        self._canvas.unsetCursor()
        if drag is None or not drag.began:
            return False
        unmoved = drag.occurrence is not None and drag.span == Span.of(drag.occurrence)
        if drag.span is None or (unmoved and not drag.copy):
            self.clear()
        else:
            self._remember_length(drag.occurrence, drag.span)
            self.released.emit(Released(drag.occurrence, drag.span, drag.copy))
        return True

    def cancel(self) -> bool:
        """Let everything lie where it lay. False where nothing was dragged."""
        was_dragging = self.drags
        self._drag = None
        self._stop_scrolling()
        if was_dragging:
            self._canvas.unsetCursor()
            self.clear()
        return was_dragging

    def content_changed(self, occurrences: tuple[Occurrence, ...]) -> None:
        """What is dragged may be no more, or lie elsewhere: then the drag ends."""
        drag = self._drag
        if drag is None:
            return
        if drag.occurrence is not None and drag.occurrence not in occurrences:
            self.cancel()

    def modifiers_changed(self, modifiers: Qt.KeyboardModifier) -> None:
        """Shift or Ctrl went down or up while something hangs at the hand."""
        if self.drags:
            self._follow(modifiers)

    def point(self, at: QPoint) -> None:
        """Show by the cursor what a press there would do."""
        canvas = self._canvas
        thing = canvas.thing_at(at)
        canvas.links.hover(thing.occurrence if isinstance(thing, (Segment, Bar)) else None)
        shape = Qt.CursorShape.ArrowCursor
        if isinstance(thing, Chip) or canvas.fold_at(at) or canvas.more_at(at):
            shape = Qt.CursorShape.PointingHandCursor
        elif thing is not None and self._gesture(thing, at) is not Gesture.MOVE:
            bar = isinstance(thing, Bar)
            shape = Qt.CursorShape.SizeHorCursor if bar else Qt.CursorShape.SizeVerCursor
        if canvas.cursor().shape() is not shape:
            canvas.setCursor(QCursor(shape))

    def hover_request(self, at: QPoint, request_id: str) -> Span:
        """A request hangs over that point: show the block that would be set aside for it, and whether it is late."""
        canvas = self._canvas
        span = hour_at(canvas.wall, canvas.spot(at))
        block = _new_occurrence(span, request_id, EventPurpose.WORK_BLOCK)
        if self._shown is None or self._shown.occurrence != block:
            self._show(_Shown(block, self._late(request_id, span) or self._reason(block), copies=False))
        canvas.scroll_by(canvas.scroll_speed(at, _SCROLL_ZONE, _FASTEST))
        return span

    def show_span(self, span: Span, title: str, occurrence: Occurrence | None = None) -> None:
        """Show a ghost there that nothing hangs on to."""
        shown = occurrence or _new_occurrence(span, title, EventPurpose.CALL)
        shown = shown._replace(start=span.start, end=span.end, all_day=span.all_day)
        self._show(_Shown(shown, self._reason(shown), copies=False))

    def clear(self) -> None:
        """Take the ghost away, and the veil from the origin."""
        self._shown = self._veiled = None
        self.place()

    def place(self) -> None:
        """Put the ghost and the veil where they belong, which scrolling and zooming change."""
        canvas = self._canvas
        veiled, shown = self._veiled, self._shown
        veil = None
        if veiled is not None and not (shown is not None and shown.copies):
            veil = Veil(canvas.rects_of(veiled), above=in_strip(veiled))
        canvas.set_live("veil", veil)
        if shown is None:
            canvas.set_live("ghost", None)
            return
        occurrence = shown.occurrence
        span = Span.of(occurrence)
        times = span_text(span.start, span.end, span.all_day, canvas.wall.zone)
        title = shown.note or (title_of(occurrence) if occurrence.summary else "")
        look, above = canvas.look(occurrence), in_strip(occurrence)
        canvas.set_live(
            "ghost", Ghost(canvas.span_rects(span, veiled), title, times, look, shown.reason, shown.copies, above=above)
        )

    def _gesture(self, thing: Segment | Bar, at: QPoint) -> Gesture:
        rect = next((rect for rect in self._canvas.rects_of(thing.occurrence) if rect.contains(at)), None)
        if rect is None or not self._canvas.changeable(thing.occurrence):
            return Gesture.MOVE
        along, length = (
            (at.x() - rect.left(), rect.width()) if isinstance(thing, Bar) else (at.y() - rect.top(), rect.height())
        )
        edge = min(_EDGE, length // 4)
        if thing.ends and length - along <= edge:
            return Gesture.END
        return Gesture.START if thing.begins and along < edge else Gesture.MOVE

    def _follow(self, modifiers: Qt.KeyboardModifier) -> None:
        drag = self._drag
        if drag is None or drag.at is None:
            return
        canvas = self._canvas
        step = FINE_STEP if modifiers & Qt.KeyboardModifier.ShiftModifier else STEP
        spot = canvas.spot(drag.at)
        note = ""
        copy = drag.gesture is Gesture.MOVE and bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if drag.occurrence is None:
            # What began among the hours stays there, so that a hand that goes a little too high makes no all-day event.
            span = created(canvas.wall, drag.origin, spot._replace(strip=drag.origin.strip), step)
            shown = _new_occurrence(span, "", EventPurpose.CALL)
        else:
            if drag.gesture is Gesture.MOVE:
                span = moved(
                    canvas.wall, drag.occurrence, drag.origin, spot, step, length=self._length(drag.occurrence)
                )
            else:
                span = resized(canvas.wall, drag.occurrence, drag.gesture, spot, step)
            if drag.gesture is Gesture.MOVE and not copy:
                span = drawn_to_proposal(canvas.content, drag.occurrence, span, fine=step == FINE_STEP)
                note = accepting(canvas.content, drag.occurrence, span)
            shown = drag.occurrence._replace(start=span.start, end=span.end, all_day=span.all_day)
        if (span, copy) == (drag.span, drag.copy):
            return
        drag.span, drag.copy = span, copy
        self._show(_Shown(shown, self._reason(shown), copy, note))

    def _late(self, request_id: str, span: Span) -> str:
        canvas = self._canvas
        dues = [each.due_at for each in canvas.content.deadlines if each.request_id == request_id]
        due_at = min(dues, default=span.start + 1)
        return after_due_text(time_text(due_at, canvas.wall.zone)) if span.start >= due_at else ""

    def _reason(self, occurrence: Occurrence) -> str:
        collisions = self.collides(occurrence)
        return reason_text(collisions, self._canvas.wall.zone) if collisions else ""

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        self.place()

    def _scroll_near_edges(self, at: QPoint) -> None:
        drag = self._drag
        near = self._canvas.scroll_speed(at, _SCROLL_ZONE, _FASTEST) != 0
        if drag is not None and not near and not self._canvas.spot(at).strip:
            drag.inside = True
        if not near or drag is None or not drag.inside:
            self._stop_scrolling()
        elif not self._scrolling.isActive() and not self._waiting.isActive():
            self._waiting.start()

    def _stop_scrolling(self) -> None:
        self._waiting.stop()
        self._scrolling.stop()

    def _remember_length(self, occurrence: Occurrence | None, span: Span) -> None:
        if occurrence is not None and span.all_day and not occurrence.all_day:
            self._lengths[occurrence.key, occurrence.recurrence_id] = occurrence.end - occurrence.start

    def _length(self, occurrence: Occurrence) -> UtcSeconds:
        """How long an all-day event becomes that is taken among the hours."""
        return self._lengths.get((occurrence.key, occurrence.recurrence_id), NEW_MINUTES * 60)

    @Slot()
    def _scroll_on(self) -> None:
        drag = self._drag
        if drag is None or drag.at is None:
            self._scrolling.stop()
            return
        self._canvas.scroll_by(self._canvas.scroll_speed(drag.at, _SCROLL_ZONE, _FASTEST))
        self._follow(QApplication.keyboardModifiers())


def _new_occurrence(span: Span, title: str, purpose: EventPurpose) -> Occurrence:
    return Occurrence(0, "", "", "", title, span.start, span.end, all_day=span.all_day, purpose=purpose)


def _nothing(_occurrence: Occurrence) -> tuple[Collision, ...]:
    return ()
