"""The month for those who do not see it: its events and deadlines as items, and what can be done to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect

from opiekun.desktop.calendar.grid.placing import Chip, Item
from opiekun.domain.calendar.events import Occurrence

if TYPE_CHECKING:
    from opiekun.desktop.calendar.month import MonthView


class MonthItems:
    """What of a month can be reached, in the order of time: the deadlines of a day before its events."""

    def __init__(self, month: MonthView) -> None:
        self._month = month

    def items(self) -> list[Item]:
        """Each event once, however many weeks it goes over."""
        found: dict[Item, None] = {}
        chips = {chip.day: chip for chip in self._month.chips}
        for piece in self._month.pieces:
            for day in sorted(chips):
                if day <= piece.days.start:
                    found[chips.pop(day)] = None
            found[piece.occurrence] = None
        return [*found, *(chips[day] for day in sorted(chips))]

    @property
    def item(self) -> Item | None:
        """The selected one."""
        return self._month.chosen_occurrence

    def select(self, item: Item | None) -> None:
        """Select it; deadlines are selected by going to their day."""
        if isinstance(item, Chip):
            self._month.go_to_day(item.day)
        else:
            self._month.select(item)

    def open(self, item: Item) -> None:
        """Open it."""
        if isinstance(item, Occurrence):
            self._month.opened.emit(item)
        else:
            self._month.deadline_opened.emit(item.worst.request_key)

    def delete(self, item: Item) -> None:
        """Delete it, where it can be."""
        if isinstance(item, Occurrence) and self._month.changeable(item):
            self._month.deleted.emit(item)

    def at(self, point: QPoint) -> Item | None:
        """What stands there."""
        return next((item for item in self.items() if any(rect.contains(point) for rect in self.rects(item))), None)

    def rects(self, item: Item) -> tuple[QRect, ...]:
        """Where it is painted."""
        if isinstance(item, Chip):
            return (self._month.chip_rect(item),)
        return tuple(self._month.places.rect(piece) for piece in self._month.pieces if piece.occurrence == item)
