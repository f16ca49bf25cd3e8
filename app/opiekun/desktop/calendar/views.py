"""The views of the calendar, of which one is in sight."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStackedWidget, QWidget

from opiekun.desktop.calendar.agenda import AgendaView
from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.desktop.calendar.grid.view import TimeGrid
from opiekun.desktop.calendar.look import Look, View
from opiekun.desktop.calendar.month import MonthView
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import UtcSeconds

AnyView = TimeGrid | MonthView | AgendaView


class Views(QStackedWidget):
    """Several days side by side, whole weeks, and a list."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.grid, self.month, self.agenda = TimeGrid(theme), MonthView(theme), AgendaView(theme)
        self.all: tuple[AnyView, ...] = (self.grid, self.month, self.agenda)
        for view in self.all:
            self.addWidget(view)

    def view_of(self, look: Look) -> AnyView:
        """That in which it is shown."""
        if look.view is View.MONTH:
            return self.month
        return self.agenda if look.view is View.AGENDA else self.grid

    def show_content(self, look: Look, content: GridContent, *, jump: bool) -> None:
        """Show that. The agenda jumps to the day that is looked at, or stays where it was scrolled to."""
        if look.view is View.MONTH:
            self.month.show_content(content, look.day)
        elif look.view is View.AGENDA:
            self.agenda.show_content(content, look.day, stay=not jump)
        else:
            self.grid.show_content(content)

    def tick(self, now: UtcSeconds) -> None:
        """Bring the line of now and the mark of today to that instant."""
        self.grid.tick(now)
        self.month.tick(now)

    def place_of(self, look: Look, occurrence: Occurrence, on: QWidget) -> QRect:
        """Where an event stands ``on`` the screen that holds this; the middle where it is not in sight."""
        view = self.view_of(look)
        rect = view.rect_of(occurrence)
        if rect is None:
            rect = QRect(self.rect().center(), self.rect().center())
        return QRect(view.mapTo(on, rect.topLeft()), rect.size())
