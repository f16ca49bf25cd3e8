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
    """What is to go, by its id and by name, and how that is done: with who tells the guests, or None."""

    of: str
    name: str
    deed: Callable[[Host | None], None]


class GuestsQuestion(QWidget):
    """Asked only where there are guests who would not hear of it. ``asked`` tells that it is, ``left`` that nothing is
    to be done. Of several removals each is asked about, one after the other; all are forgotten with the place in which
    the question stands."""

    asked = Signal()
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[tuple[_Removal, AtStake]] = []
        self._title = label("", theme, Type.STRONG, wrap=True)
        self._words = label("", theme, wrap=True)
        self._others = label("", theme, Type.SECOND, "second", wrap=True)
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
            self._others,
        )
        # A Return by chance removes nothing and writes to nobody.
        EnterSaves(frame, self._no, self._no)
        around.addWidget(frame)
        self.hide()

    def weigh(
        self, of: str, name: str, at_stake: Callable[[Store], AtStake], deed: Callable[[Host | None], None]
    ) -> None:
        """See what is at stake, ask if need be, and do it: with who tells the guests, or None.

        ``of`` is the id of what is to go, and ``name`` what it is called.
        """
        self._session.read(at_stake, partial(self._weighed, _Removal(of, name, deed)))

    def _weighed(self, removal: _Removal, stake: AtStake) -> None:
        if not stake.guests:
            removal.deed(None)
        elif self._is_in_sight():
            if all(removal.of != each.of for each, _ in self._waiting):
                self._waiting.append((removal, stake))
            self._ask_first()

    def _is_in_sight(self) -> bool:
        around = self.parentWidget()
        return around is not None and around.isVisible()

    def _ask_first(self) -> None:
        """Ask about the one that has waited longest, if one does."""
        if not self._waiting:
            self.hide()
            return
        removal, stake = self._waiting[0]
        self._ask(removal.name, stake, len(self._waiting) - 1)

    def _ask(self, name: str, stake: AtStake, others: int) -> None:
        """Go to the answer that does nothing. So many others are asked about after it."""
        self._title.setText(self.tr("“{name}” goes: are its guests to hear of it?").format(name=name))
        events = self.tr("%n event(s) to come, to which guests are invited, will go with it.", "", stake.events)
        guests = self.tr("%n guest(s) would not hear of it.", "", stake.guests)
        self._words.setText(f"{events} {guests}")
        self._others.setText(self.tr("%n more to remove: asked after this.", "", others))
        self._others.setVisible(others > 0)
        self.show()
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Whoever goes elsewhere decides nothing, and is not asked again when they come back."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._waiting.clear()
            self.hide()

    def _do(self, host: Host | None) -> None:
        removal, _ = self._waiting.pop(0)
        removal.deed(host)
        self._ask_first()

    @Slot()
    def _tell(self) -> None:
        self._do(self._session.host)

    @Slot()
    def _tell_nothing(self) -> None:
        self._do(None)

    @Slot()
    def _leave(self) -> None:
        self._waiting.pop(0)
        self.left.emit()
        self._ask_first()
