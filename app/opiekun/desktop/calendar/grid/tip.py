"""What a tooltip says of the place under the hand."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from opiekun.desktop.calendar.grid.canvas import Canvas
from opiekun.desktop.calendar.grid.placing import Chip
from opiekun.desktop.calendar.grid.words import busy_text, chip_text, event_tip


def tip_at(canvas: Canvas, at: QPoint) -> str:
    """The words for what lies at a point of the widget; "" where nothing does."""
    thing, zone = canvas.thing_at(at), canvas.wall.zone
    if isinstance(thing, Chip):
        return chip_text(thing, zone)
    if thing is not None:
        return event_tip(thing.occurrence, canvas.content, canvas.changeable(thing.occurrence))
    colleague = canvas.colleague_at(at)
    return busy_text(*colleague, zone) if colleague is not None else ""
