"""The events and deadlines of the day as screen readers reach them: as those of the week are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opiekun.desktop.calendar.grid.placing import Chip, Item
from opiekun.desktop.day.plan import Box

if TYPE_CHECKING:
    from opiekun.desktop.day.canvas import DayCanvas
    from opiekun.desktop.day.plan import Chip as DayChip


class DayItems:
    """Stands between the canvas and its accessible items, which know events and groups of deadlines alone."""

    def __init__(self, canvas: DayCanvas) -> None:
        self._canvas = canvas

    @property
    def item(self) -> Item | None:
        """The selected one."""
        chosen = self._canvas.item
        return _told(chosen) if chosen is not None else None

    def items(self) -> list[Item]:
        """What is shown, in the order of time."""
        return [_told(each) for each in self._canvas.items]

    def shown(self, item: Item) -> Box | DayChip | None:
        """What the canvas paints for it."""
        return next((each for each in self._canvas.items if _told(each) == item), None)

    def told(self, shown: Box | DayChip) -> Item:
        """What it is for a screen reader."""
        return _told(shown)

    def select(self, item: Item | None) -> None:
        """Select it."""
        shown = self.shown(item) if item is not None else None
        if shown is not None:
            self._canvas.choose(shown)

    def open(self, item: Item) -> None:
        """Open it."""
        shown = self.shown(item)
        if shown is not None:
            self._canvas.open_item(shown)

    def delete(self, item: Item) -> None:
        """Nothing is deleted here."""


def _told(shown: Box | DayChip) -> Item:
    return shown.occurrence if isinstance(shown, Box) else Chip(shown.deadlines, 0, shown.y)
