"""Changes that LiveAgent would not have: each with its words, to be told again or let go."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QWidget

from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import empty
from opiekun.domain.intake import WriteBack
from opiekun.services.connecting import RefusedChange

_LISTED = 50


class RefusedChanges(QWidget):
    """``retried`` and ``dismissed`` carry the WriteBack."""

    retried = Signal(object)
    dismissed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: list[RefusedChange] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.SMALL)
        self._grid.setVerticalSpacing(Space.SMALL)
        self._grid.setColumnStretch(0, 1)

    def show_changes(self, changes: list[RefusedChange]) -> None:
        """Show these; nothing is built anew where they are shown already."""
        if changes == self._shown:
            return
        self._shown = changes
        empty(self._grid)
        for at, each in enumerate(changes[:_LISTED]):
            self._add(2 * at, each)
        more = len(changes) - _LISTED
        if more > 0:
            self._grid.addWidget(label(self.tr("and %n more", "", more), self._theme, ink="second"), 2 * _LISTED, 0)

    def _add(self, line: int, each: RefusedChange) -> None:
        name = f"{each.request_id} · {each.subject}"
        again, let_go = (
            KeyButton(self.tr("Try again"), "", self._theme),
            KeyButton(self.tr("Dismiss"), "", self._theme),
        )
        again.setToolTip(self.tr("Tell LiveAgent with the next pull once more"))
        let_go.setToolTip(self.tr("Let it be as it is in LiveAgent; your change stays here"))
        for button, signal in ((again, self.retried), (let_go, self.dismissed)):
            button.setAccessibleName(f"{button.text()}: {each.request_id}")
            button.clicked.connect(partial(self._ask, signal, each.change))
        self._grid.addWidget(label(name, self._theme, Type.SUBJECT, wrap=True), line, 0)
        self._grid.addWidget(again, line, 1)
        self._grid.addWidget(let_go, line, 2)
        words = label(f"▲ {each.change.refused}", self._theme, Type.SECOND, "at_risk", wrap=True)
        self._grid.addWidget(words, line + 1, 0, 1, 3)

    def _ask(self, signal: SignalInstance, change: WriteBack, _checked: bool = False) -> None:
        signal.emit(change)
