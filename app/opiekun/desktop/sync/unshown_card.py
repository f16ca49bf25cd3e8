"""What stands on a server and cannot be shown in its calendar as it is there, each with the reason."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.sync.words import said
from opiekun.desktop.theme.labels import ElidedLabel, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import empty
from opiekun.services.sync.standing import UnshownEvent

_LISTED = 50


class UnshownCard(QWidget):
    """Nothing can be done about them here; the server keeps them as they are."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[UnshownEvent, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.TIGHT)

    def show_events(self, events: tuple[UnshownEvent, ...]) -> None:
        """Show these."""
        if events == self._shown:
            return
        self._shown = events
        empty(self._column)
        for each in events[:_LISTED]:
            self._add(each)
        more = len(events) - _LISTED
        if more > 0:
            self._column.addWidget(label(Numbers().and_more(more), self._theme, ink="second"))

    def _add(self, each: UnshownEvent) -> None:
        title = each.title or each.resource.key.rstrip("/").rpartition("/")[2]
        name = ElidedLabel(f"{calendar_named(each.calendar).name} · {title}")
        name.setFont(self._theme.font(Type.SUBJECT))
        self._column.addWidget(name)
        if each.resource.problem is not None:
            why = label(said(each.resource.problem), self._theme, Type.SECOND, "second", wrap=True)
            why.setToolTip(plain_tip(each.resource.href))
            self._column.addWidget(why)
        if each.resource.kept is not None:
            stays = self.tr(
                "Here it stays as it could last be read. Changes to it go out once the server's version can be read "
                "again or is deleted there."
            )
            self._column.addWidget(label(stays, self._theme, Type.SECOND, "second", wrap=True))
