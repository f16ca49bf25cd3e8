"""The free slots of some days as a list: under each day its starts, on both sides' clocks, or why there is none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from opiekun.desktop.calls.slots import Answer
from opiekun.desktop.calls.words import days_words, time_there, why_words
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type
from opiekun.domain.calls.calls import Hold
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.services.slots import DaySlots

_START = Qt.ItemDataRole.UserRole
_OFFERED = Qt.ItemDataRole.UserRole + 1
_NO_MARK = "   "
_MARK = "✓ "


class SlotList(QListWidget):
    """``chosen`` carries the start that is chosen. Marked ones, which are to be offered, have a tick each;
    ``toggled`` carries the one on which Space was pressed, or that was clicked with Control. Times that are on offer to
    the customer stand first; ``taken`` carries the one of them that he takes: Enter was pressed on it, or it was
    clicked twice.
    """

    chosen = Signal(object)
    toggled = Signal(object)
    taken = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._filling = False
        self._marked: frozenset[UtcSeconds] = frozenset()
        self.setFont(theme.font(Type.BODY))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Free times"))
        self.currentItemChanged.connect(self._choose)
        self.itemActivated.connect(self._activate)

    def show_slots(self, answer: Answer, here: Moments, there: Moments | None) -> None:
        """Show those; the start that was chosen stays so where it is among them."""
        before = self.start
        self.show_nothing()
        self._filling = True
        self._add_offered(answer.found.offered, here, there)
        kept = {utc_seconds(hold.start) for hold in answer.found.offered}
        for why, days in groupby(answer.found.days, key=lambda day: _why(day, here)):
            if why:
                self._add_closed(list(days), why, here)
            else:
                for day in days:
                    self._add_day(day, kept, here, there)
        self._filling = False
        if before is not None:
            self.choose(before)

    def show_nothing(self) -> None:
        """Nothing is known; what was chosen stays so to others."""
        self._filling = True
        self.clear()
        self._filling = False

    @property
    def start(self) -> UtcSeconds | None:
        """The one that is chosen."""
        start = self.currentItem().data(_START) if self.currentRow() >= 0 else None
        return int(start) if start is not None else None

    @property
    def starts(self) -> tuple[UtcSeconds, ...]:
        """All that are listed."""
        return tuple(int(item.data(_START)) for item in self._items() if item.data(_START) is not None)

    def choose(self, start: UtcSeconds) -> bool:
        """Choose that one, where it is listed."""
        for item in self._items():
            if item.data(_START) == start:
                self.setCurrentItem(item)
                return True
        return False

    def mark(self, starts: Collection[UtcSeconds]) -> None:
        """Put a tick on those."""
        self._marked = frozenset(starts)
        for item in self._items():
            start = item.data(_START)
            if start is not None:
                words = item.text()[len(_MARK if item.text().startswith(_MARK) else _NO_MARK) :]
                item.setText((_MARK if start in self._marked else _NO_MARK) + words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space ticks the start."""
        if event.key() == Qt.Key.Key_Space and self.start is not None:
            self.toggled.emit(self.start)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """So does a click with Control."""
        super().mousePressEvent(event)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.start is not None:
            self.toggled.emit(self.start)

    def _add_offered(self, holds: Sequence[Hold], here: Moments, there: Moments | None) -> None:
        if not holds:
            return
        until = utc_seconds(max(hold.expires_at for hold in holds))
        kept = self.tr("Offered, kept until {day} {time}; Enter books one")
        self._add_head(kept.format(day=here.day(until), time=here.time(until)), Type.STRONG)
        for start in dict.fromkeys(utc_seconds(hold.start) for hold in holds):
            self._add_start(start, f"{here.day(start)} {here.time(start)}", here, there).setData(_OFFERED, True)

    def _add_closed(self, days: Sequence[DaySlots], why: str, here: Moments) -> None:
        """Days in a row that have none for one reason say so once."""
        named = days_words(days[0].day, len(days), here)
        self._add_head(self.tr("{day}: {why}").format(day=named, why=why), Type.SECOND)

    def _add_day(self, day: DaySlots, kept: Collection[UtcSeconds], here: Moments, there: Moments | None) -> None:
        name = here.day_of(day.day)
        self._add_head(name, Type.STRONG)
        for start in day.starts:
            if start not in kept:
                item = self._add_start(start, here.time(start), here, there)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {item.text().removeprefix(_NO_MARK)}")

    def _add_head(self, words: str, kind: Type) -> None:
        head = QListWidgetItem(words)
        head.setFont(self._theme.font(kind))
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.addItem(head)

    def _add_start(self, start: UtcSeconds, words: str, here: Moments, there: Moments | None) -> QListWidgetItem:
        if there is not None:
            words = f"{words}   ·   {time_there(start, here, there)}"
        item = QListWidgetItem((_MARK if start in self._marked else _NO_MARK) + words)
        item.setData(_START, start)
        self.addItem(item)
        return item

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    @Slot(QListWidgetItem)
    def _activate(self, item: QListWidgetItem) -> None:
        self._choose()
        if item.data(_OFFERED):
            self.taken.emit(int(item.data(_START)))

    @Slot()
    def _choose(self) -> None:
        if not self._filling and self.start is not None:
            self.chosen.emit(self.start)


def _why(day: DaySlots, here: Moments) -> str:
    """Why there is none on the day, "" where there are some."""
    return why_words(day.why, here) if day.why is not None else ""
