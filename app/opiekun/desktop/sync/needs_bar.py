"""Tells over the strip that the sync of calendars asks for the agent, without taking the focus."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.shell.actions import Actions, Do
from opiekun.desktop.shell.strip_line import StripLine
from opiekun.desktop.sync.sync import SyncState
from opiekun.desktop.sync.words import summary
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip

_WORDS = 260
"""Pixels of its words that are never cut: the bar takes more of the strip before."""


class NeedsBar(StripLine):
    """Hidden while nothing asks for the agent, where its button leads, and once that was put off: until something else
    does.
    """

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(self.tr("Calendar sync"))
        self._needs: tuple[str, ...] = ()
        self._put_off: tuple[str, ...] = ()
        self._here: Do | None = None
        self._leads_to = Do.SYNC_PAGE
        self.words.setProperty("ink", "at_risk")
        self._show = KeyButton.of(actions[Do.SYNC_PAGE], self.tr("Show"), theme, primary=True)
        self._settle = KeyButton.of(actions[Do.CONFLICTS], self.tr("Settle"), theme, primary=True)
        later = KeyButton(self.tr("Later"), "Alt+H", theme)
        later.setShortcut("Alt+H")
        later.setToolTip(self.tr("Hide this until something else asks for you (Alt+H)"))
        later.clicked.connect(self.put_off)
        self.add_buttons(self._show, self._settle, later)

    @Slot(object)
    def tell(self, state: SyncState) -> None:
        """Show what asks for the agent now."""
        self._needs = summary(state.standing) if state.standing is not None else ()
        if self._needs != self._put_off:
            self._put_off = ()
        needs = self._needs[0] if len(self._needs) == 1 else Numbers().matters(len(self._needs))
        self.words.tell("▲ " + self.tr("Calendars: {needs}").format(needs=needs))
        self.words.setMinimumWidth(min(self.words.sizeHint().width(), _WORDS))
        self.words.setToolTip(plain_tip("\n".join(self._needs)))
        conflicts = len(self._needs) == 1 and bool(state.standing and state.standing.conflicts)
        self._settle.setVisible(conflicts)
        self._show.setVisible(not conflicts)
        self._leads_to = Do.CONFLICTS if conflicts else Do.SYNC_PAGE
        self._come_or_go()

    @Slot(object)
    def stand_on(self, here: Do) -> None:
        """That screen is open now."""
        self._here = here
        self._come_or_go()

    @Slot()
    def put_off(self) -> None:
        """It was seen; nothing more is said of it here."""
        self._put_off = self._needs
        self._come_or_go()

    def _come_or_go(self) -> None:
        self.setVisible(bool(self._needs) and not self._put_off and self._here is not self._leads_to)
