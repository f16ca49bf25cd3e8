"""What came of letting go of a server, in words: what went, what waits for it, where new events go."""

from __future__ import annotations

from PySide6.QtCore import QObject

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.services.done import RestoreCalendars, Undo


class LetGo(QObject):
    """Qt looks for words that have plurals in the methods of objects alone."""

    def words(self, undo: Undo | None, unsent: int) -> str:
        """By what takes it back: nothing where the calendars stay here. So many changes had not gone out."""
        if not isinstance(undo, RestoreCalendars):
            return self.tr("Disconnected. Connect the server again, and the calendars that stayed here are taken up.")
        told = [self.tr("Disconnected. Its calendars went from here with their events; Ctrl+Z brings them back.")]
        if unsent:
            told.append(
                self.tr("%n change(s) made here wait for thirty days for it to be connected again.", "", unsent)
            )
        if any(each.default for each in undo.calendars):
            name = calendar_named(undo.calendars[-1]).name
            told.append(self.tr("New events go to “{name}” now.").format(name=name))
        return " ".join(told)
