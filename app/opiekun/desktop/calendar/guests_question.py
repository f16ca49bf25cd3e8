"""The question before calendars go in which calls to come stand: whether their guests hear that these are off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.session import Session
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type
from opiekun.desktop.widgets.form import EnterSaves, card, flow, second_line
from opiekun.services.calendars_removed import AtStake
from opiekun.services.mail.hosting import Host
from opiekun.services.ports import Store


class GuestsQuestion(QWidget):
    """Asked only where there are guests who would not hear of it. ``asked`` tells that it is, ``left`` that nothing is
    to be done."""

    asked = Signal()
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._deed: Callable[[Host | None], None] | None = None
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
            label(self.tr("Are their guests to hear of it?"), theme, Type.STRONG),
            self._words,
            second_line(self.tr("They were invited, and believe that what is to come is held."), theme),
            flow(tell, leave, self._no),
        )
        # A Return by chance removes nothing and writes to nobody.
        EnterSaves(frame, self._no, self._no)
        around.addWidget(frame)
        self.hide()

    def weigh(self, at_stake: Callable[[Store], AtStake], deed: Callable[[Host | None], None]) -> None:
        """See what is at stake, ask if need be, and do it: with who tells the guests, or None."""
        self.hide()
        self._deed = deed
        self._session.read(at_stake, self._weighed)

    def _weighed(self, stake: AtStake) -> None:
        if stake.guests:
            self.ask(stake)
        else:
            self._do(None)

    def ask(self, stake: AtStake) -> None:
        """Ask, and go to the answer that does nothing."""
        words = self.tr("Events to come go with it, to which guests are invited: {events}. Guests: {guests}.")
        self._words.setText(words.format(events=stake.events, guests=stake.guests))
        self.show()
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit()

    def _do(self, host: Host | None) -> None:
        deed, self._deed = self._deed, None
        self.hide()
        if deed is not None:
            deed(host)

    @Slot()
    def _tell(self) -> None:
        self._do(self._session.host)

    @Slot()
    def _tell_nothing(self) -> None:
        self._do(None)

    @Slot()
    def _leave(self) -> None:
        self._deed = None
        self.hide()
        self.left.emit()
