"""The time grid as a widget: what it is shown, what it tells, and its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from opiekun.desktop.calendar.dragged import dragged_request
from opiekun.desktop.calendar.grid.accessible import AccessibleItems
from opiekun.desktop.calendar.grid.content import GridContent, Moved, RequestDropped
from opiekun.desktop.calendar.grid.course import CURSOR_STEP, Aim
from opiekun.desktop.calendar.grid.gestures import Span, hour_at
from opiekun.desktop.calendar.grid.hand import Hand, Released
from opiekun.desktop.calendar.grid.keys import HEARD, Keys
from opiekun.desktop.calendar.grid.naming import Naming
from opiekun.desktop.calendar.grid.placing import Chip, Item
from opiekun.desktop.calendar.grid.reading import ZoneReading
from opiekun.desktop.calendar.grid.scrolling import ScrollingCanvas
from opiekun.desktop.calendar.grid.tip import tip_at
from opiekun.desktop.calendar.grid.words import deadline_text, title_of
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import show_tip
from opiekun.domain.calendar.collisions import Collision, Deadline
from opiekun.domain.calendar.events import Occurrence

_DAY = 1440
_BY_KEYS = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
_LONGEST_ENTRY = 160
_ZOOM: dict[int, float] = {Qt.Key.Key_Plus: 1.2, Qt.Key.Key_Equal: 1.2, Qt.Key.Key_Minus: 1 / 1.2}
_HELD: dict[int, Qt.KeyboardModifier] = {
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
}


class TimeGrid(ScrollingCanvas):
    """Days side by side. Its signals tell what a person did; nothing changes before new content is shown.

    ``created`` carries a Created, ``moved`` a Moved, ``retitled`` a Retitled, ``request_dropped`` a RequestDropped,
    ``shifted`` a Shifted; ``chosen`` the selected Occurrence or None, ``opened`` and ``deleted`` an Occurrence,
    ``deadline_opened`` the key of a request.
    """

    created = Signal(object)
    moved = Signal(object)
    retitled = Signal(object)
    chosen = Signal(object)
    opened = Signal(object)
    deleted = Signal(object)
    deadline_opened = Signal(object)
    request_dropped = Signal(object)
    shifted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._hand = Hand(self)
        self._hand.released.connect(self._released)
        self._keys = Keys(self)
        self._keys.chosen.connect(self._choose_item)
        self._keys.opened.connect(self._open)
        self._keys.deleted.connect(self.deleted)
        self._keys.moved.connect(self.moved)
        self._keys.shifted.connect(self.shifted)
        self.naming = Naming(self, self._hand, theme)
        self.naming.created.connect(self.created)
        self.naming.retitled.connect(self.retitled)
        self.naming.dropped.connect(self.let_go)
        self._keys.drawn.connect(self.naming.begin)
        self._keys.renaming.connect(self.naming.rename)
        self._reading = ZoneReading(self)
        self.accessible_items = AccessibleItems(self, self._keys)
        self._keys.focused.connect(self.accessible_items.selected)
        self._pressed_chip: Chip | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Days"))

    @property
    def collides(self) -> Callable[[Occurrence], tuple[Collision, ...]]:
        """Asked while an event is dragged, once for each place to which it snaps."""
        return self._hand.collides

    @collides.setter
    def collides(self, ask: Callable[[Occurrence], tuple[Collision, ...]]) -> None:
        self._hand.collides = ask

    def show_content(self, content: GridContent) -> None:
        """Show that. What was just dropped or created lies where the content has it from now on."""
        if content.days != self.days:
            self.naming.leave()
        if not self._hand.drags and self.naming.span is None:
            self._hand.clear()
        super().show_content(content)
        self._hand.content_changed(content.occurrences)
        self._keys.content_changed()
        self.accessible_items.content_changed()

    @property
    def chosen_occurrence(self) -> Occurrence | None:
        """The selected one."""
        item = self._keys.item
        return item if isinstance(item, Occurrence) else None

    def choose(self, occurrence: Occurrence | None) -> None:
        """Select it and bring it into sight, without telling."""
        self._keys.select(occurrence, tell=False)

    @property
    def aimed(self) -> Span | None:
        """The span that was drawn and waits for a title, or else at which the keys are."""
        return self.naming.span or self._keys.aimed

    def rect_of(self, occurrence: Occurrence) -> QRect | None:
        """Where it is painted, in the widget's coordinates; None where it is not in sight."""
        seen = (rect.intersected(self.rect()) for rect in self.rects_of(occurrence))
        return next((rect for rect in seen if not rect.isEmpty()), None)

    @Slot()
    def let_go(self) -> None:
        """What was dropped or created does not come about after all: its ghost goes."""
        self.naming.forget()
        self._keys.forget_moves()
        self._hand.clear()

    # Mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose what is there, or aim at the time; what follows may be a drag. Another button ends one."""
        if self._hand.cancel():
            return
        at = event.position().toPoint()
        thing = self.thing_at(at)
        self._pressed_chip = thing if isinstance(thing, Chip) else None
        if thing is None:
            self._press_on_nothing(at, left=event.button() is Qt.MouseButton.LeftButton)
        elif not isinstance(thing, Chip):
            self._keys.select(thing.occurrence)
            if event.button() is Qt.MouseButton.LeftButton:
                self._hand.press(at)

    def _press_on_nothing(self, at: QPoint, *, left: bool) -> None:
        more = self.more_at(at)
        if self.fold_at(at):
            self.fold(unfolded=not self.unfolded)
        elif more is not None:
            self._show_more(*more)
        elif self.on_days(at):
            spot = self.spot(at)
            minutes = int(spot.minutes // CURSOR_STEP) * CURSOR_STEP
            aim = Aim(self.days.index(spot.day), min(minutes, _DAY - CURSOR_STEP))
            self._keys.aim_at(None if spot.strip else aim, shown=False)
            if left:
                self._hand.press(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag, or show what a press would do."""
        at = event.position().toPoint()
        self._hand.move(at, event.modifiers(), down=bool(event.buttons() & Qt.MouseButton.LeftButton))
        self._reading.hover(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End a drag; a click on a deadline goes to its request."""
        at = event.position().toPoint()
        chip, self._pressed_chip = self._pressed_chip, None
        if not self._hand.release() and chip is not None and self.thing_at(at) == chip:
            self._open(chip)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open an event, or make one where none is."""
        at = event.position().toPoint()
        thing = self.thing_at(at)
        if isinstance(thing, Chip) or event.button() is not Qt.MouseButton.LeftButton:
            return
        if thing is not None:
            self.opened.emit(thing.occurrence)
        elif self.on_days(at) and not self.more_at(at):
            self.naming.begin(hour_at(self.wall, self.spot(at)))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """What cannot be seen cannot be dragged."""
        super().hideEvent(event)
        self._hand.cancel()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """No time is under the hand."""
        super().leaveEvent(event)
        self._reading.hover(None)

    @Slot(object)
    def _released(self, released: Released) -> None:
        if released.occurrence is None:
            self.naming.begin(released.span)
        else:
            self.moved.emit(Moved(released.occurrence, *released.span.when(self.wall), released.copy))

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """See keys.py; besides, Esc ends a drag, Z reads the time in other zones, Ctrl with + and - zooms."""
        key = event.key()
        if self._hand.drags:
            if key == Qt.Key.Key_Escape:
                self._hand.cancel()
            else:
                self._hand.modifiers_changed(event.modifiers() | _HELD.get(key, Qt.KeyboardModifier.NoModifier))
        elif key == Qt.Key.Key_Z and not event.modifiers():
            self._reading.hold(True)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in _ZOOM:
            self.zoom_by(_ZOOM[key])
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_0:
            self.zoom_back()
        elif not self._keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Z was let go, or Shift or Ctrl during a drag."""
        if event.key() == Qt.Key.Key_Z and not event.isAutoRepeat():
            self._reading.hold(False)
        elif event.key() in _HELD:
            self._hand.modifiers_changed(event.modifiers() & ~_HELD[event.key()])
        else:
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab goes through events and deadlines in the order of time, and on beyond the last."""
        # A window that becomes active asks too, to find who gets the keys first.
        stepped = self.hasFocus() and self._keys.step(1 if forward else -1)
        return stepped or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show where the keys are; who came by them begins somewhere."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEYS:
            self._keys.begin()
        self._keys.place()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show that the keys are elsewhere; what they hold down here is let go."""
        super().focusOutEvent(event)
        self._reading.hold(False)
        self._keys.place()

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here come before shortcuts of the window; tooltips tell what lies there."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and self._hears(event):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        return super().event(event)

    def _hears(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return key in {*_ZOOM, Qt.Key.Key_0}
        if key == Qt.Key.Key_Z:
            return not modifiers
        if key == Qt.Key.Key_Escape:
            return self._hand.drags or self._keys.item is not None
        if key == Qt.Key.Key_Delete:
            # Where nothing can be deleted, the window's shortcut says why.
            chosen = self.chosen_occurrence
            return chosen is not None and self.changeable(chosen)
        return key in HEARD

    # Requests dragged from the queue.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Requests are welcome."""
        if dragged_request(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show the block that would be set aside."""
        self._hand.hover_request(event.position().toPoint(), dragged_request(event.mimeData()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002, N802
        """It went away again."""
        self._hand.clear()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Tell that time is to be set aside for it."""
        request_id = dragged_request(event.mimeData())
        span = self._hand.hover_request(event.position().toPoint(), request_id)
        event.acceptProposedAction()
        self.request_dropped.emit(RequestDropped(request_id, *span.when(self.wall)))

    # Deadlines and what is left out.

    @Slot(object)
    def _open(self, item: Item) -> None:
        if isinstance(item, Occurrence):
            self.opened.emit(item)
        elif len(item.deadlines) == 1:
            self.deadline_opened.emit(item.deadlines[0].request_key)
        else:
            where = next(iter(self.rects_of(item)), QRect())
            zone = self.wall.zone
            self._show_menu(where, [(deadline_text(deadline, zone), deadline) for deadline in item.deadlines])

    def _show_more(self, where: QRect, hidden: list[Occurrence]) -> None:
        if self.unfolded:
            self._show_menu(where, [(title_of(occurrence), occurrence) for occurrence in hidden])
        else:
            self.fold(unfolded=True)

    def _show_menu(self, below: QRect, entries: Sequence[tuple[str, Occurrence | Deadline]]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, meant in entries:
            menu.addAction(words[:_LONGEST_ENTRY].replace("&", "&&")).setData(meant)
        menu.triggered.connect(self._chose)
        menu.popup(self.mapToGlobal(below.bottomLeft()))

    @Slot(QAction)
    def _chose(self, action: QAction) -> None:
        meant = action.data()
        if isinstance(meant, Deadline):
            self.deadline_opened.emit(meant.request_key)
        else:
            self.opened.emit(meant)

    @Slot(object)
    def _choose_item(self, item: Item | None) -> None:
        self.chosen.emit(item if isinstance(item, Occurrence) else None)

    def _show_tip(self, event: QHelpEvent) -> None:
        words = "" if self._hand.drags else tip_at(self, event.pos())
        if not words:
            QToolTip.hideText()
            return
        show_tip(event.globalPos(), words, self)

    def _place_live(self) -> None:
        super()._place_live()
        self._hand.place()
        self._keys.place()
        self._reading.place()
        self.naming.place()
