"""Reads the line that is to add an event, and adds it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from opiekun.desktop.calendar.quick_add_field import QuickAddField
from opiekun.desktop.session import Session, Written
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.words import language
from opiekun.domain.calendar.events import Details
from opiekun.domain.calendar.quick_add import QuickAdd, parse
from opiekun.domain.errors import Refused
from opiekun.services.events import add_event


class QuickAdding(QObject):
    """``added`` carries the day of the event. What stands in the field is a draft until then."""

    added = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.field = QuickAddField(theme, self._read)
        self.field.setText(session.drafts.drafts.line)
        self.field.added.connect(self._add)
        self.field.typed.connect(session.drafts.keep_line)

    @Slot()
    def focus(self) -> None:
        """Go to the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _read(self, text: str) -> QuickAdd:
        desk, session = self._session.desk, self._session
        accounts = [each.name for each in desk.accounts] if desk is not None else []
        return parse(text, now=session.now(), zone=session.zone, language=language(), accounts=accounts)

    @Slot(object)
    def _add(self, details: Details) -> None:
        self.field.setEnabled(False)
        job = partial(add_event, details=details, now=self._session.now())
        self._session.write(job, self._done, self._refuse)

    def _done(self, _written: Written) -> None:
        details = self.field.details()
        self.field.setEnabled(True)
        self.field.clear()
        if details is not None:
            self.added.emit(details.start.date() if isinstance(details.start, datetime) else details.start)

    def _refuse(self, refused: Refused) -> None:
        self.field.setEnabled(True)
        self.focus()
        self._session.refused.emit(refused)
