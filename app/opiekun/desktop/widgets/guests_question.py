"""The question before calendars or events go with calls to come: whether their guests hear that these are off."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
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


class Going(Enum):
    """What goes: CALENDAR: one with all that is in it; MISSING: those of its events that its server lacks."""

    CALENDAR = auto()
    MISSING = auto()


class _Removal(NamedTuple):
    """What is to go, by its id and by name, and how that is done: with who tells the guests, or None."""

    of: str
    name: str
    deed: Callable[[Host | None], None]
    going: Going


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
        self._yes = KeyButton("", "", theme)
        self._yes.clicked.connect(self._tell)
        self._silently = KeyButton("", "", theme)
        self._silently.clicked.connect(self._tell_nothing)
        self._no = KeyButton("", "Esc", theme)
        self._no.clicked.connect(self._leave)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        frame = card(
            self._title,
            self._words,
            second_line(self.tr("They were invited, and believe that what is to come is held."), theme),
            flow(self._yes, self._silently, self._no),
            self._others,
        )
        # A Return by chance removes nothing and writes to nobody.
        EnterSaves(frame, self._no, self._no)
        around.addWidget(frame)
        self.hide()

    def weigh(
        self,
        of: str,
        name: str,
        at_stake: Callable[[Store], AtStake],
        deed: Callable[[Host | None], None],
        going: Going = Going.CALENDAR,
    ) -> None:
        """See what is at stake, ask if need be, and do it: with who tells the guests, or None.

        ``of`` is the id of what is to go, or of the calendar that it goes from, and ``name`` what that is called.
        """
        self._session.read(at_stake, partial(self._weighed, _Removal(of, name, deed, going)))

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
        self._ask(removal, stake, len(self._waiting) - 1)

    def _ask(self, removal: _Removal, stake: AtStake, others: int) -> None:
        """Go to the answer that does nothing. So many others are asked about after it."""
        if removal.going is Going.CALENDAR:
            question = self.tr("“{name}” goes: are its guests to hear of it?")
            events = self.tr("%n event(s) to come, to which guests are invited, will go with it.", "", stake.events)
            self._offer_removal()
        else:
            question = self.tr("Events of “{name}” go: are their guests to hear of it?")
            events = self.tr("Among them: %n event(s) to come, to which guests are invited.", "", stake.events)
            self._offer_deletion()
        self._title.setText(question.format(name=removal.name))
        guests = self.tr("%n guest(s) would not hear of it.", "", stake.guests)
        self._words.setText(f"{events} {guests}")
        self._others.setText(self.tr("%n more to remove: asked after this.", "", others))
        self._others.setVisible(others > 0)
        self.show()
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit()

    def _offer_removal(self) -> None:
        self._yes.rename(self.tr("Remove, and tell them that they are off"))
        self._yes.setToolTip(self.tr("Each guest gets a letter; Ctrl+Z brings the calendar back, and asks them again"))
        self._silently.rename(self.tr("Remove, and tell them nothing"))
        self._silently.setToolTip(self.tr("For calls that are held all the same; Ctrl+Z brings the calendar back"))
        self._no.rename(self.tr("Remove nothing"))

    def _offer_deletion(self) -> None:
        self._yes.rename(self.tr("Delete, and tell them that they are off"))
        self._yes.setToolTip(self.tr("Each guest gets a letter once they are deleted; until then Ctrl+Z takes it back"))
        self._silently.rename(self.tr("Delete, and tell them nothing"))
        self._silently.setToolTip(self.tr("For calls that are held all the same; until they go Ctrl+Z takes it back"))
        self._no.rename(self.tr("Delete nothing"))

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
