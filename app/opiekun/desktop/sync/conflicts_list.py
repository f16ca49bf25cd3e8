"""The list of conflicts: what the event is called, when it is, and in which calendar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject

from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.sync.conflicts_told import one_line
from opiekun.desktop.sync.conflicts_words import FieldWords
from opiekun.desktop.widgets.two_lines import AT_TOP, Index, TwoLineModel
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.sync.conflicts import ConflictView

_LONGEST = 300


class ConflictsModel(TwoLineModel):
    """One row each, in the order in which they were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views: Sequence[ConflictView] = ()
        self._words: FieldWords | None = None

    def take(self, views: Sequence[ConflictView], moments: Moments, now: UtcSeconds) -> None:
        """Show these."""
        self.beginResetModel()
        self._views, self._words = views, FieldWords(moments, now)
        self.endResetModel()

    def rowCount(self, parent: Index = AT_TOP) -> int:  # noqa: N802
        """How many."""
        return 0 if parent.isValid() else len(self._views)

    def view_at(self, row: int) -> ConflictView:
        """The conflict in that row."""
        return self._views[row]

    def title(self, row: int) -> str:
        """What the event is called."""
        title = one_line(self._views[row].title[:_LONGEST])
        return title or QCoreApplication.translate("Conflicts", "(no title)")

    def second_line(self, row: int) -> str:
        """“rewritten by the server · Tue 16 Jun, 14:00–15:00 · Work”."""
        view = self._views[row]
        details = view.theirs or view.mine
        when = self._words.when(details).partition("\n")[0] if details is not None and self._words else ""
        kind = {
            ConflictKind.REWRITTEN: QCoreApplication.translate("Conflicts", "rewritten by the server"),
            ConflictKind.DOUBLE_BOOKED: QCoreApplication.translate("Conflicts", "two calls at once"),
            ConflictKind.SPLIT_OFF: QCoreApplication.translate("Conflicts", "later part of a series"),
        }.get(view.conflict.kind, "")
        return " · ".join(part for part in (kind, when, one_line(view.calendar.name)) if part)
