"""The time grid as a widget."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.collisions import Collision
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import UtcSeconds


class TimeGrid(QWidget):
    """Days side by side. Its signals tell what a person did; nothing changes before new content is shown.

    ``created`` carries a Created, ``moved`` a Moved, ``retitled`` a Retitled, ``request_dropped`` a RequestDropped,
    ``shifted`` a Shifted; ``chosen`` the selected Occurrence or None, ``opened`` and ``deleted`` an Occurrence,
    ``deadline_opened`` the key of a request. ``collides`` is asked while an event is dragged.
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
        super().__init__(parent)
        self._theme = theme
        self._content: GridContent | None = None
        self.collides: Callable[[Occurrence], tuple[Collision, ...]] = _nothing

    def show_content(self, content: GridContent) -> None:
        """Show that. What was just dropped or created lies where the content has it from now on."""
        self._content = content
        self.update()

    @Slot(object)
    def tick(self, now: UtcSeconds) -> None:
        """Move the line of now."""

    @property
    def chosen_occurrence(self) -> Occurrence | None:
        """The selected one."""
        return None

    def choose(self, occurrence: Occurrence | None) -> None:
        """Select it and bring it into sight, without telling."""

    def rect_of(self, occurrence: Occurrence) -> QRect | None:
        """Where it is painted, in the widget's coordinates; None where it is not in sight."""
        return self.rect() if self._content and occurrence in self._content.occurrences else None

    def let_go(self) -> None:
        """What was dropped or created does not come about after all: its ghost goes."""


def _nothing(_occurrence: Occurrence) -> tuple[Collision, ...]:
    return ()
