"""Where to set time aside for a request: the first free stretches before it is due."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import MINUTE, Moments
from opiekun.desktop.request.panels import Panel
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.instants import UtcSeconds
from opiekun.services.set_aside import Offer


class SetAsidePanel(Panel):
    """``taken`` carries the instant from which time is to be set aside."""

    taken = Signal(object)

    def __init__(self, offer: Offer, moments: Moments, now: UtcSeconds, theme: Theme) -> None:
        length = Numbers().minutes(offer.handling // MINUTE)
        super().__init__(self.tr("Set {length} aside").format(length=length), theme)
        self._offer = offer
        due = moments.moment(offer.due_at, now) if offer.due_at is not None else ""
        if offer.starts:
            words = self.tr("Free before it is due at {due}:") if due else self.tr("Free in the next days:")
        elif due:
            words = self.tr("Nothing as long is free before it is due at {due}. Move an event first, or drag it there.")
        else:
            words = self.tr("Nothing as long is free in the next days. Move an event first, or drag it there.")
        self.column.addWidget(label(words.format(due=due), theme, ink="second", wrap=True))
        flow = FlowLayout()
        for number, start in enumerate(offer.starts, 1):
            times = f"{moments.moment(start, now)}–{moments.time(start + offer.handling)}"
            button = KeyButton(times, str(number), theme, primary=number == 1)
            button.setProperty("choice", number)
            button.clicked.connect(self._choose)
            flow.addWidget(button)
        self.column.addLayout(flow)
        self.add_buttons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """A number takes that stretch, Return the first."""
        key = event.key()
        number = 1 if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} else key - Qt.Key.Key_0
        if 1 <= number <= len(self._offer.starts):
            self.taken.emit(self._offer.starts[number - 1])
        else:
            super().keyPressEvent(event)

    @Slot()
    def _choose(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.taken.emit(self._offer.starts[sender.property("choice") - 1])
