"""The free times nearest to one that will not do, each as a button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QWidget

from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import FlowLayout, KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.instants import UtcSeconds

_MOST = 3


class NearestSlots(QWidget):
    """``chosen`` carries the start that was taken. Hidden while none is looked for."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, panel: QWidget) -> None:
        super().__init__(panel)
        self._at: UtcSeconds | None = None
        self._starts: list[UtcSeconds] = []
        self._buttons: list[KeyButton] = []
        group = QButtonGroup(self)
        group.idClicked.connect(self._take)
        flow = FlowLayout()
        self.setLayout(flow)
        for number in range(_MOST):
            button = KeyButton("", f"Alt+{number + 1}", theme)
            group.addButton(button, number)
            flow.addWidget(button)
            self._buttons.append(button)
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), panel)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        self.hide()

    def look_near(self, at: UtcSeconds) -> None:
        """That time will not do."""
        self._at = at

    def show_near(self, free: Sequence[UtcSeconds], moments: Moments) -> None:
        """Offer the nearest of those, where a time is looked for."""
        at = self._at
        if at is None:
            return
        self._at = None
        self.offer(sorted(sorted(free, key=lambda start: abs(start - at))[:_MOST]), moments)

    def offer(self, starts: Sequence[UtcSeconds], moments: Moments) -> None:
        """Offer these."""
        self._starts = list(starts)
        for number, button in enumerate(self._buttons):
            there = number < len(self._starts)
            button.setVisible(there)
            if there:
                start = self._starts[number]
                button.rename(f"{moments.day(start)} {moments.time(start)}")
        self.setVisible(bool(self._starts))

    @Slot()
    def forget(self) -> None:
        """None is looked for any more."""
        self._at, self._starts = None, []
        self.hide()

    @Slot(int)
    def _take(self, number: int) -> None:
        if number < len(self._starts):
            self.chosen.emit(self._starts[number])
