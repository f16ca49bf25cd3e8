"""The question before calendars go in which calls to come stand: whether their guests hear that these are off."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.session import Session
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type
from opiekun.desktop.widgets.form import EnterSaves, card, flow, second_line
from opiekun.services.calendars_removed import AtStake
from opiekun.services.mail.hosting import Host
from opiekun.services.ports import Store


class _Removal(NamedTuple):
    """What is to go, by name, and how that is done: with who tells the guests, or None."""

    name: str
    deed: Callable[[Host | None], None]


class GuestsQuestion(QWidget):
    """Asked only where there are guests who would not hear of it. ``asked`` tells that it is, ``left`` that nothing is
    to be done. It is forgotten with the place in which it stands."""

    asked = Signal()
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._removal: _Removal | None = None
        self._title = label("", theme, Type.STRONG, wrap=True)
        self._words = label("", theme, wrap=True)
        tell = KeyButton(self.tr("Remove, and tell them that they are off"), "", theme)
        tell.setToolTip(self.tr("Each guest gets a letter; Ctrl+Z brings the calendar back, and asks them again"))
        tell.clicked.connect(self._tell)
        leave = KeyButton(self.tr("Remove, and tell them nothing"), "", theme)
        leave.setToolTip(self.tr("For calls that are held all the same; Ctrl+Z brings the calendar back"))
        leave.clicked.connect(self._tell_nothing)
        self._no = KeyButton(self.tr("Remove nothing"), "Esc", theme)
        self._no.clicked.connect(self._leave)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        frame = card(
            self._title,
            self._words,
            second_line(self.tr("They were invited, and believe that what is to come is held."), theme),
            flow(tell, leave, self._no),
        )
        # A Return by chance removes nothing and writes to nobody.
        EnterSaves(frame, self._no, self._no)
        around.addWidget(frame)
        self.hide()

    def weigh(self, name: str, at_stake: Callable[[Store], AtStake], deed: Callable[[Host | None], None]) -> None:
        """See what is at stake, ask if need be, and do it: with who tells the guests, or None.

        ``name`` is what is to go. Of several that are weighed at once those without guests go; of the others the last
        one is asked about.
        """
        removal = _Removal(name, deed)
        self.hide()
        self._removal = removal
        self._session.read(at_stake, partial(self._weighed, removal))

    def _weighed(self, removal: _Removal, stake: AtStake) -> None:
        if not stake.guests:
            removal.deed(None)
        elif removal is self._removal and self._is_in_sight():
            self.ask(removal.name, stake)

    def _is_in_sight(self) -> bool:
        around = self.parentWidget()
        return around is not None and around.isVisible()

    def ask(self, name: str, stake: AtStake) -> None:
        """Ask, and go to the answer that does nothing."""
        self._title.setText(self.tr("“{name}” goes: are its guests to hear of it?").format(name=name))
        events = self.tr("%n event(s) to come, to which guests are invited, will go with it.", "", stake.events)
        guests = self.tr("%n guest(s) would not hear of it.", "", stake.guests)
        self._words.setText(f"{events} {guests}")
        self.show()
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Whoever goes elsewhere decides nothing, and is not asked again when they come back."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._removal = None
            self.hide()

    def _do(self, host: Host | None) -> None:
        removal = self._removal
        self.hide()
        if removal is not None:
            removal.deed(host)

    @Slot()
    def _tell(self) -> None:
        self._do(self._session.host)

    @Slot()
    def _tell_nothing(self) -> None:
        self._do(None)

    @Slot()
    def _leave(self) -> None:
        self.hide()
        self.left.emit()
