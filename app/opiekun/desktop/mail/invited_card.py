"""Invitations of others that wait for an answer, which is given where the event is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from opiekun.desktop.calendar.grid.words import title_of
from opiekun.desktop.mail.words import plain
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.session import Session
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import empty
from opiekun.desktop.widgets.tab_order import keys_kept
from opiekun.domain.calendar.events import Occurrence
from opiekun.domain.instants import utc_seconds
from opiekun.services.mail.invitations import OpenInvitation

_LISTED = 5
_WIDEST = 760


class InvitedCard(QWidget):
    """``event_wanted`` carries the occurrence that is to be shown on the calendar."""

    event_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._shown: list[tuple[OpenInvitation, str]] = []
        self._buttons: list[KeyButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL)
        self._column.setSpacing(Space.SMALL)

    def show_invitations(self, invitations: tuple[OpenInvitation, ...]) -> None:
        """Show these, soonest first."""
        told = [(each, self._words(each)) for each in invitations]
        if told == self._shown:
            return
        self._shown = told
        with keys_kept(self, self.parentWidget() or self):
            empty(self._column)
            self._buttons.clear()
            name = self.tr("Invitations that wait for your answer")
            self._column.addWidget(label("▲ " + name, self._theme, Type.STRONG, "at_risk", wrap=True))
            for each, words in told[:_LISTED]:
                self._add(each, words)
            if len(told) > _LISTED:
                self._column.addWidget(label(Numbers().and_more(len(told) - _LISTED), self._theme, ink="second"))
            self.setVisible(bool(told))

    @Slot()
    def take_keys(self) -> None:
        """The keyboard goes to the first of them."""
        for button in self._buttons[:1]:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self, each: OpenInvitation, words: str) -> None:
        title = title_of(each.occurrence)
        show = KeyButton(self.tr("Show on the calendar"), "" if self._buttons else "I", self._theme)
        show.setToolTip(self.tr("Go to the event, where it is answered (I goes to the first of these)"))
        show.setAccessibleName(f"{show.text()}: {title}, {words}")
        show.clicked.connect(partial(self._show, each.occurrence))
        self._buttons.append(show)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(title, self._theme, Type.SUBJECT, wrap=True))
        column.addWidget(label(words, self._theme, Type.SECOND, "second", wrap=True))
        whole = QWidget()
        whole.setMaximumWidth(_WIDEST)  # its button stays beside its words
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(column, 1)
        line.addWidget(show)
        self._column.addWidget(whole)

    def _words(self, each: OpenInvitation) -> str:
        moments, at = self._session.moments, each.occurrence.start
        when = moments.day(at) if each.occurrence.all_day else moments.moment(at, utc_seconds(self._session.now()))
        return " · ".join(part for part in (when, plain(each.organizer)) if part)

    def _show(self, occurrence: Occurrence, _checked: bool = False) -> None:
        self.event_wanted.emit(occurrence)
