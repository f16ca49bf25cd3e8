"""One conflict: how it came to it, both versions, and the buttons that settle it."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.desktop.session import Session
from opiekun.desktop.sync.conflicts_comparison import Comparison
from opiekun.desktop.sync.conflicts_told import ToldPart, as_they_stand, one_line, told_of
from opiekun.desktop.sync.conflicts_words import FieldWords, how_words
from opiekun.desktop.theme.labels import FlowLayout, KeyButton
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.form import RefusalLine, scrolled, second_line, title
from opiekun.domain.errors import BadComponent, Refused
from opiekun.domain.instants import utc_seconds
from opiekun.domain.sync.comparing import compare, merged_occurrences
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.sync.conflicts import Choice, ConflictView

KEYS = {"M": Choice.MINE, "S": Choice.THEIRS, "B": Choice.BOTH}
_LONGEST_TITLE = 160
_LOWEST_COMPARISON = 96


class ConflictPage(QWidget):
    """``chosen`` carries the ConflictView and the Choice, ``stepped`` how many conflicts to go on."""

    chosen = Signal(object, object)
    stepped = Signal(int)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.view: ConflictView | None = None
        self._title = title("", theme)
        self._how = second_line("", theme)
        self._merged = second_line("", theme)
        self.comparison = Comparison(theme)
        self._refusal = RefusalLine()
        self._mine, self._theirs, self._both, self._next, self._previous = (
            KeyButton("", key, theme) for key in (*KEYS, "J", "K")
        )
        self._next.rename(self.tr("Next"))
        self._next.setToolTip(self.tr("Go to the next conflict (J)"))
        self._previous.rename(self.tr("Previous"))
        self._previous.setToolTip(self.tr("Go to the conflict before (K)"))
        self._next.clicked.connect(partial(self._step, 1))
        self._previous.clicked.connect(partial(self._step, -1))
        for button, choice in ((self._mine, Choice.MINE), (self._theirs, Choice.THEIRS), (self._both, Choice.BOTH)):
            button.clicked.connect(partial(self.choose, choice))
        buttons = FlowLayout()
        for button in (self._mine, self._theirs, self._both, self._previous, self._next):
            buttons.addWidget(button)
        column = QVBoxLayout()
        column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
        column.setSpacing(Space.SMALL)
        for part in (self._title, self._how, self._merged, self.comparison, self._refusal):
            column.addWidget(part, 1 if part is self.comparison else 0)
        self.comparison.setMinimumHeight(_LOWEST_COMPARISON)
        column.addLayout(buttons)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled(column))

    def show_conflict(self, view: ConflictView, number: int, count: int) -> None:
        """Show that one, the ``number``-th of ``count``."""
        same = self.view == view
        self.view = view
        self._next.setEnabled(number < count)
        self._previous.setEnabled(number > 1)
        if same:
            return
        self._refusal.settle()
        self._title.setText(_titled(view) or self.tr("(no title)"))
        self._how.setText(f"{one_line(calendar_named(view.calendar).name)} · {how_words(view)}")
        self._name_buttons(view)
        self.comparison.show_told(())
        self._merged.hide()
        words = FieldWords(self._session.moments, utc_seconds(self._session.now()))
        self._session.worker.submit(partial(_compared, view, words), self._show)

    def clear(self) -> None:
        """There is none any more."""
        self.view = None

    def refuse(self, refused: Refused) -> None:
        """Say why it was not settled."""
        self._refusal.refuse(refused)

    def _name_buttons(self, view: ConflictView) -> None:
        rewritten, deleted = view.conflict.kind is ConflictKind.REWRITTEN, view.standing is None
        doubled = view.conflict.kind is ConflictKind.DOUBLE_BOOKED
        split_off = view.conflict.kind is ConflictKind.SPLIT_OFF
        mine = self.tr("Move it back") if doubled else self.tr("Keep mine")
        self._mine.rename(self.tr("Send mine again") if rewritten else mine)
        theirs = self.tr("Leave it there") if doubled else self.tr("Keep the server’s")
        theirs = self.tr("Accept the server’s") if rewritten else theirs
        theirs = self.tr("Leave it deleted") if deleted else theirs
        self._theirs.rename(self.tr("Leave it out") if split_off and deleted else theirs)
        self._both.rename(self.tr("Keep both"))
        self._both.setVisible(not deleted and not doubled)
        holds = self.tr("Your version holds, and goes to the server with the next sync (M)")
        beside = self.tr("These meetings come back, and go to the server beside what the series has there (M)")
        self._mine.setToolTip(beside if split_off else holds)
        stays = self.tr("The event stays deleted; your version is let go, and Ctrl+Z brings it back (S)")
        out = self.tr("These meetings stay out of the calendar, and the series as it is; Ctrl+Z brings yours back (S)")
        gone = out if split_off else stays
        there = self.tr("The server’s version holds; yours is let go, and Ctrl+Z brings it back (S)")
        self._theirs.setToolTip(gone if deleted else there)
        self._both.setToolTip(
            self.tr("The server’s version holds, and yours becomes an event of its own beside it (B)")
        )

    def _show(self, found: _Read) -> None:
        if self.view is not None and self.view.conflict.id == found.conflict_id:
            self.comparison.show_told(found.parts)
            merged = self.tr(
                "%n occurrence(s) that you alone changed stay as you have them, whichever version you keep.",
                "",
                found.merged,
            )
            self._merged.setText(merged)
            self._merged.setVisible(bool(found.merged))

    @Slot()
    def choose(self, choice: Choice, _checked: bool = False) -> None:
        """Let that version hold."""
        if self.view is None or not self.isVisible() or (choice is Choice.BOTH and not self._both.isVisibleTo(self)):
            return
        self.chosen.emit(self.view, choice)

    @Slot()
    def _step(self, by: int, _checked: bool = False) -> None:
        self.stepped.emit(by)


def _titled(view: ConflictView) -> str:
    return one_line(view.title)[:_LONGEST_TITLE]


class _Read(NamedTuple):
    """A comparison as it is told. ``merged`` occurrences are not in it: what holds has them as mine has."""

    conflict_id: str
    parts: tuple[ToldPart, ...]
    merged: int = 0


def _compared(view: ConflictView, words: FieldWords) -> _Read:
    """On the worker. What cannot be read has no fields: it is compared as it stands."""
    conflict, standing = view.conflict, view.standing
    try:
        parts = told_of(compare(conflict.mine, standing, conflict.base), words)
        merged = merged_occurrences(conflict.mine, standing, conflict.theirs) if standing is not None else 0
    except BadComponent:
        return _Read(conflict.id, (ToldPart("", (as_they_stand(conflict.mine, standing or ""),)),))
    return _Read(conflict.id, parts, merged)
