"""The grid, the month and the Desk's day as a screen reader finds them: a list with an item for each event and group of
deadlines.

Qt's table of interfaces holds them without owning what Python made, so each stays referenced here until it is taken
out of that table.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken, isValid

from opiekun.desktop.calendar.grid.placing import Item
from opiekun.desktop.calendar.grid.scrolling import ScrollingCanvas
from opiekun.desktop.calendar.grid.words import chip_text, spoken
from opiekun.domain.calendar.events import Occurrence

if TYPE_CHECKING:
    from opiekun.desktop.calendar.month import MonthView
    from opiekun.desktop.day.canvas import DayCanvas

_DELETE = "delete"


class Acts(Protocol):
    """What can be done to an item, whoever asks."""

    @property
    def item(self) -> Item | None:
        """The selected one."""

    def select(self, item: Item | None) -> None:
        """Select it."""

    def open(self, item: Item) -> None:
        """Open it."""

    def delete(self, item: Item) -> None:
        """Delete it, where it can be."""


class AccessibleItems:
    """All interfaces of one grid. They are made when something asks, which mostly nothing does."""

    def __init__(self, canvas: ScrollingCanvas | MonthView | DayCanvas, acts: Acts) -> None:
        self.canvas = canvas
        self.acts = acts
        self._grid: _Grid | None = None
        self._made: dict[Item, tuple[_Shown, int]] = {}
        self._listed: list[Item] | None = None
        _install()
        canvas.destroyed.connect(self._drop_all)

    def grid(self) -> QAccessibleInterface:
        """That of the grid itself."""
        self._grid = _Grid(self)
        return self._grid

    def items(self) -> list[Item]:
        """What is shown, in the order of time."""
        if self._listed is None:
            self._listed = self.canvas.placing.items()
        return self._listed

    def of(self, item: Item) -> QAccessibleInterface:
        """That of an item."""
        found = self._made.get(item)
        if found is None:
            shown = _Shown(self, item)
            found = self._made[item] = (shown, QAccessible.registerAccessibleInterface(shown))
        return found[0]

    def content_changed(self) -> None:
        """Drop what is shown no more."""
        self._listed = None
        if self._made:
            gone = {*self._made} - {*self.items()}
            for item in gone:
                QAccessible.deleteAccessibleInterface(self._made.pop(item)[1])
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.canvas, QAccessible.Event.ObjectReorder))

    def selected(self, item: Item) -> None:
        """Tell that an item is selected now."""
        if QAccessible.isActive() and self.canvas.hasFocus():
            QAccessible.updateAccessibility(QAccessibleEvent(self.of(item), QAccessible.Event.Focus))

    def _drop_all(self) -> None:
        for _, number in self._made.values():
            QAccessible.deleteAccessibleInterface(number)
        self._made.clear()


class _Grid(QAccessibleWidget):
    """The grid: its items first, then the widgets in it."""

    def __init__(self, items: AccessibleItems) -> None:
        super().__init__(items.canvas, QAccessible.Role.List)
        self._items = items

    def childCount(self) -> int:  # noqa: N802
        return len(self._items.items()) + super().childCount()

    def child(self, index: int) -> QAccessibleInterface:
        items = self._items.items()
        if 0 <= index < len(items):
            return self._items.of(items[index])
        return super().child(index - len(items))

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        items = self._items.items()
        if isinstance(child, _Shown):
            return items.index(child.item) if child.item in items else -1
        at = super().indexOfChild(child)
        return at + len(items) if at >= 0 else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:  # noqa: N802
        canvas = self._items.canvas
        thing = canvas.item_at(canvas.mapFromGlobal(QPoint(x, y)))
        return self._items.of(thing) if thing is not None else super().childAt(x, y)

    def focusChild(self) -> QAccessibleInterface:  # noqa: N802
        item = self._items.acts.item
        if item is not None and self._items.canvas.hasFocus():
            return self._items.of(item)
        return super().focusChild()


class _Actions(QAccessibleActionInterface):
    """What a screen reader can do to an item."""

    def __init__(self, shown: _Shown) -> None:
        super().__init__()
        self._shown = shown

    def actionNames(self) -> list[str]:  # noqa: N802
        names = [self.pressAction(), self.setFocusAction()]
        return [*names, _DELETE] if self._shown.changeable else names

    def doAction(self, name: str) -> None:  # noqa: N802
        acts, item = self._shown.items.acts, self._shown.item
        if name == self.pressAction():
            acts.open(item)
        elif name == self.setFocusAction():
            acts.select(item)
        elif name == _DELETE:
            acts.delete(item)

    def keyBindingsForAction(self, name: str) -> list[str]:  # noqa: N802
        return {self.pressAction(): ["Enter"], _DELETE: ["Delete"]}.get(name, [])

    def localizedActionName(self, name: str) -> str:  # noqa: N802
        translate = QCoreApplication.translate
        return {self.pressAction(): translate("Grid", "Open"), _DELETE: translate("Grid", "Delete")}.get(name, name)

    def localizedActionDescription(self, name: str) -> str:  # noqa: N802
        return self.localizedActionName(name)


class _Shown(QAccessibleInterface):
    """An event or a group of deadlines."""

    def __init__(self, items: AccessibleItems, item: Item) -> None:
        super().__init__()
        self.items = items
        self.item = item
        self._actions = _Actions(self)

    @property
    def changeable(self) -> bool:
        return isinstance(self.item, Occurrence) and self.items.canvas.changeable(self.item)

    def isValid(self) -> bool:  # noqa: N802
        return isValid(self.items.canvas) and self.item in self.items.items()

    def object(self) -> QObject:
        # Qt takes none for an interface of its own making.
        return None  # type: ignore[return-value]

    def window(self) -> QWindow:
        return self.items.canvas.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self.items.canvas)

    def child(self, index: int) -> QAccessibleInterface:  # noqa: ARG002
        return None  # type: ignore[return-value]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:  # noqa: ARG002, N802
        return None  # type: ignore[return-value]

    def childCount(self) -> int:  # noqa: N802
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: ARG002, N802
        return -1

    def rect(self) -> QRect:
        canvas = self.items.canvas
        rects = canvas.rects_of(self.item)
        return QRect(canvas.mapToGlobal(rects[0].topLeft()), rects[0].size()) if rects else QRect()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        canvas, selected = self.items.canvas, self.items.acts.item == self.item
        state = QAccessible.State()
        state.focusable = state.selectable = True
        state.selected = selected
        state.focused = selected and canvas.hasFocus()
        state.readOnly = not self.changeable
        state.offscreen = not any(rect.intersects(canvas.rect()) for rect in canvas.rects_of(self.item))
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind is not QAccessible.Text.Name:
            return ""
        if isinstance(self.item, Occurrence):
            return spoken(self.item, self.items.canvas.content)
        return chip_text(self.item, self.items.canvas.content.zone)

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802
        """Names are not typed into a screen reader."""

    def interface_cast(self, kind: QAccessible.InterfaceType) -> Any:
        # PySide turns an object or a void pointer into what Qt wants here, and crashes over the int it declares.
        wants_actions = kind is QAccessible.InterfaceType.ActionInterface
        return self._actions if wants_actions else Shiboken.VoidPtr(0)


def _interface(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    items = getattr(thing, "accessible_items", None)
    return items.grid() if isinstance(items, AccessibleItems) else None


@cache
def _install() -> None:
    """Qt asks a factory for each widget's interface; one for the whole program is enough."""
    QAccessible.installFactory(_interface)
