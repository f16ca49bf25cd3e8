"""The month as a widget: days in weeks, dragged and keyed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from opiekun.desktop.calendar.grid.accessible import AccessibleItems
from opiekun.desktop.calendar.grid.content import GridContent, Moved, is_ghost
from opiekun.desktop.calendar.grid.gestures import Span
from opiekun.desktop.calendar.grid.placing import Chip, Item
from opiekun.desktop.calendar.grid.times import span_text
from opiekun.desktop.calendar.grid.words import spoken, title_of
from opiekun.desktop.calendar.month_drawing import MonthDrawing
from opiekun.desktop.calendar.month_layout import Piece
from opiekun.desktop.calendar.month_painting import MonthPainting, Shown, bookable_words
from opiekun.desktop.calendar.month_places import MonthPlaces
from opiekun.desktop.calendar.month_reading import MonthItems
from opiekun.desktop.calendar.moving import moved_by_days
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import show_tip
from opiekun.domain.calendar.collisions import Deadline
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.calendar.wall_days import Wall
from opiekun.domain.instants import UtcSeconds, utc_seconds

_WEEK = 7
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -_WEEK, Qt.Key.Key_Down: _WEEK}


class MonthView(QWidget):
    """Whole weeks. Arrows go from day to day, Tab from event to event; Alt with arrows moves the selected event.

    Where nothing lies a hand draws all-day events. Its signals carry what those of the time grid do; ``day_opened`` a
    date, ``day_chosen`` that to which the keys went, ``wanted`` the day on which a new event is to begin.
    """

    chosen = Signal(object)
    opened = Signal(object)
    moved = Signal(object)
    deleted = Signal(object)
    deadline_opened = Signal(object)
    day_opened = Signal(object)
    day_chosen = Signal(object)
    wanted = Signal(object)
    created = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painting = MonthPainting(theme)
        self._content: GridContent | None = None
        self.places = MonthPlaces()
        self._deadlines: dict[int, tuple[Deadline, ...]] = {}
        self._month = self._day = date(2026, 1, 1)
        self._chosen: Piece | None = None
        self._base: QPixmap | None = None
        self._pressed: tuple[QPoint, Piece] | None = None
        self._over: int | None = None
        self._drawing = MonthDrawing(self, theme, self.places.drawn)
        self._drawing.changed.connect(self.update)
        self._drawing.created.connect(self.created)
        self.placing = MonthItems(self)
        self.accessible_items = AccessibleItems(self, self.placing)
        self.setAccessibleName(self.tr("Month"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._repaint)

    def show_content(self, content: GridContent, day: date) -> None:
        """Show whole weeks of days, with that day under the keys."""
        chosen = self.chosen_occurrence
        before = self._content
        self._drawing.content_changed(same_days=before is None or before.days == content.days)
        self._content, self._day, self._month = content, day, day.replace(day=1)
        midnights = [_midnight(each, content) for each in content.days]
        self._bounds = [*midnights, _midnight(content.days[-1] + timedelta(1), content)]
        self._deadlines = {}
        for deadline in content.deadlines:
            for at, (since, until) in enumerate(zip(self._bounds, self._bounds[1:], strict=False)):
                if since <= deadline.due_at < until:
                    self._deadlines[at] = (*self._deadlines.get(at, ()), deadline)
        self._lay_out()
        self.choose(chosen)
        self._tell()

    @property
    def day(self) -> date:
        """The day that the keys stand on."""
        return self._day

    @property
    def chosen_occurrence(self) -> Occurrence | None:
        """The selected event."""
        return self._chosen.occurrence if self._chosen is not None else None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What is in sight, in the order in which it is read."""
        return self.places.laid.pieces

    @property
    def content(self) -> GridContent:
        """What is shown."""
        assert self._content is not None  # noqa: S101 - asked by what is shown alone
        return self._content

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The deadlines, those of a day together."""
        return tuple(Chip(there, day, 0) for day, there in sorted(self._deadlines.items()))

    def item_at(self, at: QPoint) -> Item | None:
        """The event or the deadlines at a point."""
        return self.placing.at(at)

    def rects_of(self, item: Item) -> tuple[QRect, ...]:
        """Where they are painted."""
        return self.placing.rects(item)

    def chip_rect(self, chip: Chip) -> QRect:
        """Where the deadlines of a day are painted."""
        return self._painting.chips_rect(self.places.cell(chip.day), chip.deadlines)

    def more_on(self, day: date) -> int:
        """How many events of that day are not in sight."""
        return self.places.laid.more[self._index(day)] if self._content is not None else 0

    def choose(self, occurrence: Occurrence | None) -> None:
        """Select it, without telling."""
        self._chosen = self.places.piece_of(occurrence)
        self.update()

    def rect_of(self, occurrence: Occurrence) -> QRect | None:
        """Where it is painted; None where it is not in sight."""
        return next(self.places.rects_of(occurrence), None)

    def day_rect(self, day: date) -> QRect:
        """Where that day is painted."""
        return self.places.cell(self._index(day))

    def tick(self, now: UtcSeconds) -> None:
        """Another day may have begun."""
        if self._content is not None and self._painting.today(self._content, now):
            self._repaint()

    def let_go(self) -> None:
        """What was dropped does not come about after all."""
        self._pressed = self._over = None
        self._drawing.let_go()
        self.update()

    @Slot()
    def _repaint(self) -> None:
        self._base = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another size has room for another number of lines."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        self._base = None
        if self._content is not None:
            self.places.lay_out(self.rect(), self._content.occurrences, self._bounds)
            if self._chosen is not None:
                self.choose(self._chosen.occurrence)
            self._drawing.place()
            self.accessible_items.content_changed()
        self.update()

    def _index(self, day: date) -> int:
        return (day - self._content.days[0]).days if self._content is not None else 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The month is painted once; over it what is selected and what is dragged."""
        if self._content is None:
            return
        ratio = self.devicePixelRatioF()
        if self._base is None:
            self._base = QPixmap(self.size() * ratio)
            self._base.setDevicePixelRatio(ratio)
            shown = Shown(self._content, self.places.laid, self._deadlines, self._month)
            self._painting.paint(self._base, shown, self.rect())
        painter, clip = QPainter(self), event.rect()
        painter.drawPixmap(QPointF(clip.topLeft()), self._base, _scaled(clip, ratio))
        self._painting.mark_day(painter, self.day_rect(self._day), focus=self.hasFocus())
        if self._chosen is not None:
            self._painting.mark_event(painter, self.places.rect(self._chosen))
            for each in self.content.linked(self._chosen.occurrence):
                for rect in self.rects_of(each):
                    self._painting.mark_event(painter, rect, dotted=True)
        if self._over is not None and self._pressed is not None:
            place, occurrence = self.places.first_line(self._over), self._pressed[1].occurrence
            self._painting.ghost(painter, place, occurrence, self._content, title_of(occurrence))
        for days in self._drawing.weeks:
            first, last = self._drawing.weeks[0], self._drawing.weeks[-1]
            start, end = self._bounds[first.start], self._bounds[last.stop]
            new = Occurrence(0, "", "", "", "", start, end, all_day=True)
            words = span_text(new.start, new.end, True, self._content.zone)
            self._painting.ghost(painter, self.places.drawn(days), new, self._content, words)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows, Return, Delete and Escape."""
        key = Qt.Key(event.key())
        step = _STEPS.get(key)
        chosen = self.chosen_occurrence
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier and chosen is not None:
            self._move(chosen, step, copy=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go(self._day + timedelta(step))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(chosen) if chosen is not None else self.day_opened.emit(self._day)
        elif key == Qt.Key.Key_Escape and (self._pressed is not None or self._drawing.cancel()):
            self.let_go()
        elif key == Qt.Key.Key_Escape and chosen is not None:
            self._select(None)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab goes through the events, and from the last of them on."""
        pieces = self.pieces
        if self._chosen is None:
            here = self._index(self._day)
            order = pieces if forward else pieces[::-1]
            found = next((piece for piece in order if here in piece.days), None)
        else:
            at = pieces.index(self._chosen) + (1 if forward else -1)
            found = pieces[at] if 0 <= at < len(pieces) else None
        if found is None:
            self._select(None)
            return super().focusNextPrevChild(forward)
        self._select(found)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose what is there."""
        point = event.position().toPoint()
        piece = self.places.piece_at(point)
        at = self.places.day_at(point)
        if event.button() is Qt.MouseButton.LeftButton and at is not None and self._content is not None:
            self._go(self._content.days[at])
            self._select(piece)
            self._pressed = (point, piece) if piece is not None and self.changeable(piece.occurrence) else None
            self._drawing.press(at if piece is None else None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the event that was pressed, or draw one where none was."""
        point = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if self._pressed is None:
            day = self.places.day_at(point)
            if day is not None:
                self._drawing.move(day)
            return
        far = (point - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance()
        over = self.places.day_at(point)
        if (far or self._over is not None) and over is not None and over != self._over:
            for at in (self._over, over):
                if at is not None:
                    self.update(self.places.cell(at))
            self._over = over

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drop it; or open the day that has more, or the request of a deadline."""
        point = event.position().toPoint()
        if self._content is not None and self._drawing.release(self._content.days[0]):
            return
        if self._pressed is not None and self._over is not None:
            from_day = self.places.day_at(self._pressed[0])
            days = self._over - (from_day if from_day is not None else self._over)
            copy = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            occurrence, under = self._pressed[1].occurrence, self.places.piece_at(point)
            self.let_go()
            if under is not None and not copy and under.occurrence in self.content.linked(occurrence):
                self.moved.emit(Moved(occurrence, *Span.of(under.occurrence).when(Wall(self.content.zone))))
            elif days:
                self._move(occurrence, days, copy=copy)
            return
        self._pressed = None
        at = self.places.day_at(point)
        if event.button() is not Qt.MouseButton.LeftButton or at is None or self._content is None:
            return
        deadline = self._painting.deadline_at(point, self.places.cell(at), self._deadlines.get(at, ()))
        if deadline is not None:
            self.deadline_opened.emit(deadline.request_key)
        elif self.places.is_on_more(point, at):
            self.day_opened.emit(self._content.days[at])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open the event; begin a new one where there is none."""
        piece = self.places.piece_at(event.position().toPoint())
        self.opened.emit(piece.occurrence) if piece is not None else self.wanted.emit(self._day)

    def event(self, event: QEvent) -> bool:
        """What is cut off is whole in the tooltip."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._content is not None:
            piece, content = self.places.piece_at(event.pos()), self._content
            day = bookable_words(content, self.day_under(event.pos()))
            show_tip(event.globalPos(), day if piece is None else spoken(piece.occurrence, content), self)
            return True
        return super().event(event)

    def day_under(self, point: QPoint) -> date | None:
        """The day at a point."""
        at = self.places.day_at(point)
        return None if at is None else self.content.days[at]

    def changeable(self, occurrence: Occurrence) -> bool:
        """Whether it stands in a calendar that can be written; what is only proposed stands in none."""
        if is_ghost(occurrence):
            return False
        calendar = self._content.calendars.get(occurrence.calendar_id) if self._content is not None else None
        return calendar is None or not calendar.read_only

    def select(self, occurrence: Occurrence | None) -> None:
        """Select an event, and tell."""
        self._select(self.places.piece_of(occurrence))

    def go_to_day(self, at: int) -> None:
        """Put the keys on a day, counted from the first."""
        if self._content is not None:
            self._go(self._content.days[at])

    def _move(self, occurrence: Occurrence, days: int, *, copy: bool) -> None:
        if self._content is not None:
            start, end = moved_by_days(occurrence, days, self._content.zone)
            self.moved.emit(Moved(occurrence, start, end, copy))

    def _go(self, day: date) -> None:
        self._chosen = None
        self._day = day
        self.update()
        self.day_chosen.emit(day)
        self._tell()

    def _select(self, piece: Piece | None) -> None:
        self._chosen = piece
        if piece is not None and self._content is not None:
            self._day = self._content.days[piece.days.start]
        self.update()
        self.chosen.emit(self.chosen_occurrence)
        self._tell()

    def _tell(self) -> None:
        """Say to a screen reader where the keys stand."""
        if self._content is not None:
            words = self._painting.told(self._content, self.places.laid, self._day, self._chosen)
            self.setAccessibleDescription(words)
            if self._chosen is not None:
                self.accessible_items.selected(self._chosen.occurrence)


def _midnight(day: date, content: GridContent) -> UtcSeconds:
    return utc_seconds(datetime.combine(day, time(), content.zone))


def _scaled(rect: QRect, ratio: float) -> QRect:
    return QRect(
        round(rect.x() * ratio), round(rect.y() * ratio), round(rect.width() * ratio), round(rect.height() * ratio)
    )
