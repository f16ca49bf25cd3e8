"""Letters that wait to be sent: which to whom, since when, and why they wait."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.mail.words import letter_words, plain
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.session import Session
from opiekun.desktop.sync.words import said
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import empty
from opiekun.domain.calls.outbox import Letter
from opiekun.domain.instants import utc_seconds

_LISTED = 5


class WaitingCard(QWidget):
    """Tells of letters; they go by themselves, so that nothing is to be done."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.LARGE, Space.SMALL, Space.LARGE, Space.SMALL)
        self._column.setSpacing(Space.TIGHT)

    def show_letters(self, letters: tuple[Letter, ...]) -> None:
        """Show these, oldest first."""
        empty(self._column)
        self._column.addWidget(label(self.tr("Letters that wait to be sent"), self._theme, Type.STRONG))
        told = ""
        for letter in letters[:_LISTED]:
            self._column.addWidget(label(self._words(letter), self._theme, wrap=True))
            why = said(letter.failure) if letter.failure is not None else ""
            if why and why != told:
                self._column.addWidget(label(why, self._theme, Type.SECOND, "second", wrap=True))
            told = why
        if len(letters) > _LISTED:
            self._column.addWidget(label(Numbers().and_more(len(letters) - _LISTED), self._theme, ink="second"))

    def _words(self, letter: Letter) -> str:
        moments, now = self._session.moments, utc_seconds(self._session.now())
        since = self.tr("since {when}").format(when=moments.moment(utc_seconds(letter.due_at), now))
        parts = [plain(letter.subject), letter_words(letter.kind), plain(letter.to), since]
        if letter.next_at is not None and utc_seconds(letter.next_at) > now:
            again = moments.moment(utc_seconds(letter.next_at), now)
            parts.append(self.tr("tried again {when}").format(when=again))
        return " · ".join(parts)
