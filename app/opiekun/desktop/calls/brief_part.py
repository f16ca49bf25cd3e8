"""What an agent reads before a call: what is open at the account, its last calls and its people."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.calls.call_words import last_call_words
from opiekun.desktop.queue.model import QueueModel
from opiekun.desktop.queue.sections import Sorted
from opiekun.desktop.queue.view import QueueView
from opiekun.desktop.session import Session
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import ROW_HEIGHT, Space
from opiekun.desktop.widgets.form import heading, second_line
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.queue import Order
from opiekun.services.calls.brief import Brief

_MOST_ROWS = 6
_MOST_CONTACTS = 8


class BriefPart(QWidget):
    """``opened`` carries the key of a request that is to be shown on the desk."""

    opened = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = QueueModel(0, session.moments, self)
        self.requests = QueueView(self._model, theme)
        self.requests.setAccessibleName(self.tr("Open requests"))
        self.requests.opened.connect(self.opened)
        self._nothing = second_line(self.tr("No request of this account is open."), theme)
        self._calls = second_line("", theme)
        self._contacts = second_line("", theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        for part in (
            heading(self.tr("Open requests"), theme),
            self._nothing,
            self.requests,
            heading(self.tr("Last calls"), theme),
            self._calls,
            heading(self.tr("Contacts"), theme),
            self._contacts,
        ):
            column.addWidget(part)

    def show_brief(self, shown: Brief) -> None:
        """Show that."""
        moments, rows = self._session.moments, list(shown.open_requests)
        self._model.retell(moments)
        self._model.load(Sorted.of(rows, Order.URGENCY, utc_seconds(self._session.now())))
        self.requests.setVisible(bool(rows))
        self.requests.setFixedHeight(min(len(rows), _MOST_ROWS) * ROW_HEIGHT + 2)
        self._nothing.setVisible(not rows)
        lines = [last_call_words(each, moments) for each in shown.last_calls]
        self._calls.setText("\n".join(lines) or self.tr("This is the first one."))
        people = [each for each in shown.contacts if each.name or each.email][:_MOST_CONTACTS]
        told = [" · ".join(part for part in (each.name, each.email, each.phone) if part) for each in people]
        self._contacts.setText("\n".join(told) or self.tr("Nobody is known there yet."))

    def tick(self, now: UtcSeconds) -> None:
        """Bring the clocks to that instant."""
        self.requests.tick(now)
